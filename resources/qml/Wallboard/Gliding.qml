pragma ComponentBehavior: Bound

import QtQuick

// Something in a column that glides when its place changes, and fades in when it is new, or out when another list comes
// in its own one's place.
//
// A row is given to another agent when somebody else is shown: arrive() makes it look like a new one.
// Its place alone says where it rests: a ListView lost rows when one update inserted, moved and removed at once.
Item {
    id: root

    required property int index
    required property real pitch
    // All that it shows, as one sentence.
    required property string spoken

    // Whether a new place is glided to, or taken at once; and whether its list is the one that is shown.
    property bool glides: true
    property bool inFront: true

    property real place: root.index
    property bool placed: false
    // Every text of a whole new page is drawn anew: one row in each frame, and no frame is late.
    readonly property int turn: Math.max(0, Math.round(16 * root.index * Theme.pace))

    Accessible.ignored: !root.inFront
    Accessible.name: root.spoken
    Accessible.role: Accessible.ListItem
    // Who has faded out costs nothing.
    visible: root.opacity > 0
    y: Math.round(root.place * root.pitch)
    // Who climbs passes in front.
    z: root.place > root.index ? 1 : 0

    function arrive(): void {
        if (!root.placed)
            return;
        root.placed = false;
        root.place = Qt.binding(() => root.index);
        root.placed = true;
        if (root.inFront)
            comes.restart();
    }

    onInFrontChanged: {
        comes.stop();
        goes.stop();
        if (root.inFront)
            comes.start();
        else
            goes.start();
    }

    Component.onCompleted: {
        root.placed = true;
        if (root.inFront)
            comes.start();
        else
            root.opacity = 0;
    }

    Behavior on place {
        enabled: root.placed && root.glides

        NumberAnimation {
            duration: Theme.glide
            easing.type: Easing.InOutCubic
        }
    }

    SequentialAnimation {
        id: comes

        PropertyAction {
            property: "opacity"
            target: root
            value: 0
        }

        PauseAnimation {
            duration: root.turn
        }

        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            target: root
            to: 1
        }
    }

    SequentialAnimation {
        id: goes

        PauseAnimation {
            duration: root.turn
        }

        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            target: root
            to: 0
        }
    }
}
