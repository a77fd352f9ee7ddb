pragma ComponentBehavior: Bound

import QtQuick

// What all of the board's agents do and did together, and what waits for them, in a line under the ranking.
Item {
    id: root

    // Parts as SummaryHalf has them.
    required property list<var> queues
    required property list<var> summary
    required property Tones tones

    readonly property int between: Theme.px(40)
    // Both are whole, always: where an organisation is so large that they do not fit, they are smaller.
    readonly property int fitting: Math.min(Theme.px(30), Math.floor(Theme.px(30) * (root.width - root.between) / (totals.natural + waiting.natural + 1)))

    Accessible.name: [...root.summary, ...root.queues].map(part => part.text).join(" · ")
    Accessible.role: Accessible.StaticText

    SummaryHalf {
        id: totals

        anchors.left: parent.left
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: Theme.px(5)
        objectName: "summary"
        parts: root.summary
        size: root.fitting
        tones: root.tones
    }

    SummaryHalf {
        id: waiting

        anchors.right: parent.right
        anchors.verticalCenter: totals.verticalCenter
        objectName: "queues"
        parts: root.queues
        size: root.fitting
        tones: root.tones
    }
}
