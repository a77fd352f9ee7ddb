pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The edge of a podium card, in the colour of its medal. The card lies over the rest of it.
Rectangle {
    id: root

    required property int medal
    required property Tones tones

    color: {
        switch (root.medal) {
        case Looks.Medal.GOLD:
            return root.tones.gold;
        case Looks.Medal.SILVER:
            return root.tones.silver;
        case Looks.Medal.BRONZE:
            return root.tones.bronze;
        default:
            return root.tones.row;
        }
    }
    radius: Theme.px(24)
    width: Theme.px(64)
}
