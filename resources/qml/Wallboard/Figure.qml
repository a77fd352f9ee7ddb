import QtQuick

// One number of a row, in its column.
//
// It knows the columns itself: when a row goes, its numbers outlive it by a turn of the loop, and must not ask it.
Words {
    id: root

    required property Columns columns
    required property int index
    required property Tones tones

    readonly property bool isCount: root.columns.isCount(root.index)

    anchors.rightMargin: root.columns.rights[root.index] ?? 0
    color: root.tones.name
    font.weight: root.isCount ? Font.Bold : Font.DemiBold
    font.wordSpacing: root.isCount ? 0 : root.columns.signSpacing
    horizontalAlignment: root.columns.onTheRight
    kept: true
    size: root.isCount ? root.columns.countSize : root.columns.timeSize
    width: Theme.mirrored ? root.columns.widths[root.index] ?? 0 : implicitWidth
}
