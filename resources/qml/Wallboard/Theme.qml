pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Colours, spacing and durations. All sizes are those of a screen of 1920 by 1080, or of one that stands upright, times
// `unit`.
QtObject {
    id: root

    // The window's size against 1920 by 1080, or 1080 by 1920; whether it is higher than wide; how many of the screen's
    // pixels are one of the window's. Set by Main.
    property real unit: 1
    property bool tall: false
    property real density: 1
    // 1: as fast as meant; 0: nothing moves, in pictures and tests.
    property real motion: 1
    // Somebody wishes that nothing moves or fades; set by Main.
    property bool still: false

    // Whether the language is written from the right: what says left and right is the other way round then.
    readonly property bool mirrored: Application.layoutDirection === Qt.RightToLeft

    readonly property real pace: root.still ? 0 : root.motion
    readonly property int glide: Math.round(700 * root.pace)
    readonly property int fade: Math.round(450 * root.pace)

    // How much of the light quiet hours take away.
    readonly property real veil: 0.4

    readonly property int margin: px(40)
    readonly property int gap: px(14)

    // "dark", "light" or "high_contrast"; set by Main, like the house's own colour.
    property string name: "dark"
    property string ownAccent: ""

    readonly property Colours dark: DarkColours {
        own: root.ownAccent
    }
    readonly property Colours light: LightColours {
        own: root.ownAccent
    }
    readonly property Colours highContrast: HighContrastColours {
        own: root.ownAccent
    }
    readonly property Colours colours: root.name === "light" ? root.light : root.name === "high_contrast" ? root.highContrast : root.dark

    readonly property color ground: root.colours.ground
    readonly property color text: root.colours.text
    readonly property color softText: root.colours.softText
    readonly property color quiet: root.colours.quiet
    readonly property color good: root.colours.good
    readonly property color notice: root.colours.notice
    readonly property color alarm: root.colours.alarm
    readonly property color lost: root.colours.lost
    readonly property color fieldEdge: root.colours.fieldEdge
    readonly property color focusEdge: root.colours.focusEdge
    readonly property Tint panel: root.colours.panel
    readonly property Tint field: root.colours.field
    readonly property Tint button: root.colours.button
    readonly property Tint alarmPanel: root.colours.alarmPanel
    readonly property Tint lostPanel: root.colours.lostPanel
    readonly property Tint alarmBanner: root.colours.alarmBanner
    readonly property Tint lostBanner: root.colours.lostBanner
    readonly property Tint rehearsal: root.colours.rehearsal
    readonly property color accent: root.colours.accent
    readonly property Tones fresh: root.colours.fresh
    readonly property Tones old: root.colours.old

    function px(size: real): int {
        return Math.max(1, Math.round(size * root.unit));
    }
}
