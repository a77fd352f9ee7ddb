pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// Some figures on one line. One that is beyond its threshold says so, and has a mark, heavier letters and another hue.
Row {
    id: root

    // Each has `text` and `beyond`, a Looks.Beyond.
    required property list<var> parts
    required property int size
    required property Tones tones

    readonly property int full: Theme.px(30)
    // How wide it is with letters of the full size.
    readonly property real natural: unmarked.advanceWidth + marked.advanceWidth + root.marks.length * (root.markOf(root.full) + root.gapOf(root.full))
    readonly property list<var> marks: root.parts.filter(part => part.beyond !== Looks.Beyond.NOTHING)

    function gapOf(size: int): int {
        return Math.round(size * 0.34);
    }

    function markOf(size: int): int {
        return Math.round(size * 0.7);
    }

    spacing: root.gapOf(root.size)

    TextMetrics {
        id: unmarked

        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.full
        font.weight: Font.DemiBold
        text: root.parts.filter(part => part.beyond === Looks.Beyond.NOTHING).map(part => part.text).join("") + " · ".repeat(Math.max(0, root.parts.length - 1))
    }

    TextMetrics {
        id: marked

        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.full
        font.weight: Font.Bold
        text: root.marks.map(part => part.text).join("")
    }

    Repeater {
        // Counted, so that nothing is made anew where only the words are others.
        model: root.parts.length

        Row {
            id: one

            required property int index

            readonly property int beyond: root.parts[one.index]?.beyond ?? Looks.Beyond.NOTHING
            readonly property color hue: one.marked ? root.tones.beyond : root.tones.rank
            readonly property bool marked: one.beyond !== Looks.Beyond.NOTHING

            spacing: root.spacing

            // The dot between two, as it is within a text.
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                antialiasing: true
                color: root.tones.rank
                height: width
                radius: width / 2
                visible: one.index > 0
                width: Math.max(2, Math.round(root.size * 0.15))
            }

            Mark {
                anchors.verticalCenter: parent.verticalCenter
                color: one.hue
                shape: one.beyond === Looks.Beyond.UNDER ? Mark.Below : Mark.Above
                size: root.markOf(root.size)
                visible: one.marked
            }

            Words {
                color: one.hue
                font.weight: one.marked ? Font.Bold : Font.DemiBold
                size: root.size
                text: root.parts[one.index]?.text ?? ""
            }
        }
    }
}
