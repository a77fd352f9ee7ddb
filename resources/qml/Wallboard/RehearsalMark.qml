import QtQuick

// Says that the day shown is a recorded one.
Rectangle {
    id: root

    required property string text

    color: Theme.rehearsal.surface
    height: Theme.px(46)
    radius: Theme.px(10)
    visible: root.text !== ""
    width: label.implicitWidth + Theme.px(36)

    Words {
        id: label

        anchors.centerIn: parent
        color: Theme.rehearsal.ink
        font.weight: Font.Bold
        size: Theme.px(29)
        text: root.text
    }
}
