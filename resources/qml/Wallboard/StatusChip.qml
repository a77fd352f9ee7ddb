pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What an agent does, by shape, word and hue, and for how long. An outline marks a conversation that runs long.
Rectangle {
    id: root

    required property string duration
    required property int kind
    required property bool longCall
    // How wide it may be; its word gives way first.
    required property int room
    required property string status
    required property Tones tones
    property real zoom: 1

    readonly property int fixedWidth: 2 * root.padding + mark.width + (root.duration !== "" ? Math.ceil(time.implicitWidth) + root.gap : 0)
    readonly property int gap: root.px(11)
    readonly property int padding: root.px(18)
    readonly property Tint tint: {
        switch (root.kind) {
        case Looks.Kind.AVAILABLE:
            return root.tones.available;
        case Looks.Kind.ON_CALL:
            return root.tones.onCall;
        case Looks.Kind.WRAP_UP:
            return root.tones.wrapUp;
        default:
            return root.tones.other;
        }
    }
    readonly property int wordWidth: {
        const wanted = Math.ceil(word.implicitWidth);
        const left = root.room - root.fixedWidth - root.gap;
        // Half a word says less than the mark alone.
        return wanted <= left ? wanted : left >= root.px(138) ? left : 0;
    }

    function px(size: real): int {
        return Theme.px(size * root.zoom);
    }

    function shape(): int {
        switch (root.kind) {
        case Looks.Kind.AVAILABLE:
            return Mark.Disc;
        case Looks.Kind.ON_CALL:
            return Mark.Phone;
        case Looks.Kind.WRAP_UP:
            return Mark.Pen;
        case Looks.Kind.OFF_QUEUE:
            return Mark.Ring;
        case Looks.Kind.OFFLINE:
            return Mark.Square;
        default:
            return Mark.HollowDiamond;
        }
    }

    border.color: root.tones.longCall
    border.width: root.longCall ? root.px(4) : 0
    color: root.tint.surface
    height: root.px(46)
    radius: height / 2
    width: root.fixedWidth + (root.wordWidth > 0 ? root.wordWidth + root.gap : 0)

    Mark {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: root.padding
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint.ink
        shape: root.shape()
        size: root.px(24)
    }

    Words {
        id: word

        anchors.left: mark.right
        anchors.leftMargin: root.gap
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint.ink
        elide: Text.ElideRight
        // Some languages need more letters for the same; half a word says less than a smaller one.
        fontSizeMode: Text.HorizontalFit
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignLeft
        minimumPixelSize: root.px(22)
        objectName: "status"
        size: root.px(31)
        text: root.status
        visible: root.wordWidth > 0
        width: root.wordWidth
    }

    Words {
        id: time

        anchors.right: parent.right
        anchors.rightMargin: root.padding
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint.ink
        font.wordSpacing: -root.px(3)
        size: root.px(31)
        text: root.duration
        visible: root.duration !== ""
    }
}
