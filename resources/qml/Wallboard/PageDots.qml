pragma ComponentBehavior: Bound

import QtQuick

// Which page this is: dots while they can be counted at a glance, words beyond that.
Item {
    id: root

    required property int page
    required property int pages

    readonly property bool countable: root.pages <= 8

    implicitHeight: Theme.px(32)
    implicitWidth: root.countable ? dots.implicitWidth : label.implicitWidth
    visible: root.pages > 1

    Row {
        id: dots

        anchors.centerIn: parent
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

        anchors.centerIn: parent
        color: Theme.quiet
        size: Theme.px(25)
        text: "Page " + (root.page + 1) + " of " + root.pages
        visible: !root.countable
    }
}
