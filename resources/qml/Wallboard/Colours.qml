import QtQuick

// Every colour of one theme. `accent` is the house's own colour, or the theme's: the strip beside the title, what is lit.
QtObject {
    // The house's own colour; empty: the theme's.
    required property string own
    required property color accent
    required property color ground
    required property color text
    required property color softText
    required property color quiet
    required property color good
    required property color notice
    required property color alarm
    required property color lost
    required property color fieldEdge
    required property color focusEdge
    required property Tint panel
    required property Tint field
    required property Tint button
    required property Tint alarmPanel
    required property Tint lostPanel
    required property Tint alarmBanner
    required property Tint lostBanner
    required property Tint rehearsal
    required property Tones fresh
    // The same, but for the hues: old rows are grey at first sight, and still easy to read.
    required property Tones old
}
