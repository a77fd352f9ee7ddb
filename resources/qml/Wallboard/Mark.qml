pragma ComponentBehavior: Bound

import QtQuick

// The small shape beside a state's word, so that no state is told by its colour alone.
Item {
    id: root

    enum Shape {
        Disc,
        Ring,
        Diamond,
        HollowDiamond,
        Square,
        Phone,
        Pen,
        Warning,
        Above,
        Below,
        Clock
    }

    required property color color
    readonly property string glyph: {
        switch (root.shape) {
        case Mark.Phone:
            return "✆";
        case Mark.Pen:
            return "✎";
        case Mark.Warning:
            return "⚠";
        case Mark.Above:
            return "▲";
        case Mark.Below:
            return "▼";
        default:
            return "";
        }
    }
    readonly property bool hollow: root.shape === Mark.Ring || root.shape === Mark.HollowDiamond || root.shape === Mark.Clock
    readonly property int stroke: Math.max(1, Math.round(root.size * 0.14))
    required property int shape
    required property int size
    readonly property bool tilted: root.shape === Mark.Diamond || root.shape === Mark.HollowDiamond
    readonly property bool written: root.glyph !== ""

    implicitHeight: root.size
    implicitWidth: root.size

    Rectangle {
        anchors.centerIn: parent
        antialiasing: true
        border.color: root.color
        border.width: root.hollow ? root.stroke : 0
        color: root.hollow ? "transparent" : root.color
        height: Math.round(root.size * (root.tilted ? 0.78 : root.shape === Mark.Square ? 0.84 : 1))
        radius: root.tilted ? 1 : root.shape === Mark.Square ? height * 0.12 : height / 2
        rotation: root.tilted ? 45 : 0
        visible: !root.written
        width: height
    }

    // The hands of a clock, at three.
    Rectangle {
        anchors.bottom: parent.verticalCenter
        anchors.bottomMargin: -height * 0.2
        anchors.horizontalCenter: parent.horizontalCenter
        color: root.color
        height: Math.round(root.size * 0.4)
        visible: root.shape === Mark.Clock
        width: root.stroke
    }

    Rectangle {
        // A clock is the same from the right.
        LayoutMirroring.enabled: false
        anchors.left: parent.horizontalCenter
        anchors.leftMargin: -root.stroke / 2
        anchors.verticalCenter: parent.verticalCenter
        color: root.color
        height: root.stroke
        visible: root.shape === Mark.Clock
        width: Math.round(root.size * 0.34)
    }

    Text {
        anchors.centerIn: parent
        color: root.color
        font.family: "DejaVu Sans"
        font.pixelSize: Math.round(root.size * 1.2)
        font.weight: Font.Bold
        text: root.glyph
        textFormat: Text.PlainText
        visible: root.written
    }
}
