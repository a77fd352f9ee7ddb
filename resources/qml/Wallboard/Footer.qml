pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What the numbers are not for; which page this is; what the arrows compare with. Upright, the last two come first, in a
// line of their own.
Item {
    id: root

    required property BoardState board

    // A footnote has a line of its own below the others.
    readonly property int lift: footnote.visible ? -Theme.px(16) : 0
    readonly property int line: Theme.px(42)

    implicitHeight: Theme.tall ? root.line + disclaimer.height + (footnote.visible ? footnote.height : 0) + Theme.px(12) : Theme.px(footnote.visible ? 74 : 56)

    Words {
        id: disclaimer

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: Theme.tall ? parent.right : dots.visible ? dots.left : places.left
        anchors.rightMargin: Theme.tall ? Theme.margin : Theme.px(24)
        anchors.verticalCenter: Theme.tall ? parent.top : parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? root.line + Math.round(height / 2) : root.lift
        color: Theme.quiet
        fontSizeMode: Theme.tall ? Text.FixedSize : Text.HorizontalFit
        minimumPixelSize: Theme.px(17)
        objectName: "disclaimer"
        size: Theme.px(25)
        text: root.board.disclaimer
        wrapMode: Theme.tall ? Text.Wrap : Text.NoWrap
    }

    Words {
        id: footnote

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.left: disclaimer.left
        anchors.right: places.right
        anchors.top: Theme.tall ? disclaimer.bottom : disclaimer.verticalCenter
        anchors.topMargin: Theme.tall ? 0 : Theme.px(17)
        color: Theme.softText
        elide: Text.ElideRight
        maximumLineCount: 2
        objectName: "footnote"
        size: Theme.px(25)
        text: root.board.footnote
        visible: root.board.footnote !== ""
        wrapMode: Theme.tall ? Text.Wrap : Text.NoWrap
    }

    // From the disclaimer's last letter to the places.
    Item {
        id: gap

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin + Math.min(disclaimer.implicitWidth, places.width > 0 ? root.width - 2 * Theme.margin - places.width - dots.width - 2 * Theme.px(24) : disclaimer.implicitWidth)
        anchors.right: places.left
    }

    PageDots {
        id: dots

        anchors.alignWhenCentered: false
        anchors.horizontalCenter: Theme.tall ? undefined : gap.horizontalCenter
        anchors.left: Theme.tall ? parent.left : undefined
        anchors.leftMargin: Theme.margin
        anchors.verticalCenter: Theme.tall ? parent.top : parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? Math.round(root.line / 2) : root.lift
        page: root.board.place_in_round
        pages: root.board.round_length
        paused: root.board.paused
        visible: root.board.round_length > 1 && root.board.headline === "" && !root.board.setup.shown
    }

    Words {
        id: places

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: Theme.tall ? parent.top : parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? Math.round(root.line / 2) : root.lift
        color: Theme.quiet
        objectName: "places"
        size: Theme.px(25)
        text: root.board.places
    }
}
