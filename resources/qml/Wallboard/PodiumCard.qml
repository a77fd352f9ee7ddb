pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// One of the first three, with a strip in the colour of the medal. Upright, the card is as wide as the screen: its figures
// stand beside the name.
Gliding {
    id: root

    required property string agentId
    required property string asOf
    required property string duration
    required property list<string> figures
    required property string initials
    required property int kind
    required property bool longCall
    required property int medal
    required property string name
    // What the figures are called.
    required property list<string> names
    required property string picture
    required property string rank
    required property bool showsStatus
    required property bool risen
    required property string status
    required property string statusOf
    required property Tones tones

    // Counts from before the last sweep look as old as they are.
    readonly property Tones shown: root.asOf === "" ? root.tones : Theme.old
    readonly property bool flat: Theme.tall
    // A card has less room below a banner: its lines move together, so that the status stands clear of the figures.
    readonly property int lack: root.flat ? 0 : Math.max(0, Math.min(Theme.px(16), Theme.px(262) - root.height))

    onAgentIdChanged: root.arrive()

    MedalStrip {
        anchors.left: parent.left
        height: parent.height
        medal: root.medal
        tones: root.shown
    }

    Rectangle {
        id: card

        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        border.color: root.shown.litEdge
        border.width: root.risen ? Theme.px(3) : 0
        color: root.risen ? root.shown.lit : root.shown.card
        radius: Theme.px(24)

        Behavior on color {
            enabled: root.opacity > 0

            ColorAnimation {
                duration: Theme.fade
            }
        }

        Avatar {
            id: avatar

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(root.flat ? 76 : 28)
            anchors.top: parent.top
            anchors.topMargin: root.flat ? Math.round((root.height - size) / 2) : Theme.px(20)
            initials: root.initials
            picture: root.picture
            size: Theme.px(root.flat ? 96 : 104)
            tint: root.medal === Looks.Medal.GOLD ? root.shown.goldAvatar : root.shown.avatar
        }

        Words {
            id: agent

            anchors.left: avatar.right
            anchors.leftMargin: Theme.px(18)
            anchors.right: root.flat ? figures.left : place.left
            anchors.rightMargin: Theme.px(8)
            anchors.top: parent.top
            anchors.topMargin: root.flat ? (root.showsStatus ? 0 : Math.round((root.height - height) / 2)) : Theme.px(12) - Math.round(root.lack / 2)
            color: root.shown.name
            // A number at the end tells one pseudonym from another.
            elide: /\d$/.test(root.name) ? Text.ElideMiddle : Text.ElideRight
            font.weight: Font.DemiBold
            height: Theme.px(72)
            horizontalAlignment: Text.AlignLeft
            objectName: "name"
            kept: true
            size: Theme.px(57)
            text: root.name
        }

        Words {
            id: place

            readonly property real start: root.flat ? Theme.px(38) - Math.round(width / 2) : card.width - width - Theme.px(24)

            anchors.top: parent.top
            anchors.topMargin: root.flat ? Math.round((root.height - height) / 2) : Theme.px(14) - Math.round(root.lack / 2)
            color: root.shown.label
            font.weight: Font.Bold
            kept: true
            size: Theme.px(44)
            text: root.rank
            x: Theme.mirrored ? card.width - width - start : start
        }

        StatusChip {
            anchors.left: agent.left
            anchors.top: agent.bottom
            anchors.topMargin: root.flat ? -Theme.px(3) : Theme.px(3) + Math.max(-Theme.px(8), Math.round((root.height - Theme.px(262)) / 4))
            duration: root.duration
            kind: root.kind
            longCall: root.longCall
            room: (root.flat ? card.width - figures.width - Theme.px(24) : card.width) - avatar.anchors.leftMargin - avatar.width - Theme.px(18) - Theme.px(24)
            status: root.status
            tones: root.statusOf === "" ? root.shown : Theme.old
            visible: root.showsStatus
        }

        PodiumFigures {
            id: figures

            ageMark: root.tones.aged
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(root.flat ? 2 : 9) - Math.round(root.lack / 4)
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(24)
            asOf: root.asOf
            figures: root.figures
            names: root.names
            statusOf: root.statusOf
            tones: root.shown
            width: root.flat ? Theme.px(404) : card.width - avatar.anchors.leftMargin - Theme.px(24)
        }
    }
}
