pragma ComponentBehavior: Bound

import QtQuick

// A field to fill in: its name, what is typed, and what is wrong with it.
FocusScope {
    id: root

    property alias editing: input
    readonly property int boxBottom: box.y + box.height
    required property string initial
    required property string label
    property string placeholder: ""
    // Somebody else has set it: it is shown, and is no box to fill in.
    property bool fixed: false
    required property bool locked
    required property string problem
    // Escape closes something here, and does nothing else.
    property bool closes: false
    // Room on the right for something else.
    property int reserved: 0
    property bool secret: false
    property alias text: input.text

    // Enter was pressed in it.
    signal entered

    function clear(): void {
        input.clear();
    }

    implicitHeight: problem.text !== "" ? problem.y + problem.height : box.y + box.height

    Component.onCompleted: input.text = root.initial
    onInitialChanged: {
        if (root.fixed || input.text === "") {
            input.text = root.initial;
        }
    }

    Words {
        id: name

        Accessible.labelFor: input
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.left: parent.left
        color: Theme.softText
        size: Theme.px(27)
        text: root.label
    }

    Rectangle {
        id: box

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: name.bottom
        anchors.topMargin: Theme.px(6)
        border.color: input.activeFocus ? Theme.focusEdge : root.problem !== "" ? Theme.lost : Theme.fieldEdge
        border.width: input.activeFocus || root.problem !== "" ? Theme.px(4) : root.fixed ? 0 : Theme.px(2)
        color: root.fixed ? "transparent" : Theme.field.surface
        height: Theme.px(62)
        radius: Theme.px(12)

        TextInput {
            id: input

            // Qt tells no name of a field for a secret, so it is said here too.
            Accessible.description: (root.secret ? root.label + ", " : "") + (problem.text !== "" ? problem.text : root.placeholder)
            Accessible.editable: true
            Accessible.focusable: true
            Accessible.focused: input.activeFocus
            Accessible.name: root.label
            Accessible.passwordEdit: root.secret
            Accessible.readOnly: input.readOnly
            Accessible.role: Accessible.EditableText
            activeFocusOnTab: true
            anchors.fill: parent
            anchors.leftMargin: Theme.px(20)
            anchors.rightMargin: Theme.px(20) + root.reserved
            clip: true
            color: root.fixed ? Theme.panel.ink : root.locked ? Theme.quiet : Theme.field.ink
            // It does not blink: a page that nobody answers is painted once.
            cursorDelegate: Rectangle {
                color: Theme.focusEdge
                visible: input.activeFocus
                width: Theme.px(3)
            }
            echoMode: root.secret ? TextInput.Password : TextInput.Normal
            focus: true
            font.pixelSize: Theme.px(32)
            inputMethodHints: Qt.ImhNoPredictiveText | Qt.ImhNoAutoUppercase | (root.secret ? Qt.ImhSensitiveData : Qt.ImhNone)
            readOnly: root.locked || root.fixed
            selectByMouse: true
            selectedTextColor: Theme.button.ink
            selectionColor: Theme.button.surface
            verticalAlignment: TextInput.AlignVCenter

            onAccepted: root.entered()

            Keys.onShortcutOverride: event => event.accepted = root.closes && event.key === Qt.Key_Escape
        }

        Words {
            anchors.fill: input
            color: Theme.quiet
            elide: Text.ElideRight
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.px(22)
            size: Theme.px(32)
            text: root.placeholder
            visible: input.text === "" && input.preeditText === ""
        }
    }

    Words {
        id: problem

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: box.bottom
        anchors.topMargin: Theme.px(6)
        color: root.problem !== "" ? Theme.lost : Theme.softText
        font.weight: Font.Medium
        size: Theme.px(25)
        text: (root.problem + (root.fixed ? " " + qsTr("Set by your organisation.") : "")).trim()
        visible: text !== ""
        wrapMode: Text.Wrap
    }
}
