import QtQuick

// A text as all texts here are: plain, on one line, its figures all of one width.
Text {
    id: root

    required property int size

    // Its picture is kept while it moves or fades. The software renderer draws letters above 64 pixels as outlines,
    // anew in every frame: on a 4K screen that took two thirds of the time. On a display that is scaled it puts such a
    // picture in the wrong place, or nowhere.
    property bool kept: false

    color: Theme.text
    font.features: {
        "tnum": 1
    }
    font.pixelSize: root.size
    // Said, for it to be mirrored with the layout: by itself a text would go by its own direction.
    horizontalAlignment: Text.AlignLeft
    layer.enabled: root.kept && root.size > 64 && Theme.density === 1
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
