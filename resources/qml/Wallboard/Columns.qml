import QtQuick

// How wide each column is: as wide as its widest text on any page, so that nothing ever shifts.
QtObject {
    id: root

    required property string widestRank
    required property string widestMovement
    required property string widestClosed
    required property string widestAht
    // The size of a row's contents: 1 where a page has eight rows.
    property real zoom: 1

    readonly property int headerSize: Theme.px(26)
    readonly property int rankSize: root.px(52)
    readonly property int movementSize: root.px(30)
    readonly property int closedSize: root.px(58)
    readonly property int ahtSize: root.px(54)
    readonly property int avatarSize: root.px(66)
    // The sign before an average stands close to it.
    readonly property int signSpacing: -root.px(6)

    // From the left edge of a row.
    readonly property int rankX: root.px(22)
    readonly property int avatarX: rankX + rankWidth + movementWidth + movementGap
    readonly property int nameX: avatarX + avatarSize + root.px(18)
    readonly property int movementGap: root.px(16)

    // Between a name and its chip; and what a long name keeps when the chip is wide.
    readonly property int nameGap: root.px(16)
    readonly property int nameRoom: root.px(240)

    // From the right edge of a row.
    readonly property int ahtRight: root.px(26)
    readonly property int closedRight: ahtRight + ahtWidth + root.px(28)
    readonly property int chipRight: closedRight + closedWidth + root.px(28)

    readonly property int rankWidth: Math.ceil(Math.max(rank.advanceWidth, rankSize * 1.2))
    readonly property int movementWidth: Math.ceil(movement.advanceWidth) + root.px(14)
    readonly property int closedWidth: Math.ceil(Math.max(closed.advanceWidth, closedHeader.advanceWidth))
    readonly property int ahtWidth: Math.ceil(Math.max(aht.advanceWidth, ahtHeader.advanceWidth))

    readonly property TextMetrics rank: TextMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.rankSize
        font.weight: Font.DemiBold
        text: root.widestRank
    }
    readonly property TextMetrics movement: TextMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.movementSize
        font.weight: Font.Medium
        text: "▲" + root.widestMovement
    }
    readonly property TextMetrics closed: TextMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.closedSize
        font.weight: Font.Bold
        text: root.widestClosed
    }
    readonly property TextMetrics aht: TextMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.ahtSize
        font.weight: Font.DemiBold
        font.wordSpacing: root.signSpacing
        text: root.widestAht
    }
    readonly property TextMetrics closedHeader: TextMetrics {
        font.pixelSize: root.headerSize
        text: "Closed"
    }
    readonly property TextMetrics ahtHeader: TextMetrics {
        font.pixelSize: root.headerSize
        text: "AHT (Compl.)"
    }

    function px(size: real): int {
        return Theme.px(size * root.zoom);
    }
}
