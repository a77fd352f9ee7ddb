import QtQuick

// Who it is, at a glance.
Rectangle {
    id: root

    required property string initials
    required property int size
    required property Tint tint

    color: root.tint.surface
    height: root.size
    radius: root.size / 2
    width: root.size

    Words {
        anchors.centerIn: parent
        color: root.tint.ink
        font.weight: Font.DemiBold
        size: Math.round(root.size * 0.38)
        text: root.initials
    }
}
