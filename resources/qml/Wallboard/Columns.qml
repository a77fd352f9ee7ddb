import QtQuick

// How wide each column is: as wide as its widest text on any page, so that nothing ever shifts.
QtObject {
    id: root

    required property string widestRank
    required property string widestMovement
    // The columns of numbers, from the left: which they are, their heads, and texts as wide as any of theirs.
    required property list<string> keys
    required property list<string> labels
    required property list<string> widest
    property bool showsStatus: true
    // The size of a row's contents: 1 where a page has as many rows as is usual.
    property real zoom: 1
    // Whether a status stands below its name, smaller, and not beside it.
    property bool stacked: false

    readonly property bool slim: root.stacked && Theme.tall

    readonly property int headerSize: Theme.px(26)
    readonly property int rankSize: root.px(52)
    readonly property int movementSize: root.px(30)
    // Many numbers side by side are smaller.
    readonly property real pack: root.keys.length > 3 ? 0.76 : root.keys.length > 2 ? 0.88 : 1
    readonly property int countSize: root.px(58 * root.pack)
    readonly property int timeSize: root.px(54 * root.pack)
    readonly property int gap: root.slim ? Theme.px(22) : root.px(28 * root.pack)
    readonly property int avatarSize: root.px(root.slim ? 60 : 66)
    // The sign before an average stands close to it.
    readonly property int signSpacing: -root.px(6)

    // From the left edge of a row.
    readonly property int rankX: root.space(22)
    readonly property int avatarX: rankX + rankWidth + movementWidth + movementGap
    readonly property int nameX: avatarX + avatarSize + root.space(18)
    readonly property int movementGap: root.space(16)

    readonly property real chipZoom: root.stacked ? 0.76 * root.zoom : root.zoom

    // Between a name and its chip; and what a long name keeps when the chip is wide.
    readonly property int nameGap: root.space(16)
    readonly property int nameRoom: root.px(240)

    // From the right edge of a row.
    readonly property int edge: root.space(26)
    readonly property list<int> widths: root.keys.map((key, place) => root.widthOf(place))
    readonly property list<int> rights: root.keys.map((key, place) => root.widths.slice(place + 1).reduce((sum, width) => sum + width + root.gap, root.edge))
    readonly property int chipRight: root.rights[0] + root.widths[0] + root.space(28)

    // Numbers are written from the left everywhere, and stand with their ones below each other.
    readonly property int onTheRight: Theme.mirrored ? Text.AlignLeft : Text.AlignRight

    readonly property int rankWidth: Math.ceil(Math.max(rank.advanceWidth, rankSize * 1.2))
    readonly property int movementWidth: Math.ceil(movement.advanceWidth) + root.px(14)
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
    readonly property FontMetrics counts: FontMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.countSize
        font.weight: Font.Bold
    }
    readonly property FontMetrics times: FontMetrics {
        font.features: {
            "tnum": 1
        }
        font.pixelSize: root.timeSize
        font.weight: Font.DemiBold
        font.wordSpacing: root.signSpacing
    }
    readonly property FontMetrics heads: FontMetrics {
        font.pixelSize: root.headerSize
    }

    function isCount(place: int): bool {
        return root.keys[place] === "closed" || root.keys[place] === "started";
    }

    // As wide as its widest text or its head. A height is read where a width is asked for: it tells a binding of a new
    // font, which asking does not.
    function widthOf(place: int): int {
        const metrics = root.isCount(place) ? root.counts : root.times;
        const known = metrics.height > 0 && root.heads.height > 0;
        return known ? Math.ceil(Math.max(metrics.advanceWidth(root.widest[place]), root.heads.advanceWidth(root.labels[place]))) : 0;
    }

    // Rows that are large and narrow have no space to give away.
    function space(size: real): int {
        return root.slim ? Theme.px(0.7 * size) : root.px(size);
    }

    function px(size: real): int {
        return Theme.px(size * root.zoom);
    }
}
