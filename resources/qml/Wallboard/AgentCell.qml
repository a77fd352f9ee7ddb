pragma ComponentBehavior: Bound

import QtQuick

// Who it is and what she does: the name, and beside it, or below it where rows are high or narrow, the status. What is
// told of the age of either stands below the name, with the mark of a clock.
Item {
    id: root

    // What is told below the name; and whether it is an age.
    required property string age
    required property bool aged
    required property Columns columns
    required property string duration
    required property int kind
    required property bool longCall
    required property string name
    required property string status
    // Those of the status may be older.
    required property Tones statusTones
    required property Tones tones
    required property color ageMark

    readonly property bool beside: root.columns.showsStatus && !root.columns.stacked
    readonly property bool stacked: root.columns.showsStatus && root.columns.stacked
    // How wide the note would be; the status gives way to it, and then it is cut itself.
    readonly property int noteWidth: root.age === "" ? 0 : Math.ceil(said.implicitWidth) + note.before

    Words {
        id: agent

        anchors.left: parent.left
        anchors.right: root.beside ? chip.left : parent.right
        anchors.rightMargin: root.beside ? root.columns.nameGap : 0
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.stacked ? -root.columns.px(23) : root.age === "" ? 0 : -root.columns.px(14)
        color: root.tones.name
        elide: /\d$/.test(root.name) ? Text.ElideMiddle : Text.ElideRight
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignLeft
        objectName: "name"
        kept: true
        size: root.columns.px(54)
        text: root.name
    }

    Row {
        id: note

        readonly property real start: root.stacked ? chip.width + root.columns.px(10) : 0
        readonly property real end: root.beside ? chip.width + root.columns.nameGap : 0
        readonly property int before: root.aged ? root.columns.px(22) + note.spacing : 0

        anchors.verticalCenter: root.stacked ? chip.verticalCenter : parent.verticalCenter
        anchors.verticalCenterOffset: root.stacked ? 0 : root.columns.px(26)
        spacing: root.columns.px(7)
        visible: root.age !== ""
        x: Theme.mirrored ? root.width - width - start : start

        Mark {
            anchors.verticalCenter: parent.verticalCenter
            color: root.ageMark
            shape: Mark.Clock
            size: root.columns.px(22)
            visible: root.aged
        }

        Words {
            id: said

            color: root.tones.label
            elide: Text.ElideRight
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: root.columns.px(17)
            objectName: "note"
            size: root.columns.px(24)
            text: root.age
            width: Math.max(0, Math.min(Math.ceil(implicitWidth), root.width - note.start - note.end - note.before))
        }
    }

    StatusChip {
        id: chip

        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.stacked ? root.columns.px(25) : 0
        duration: root.duration
        kind: root.kind
        longCall: root.longCall
        room: {
            if (root.stacked)
                return root.width - root.noteWidth - (root.noteWidth > 0 ? root.columns.nameGap : 0);
            return root.width - root.columns.nameGap - Math.max(root.noteWidth, Math.min(Math.ceil(agent.implicitWidth), root.columns.nameRoom));
        }
        status: root.status
        tones: root.statusTones
        visible: root.columns.showsStatus
        x: root.stacked !== Theme.mirrored ? 0 : root.width - width
        zoom: root.columns.chipZoom
    }
}
