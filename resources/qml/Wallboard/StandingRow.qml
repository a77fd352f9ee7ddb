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
    // Those who are not ranked yet stand in a section of their own: outlined, below all others.
    readonly property bool unranked: root.notRanked !== ""
    // Counts from before the last sweep look as old as they are, among rows that are fresh.
    readonly property Tones shown: root.asOf === "" ? root.tones : Theme.old

    onAgentIdChanged: root.arrive()

    Rectangle {
        anchors.fill: parent
        border.color: root.risen ? root.shown.litEdge : root.shown.card
        border.width: root.risen || root.unranked ? Theme.px(3) : 0
        color: root.risen ? root.shown.lit : root.unranked ? Theme.ground : root.shown.row
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
        color: root.shown.rank
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
        tones: root.shown
    }

    Avatar {
        id: avatar

        anchors.left: parent.left
        anchors.leftMargin: root.columns.avatarX
        anchors.verticalCenter: parent.verticalCenter
        initials: root.initials
        picture: root.picture
        size: root.columns.avatarSize
        tint: root.shown.avatar
    }

    AgentCell {
        age: root.age
        ageMark: root.tones.aged
        aged: root.asOf + root.statusOf !== ""
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.leftMargin: root.columns.nameX
        anchors.right: parent.right
        anchors.rightMargin: root.columns.chipRight
        anchors.top: parent.top
        columns: root.columns
        duration: root.duration
        kind: root.kind
        longCall: root.longCall
        name: root.name
        status: root.status
        statusTones: root.statusOf === "" ? root.shown : Theme.old
        tones: root.shown
    }

    Repeater {
        model: root.columns.keys.length

        Figure {
            anchors.right: root.right
            anchors.verticalCenter: root.verticalCenter
            columns: root.columns
            text: root.figures[index] ?? ""
            tones: root.shown
        }
    }
}
