import QtQuick

// Every colour of the rows. There are two sets: for fresh rows and for old ones.
QtObject {
    required property color row
    required property color card
    required property color lit
    required property color litEdge
    required property color name
    required property color rank
    required property color label
    required property color up
    required property color down
    required property color longCall
    // A figure of all agents that is beyond its threshold; it stands on the ground.
    required property color beyond
    // The mark of numbers that are older than the others.
    required property color aged
    required property color gold
    required property color silver
    required property color bronze
    required property Tint avatar
    required property Tint goldAvatar
    required property Tint available
    required property Tint onCall
    required property Tint wrapUp
    required property Tint other
}
