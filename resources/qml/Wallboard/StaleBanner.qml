pragma ComponentBehavior: Bound

import QtQuick

// Old numbers cannot be mistaken for new ones: since when, why, and what happens next.
Rectangle {
    id: root

    required property string headline
    required property bool lost
    required property string text
    // From its edges to where the rest of the scene begins and ends.
    property real before: 0
    property real after: 0

    readonly property Tint tint: root.lost ? Theme.lostBanner : Theme.alarmBanner

    readonly property bool isLong: !Theme.tall && readable.advanceWidth > words.width
    readonly property string spoken: root.headline === "" ? "" : root.headline + ". " + root.text

    // Told when it comes or says another thing; not with each second of a countdown.
    signal announced(string said)

    Accessible.name: root.spoken
    Accessible.role: Accessible.AlertMessage
    color: root.tint.surface
    height: Theme.px(Theme.tall ? 110 : 76)

    onHeadlineChanged: Qt.callLater(root.announce)
    onVisibleChanged: Qt.callLater(root.announce)

    function announce(): void {
        if (root.visible && root.headline !== "") {
            Accessible.announce(root.spoken, Accessible.Assertive);
            root.announced(root.spoken);
        }
    }

    TextMetrics {
        id: readable

        font.pixelSize: Theme.px(26)
        text: root.text
    }

    Words {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.margin + root.before
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint.ink
        font.weight: Font.Bold
        size: Theme.px(38)
        text: "⚠ " + root.headline
    }

    Words {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.px(28)
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin + root.after
        anchors.verticalCenter: parent.verticalCenter
        color: root.tint.ink
        // Within the banner, always: the board below must not jump when a countdown gets shorter.
        fontSizeMode: Theme.tall ? Text.Fit : Text.HorizontalFit
        height: Theme.tall ? root.height - Theme.px(8) : implicitHeight
        minimumPixelSize: Theme.px(24)
        objectName: "reason"
        size: Theme.px(Theme.tall ? 36 : 38)
        text: root.text
        wrapMode: Theme.tall ? Text.Wrap : Text.NoWrap
        visible: !root.isLong
    }

    // On two lines where it would be too small to be read across the room.
    Words {
        anchors.bottom: parent.bottom
        anchors.left: words.left
        anchors.right: words.right
        anchors.top: parent.top
        color: root.tint.ink
        fontSizeMode: Text.Fit
        maximumLineCount: 2
        minimumPixelSize: Theme.px(22)
        objectName: "reason"
        size: Theme.px(38)
        text: root.text
        visible: root.isLong
        wrapMode: Text.Wrap
    }
}
