pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// How far the board is on the way to its goals, one below the other.
Item {
    id: root

    required property BoardState board

    readonly property int count: root.board.goals.length
    readonly property int pitch: Math.floor((root.height + Theme.gap) / Math.max(1, root.count))

    Accessible.name: qsTr("Goals")
    Accessible.role: Accessible.List

    Repeater {
        model: root.count

        GoalPanel {
            required property int index

            celebrates: root.board.celebrates && index === 0
            goal: root.board.goals[index] ?? {}
            height: root.pitch - Theme.gap
            old: root.board.faded
            tones: root.board.faded ? Theme.old : Theme.fresh
            width: root.width
            y: index * root.pitch
            zoom: (Theme.tall ? [1, 0.86, 0.72][root.count - 1] : [1, 0.72, 0.52][root.count - 1]) ?? 0.5
        }
    }
}
