pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The first three side by side, the best in the middle and highest; joint winners stand equally high. Upright, they stand
// one below the other, and the best reaches furthest.
Item {
    id: root

    required property BoardState board

    readonly property int columnWidth: Math.floor((root.width - 2 * Theme.gap) / 3)
    readonly property int barHeight: Math.floor((root.height - 2 * Theme.gap) / 3)

    Accessible.name: qsTr("Podium")
    Accessible.role: Accessible.List

    Repeater {
        model: root.board.podium.shown

        PodiumColumn {
            id: column

            // Second, first, third.
            readonly property int slot: [1, 0, 2][column.index] ?? column.index

            height: Theme.tall ? root.barHeight : Math.round(root.height * column.share)
            names: root.board.card_names
            showsStatus: root.board.shows_status
            tones: root.board.faded ? Theme.old : Theme.fresh
            width: Theme.tall ? Math.round(root.width * column.share) : root.columnWidth
            x: Theme.tall ? (Theme.mirrored ? root.width - width : 0) : (Theme.mirrored ? 2 - column.slot : column.slot) * (root.columnWidth + Theme.gap)
            y: Theme.tall ? column.index * (root.barHeight + Theme.gap) : root.height - column.height
        }
    }
}
