pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What the keys do and what marks and shapes mean. It lies below header and banner, which stay in sight, and goes by
// itself.
Rectangle {
    id: root

    // Two parts have room side by side; otherwise they stand under each other.
    readonly property bool broad: root.width >= Theme.px(1500)
    readonly property int partWidth: root.broad ? Math.floor((parts.width - parts.columnSpacing) / 2) : parts.width

    Accessible.name: qsTr("Help")
    Accessible.role: Accessible.Dialog
    border.color: Theme.accent
    border.width: Theme.px(3)
    color: Theme.panel.surface
    implicitHeight: parts.height + Theme.px(64)
    radius: Theme.px(24)

    Grid {
        id: parts

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(50)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(50)
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.px(50)
        columns: root.broad ? 2 : 1
        rowSpacing: Theme.px(18)

        HelpPart {
            heading: qsTr("Keys")
            texts: [qsTr("← → ↑ ↓"), qsTr("turn to the next page or scene"), qsTr("PgUp, PgDn"), qsTr("the same"), qsTr("Space"), qsTr("stop turning, or go on"), "F, F11", qsTr("full screen, and back"), "Esc", qsTr("close this, or leave the full screen"), "F1, ?", qsTr("this help"), "Q, Ctrl+Q", qsTr("quit")]
            width: root.partWidth
        }

        HelpPart {
            heading: qsTr("Marks")
            texts: [qsTr("≈"), qsTr("about: half a second or more may be missing"), qsTr("≤"), qsTr("at most: what ran at the start is not known yet"), qsTr("≥"), qsTr("at least: it may be longer, or more"), qsTr("▲ ▼"), qsTr("ranks gained or lost since the time below"), "–", qsTr("has no rank yet: the row says why"), qsTr("lit row"), qsTr("closed more and rose at the last update"), qsTr("lit status"), qsTr("an unusually long conversation"), qsTr("over, under"), qsTr("beyond the board's own threshold"), qsTr("a clock"), qsTr("older than the others: from that time")]
            width: root.partWidth
        }

        HelpPart {
            heading: qsTr("How far to trust the numbers")
            texts: [qsTr("Live"), qsTr("they come as they should"), qsTr("Late"), qsTr("the next ones are overdue"), qsTr("Stale data"), qsTr("two updates or more are missing"), qsTr("No data yet"), qsTr("none have come so far"), qsTr("Not connected"), qsTr("the wallboard's own service is silent")]
            trusts: [Looks.Trust.LIVE, Looks.Trust.LATE, Looks.Trust.STALE, Looks.Trust.SILENT, Looks.Trust.OFFLINE]
            width: root.partWidth
        }

        HelpPart {
            heading: qsTr("What an agent does")
            kinds: [Looks.Kind.AVAILABLE, Looks.Kind.ON_CALL, Looks.Kind.WRAP_UP, Looks.Kind.OFF_QUEUE, Looks.Kind.OFFLINE, Looks.Kind.OTHER]
            texts: [qsTr("Available"), qsTr("free, or a call is ringing"), qsTr("On a Call"), qsTr("in a conversation of any kind"), qsTr("Wrap-up"), qsTr("finishing the last conversation"), qsTr("Off queue"), qsTr("at work, takes no conversations"), qsTr("Offline"), qsTr("signed out"), qsTr("Other"), qsTr("a status that is not known here")]
            width: root.partWidth
        }
    }
}
