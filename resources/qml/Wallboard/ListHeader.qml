pragma ComponentBehavior: Bound

import QtQuick

// What the columns hold.
Item {
    id: root

    required property Columns columns
    required property Tones tones

    Words {
        anchors.left: parent.left
        anchors.leftMargin: root.columns.rankX
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.label
        size: root.columns.headerSize
        text: "#"
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: root.columns.nameX
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.label
        size: root.columns.headerSize
        text: qsTr("Agent")
    }

    Repeater {
        model: root.columns.keys.length

        Words {
            required property int index

            anchors.right: root.right
            anchors.rightMargin: root.columns.rights[index]
            anchors.verticalCenter: root.verticalCenter
            color: root.tones.label
            horizontalAlignment: root.columns.onTheRight
            size: root.columns.headerSize
            text: root.columns.labels[index] ?? ""
            width: Theme.mirrored ? root.columns.widths[index] : implicitWidth
        }
    }
}
