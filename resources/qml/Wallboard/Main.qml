pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The window: its size, its keys, and the wall in it. Shown by Python, which knows the monitors.
Window {
    id: root

    required property BoardState board

    property alias helping: keys.helping

    // What a television cuts off on each side.
    readonly property size edge: Qt.size(Math.round(root.width * root.board.look.safe_area), Math.round(root.height * root.board.look.safe_area))

    readonly property bool tall: root.height > root.width

    LayoutMirroring.childrenInherit: true
    LayoutMirroring.enabled: Theme.mirrored
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

    onTallChanged: root.board.tell_shape(root.tall)

    Binding {
        property: "unit"
        target: Theme
        value: Math.min((root.width - 2 * root.edge.width) / (root.tall ? 1080 : 1920), (root.height - 2 * root.edge.height) / (root.tall ? 1920 : 1080))
    }

    Binding {
        property: "tall"
        target: Theme
        value: root.tall
    }

    Binding {
        property: "density"
        target: Theme
        value: root.Screen.devicePixelRatio
    }

    Binding {
        property: "name"
        target: Theme
        value: root.board.look.theme
    }

    Binding {
        property: "ownAccent"
        target: Theme
        value: root.board.look.accent
    }

    Binding {
        property: "still"
        target: Theme
        value: root.board.look.still
    }

    Wall {
        board: root.board
        edge: root.edge
        height: root.height - 2 * root.edge.height
        visible: root.board.light !== Looks.Light.OFF
        width: root.width - 2 * root.edge.width
        // The whole scene wanders, by one pixel of a 1080p screen at a time: nothing burns in.
        x: root.edge.width + Math.round(root.board.look.drift.x * Theme.unit)
        y: root.edge.height + Math.round(root.board.look.drift.y * Theme.unit)
    }

    // Quiet hours: black hides all and is painted once; dim lies over all, alarms too, and leaves it readable.
    Rectangle {
        anchors.fill: parent
        color: "black"
        opacity: root.board.light === Looks.Light.DIM ? Theme.veil : 1
        visible: root.board.light !== Looks.Light.FULL
    }

    HelpPage {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: Theme.px(63)
        height: implicitHeight
        objectName: "help"
        visible: keys.helping
        width: Math.min(Theme.px(1760), root.width - 2 * root.edge.width - 2 * Theme.margin)
    }

    PressedKeys {
        id: keys

        board: root.board
    }
}
