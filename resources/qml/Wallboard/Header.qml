pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// Which board this is, what time it is, and how far it can be trusted. Upright, the last has a line of its own.
Item {
    id: root

    required property BoardState board

    // The house's own mark: a logo if it has one, and a strip in its colour.
    Image {
        id: logo

        readonly property bool shown: status === Image.Ready

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.px(18)
        asynchronous: true
        fillMode: Image.PreserveAspectFit
        height: Theme.px(82)
        objectName: "logo"
        source: root.board.look.logo
        sourceSize.height: height
        width: shown ? Math.min(Theme.px(260), Math.round(height * implicitWidth / Math.max(1, implicitHeight))) : 0
    }

    Rectangle {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.topMargin: Theme.px(14)
        color: Theme.accent
        height: Theme.px(90)
        radius: Theme.px(4)
        visible: root.board.look.accent !== ""
        width: Theme.px(14)
    }

    Item {
        id: heading

        readonly property real shared: Theme.tall ? clock.width + Theme.px(24) : 0

        anchors.left: logo.right
        anchors.leftMargin: logo.shown ? Theme.px(24) : 0
        anchors.right: Theme.tall ? parent.right : clock.left
        anchors.rightMargin: Theme.tall ? Theme.margin : Theme.px(16)
        anchors.top: parent.top
        height: Theme.px(112)

        Words {
            id: title

            Accessible.name: [root.board.title, root.board.rehearsal].filter(told => told !== "").join(", ")
            Accessible.role: Accessible.Heading
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.topMargin: Theme.px(9)
            elide: Text.ElideRight
            font.weight: Font.Bold
            height: Theme.px(66)
            objectName: "title"
            size: Theme.px(55)
            text: root.board.title
            width: Math.min(implicitWidth, heading.width - heading.shared - (mark.visible ? mark.width + Theme.px(24) : 0))
        }

        RehearsalMark {
            id: mark

            anchors.left: title.right
            anchors.leftMargin: Theme.px(24)
            anchors.verticalCenter: title.verticalCenter
            text: root.board.rehearsal
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: title.bottom
            color: Theme.softText
            elide: Text.ElideRight
            fontSizeMode: Text.HorizontalFit
            height: Theme.px(37)
            minimumPixelSize: Theme.px(23)
            objectName: "subtitle"
            size: Theme.px(27)
            text: root.board.subtitle
        }
    }

    Words {
        id: clock

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.right: Theme.tall ? parent.right : badge.left
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: Theme.tall ? parent.top : badge.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? Theme.px(43) : 0
        font.weight: Font.Bold
        // A clock of twelve hours is longer.
        size: Theme.px(root.board.clock.length > 5 ? 52 : Theme.tall ? 64 : 74)
        text: root.board.clock
    }

    FreshnessBadge {
        id: badge

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.px(Theme.tall ? 120 : 16)
        badge: root.board.badge
        delay: root.board.delay
        height: Theme.px(86)
        notice: root.board.notice
        trust: root.board.trust
        updated: root.board.updated
        width: Theme.tall ? root.width - 2 * Theme.margin : implicitWidth
    }
}
