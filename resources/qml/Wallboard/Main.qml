pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The window: its size, its keys, and the wall in it. Shown by Python, which knows the monitors.
Window {
    id: root

    required property BoardState board

    color: Theme.ground
    height: 720
    minimumHeight: 270
    minimumWidth: 480
    title: root.board.title
    visible: false
    width: 1280

    onClosing: close => {
        close.accepted = false;
        root.board.stop();
    }

    Binding {
        property: "unit"
        target: Theme
        value: Math.min(root.width / 1920, root.height / 1080)
    }

    Wall {
        anchors.fill: parent
        board: root.board
        visible: root.board.light !== Looks.Light.OFF
    }

    // Quiet hours: black hides all and is painted once; dim lies over all, alarms too, and leaves it readable.
    Rectangle {
        anchors.fill: parent
        color: "black"
        opacity: root.board.light === Looks.Light.DIM ? Theme.veil : 1
        visible: root.board.light !== Looks.Light.FULL
    }

    Shortcut {
        sequence: "F11"

        onActivated: root.board.toggle_fullscreen()
    }

    Shortcut {
        sequence: "Esc"

        onActivated: root.board.leave_fullscreen()
    }

    // While the sign-in page is there, letters and arrows are for its fields.
    Shortcut {
        enabled: !root.board.setup.shown
        sequences: ["Right", "Down", "PgDown"]

        onActivated: root.board.turn_page(1)
    }

    Shortcut {
        enabled: !root.board.setup.shown
        sequences: ["Left", "Up", "PgUp"]

        onActivated: root.board.turn_page(-1)
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
