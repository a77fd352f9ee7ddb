pragma ComponentBehavior: Bound

import QtQuick

// What all of the board's agents do and did together, and what waits for them, under the ranking: in one line, or, where
// the screen stands upright, in two.
Item {
    id: root

    // Parts as SummaryHalf has them.
    required property list<var> queues
    required property list<var> summary
    required property Tones tones

    // Both are whole, always: where an organisation is so large that they do not fit, they are smaller.
    readonly property real together: totals.natural + waiting.natural
    readonly property real room: root.width - (Theme.tall ? 0 : Theme.px(40))

    Accessible.name: [...root.summary, ...root.queues].map(part => part.text).join(" · ")
    Accessible.role: Accessible.StaticText

    function fitting(needed: real): int {
        return Math.min(Theme.px(30), Math.floor(Theme.px(30) * root.room / (needed + 1)));
    }

    SummaryHalf {
        id: totals

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.tall && root.queues.length > 0 ? -Theme.px(14) : Theme.px(5)
        objectName: "summary"
        parts: root.summary
        size: root.fitting(Theme.tall ? totals.natural : root.together)
        tones: root.tones
    }

    SummaryHalf {
        id: waiting

        anchors.verticalCenter: totals.verticalCenter
        anchors.verticalCenterOffset: Theme.tall ? Theme.px(38) : 0
        objectName: "queues"
        parts: root.queues
        size: root.fitting(Theme.tall ? waiting.natural : root.together)
        tones: root.tones
        x: Theme.tall !== Theme.mirrored ? 0 : root.width - width
    }
}
