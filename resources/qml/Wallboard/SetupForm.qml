pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The form: where, who, the secret, and when the day begins. The secret leaves it at once and is never kept.
Rectangle {
    id: root

    required property SetupState setup

    color: Theme.panel.surface
    height: fields.height + Theme.px(72)
    radius: Theme.px(24)

    function focusFirst(): void {
        const empty = [region, client, secret].find(field => field.text === "");
        (empty ?? region).editing.forceActiveFocus();
    }

    function focusWrong(): void {
        const wrong = [region, client, secret, shift].find(field => field.problem !== "" && !field.fixed);
        (wrong ?? secret).editing.forceActiveFocus();
    }

    function send(): void {
        if (!root.setup.sending) {
            const told = secret.text;
            secret.clear();
            root.setup.send(region.text, client.text, told, shift.text);
        }
    }

    Component.onCompleted: root.focusFirst()

    Connections {
        function onRefused(): void {
            secret.clear();
            root.focusWrong();
        }

        target: root.setup
    }

    Column {
        id: fields

        anchors.left: parent.left
        anchors.margins: Theme.px(36)
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.px(18)

        RegionField {
            id: region

            locked: root.setup.sending
            objectName: "region"
            setup: root.setup
            width: fields.width

            onAccepted: root.send()
        }

        FormField {
            id: client

            fixed: root.setup.client_fixed
            initial: root.setup.client_id
            label: qsTr("Client ID")
            locked: root.setup.sending
            objectName: "client"
            placeholder: qsTr("of an OAuth client with client credentials")
            problem: root.setup.client_problem
            width: fields.width

            onEntered: root.send()
        }

        FormField {
            id: secret

            initial: ""
            label: qsTr("Client secret")
            locked: root.setup.sending
            objectName: "secret"
            placeholder: qsTr("kept in this user's keyring alone")
            problem: root.setup.secret_problem
            secret: true
            width: fields.width

            onEntered: root.send()
        }

        FormField {
            id: shift

            initial: root.setup.shift_start
            label: qsTr("The day's numbers start at")
            locked: root.setup.sending
            objectName: "shift"
            problem: root.setup.shift_problem
            visible: root.setup.asks_shift
            width: fields.width

            onEntered: root.send()
        }

        PushButton {
            busy: root.setup.sending
            objectName: "connect"
            text: root.setup.sending ? qsTr("Connecting …") : qsTr("Connect")
            width: fields.width

            onPressed: root.send()
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.StaticText
            color: Theme.softText
            size: Theme.px(25)
            text: qsTr("Signing in to Genesys Cloud. This can take a minute.")
            visible: root.setup.sending
            width: fields.width
            wrapMode: Text.Wrap
        }

        Words {
            Accessible.name: text
            Accessible.role: Accessible.AlertMessage
            color: Theme.lost
            font.weight: Font.Medium
            objectName: "problem"
            size: Theme.px(25)
            text: root.setup.problem
            visible: root.setup.problem !== ""
            width: fields.width
            wrapMode: Text.Wrap
        }
    }
}
