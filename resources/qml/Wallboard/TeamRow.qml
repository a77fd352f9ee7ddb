pragma ComponentBehavior: Bound

import QtQuick

// One team: its rank, its name with what it did, a bar, and what each of its agents closed. Upright, the bar stands below.
Rectangle {
    id: root

    // The fields of app.team_face.
    required property var team
    required property Tones tones
    // The longest of all teams' figures: the bars end on one line before it.
    required property string widest

    readonly property bool ranked: root.team.rank !== "–"
    // The size of its contents: the fewer teams share the screen, the larger.
    readonly property real zoom: Math.min(Theme.tall ? 1.15 : 1.5, root.height / Math.max(1, Theme.px(Theme.tall ? 168 : 126)))

    function px(size: real): int {
        return Theme.px(size * root.zoom);
    }

    Accessible.name: [...root.ranked ? [qsTr("rank %1").arg(root.team.rank)] : [], root.team.name, ...root.ranked ? [qsTr("%1 closed per agent").arg(root.team.figure)] : [], root.team.said].join(", ")
    Accessible.role: Accessible.ListItem
    color: root.tones.row
    radius: Theme.px(16)

    Words {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.rank
        font.weight: Font.DemiBold
        size: root.px(60)
        text: root.team.rank ?? ""
    }

    Column {
        id: told

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(Theme.tall ? 110 : 130)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? -root.px(14) : 0
        spacing: -root.px(4)
        width: Theme.tall ? root.width - Theme.px(110 + 230) : Math.round(root.width * 0.48)

        Words {
            color: root.tones.name
            elide: Text.ElideRight
            font.weight: Font.DemiBold
            objectName: "name"
            size: root.px(54)
            text: root.team.name ?? ""
            width: parent.width
        }

        Words {
            color: root.tones.label
            elide: Text.ElideRight
            fontSizeMode: Theme.tall ? Text.FixedSize : Text.HorizontalFit
            maximumLineCount: 2
            minimumPixelSize: Theme.px(22)
            size: Math.min(root.px(30), Theme.px(36))
            text: root.team.said ?? ""
            width: parent.width
            wrapMode: Theme.tall ? Text.Wrap : Text.NoWrap
        }
    }

    Rectangle {
        id: track

        anchors.left: Theme.tall ? told.left : told.right
        anchors.leftMargin: Theme.tall ? 0 : Theme.px(24)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(50) + Math.ceil(widest.advanceWidth)
        color: root.tones.lit
        height: root.px(Theme.tall ? 18 : 34)
        radius: height / 2
        y: Theme.tall ? told.y + told.height + root.px(8) : Math.round((root.height - height) / 2)

        Rectangle {
            anchors.left: parent.left
            color: root.tones.litEdge
            height: parent.height
            radius: height / 2
            visible: (root.team.share ?? 0) > 0
            width: Math.max(height, Math.round(track.width * (root.team.share ?? 0)))

            Behavior on width {
                NumberAnimation {
                    duration: Theme.glide
                    easing.type: Easing.InOutCubic
                }
            }
        }
    }

    TextMetrics {
        id: widest

        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.px(64)
        font.weight: Font.Bold
        text: root.widest
    }

    Words {
        id: figure

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(26)
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.name
        font.weight: Font.Bold
        size: root.px(64)
        text: root.team.figure ?? ""
    }
}
