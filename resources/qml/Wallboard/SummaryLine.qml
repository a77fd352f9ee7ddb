pragma ComponentBehavior: Bound

import QtQuick

// What all of the board's agents do and did together, and what waits for them, in a line under the ranking.
Item {
    id: root

    required property string queues
    required property string summary
    required property Tones tones

    readonly property int between: Theme.px(40)
    // Both are whole, always: where an organisation is so large that they do not fit, they are smaller.
    readonly property int fitting: Math.min(Theme.px(30), Math.floor(Theme.px(30) * (root.width - root.between) / (together.advanceWidth + 1)))

    TextMetrics {
        id: together

        font.features: {
            "tnum": 1
        }
        font.pixelSize: Theme.px(30)
        font.weight: Font.DemiBold
        text: root.summary + root.queues
    }

    Words {
        id: summary

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.px(5)
        color: root.tones.rank
        font.weight: Font.DemiBold
        objectName: "summary"
        size: root.fitting
        text: root.summary
    }

    Words {
        anchors.right: parent.right
        anchors.verticalCenter: summary.verticalCenter
        color: root.tones.rank
        font.weight: Font.DemiBold
        objectName: "queues"
        size: root.fitting
        text: root.queues
        visible: root.queues !== ""
    }
}
