import QtQuick

// For those who see little: on black, every text by 7 to 1 at least.
Colours {
    id: root

    accent: root.own !== "" ? root.own : "#8cc8ff"
    ground: "#000000"
    text: "#ffffff"
    softText: "#e6e9f2"
    quiet: "#cfd4e2"
    good: "#4dffb8"
    notice: "#ffdc73"
    alarm: "#ffb833"
    lost: "#ffa183"
    fieldEdge: "#6b7694"
    focusEdge: "#8cc8ff"

    panel: Tint {
        surface: "#12151e"
        ink: root.text
    }
    field: Tint {
        surface: "#000000"
        ink: root.text
    }
    button: Tint {
        surface: "#a8d4ff"
        ink: "#000000"
    }
    alarmPanel: Tint {
        surface: "#3d2900"
        ink: root.text
    }
    lostPanel: Tint {
        surface: "#4a1405"
        ink: root.text
    }
    alarmBanner: Tint {
        surface: "#ffb833"
        ink: "#000000"
    }
    lostBanner: Tint {
        surface: "#ff9c7d"
        ink: "#000000"
    }
    rehearsal: Tint {
        surface: "#ffb3d9"
        ink: "#000000"
    }

    fresh: Tones {
        row: "#12151e"
        card: "#191d29"
        lit: "#003a80"
        litEdge: root.accent
        name: "#ffffff"
        rank: "#ffffff"
        label: "#dfe4f0"
        up: "#8ae0ff"
        down: "#ffc2ab"
        longCall: "#ff9070"
        beyond: "#ffdc73"
        aged: root.notice
        gold: "#ffcf33"
        silver: "#dfe5f2"
        bronze: "#ff9d5c"
        avatar: Tint {
            surface: "#2b3a6b"
            ink: "#ffffff"
        }
        goldAvatar: Tint {
            surface: "#5b4a10"
            ink: "#fff2c4"
        }
        available: Tint {
            surface: "#00382a"
            ink: "#b6ffe2"
        }
        onCall: Tint {
            surface: "#002f66"
            ink: "#d6ebff"
        }
        wrapUp: Tint {
            surface: "#452c00"
            ink: "#ffe6bd"
        }
        other: Tint {
            surface: "#2c3040"
            ink: "#ffffff"
        }
    }

    old: Tones {
        row: "#12141a"
        card: "#181a20"
        lit: "#272b34"
        litEdge: "#8a95a3"
        name: "#d2d4d9"
        rank: "#ccced5"
        label: "#b8bbc4"
        up: "#b3c0c8"
        down: "#c9bab4"
        longCall: "#9c8783"
        beyond: "#d2cdbf"
        aged: label
        gold: "#a39e8c"
        silver: "#a5a8b0"
        bronze: "#918680"
        avatar: Tint {
            surface: "#2a2e3c"
            ink: "#ced0d8"
        }
        goldAvatar: Tint {
            surface: "#3b3934"
            ink: "#d6d3cc"
        }
        available: Tint {
            surface: "#20292c"
            ink: "#c3d0cd"
        }
        onCall: Tint {
            surface: "#212835"
            ink: "#c6cdd6"
        }
        wrapUp: Tint {
            surface: "#2d2a29"
            ink: "#d2cdc7"
        }
        other: Tint {
            surface: "#25272d"
            ink: "#cbccd1"
        }
    }
}
