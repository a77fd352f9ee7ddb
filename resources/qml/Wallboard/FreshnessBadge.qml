pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// How far the board can be trusted; and in every state, how far the data stays behind.
Rectangle {
    id: root

    required property string badge
    required property string delay
    required property string notice
    required property int trust
    required property string updated

    readonly property Tint tint: root.trust === Looks.Trust.OFFLINE ? Theme.lostPanel : root.trust === Looks.Trust.STALE ? Theme.alarmPanel : Theme.panel

    Accessible.description: root.delay
    Accessible.name: [root.badge, root.notice, root.updated].filter(told => told !== "").join(", ")
    Accessible.role: Accessible.Indicator
    color: root.tint.surface
    implicitWidth: facts.least + facts.width + Theme.px(24)
    radius: Theme.px(16)

    // How wide the longer of two lines is at least.
    function halved(text: string): real {
        const words = text.split(" ");
        const ends = words.map((word, place) => Math.max(small.advanceWidth(words.slice(0, place).join(" ")), small.advanceWidth(words.slice(place).join(" "))));
        return small.height > 0 ? Math.min(...ends) + 2 : 0;
    }

    TrustMark {
        id: mark

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.px(25)
        trust: root.trust
    }

    Column {
        id: verdict

        anchors.left: mark.right
        anchors.leftMargin: Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.ceil(Math.max(state.implicitWidth, notice.visible ? notice.contentWidth : 0))

        Words {
            id: state

            anchors.left: parent.left
            font.weight: Font.Bold
            height: Theme.px(root.notice === "" ? 46 : notice.wraps ? 32 : 40)
            objectName: "badge"
            size: Theme.px(root.notice === "" ? 38 : notice.wraps ? 29 : 34)
            text: root.badge
        }

        // A cause takes two lines, about equally long: on one it would take the room of the title.
        Words {
            id: notice

            readonly property bool wraps: whole.advanceWidth > Theme.px(400)

            anchors.left: parent.left
            color: Theme.notice
            font.weight: Font.Medium
            height: Theme.px(notice.wraps ? 49 : 31)
            lineHeight: notice.wraps ? Theme.px(24) : 1
            lineHeightMode: notice.wraps ? Text.FixedHeight : Text.ProportionalHeight
            maximumLineCount: 2
            objectName: "notice"
            size: Theme.px(notice.wraps ? 23 : 25)
            text: root.notice
            visible: root.notice !== ""
            width: notice.wraps ? Math.ceil(Math.max(whole.advanceWidth * 0.6, root.halved(root.notice))) : implicitWidth
            wrapMode: Text.Wrap
        }

        FontMetrics {
            id: small

            font.features: {
                "tnum": 1
            }
            font.pixelSize: Theme.px(23)
            font.weight: Font.Medium
        }

        TextMetrics {
            id: whole

            font.features: {
                "tnum": 1
            }
            font.pixelSize: Theme.px(25)
            font.weight: Font.Medium
            text: root.notice
        }
    }

    Column {
        id: facts

        readonly property real least: Theme.px(24) + mark.width + Theme.px(14) + verdict.width + Theme.px(27)

        anchors.right: parent.right
        anchors.rightMargin: Math.min(Theme.px(24), root.width - facts.least - width)
        anchors.verticalCenter: parent.verticalCenter

        Words {
            anchors.left: parent.left
            color: Theme.softText
            height: Theme.px(33)
            objectName: "updated"
            size: Theme.px(26)
            text: root.updated
            visible: root.updated !== ""
        }

        Words {
            anchors.left: parent.left
            color: Theme.softText
            height: Theme.px(33)
            objectName: "delay"
            size: Theme.px(26)
            text: root.delay
        }
    }
}
