import QtQuick

// Who it is, at a glance: a picture where there is one, the initials otherwise.
Rectangle {
    id: root

    required property string initials
    // Where the picture is, already round; empty until it is here.
    required property string picture
    required property int size
    required property Tint tint

    readonly property bool pictured: picture.status === Image.Ready

    color: root.pictured ? "transparent" : root.tint.surface
    height: root.size
    radius: root.size / 2
    width: root.size

    Words {
        anchors.centerIn: parent
        color: root.tint.ink
        // In their own direction.
        horizontalAlignment: undefined
        font.weight: Font.DemiBold
        size: Math.round(root.size * 0.38)
        text: root.initials
        visible: !root.pictured
    }

    Image {
        id: picture

        anchors.fill: parent
        // At once and on this thread: Python answers. Kept there, and not a second time by QML.
        asynchronous: false
        cache: false
        source: root.picture
        sourceSize: Qt.size(Math.round(root.size * Theme.density), Math.round(root.size * Theme.density))
    }
}
