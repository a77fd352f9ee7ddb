pragma ComponentBehavior: Bound

import QtQuick

// Old numbers cannot be mistaken for new ones: since when, why, and what happens next.
Rectangle {
    id: root

    required property string headline
    required property string text
    required property bool lost

    color: root.lost ? Theme.lost : Theme.alarm
    height: Math.max(Theme.px(76), words.implicitHeight + Theme.px(20))

    Words {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        color: root.lost ? Theme.lostInk : Theme.alarmInk
        font.weight: Font.Bold
        size: Theme.px(38)
        text: "⚠ " + root.headline
    }

    Words {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.px(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        color: sign.color
        lineHeight: 0.95
        size: Theme.px(38)
        text: root.text
        wrapMode: Text.WordWrap
    }
}
