pragma ComponentBehavior: Bound

import QtQuick

// Something in a column that glides when its place changes, and fades in when it is new.
//
// A row is given to another agent when somebody else is shown: arrive() makes it look like a new one.
// Its place alone says where it rests: a ListView lost rows when one update inserted, moved and removed at once.
Item {
    id: root

    required property int index
    required property real pitch
    // All that it shows, as one sentence.
    required property string spoken

    // Whether a new place is glided to, or taken at once; and a number that changes when the whole list fades in anew.
    property bool glides: true
    property int wave: 0

    property real place: root.index
    property bool placed: false

    Accessible.name: root.spoken
    Accessible.role: Accessible.ListItem
    y: Math.round(root.place * root.pitch)
    // Who climbs passes in front.
    z: root.place > root.index ? 1 : 0

    function arrive(): void {
        if (!root.placed)
            return;
        root.placed = false;
        root.place = Qt.binding(() => root.index);
        root.placed = true;
        fade.restart();
    }

    onWaveChanged: fade.restart()

    Component.onCompleted: root.placed = true

    Behavior on place {
        enabled: root.placed && root.glides

        NumberAnimation {
            duration: Theme.glide
            easing.type: Easing.InOutCubic
        }
    }

    SequentialAnimation {
        id: fade

        running: true

        PropertyAction {
            property: "opacity"
            target: root
            value: 0
        }

        // Every text of a whole new page is drawn anew: one row in each frame, and no frame is late.
        PauseAnimation {
            duration: Math.max(0, Math.round(16 * root.index * Theme.pace))
        }

        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            target: root
            to: 1
        }
    }
}
