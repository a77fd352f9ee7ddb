pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// Team against team: what each of those closed who took part, as a number and as a bar beside the best.
Item {
    id: root

    required property BoardState board

    readonly property int count: root.board.teams.length
    readonly property int pitch: Math.min(Theme.px(Theme.tall ? 250 : 210), Math.floor((root.height - heading.height) / Math.max(1, root.count)))
    readonly property string widest: root.board.teams.reduce((longest, team) => team.figure.length > longest.length ? team.figure : longest, "")
    readonly property Tones tones: root.board.faded ? Theme.old : Theme.fresh

    Accessible.name: root.board.team_rule
    Accessible.role: Accessible.List

    Words {
        id: heading

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(22)
        color: root.tones.label
        height: Theme.px(48)
        size: Theme.px(30)
        text: root.board.team_rule
        verticalAlignment: Text.AlignVCenter
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(26)
        anchors.verticalCenter: heading.verticalCenter
        color: root.tones.label
        size: Theme.px(26)
        text: qsTr("Closed per agent")
        visible: !Theme.tall
    }

    Repeater {
        model: root.count

        TeamRow {
            required property int index

            height: root.pitch - Theme.px(8)
            team: root.board.teams[index] ?? {}
            tones: root.tones
            widest: root.widest
            width: root.width
            y: heading.height + index * root.pitch
        }
    }
}
