pragma ComponentBehavior: Bound

import QtQuick

// One line of the help: what is seen or pressed, and what it says or does.
Item {
    id: root

    required property string does
    // Where the second text begins.
    required property int first
    // A Looks.Kind or a Looks.Trust, for a line that has its shape; -1: none.
    property int kind: -1
    required property string sign
    property int trust: -1

    Accessible.name: root.sign + ": " + root.does
    Accessible.role: Accessible.ListItem
    height: Theme.px(41)

    TrustMark {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.px(25)
        trust: root.trust
        visible: root.trust >= 0
    }

    StatusChip {
        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        duration: ""
        kind: root.kind
        longCall: false
        room: root.first - Theme.px(14)
        status: root.sign
        tones: Theme.fresh
        visible: root.kind >= 0
        zoom: 0.8
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: root.trust >= 0 ? Theme.px(39) : 0
        anchors.verticalCenter: parent.verticalCenter
        font.weight: Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.px(18)
        size: Theme.px(28)
        text: root.sign
        visible: root.kind < 0
        width: root.first - anchors.leftMargin - Theme.px(14)
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: root.first
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.softText
        fontSizeMode: Text.HorizontalFit
        horizontalAlignment: Text.AlignLeft
        minimumPixelSize: Theme.px(20)
        size: Theme.px(28)
        text: root.does
    }
}
