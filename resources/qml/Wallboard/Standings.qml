pragma ComponentBehavior: Bound

import QtQuick

// Rows that glide to their new places, and fade in and out. Nobody scrolls a wall.
ListView {
    id: root

    interactive: false

    add: Transition {
        enabled: Theme.motion > 0

        NumberAnimation {
            duration: Theme.fade
            from: 0
            property: "opacity"
            to: 1
        }
    }
    displaced: Transition {
        enabled: Theme.motion > 0

        NumberAnimation {
            duration: Theme.glide
            easing.type: Easing.InOutCubic
            property: "y"
        }

        // A row that is pushed aside while it still fades in must not stay half there.
        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            to: 1
        }
    }
    move: Transition {
        enabled: Theme.motion > 0

        NumberAnimation {
            duration: Theme.glide
            easing.type: Easing.InOutCubic
            property: "y"
        }

        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            to: 1
        }
    }
    remove: Transition {
        enabled: Theme.motion > 0

        NumberAnimation {
            duration: Theme.fade
            property: "opacity"
            to: 0
        }
    }
}
