pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// One of the first three, with a strip in the colour of the medal.
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

    readonly property color metal: {
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

    onAgentIdChanged: root.arrive()

    Rectangle {
        color: root.metal
        height: parent.height
        radius: Theme.px(24)
        width: Theme.px(64)
    }

    Rectangle {
        id: card

        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        border.color: root.tones.litEdge
        border.width: root.risen ? Theme.px(3) : 0
        color: root.risen ? root.tones.lit : root.tones.card
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
            anchors.leftMargin: Theme.px(28)
            anchors.top: parent.top
            anchors.topMargin: Theme.px(20)
            initials: root.initials
            picture: root.picture
            size: Theme.px(104)
            tint: root.medal === Looks.Medal.GOLD ? root.tones.goldAvatar : root.tones.avatar
        }

        Words {
            id: agent

            anchors.left: avatar.right
            anchors.leftMargin: Theme.px(18)
            anchors.right: place.left
            anchors.rightMargin: Theme.px(8)
            anchors.top: parent.top
            anchors.topMargin: Theme.px(12)
            color: root.tones.name
            elide: Text.ElideRight
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

            anchors.right: parent.right
            anchors.rightMargin: Theme.px(24)
            anchors.top: parent.top
            anchors.topMargin: Theme.px(14)
            color: root.tones.label
            font.weight: Font.Bold
            kept: true
            size: Theme.px(44)
            text: root.rank
        }

        StatusChip {
            anchors.left: agent.left
            anchors.top: agent.bottom
            // A card has less room below a banner.
            anchors.topMargin: Theme.px(3) + Math.max(-Theme.px(8), Math.round((root.height - Theme.px(262)) / 4))
            duration: root.duration
            kind: root.kind
            longCall: root.longCall
            room: card.width - x - Theme.px(24)
            status: root.status
            tones: root.tones
            visible: root.showsStatus
        }

        PodiumFigures {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(9)
            anchors.left: avatar.left
            anchors.right: place.right
            asOf: root.asOf
            figures: root.figures
            names: root.names
            statusOf: root.statusOf
            tones: root.tones
        }
    }
}
