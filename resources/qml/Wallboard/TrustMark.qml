pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The shape and the hue of how far the board can be trusted.
Mark {
    id: root

    required property int trust

    color: {
        switch (root.trust) {
        case Looks.Trust.LIVE:
            return Theme.good;
        case Looks.Trust.LATE:
            return Theme.notice;
        case Looks.Trust.STALE:
            return Theme.alarm;
        case Looks.Trust.OFFLINE:
            return Theme.lost;
        default:
            return Theme.softText;
        }
    }
    shape: {
        switch (root.trust) {
        case Looks.Trust.LIVE:
            return Mark.Disc;
        case Looks.Trust.LATE:
            return Mark.HollowDiamond;
        case Looks.Trust.STALE:
            return Mark.Diamond;
        case Looks.Trust.OFFLINE:
            return Mark.Square;
        default:
            return Mark.Ring;
        }
    }
}
