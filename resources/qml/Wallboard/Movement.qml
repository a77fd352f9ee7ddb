pragma ComponentBehavior: Bound

import QtQuick

// Places gained or lost since the reference that the footer states.
Row {
    id: root

    required property int moved
    required property int size
    required property Tones tones

    readonly property color hue: root.moved > 0 ? root.tones.up : root.tones.down

    spacing: Theme.px(3)
    visible: root.moved !== 0

    Words {
        anchors.verticalCenter: parent.verticalCenter
        color: root.hue
        size: Math.round(root.size * 0.9)
        text: root.moved > 0 ? "▲" : "▼"
    }

    Words {
        anchors.verticalCenter: parent.verticalCenter
        color: root.hue
        font.weight: Font.Medium
        size: root.size
        text: Math.abs(root.moved)
    }
}
