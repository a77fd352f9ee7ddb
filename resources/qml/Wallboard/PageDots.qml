pragma ComponentBehavior: Bound

import QtQuick

// Which page this is: dots while they can be counted at a glance, words beyond that.
Item {
    id: root

    required property int page
    required property int pages
    // Somebody stopped the round.
    required property bool paused

    readonly property bool countable: root.pages <= 8

    Accessible.name: [label.text, root.paused ? held.text : ""].filter(told => told !== "").join(", ")
    Accessible.role: Accessible.StaticText
    implicitHeight: Theme.px(32)
    implicitWidth: (root.countable ? dots.implicitWidth : label.implicitWidth) + (root.paused ? held.implicitWidth + Theme.px(20) : 0)
    visible: root.pages > 1

    Words {
        id: held

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.notice
        font.weight: Font.DemiBold
        size: Theme.px(25)
        text: qsTr("Paused")
        visible: root.paused
    }

    Row {
        id: dots

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(14)
        visible: root.countable

        Repeater {
            model: root.countable ? root.pages : 0

            Mark {
                required property int index

                color: index === root.page ? Theme.fresh.rank : Theme.quiet
                shape: index === root.page ? Mark.Disc : Mark.Ring
                size: Theme.px(19)
            }
        }
    }

    Words {
        id: label

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.quiet
        size: Theme.px(25)
        text: qsTr("Page %1 of %2").arg(root.page + 1).arg(root.pages)
        visible: !root.countable
    }
}
