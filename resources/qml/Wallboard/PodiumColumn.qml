pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// One of the first three, large: as high as the medal is worth. Upright, who it is stands beside the figures.
Rectangle {
    id: root

    required property string asOf
    required property string duration
    required property list<string> figures
    required property int index
    required property string initials
    required property int kind
    required property bool longCall
    required property int medal
    required property string name
    // What the figures are called.
    required property list<string> names
    required property string picture
    required property string rank
    required property bool risen
    required property bool showsStatus
    // All that it shows, as one sentence.
    required property string spoken
    required property string status
    required property string statusOf
    required property Tones tones

    readonly property color metal: [root.shown.row, root.shown.gold, root.shown.silver, root.shown.bronze][root.medal]
    readonly property real share: [0.8, 1, 0.9, 0.8][root.medal]
    readonly property string age: root.asOf + root.statusOf
    // Counts from before the last sweep look as old as they are.
    readonly property Tones shown: root.asOf === "" ? root.tones : Theme.old
    // From the middle to that of the figures.
    readonly property int aside: Theme.tall ? Math.round((Theme.px(36) + who.width) / 2) - Theme.px(10) : 0

    Accessible.name: root.spoken
    Accessible.role: Accessible.ListItem
    border.color: root.shown.litEdge
    border.width: root.risen ? Theme.px(3) : 0
    color: root.risen ? root.shown.lit : root.shown.card
    radius: Theme.px(24)

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        color: root.metal
        height: Theme.px(16)
        topLeftRadius: Theme.px(24)
        topRightRadius: Theme.px(24)
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(36)
        anchors.top: parent.top
        anchors.topMargin: Theme.px(28)
        color: root.shown.label
        font.weight: Font.Bold
        size: Theme.px(80)
        text: root.rank
    }

    Column {
        id: who

        spacing: Theme.px(8)
        width: Theme.tall ? Math.round(root.width * 0.46) : root.width - 2 * Theme.px(36)
        x: Theme.mirrored ? root.width - width - Theme.px(36) : Theme.px(36)
        y: Theme.tall ? Math.round((root.height - height) / 2) : Theme.px(44)

        Avatar {
            anchors.horizontalCenter: parent.horizontalCenter
            initials: root.initials
            picture: root.picture
            size: Theme.px(180)
            tint: root.medal === Looks.Medal.GOLD ? root.shown.goldAvatar : root.shown.avatar
        }

        Words {
            color: root.shown.name
            // A number at the end tells one pseudonym from another.
            elide: /\d$/.test(root.name) ? Text.ElideMiddle : Text.ElideRight
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            objectName: "name"
            size: Theme.px(68)
            text: root.name
            width: parent.width
        }

        StatusChip {
            anchors.horizontalCenter: parent.horizontalCenter
            duration: root.duration
            kind: root.kind
            longCall: root.longCall
            room: who.width
            status: root.status
            tones: root.statusOf === "" ? root.shown : Theme.old
            visible: root.showsStatus
        }
    }

    Words {
        id: large

        anchors.bottom: small.top
        anchors.bottomMargin: -Theme.px(8)
        anchors.horizontalCenter: small.horizontalCenter
        color: root.shown.name
        font.weight: Font.Bold
        size: Theme.px(150)
        text: root.figures[0] ?? ""
    }

    Words {
        id: small

        anchors.bottom: age.top
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: root.aside
        color: root.shown.label
        font.weight: Font.Medium
        size: Theme.px(42)
        text: [root.names[0], root.figures.length > 1 ? qsTr("%1 %2", "a number's name, and the number").arg(root.names[1]).arg(root.figures[1]) : ""].filter(told => told).join(" · ")
    }

    AgeNote {
        id: age

        age: root.age
        ageMark: root.tones.aged
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.tall ? Math.round((root.height - large.height - small.height - height) / 2) : Theme.px(root.age === "" ? 8 : 14)
        anchors.horizontalCenter: small.horizontalCenter
        size: Theme.px(26)
        tones: root.shown
    }
}
