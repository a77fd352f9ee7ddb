pragma ComponentBehavior: Bound

import QtQuick

// A button, for mouse and keyboard.
Rectangle {
    id: root

    required property bool busy
    required property string text

    signal pressed

    Accessible.focusable: true
    Accessible.focused: root.activeFocus
    Accessible.name: root.text
    Accessible.role: Accessible.Button
    activeFocusOnTab: true
    border.color: Theme.text
    border.width: root.activeFocus ? Theme.px(5) : 0
    color: root.busy ? Theme.fieldEdge : Theme.button.surface
    height: Theme.px(74)
    radius: Theme.px(14)

    Accessible.onPressAction: root.press()
    Keys.onEnterPressed: root.press()
    Keys.onReturnPressed: root.press()
    Keys.onSpacePressed: root.press()

    function press(): void {
        if (!root.busy) {
            root.pressed();
        }
    }

    Words {
        anchors.centerIn: parent
        color: root.busy ? Theme.text : Theme.button.ink
        font.weight: Font.Bold
        size: Theme.px(34)
        text: root.text
    }

    TapHandler {
        onTapped: root.press()
    }
}
