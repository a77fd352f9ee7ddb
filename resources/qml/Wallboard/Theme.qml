pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Colours, spacing and durations. All sizes are those of a screen of 1920 by 1080, times `unit`.
QtObject {
    id: root

    // The window's size against 1920 by 1080; set by Main.
    property real unit: 1
    // 1: rows glide; 0: nothing moves.
    property real motion: 1

    readonly property int glide: Math.round(700 * motion)
    readonly property int fade: Math.round(450 * motion)

    // How much of the light quiet hours take away.
    readonly property real veil: 0.4

    readonly property int margin: px(40)
    readonly property int gap: px(14)

    readonly property color ground: "#0b1020"
    readonly property color text: "#f2f5ff"
    readonly property color softText: "#b9c4e4"
    readonly property color quiet: "#98a5c8"
    readonly property color good: "#3ddc97"
    readonly property color notice: "#ffcf70"
    readonly property color alarm: "#ffb020"
    readonly property color lost: "#ff8a66"
    readonly property Tint panel: Tint {
        surface: "#131b33"
        ink: root.text
    }
    readonly property Tint field: Tint {
        surface: "#0b1020"
        ink: root.text
    }
    readonly property color fieldEdge: "#5d6c99"
    readonly property color focusEdge: "#5aa9ff"
    readonly property Tint button: Tint {
        surface: "#8cc4ff"
        ink: "#06152b"
    }
    readonly property Tint alarmPanel: Tint {
        surface: "#3a2a08"
        ink: root.text
    }
    readonly property Tint lostPanel: Tint {
        surface: "#471c10"
        ink: root.text
    }
    readonly property Tint alarmBanner: Tint {
        surface: root.alarm
        ink: "#1b1300"
    }
    readonly property Tint lostBanner: Tint {
        surface: root.lost
        ink: "#1f0a03"
    }
    readonly property Tint rehearsal: Tint {
        surface: "#e79ac2"
        ink: "#2b0a1c"
    }

    readonly property Tones fresh: Tones {
        row: "#10172c"
        card: "#131b33"
        lit: "#17325a"
        litEdge: "#5aa9ff"
        name: "#f2f5ff"
        rank: "#d7e0ff"
        label: "#a9b5d6"
        up: "#5ad1ff"
        down: "#ff9a76"
        longCall: "#ff7a59"
        gold: "#c9a227"
        silver: "#aab4c8"
        bronze: "#b87745"
        avatar: Tint {
            surface: "#2b3a6b"
            ink: "#d7e0ff"
        }
        goldAvatar: Tint {
            surface: "#5b4a10"
            ink: "#ffe9a6"
        }
        available: Tint {
            surface: "#0f3a30"
            ink: "#8ff5cc"
        }
        onCall: Tint {
            surface: "#123560"
            ink: "#b3daff"
        }
        wrapUp: Tint {
            surface: "#4a3310"
            ink: "#ffd79c"
        }
        other: Tint {
            surface: "#2a2f42"
            ink: "#d3d8e6"
        }
    }

    // The same, but for the hues: old rows are grey at first sight, and still easy to read.
    readonly property Tones old: Tones {
        row: "#12151d"
        card: "#151821"
        lit: "#212733"
        litEdge: "#69788c"
        name: "#b3b5bb"
        rank: "#b0b3bd"
        label: "#8b8f9a"
        up: "#8aa0ad"
        down: "#a9968f"
        longCall: "#816a69"
        gold: "#7e7967"
        silver: "#83868e"
        bronze: "#6a605b"
        avatar: Tint {
            surface: "#2a2e3c"
            ink: "#a9acb6"
        }
        goldAvatar: Tint {
            surface: "#3b3934"
            ink: "#b3b0a8"
        }
        available: Tint {
            surface: "#20292c"
            ink: "#94a8a5"
        }
        onCall: Tint {
            surface: "#212835"
            ink: "#969eaa"
        }
        wrapUp: Tint {
            surface: "#2d2a29"
            ink: "#a7a29b"
        }
        other: Tint {
            surface: "#25272d"
            ink: "#a0a2a8"
        }
    }

    function px(size: real): int {
        return Math.max(1, Math.round(size * root.unit));
    }
}
