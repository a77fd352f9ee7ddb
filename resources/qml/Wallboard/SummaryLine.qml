pragma ComponentBehavior: Bound

import QtQuick

// What all of the board's agents do and did together, in a line under the ranking.
Item {
    id: root

    required property string summary
    required property Tones tones

    Words {
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.px(5)
        color: root.tones.rank
        font.weight: Font.DemiBold
        objectName: "summary"
        size: Theme.px(30)
        text: root.summary
    }
}
