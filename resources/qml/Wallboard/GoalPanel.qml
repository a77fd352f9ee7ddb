pragma ComponentBehavior: Bound

import QtQuick

// One goal: what it is about, where it stands, what is wanted, and a bar where it is on its way. Upright, what is wide
// stands in two lines.
Rectangle {
    id: root

    // It was reached just now: lit while the scene stands.
    required property bool celebrates
    // The fields of app.goals.
    required property var goal
    required property Tones tones
    // The numbers are old: no hue says that all is well.
    required property bool old
    required property real zoom

    readonly property bool onItsWay: root.goal.share !== undefined && root.goal.share !== null
    readonly property bool met: root.goal.met === true
    readonly property color hue: root.old ? root.tones.label : root.met ? Theme.good : root.goal.met === false && !root.onItsWay ? Theme.notice : root.tones.label

    function px(size: real): int {
        return Theme.px(size * root.zoom);
    }

    Accessible.name: [root.goal.title, root.goal.figure + " " + root.goal.wanted, root.goal.said].filter(told => told).join(", ")
    Accessible.role: Accessible.ListItem
    border.color: root.tones.litEdge
    border.width: root.celebrates ? Theme.px(5) : 0
    color: root.celebrates ? root.tones.lit : root.tones.card
    radius: Theme.px(24)

    Behavior on color {
        ColorAnimation {
            duration: Theme.fade
        }
    }

    Words {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(48)
        anchors.top: parent.top
        anchors.topMargin: root.px(36)
        color: root.tones.label
        font.weight: Font.Medium
        size: root.px(52)
        text: root.goal.title ?? ""
    }

    Row {
        spacing: root.px(16)
        x: Theme.tall !== Theme.mirrored ? Theme.px(48) : root.width - width - Theme.px(48)
        y: Theme.tall ? title.y + title.height : title.y + Math.round((title.height - height) / 2)

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            color: root.hue
            shape: root.met ? Mark.Disc : root.goal.met === false && !root.onItsWay ? Mark.Diamond : Mark.Ring
            size: root.px(40)
        }

        Words {
            color: root.hue
            font.weight: Font.DemiBold
            size: root.px(52)
            text: root.goal.said ?? ""
        }
    }

    Words {
        id: figure

        anchors.left: title.left
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? (root.onItsWay ? -root.px(20) : 0) : root.onItsWay ? 0 : root.px(24)
        color: root.tones.name
        font.weight: Font.Bold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: root.px(84)
        size: root.px(260)
        text: root.goal.figure ?? ""
        width: Theme.tall ? root.width - 2 * Theme.px(48) : implicitWidth
    }

    Words {
        anchors.baseline: figure.baseline
        anchors.baselineOffset: Theme.tall ? root.px(110) : 0
        anchors.left: figure.left
        anchors.leftMargin: Theme.tall ? 0 : figure.width + root.px(40)
        color: root.tones.rank
        font.weight: Font.DemiBold
        size: root.px(84)
        text: root.goal.wanted ?? ""
    }

    Rectangle {
        id: track

        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.px(60)
        anchors.left: title.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(48)
        color: root.tones.lit
        height: root.px(64)
        radius: height / 2
        visible: root.onItsWay

        Rectangle {
            anchors.left: parent.left
            color: root.met && !root.old ? Theme.good : root.tones.litEdge
            height: parent.height
            radius: height / 2
            visible: (root.goal.share ?? 0) > 0
            width: Math.max(height, Math.round(track.width * (root.goal.share ?? 0)))

            Behavior on width {
                NumberAnimation {
                    duration: Theme.glide
                    easing.type: Easing.InOutCubic
                }
            }
        }
    }
}
