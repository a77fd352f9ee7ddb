import QtQuick

// A text as all texts here are: plain, on one line, its figures all of one width.
Text {
    id: root

    required property int size

    color: Theme.text
    font.features: {
        "tnum": 1
    }
    font.pixelSize: root.size
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
