import QtQuick

// For bright rooms: dark letters, and the same hues as darker ones.
Colours {
    id: root

    accent: root.own !== "" ? root.own : "#0b5fc0"
    ground: "#e9edf5"
    text: "#0b1226"
    softText: "#36415f"
    quiet: "#47526e"
    good: "#00684a"
    notice: "#6b4200"
    alarm: "#8a4f00"
    lost: "#a32f0c"
    fieldEdge: "#7c87a4"
    focusEdge: "#0b5fc0"

    panel: Tint {
        surface: "#ffffff"
        ink: root.text
    }
    field: Tint {
        surface: "#ffffff"
        ink: root.text
    }
    button: Tint {
        surface: "#0b4a94"
        ink: "#ffffff"
    }
    alarmPanel: Tint {
        surface: "#ffe7bd"
        ink: root.text
    }
    lostPanel: Tint {
        surface: "#ffdccf"
        ink: root.text
    }
    alarmBanner: Tint {
        surface: "#ffb020"
        ink: "#1b1300"
    }
    lostBanner: Tint {
        surface: "#8f2408"
        ink: "#ffffff"
    }
    rehearsal: Tint {
        surface: "#8a2a63"
        ink: "#ffffff"
    }

    fresh: Tones {
        row: "#ffffff"
        card: "#ffffff"
        lit: "#d3e6ff"
        litEdge: root.accent
        name: "#0b1226"
        rank: "#25304f"
        label: "#47526e"
        up: "#005486"
        down: "#8f3208"
        longCall: "#c23a08"
        beyond: "#703a00"
        aged: root.notice
        gold: "#a37600"
        silver: "#727d94"
        bronze: "#8f4a1c"
        avatar: Tint {
            surface: "#dde4f4"
            ink: "#25304f"
        }
        goldAvatar: Tint {
            surface: "#ffe6a0"
            ink: "#4a3800"
        }
        available: Tint {
            surface: "#c9eedd"
            ink: "#004d37"
        }
        onCall: Tint {
            surface: "#d0e4fb"
            ink: "#0a3c78"
        }
        wrapUp: Tint {
            surface: "#ffe2b0"
            ink: "#5a3500"
        }
        other: Tint {
            surface: "#e2e5ed"
            ink: "#3b4258"
        }
    }

    old: Tones {
        row: "#f0f1f4"
        card: "#f0f1f4"
        lit: "#dfe1e6"
        litEdge: "#71767f"
        name: "#3b3f47"
        rank: "#40444c"
        label: "#555962"
        up: "#4b5862"
        down: "#62544e"
        longCall: "#85716c"
        beyond: "#504b44"
        aged: label
        gold: "#8a8470"
        silver: "#868b94"
        bronze: "#7d7069"
        avatar: Tint {
            surface: "#dcdee4"
            ink: "#4a4e58"
        }
        goldAvatar: Tint {
            surface: "#e2dfd6"
            ink: "#55524a"
        }
        available: Tint {
            surface: "#dde3e1"
            ink: "#49554f"
        }
        onCall: Tint {
            surface: "#dce0e6"
            ink: "#48515d"
        }
        wrapUp: Tint {
            surface: "#e6e1da"
            ink: "#58524a"
        }
        other: Tint {
            surface: "#e0e1e5"
            ink: "#50535a"
        }
    }
}
