pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What the keys do.
Item {
    id: root

    required property BoardState board

    property bool helping: false

    // Nobody may be there to close it.
    Timer {
        interval: 60000
        running: root.helping

        onTriggered: root.helping = false
    }

    Shortcut {
        sequence: "F1"

        onActivated: root.helping = !root.helping
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequence: "?"

        onActivated: root.helping = !root.helping
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequence: "F"

        onActivated: root.board.toggle_fullscreen()
    }

    Shortcut {
        sequence: "F11"

        onActivated: root.board.toggle_fullscreen()
    }

    Shortcut {
        sequence: "Esc"

        onActivated: {
            if (root.helping)
                root.helping = false;
            else
                root.board.leave_fullscreen();
        }
    }

    // While the sign-in page is there, letters and arrows are for its fields.
    Shortcut {
        enabled: !root.board.setup.shown
        sequences: [Theme.mirrored ? "Left" : "Right", "Down", "PgDown"]

        onActivated: root.board.turn_page(1)
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequences: [Theme.mirrored ? "Right" : "Left", "Up", "PgUp"]

        onActivated: root.board.turn_page(-1)
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequence: "Space"

        onActivated: root.board.pause()
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequence: "Q"

        onActivated: root.board.stop()
    }

    Shortcut {
        sequence: "Ctrl+Q"

        onActivated: root.board.stop()
    }
}
