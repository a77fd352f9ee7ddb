pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What is said in the board's stead: what is the matter, why, and what happens next.
Item {
    id: root

    required property string headline
    required property string hint
    // No trouble, but the numbers of a board that names nobody.
    required property bool numbers
    // Those numbers are old, and look it.
    required property bool old
    required property string text
    required property int trust

    readonly property bool lost: root.trust === Looks.Trust.OFFLINE

    Accessible.description: root.hint
    Accessible.name: [root.headline, root.text].filter(told => told !== "").join(". ")
    Accessible.role: root.numbers ? Accessible.StaticText : Accessible.AlertMessage

    Column {
        anchors.centerIn: parent
        anchors.verticalCenterOffset: -Theme.px(20)
        spacing: Theme.px(28)
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(1720))

        Mark {
            anchors.horizontalCenter: parent.horizontalCenter
            color: root.lost ? Theme.lost : Theme.quiet
            shape: root.lost ? Mark.Warning : Mark.Ring
            size: Theme.px(84)
            visible: !root.numbers
        }

        Words {
            color: root.numbers && root.old ? Theme.old.name : Theme.text
            font.weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            objectName: "headline"
            size: Theme.px(root.numbers ? 130 : 104)
            text: root.headline
            width: parent.width
            wrapMode: Text.Wrap
        }

        Words {
            color: root.numbers && root.old ? Theme.old.label : Theme.softText
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.1
            objectName: "message"
            size: Theme.px(root.numbers ? 60 : 56)
            text: root.text
            visible: root.text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }

        Words {
            color: !root.numbers ? Theme.quiet : root.old ? Theme.old.label : Theme.softText
            horizontalAlignment: Text.AlignHCenter
            size: Theme.px(root.numbers ? 60 : 40)
            text: root.hint
            visible: root.hint !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
