pragma ComponentBehavior: Bound

import QtQuick

// A podium card's numbers: the board's first column large on the right, the second on the left, on one base line.
Item {
    id: root

    required property list<string> figures
    required property list<string> names
    required property string asOf
    required property string statusOf
    required property color ageMark
    required property Tones tones

    readonly property string age: root.asOf !== "" ? root.asOf : root.statusOf
    readonly property string second: root.names[1] ?? ""

    height: Theme.px(126)

    Row {
        // The longest of them ends before the large number begins, or stands above it.
        readonly property int size: Theme.px(root.statusOf === "" ? 26 : 22)

        anchors.bottom: average.top
        anchors.bottomMargin: Theme.tall ? Theme.px(3) : -Theme.px(4)
        anchors.left: parent.left
        spacing: Theme.px(7)

        Words {
            id: name

            color: root.tones.label
            size: parent.size
            text: root.second
        }

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            color: root.ageMark
            shape: Mark.Clock
            size: Theme.px(21)
            visible: root.age !== ""
        }

        Words {
            color: root.tones.label
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(14)
            size: parent.size
            text: root.age
            visible: text !== ""
            width: Theme.tall ? implicitWidth : Math.min(implicitWidth, root.width - total.contentWidth - name.width - Theme.px(21) - 2 * parent.spacing - Theme.px(8))
        }
    }

    Words {
        id: average

        anchors.baseline: total.baseline
        anchors.left: parent.left
        color: root.tones.name
        font.weight: Font.DemiBold
        height: Theme.px(64)
        size: Theme.px(56)
        text: root.figures[1] ?? ""
    }

    Words {
        anchors.bottom: total.top
        anchors.bottomMargin: -Theme.px(7)
        anchors.right: parent.right
        color: root.tones.label
        size: Theme.px(26)
        text: root.names[0] ?? ""
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
        size: Theme.px(Theme.tall ? 80 : 97)
        text: root.figures[0] ?? ""
    }
}
