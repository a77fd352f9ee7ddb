pragma ComponentBehavior: Bound

import QtQuick

// A podium card's numbers: the average on the left, the closed conversations large on the right, on one base line.
Item {
    id: root

    required property string closed
    required property string aht
    required property string asOf
    required property string statusOf
    required property Tones tones

    height: Theme.px(126)

    Words {
        anchors.bottom: average.top
        anchors.bottomMargin: -Theme.px(4)
        anchors.left: parent.left
        color: root.tones.label
        // The longest of them ends before the large number begins.
        size: Theme.px(root.statusOf === "" ? 26 : 22)
        text: root.asOf !== "" ? "AHT " + root.asOf : root.statusOf !== "" ? "AHT · " + root.statusOf : "AHT"
    }

    Words {
        id: average

        anchors.baseline: total.baseline
        anchors.left: parent.left
        color: root.tones.name
        font.weight: Font.DemiBold
        height: Theme.px(64)
        size: Theme.px(56)
        text: root.aht
    }

    Words {
        anchors.bottom: total.top
        anchors.bottomMargin: -Theme.px(7)
        anchors.right: parent.right
        color: root.tones.label
        size: Theme.px(26)
        text: "closed"
    }

    Words {
        id: total

        anchors.bottom: parent.bottom
        anchors.left: average.right
        anchors.leftMargin: Theme.px(20)
        anchors.right: parent.right
        color: root.tones.name
        font.weight: Font.Bold
        fontSizeMode: Text.HorizontalFit
        height: Theme.px(92)
        horizontalAlignment: Text.AlignRight
        minimumPixelSize: Theme.px(40)
        kept: true
        size: Theme.px(97)
        text: root.closed
    }
}
