import QtQuick

// Two colours that go together: a surface, and what is written on it.
QtObject {
    required property color surface
    required property color ink
}
