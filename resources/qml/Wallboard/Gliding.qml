pragma ComponentBehavior: Bound

import QtQuick

// Something in a column that glides when its place changes, and fades in when it is new.
//
// Its place alone says where it rests: a ListView lost rows when one update inserted, moved and removed at once.
Item {
    id: root

    required property int index
    required property real pitch

    property real place: root.index
    property bool placed: false

    y: Math.round(root.place * root.pitch)
    // Who climbs passes in front.
    z: root.place > root.index ? 1 : 0

    Component.onCompleted: root.placed = true

    Behavior on place {
        enabled: root.placed

        NumberAnimation {
            duration: Theme.glide
            easing.type: Easing.InOutCubic
        }
    }

    NumberAnimation on opacity {
        duration: Theme.fade
        from: 0
        to: 1
    }
}
