pragma ComponentBehavior: Bound

import QtQuick

// One agent below the podium.
Gliding {
    id: root

    required property string agentId
    required property string asOf
    required property Columns columns
    required property string duration
    required property list<string> figures
    required property string initials
    required property int kind
    required property bool longCall
    required property int moved
    required property string name
    required property string notRanked
    required property string picture
    required property string rank
    required property bool risen
    required property string status
    required property string statusOf
    required property Tones tones

    // One of the first two is empty.
    readonly property string age: [root.asOf + root.statusOf, root.notRanked].filter(told => told !== "").join(" · ")

    onAgentIdChanged: root.arrive()

    Rectangle {
        anchors.fill: parent
        border.color: root.tones.litEdge
        border.width: root.risen ? Theme.px(3) : 0
        color: root.risen ? root.tones.lit : root.tones.row
        radius: Theme.px(16)

        Behavior on color {
            enabled: root.opacity > 0

            ColorAnimation {
                duration: Theme.fade
            }
        }
    }

    Words {
        anchors.left: parent.left
        anchors.leftMargin: root.columns.rankX
        anchors.verticalCenter: parent.verticalCenter
        color: root.tones.rank
        font.weight: Font.DemiBold
        kept: true
        size: root.columns.rankSize
        text: root.rank
    }

    Movement {
        anchors.right: avatar.left
        anchors.rightMargin: root.columns.movementGap
        anchors.verticalCenter: parent.verticalCenter
        moved: root.moved
        size: root.columns.movementSize
        tones: root.tones
    }

    Avatar {
        id: avatar

        anchors.left: parent.left
        anchors.leftMargin: root.columns.avatarX
        anchors.verticalCenter: parent.verticalCenter
        initials: root.initials
        picture: root.picture
        size: root.columns.avatarSize
        tint: root.tones.avatar
    }

    Words {
        id: agent

        anchors.left: parent.left
        anchors.leftMargin: root.columns.nameX
        anchors.right: chip.visible ? chip.left : parent.right
        anchors.rightMargin: chip.visible ? root.columns.nameGap : root.columns.chipRight
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.age === "" ? 0 : -root.columns.px(14)
        color: root.tones.name
        elide: Text.ElideRight
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignLeft
        objectName: "name"
        kept: true
        size: root.columns.px(54)
        text: root.name
    }

    Words {
        anchors.left: agent.left
        anchors.right: agent.right
        anchors.top: agent.verticalCenter
        anchors.topMargin: root.columns.px(25)
        color: root.tones.label
        elide: Text.ElideRight
        size: root.columns.px(24)
        text: root.age
        visible: root.age !== ""
    }

    StatusChip {
        id: chip

        anchors.right: parent.right
        anchors.rightMargin: root.columns.chipRight
        anchors.verticalCenter: parent.verticalCenter
        duration: root.duration
        kind: root.kind
        longCall: root.longCall
        room: root.width - root.columns.nameX - root.columns.chipRight - root.columns.nameGap - Math.min(Math.ceil(agent.implicitWidth), root.columns.nameRoom)
        status: root.status
        tones: root.tones
        visible: root.columns.showsStatus
        zoom: root.columns.zoom
    }

    Repeater {
        model: root.columns.keys.length

        Figure {
            anchors.right: root.right
            anchors.verticalCenter: root.verticalCenter
            columns: root.columns
            text: root.figures[index] ?? ""
            tones: root.tones
        }
    }
}
