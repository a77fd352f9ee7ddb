pragma ComponentBehavior: Bound

import QtQuick

// One part of the help: its heading, and its lines below it.
Column {
    id: root

    required property string heading
    // What is seen or pressed, and what it says or does, in turns.
    required property list<string> texts
    // The shapes of the lines: each a Looks.Kind or a Looks.Trust.
    property list<int> kinds: []
    property list<int> trusts: []

    Accessible.name: root.heading
    Accessible.role: Accessible.List

    Words {
        anchors.left: parent.left
        font.weight: Font.Bold
        height: Theme.px(54)
        size: Theme.px(34)
        text: root.heading
    }

    Repeater {
        model: root.texts.length / 2

        HelpLine {
            required property int index

            does: root.texts[2 * index + 1]
            first: Theme.px(root.kinds.length + root.trusts.length > 0 ? 280 : 190)
            kind: root.kinds[index] ?? -1
            sign: root.texts[2 * index]
            trust: root.trusts[index] ?? -1
            width: root.width
        }
    }
}
