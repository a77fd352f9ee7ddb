pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The scenes that come in the ranking's place, one at a time; each fades in.
Loader {
    id: root

    required property BoardState board

    objectName: "scene"
    sourceComponent: {
        switch (root.board.scene) {
        case Looks.Scene.PODIUM:
            return podium;
        case Looks.Scene.TEAMS:
            return teams;
        default:
            return goals;
        }
    }

    onLoaded: appear.restart()

    NumberAnimation {
        id: appear

        duration: Theme.fade
        from: Theme.fade > 0 ? 0 : 1
        property: "opacity"
        target: root
        to: 1
    }

    Component {
        id: podium

        PodiumScene {
            board: root.board
        }
    }

    Component {
        id: teams

        TeamsScene {
            board: root.board
        }
    }

    Component {
        id: goals

        GoalScene {
            board: root.board
        }
    }
}
