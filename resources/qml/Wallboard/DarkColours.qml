import QtQuick

// For rooms with little light, and the default: a wall that is lit all day.
Colours {
    id: root

    accent: root.own !== "" ? root.own : "#5aa9ff"
    ground: "#0b1020"
    text: "#f2f5ff"
    softText: "#b9c4e4"
    quiet: "#98a5c8"
    good: "#3ddc97"
    notice: "#ffcf70"
    alarm: "#ffb020"
    lost: "#ff8a66"
    fieldEdge: "#5d6c99"
    focusEdge: "#5aa9ff"

    panel: Tint {
        surface: "#131b33"
        ink: root.text
    }
    field: Tint {
        surface: "#0b1020"
        ink: root.text
    }
    button: Tint {
        surface: "#8cc4ff"
        ink: "#06152b"
    }
    alarmPanel: Tint {
        surface: "#3a2a08"
        ink: root.text
    }
    lostPanel: Tint {
        surface: "#471c10"
        ink: root.text
    }
    alarmBanner: Tint {
        surface: "#ffb020"
        ink: "#1b1300"
    }
    lostBanner: Tint {
        surface: "#ff8a66"
        ink: "#1f0a03"
    }
    rehearsal: Tint {
        surface: "#e79ac2"
        ink: "#2b0a1c"
    }

    fresh: Tones {
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
        row: "#10172c"
        card: "#131b33"
        lit: "#17325a"
        litEdge: root.accent
        name: "#f2f5ff"
        rank: "#d7e0ff"
        label: "#a9b5d6"
        up: "#5ad1ff"
        down: "#ff9a76"
        longCall: "#ff7a59"
        beyond: "#ffcf70"
        aged: root.notice
        gold: "#c9a227"
        silver: "#aab4c8"
        bronze: "#b87745"
    }

    old: Tones {
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
        beyond: "#b5ad9c"
        aged: label
        gold: "#7e7967"
        silver: "#83868e"
        bronze: "#6a605b"
    }
}
