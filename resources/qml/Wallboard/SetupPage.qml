pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What this wallboard lacks, who can mend it and how; beside it the form, for whoever has a keyboard.
FocusScope {
    id: root

    required property SetupState setup

    readonly property bool asks: root.setup.asks
    // Nobody can mend it here: whoever walks by has to read it.
    readonly property bool calls: !root.asks && root.setup.command !== ""
    // Upright, the form stands below what is said.
    readonly property bool stacked: root.asks && Theme.tall
    readonly property int between: Theme.px(60)

    focus: true

    Column {
        id: said

        anchors.left: parent.left
        anchors.leftMargin: root.asks && !Theme.tall ? Theme.px(90) : Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.stacked ? -Math.round((form.height + root.between) / 2) : 0
        // Whole, also where somebody has a lot to say.
        scale: root.stacked ? 1 : Math.min(1, root.height / Math.max(1, height))
        spacing: Theme.px(30)
        transformOrigin: Theme.mirrored ? Item.Right : Item.Left
        width: root.asks && !Theme.tall ? Theme.px(820) : root.width - 2 * Theme.margin

        Words {
            Accessible.name: text
            Accessible.role: Accessible.Heading
            font.weight: Font.Bold
            horizontalAlignment: root.asks ? Text.AlignLeft : Text.AlignHCenter
            objectName: "headline"
            size: Theme.px(root.calls ? 116 : root.asks ? 70 : 76)
            text: root.setup.headline
            width: parent.width
            wrapMode: Text.Wrap
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            horizontalAlignment: root.asks ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: 1.1
            objectName: "message"
            size: Theme.px(root.calls ? 58 : 40)
            text: root.setup.text
            visible: root.setup.text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.notice
            font.weight: Font.Medium
            horizontalAlignment: Text.AlignHCenter
            lineHeight: 1.25
            objectName: "missing"
            size: Theme.px(34)
            text: root.setup.missing
            visible: root.setup.missing !== ""
            width: parent.width
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.softText
            horizontalAlignment: root.asks ? Text.AlignLeft : Text.AlignHCenter
            lineHeight: 1.1
            size: Theme.px(root.calls ? 46 : 33)
            text: root.setup.who
            visible: root.setup.who !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }

        Rectangle {
            color: Theme.panel.surface
            height: command.height + Theme.px(36)
            radius: Theme.px(14)
            visible: root.setup.command !== ""
            width: parent.width

            Words {
                id: command

                Accessible.name: text
                Accessible.role: Accessible.StaticText
                anchors.left: parent.left
                anchors.leftMargin: Theme.px(24)
                anchors.right: parent.right
                anchors.rightMargin: Theme.px(24)
                anchors.verticalCenter: parent.verticalCenter
                // As it is typed, in every language.
                LayoutMirroring.enabled: false
                horizontalAlignment: root.asks ? Text.AlignLeft : Text.AlignHCenter
                objectName: "command"
                size: Theme.px(root.calls ? 40 : 28)
                text: root.setup.command
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            }
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.quiet
            horizontalAlignment: root.asks ? Text.AlignLeft : Text.AlignHCenter
            size: Theme.px(root.calls ? 40 : 30)
            text: root.setup.hint
            visible: root.setup.hint !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }

    Loader {
        id: form

        active: root.asks
        anchors.right: parent.right
        anchors.rightMargin: Theme.tall ? Theme.margin : Theme.px(90)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.stacked ? Math.round((said.height + root.between) / 2) : 0
        focus: true
        sourceComponent: SetupForm {
            setup: root.setup
            width: Theme.tall ? root.width - 2 * Theme.margin : Theme.px(800)
        }
    }
}
