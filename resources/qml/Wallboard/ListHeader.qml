pragma ComponentBehavior: Bound

import QtQuick

// What the columns hold.
Item {
    id: root

    required property string ahtLabel
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
        text: "Agent"
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: root.columns.closedRight
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.label
        size: root.columns.headerSize
        text: "Closed"
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: root.columns.ahtRight
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.label
        size: root.columns.headerSize
        text: root.ahtLabel
    }
}
