pragma ComponentBehavior: Bound

import QtQuick

// What the keys do and what the marks mean. It lies below header and banner, which stay in sight, and goes by itself.
Rectangle {
    id: root

    readonly property list<string> keys: ["F or F11", "full screen", "Esc", "a window", "← → ↑ ↓", "turn to the next page or scene", "Space", "stop turning, or go on", "F1", "this help", "Q", "quit"]
    readonly property list<string> marks: ["≈", "about: half a second or more may be missing", "≤", "at most: what ran at the start is not known yet", "≥", "at least: it may be longer, or more", "▲ ▼", "ranks gained or lost since the time below", "–", "has not closed enough to be ranked", "lit row", "closed more and rose at the last update", "lit status", "an unusually long conversation", qsTr("over"), qsTr("or under: beyond the board's own threshold")]

    border.color: Theme.accent
    border.width: Theme.px(3)
    color: Theme.panel.surface
    radius: Theme.px(24)

    component Lines: Column {
        id: lines

        required property list<string> texts

        property int first: Theme.px(220)

        spacing: Theme.px(14)

        Repeater {
            model: lines.texts.length / 2

            Row {
                id: line

                required property int index

                Words {
                    color: Theme.text
                    font.weight: Font.DemiBold
                    size: Theme.px(32)
                    text: lines.texts[2 * line.index]
                    width: lines.first
                }

                Words {
                    color: Theme.softText
                    size: Theme.px(32)
                    text: lines.texts[2 * line.index + 1]
                }
            }
        }
    }

    Words {
        id: heading

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(60)
        anchors.top: parent.top
        anchors.topMargin: Theme.px(40)
        font.weight: Font.Bold
        size: Theme.px(48)
        text: "Keys and marks"
    }

    Lines {
        id: keys

        anchors.left: heading.left
        anchors.top: heading.bottom
        anchors.topMargin: Theme.px(40)
        texts: root.keys
    }

    Lines {
        anchors.left: keys.right
        anchors.leftMargin: Theme.px(80)
        anchors.top: keys.top
        first: Theme.px(170)
        texts: root.marks
    }
}
