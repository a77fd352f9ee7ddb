pragma ComponentBehavior: Bound

import QtQuick

// From when something is that is older than the rest, with the mark of a clock.
Row {
    id: root

    required property string age
    required property color ageMark
    required property int size
    required property Tones tones

    spacing: Math.round(root.size * 0.3)

    Mark {
        anchors.verticalCenter: parent.verticalCenter
        color: root.ageMark
        shape: Mark.Clock
        size: Math.round(root.size * 0.9)
        visible: root.age !== ""
    }

    Words {
        color: root.tones.label
        size: root.size
        text: root.age
    }
}
