pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// The podium on the left, the page's rows on the right; both end on one line. Upright, the podium stands above the rows.
Item {
    id: root

    required property BoardState board

    readonly property int above: Theme.tall ? root.podiumHeight + Theme.px(6) : 0
    readonly property int cardHeight: Theme.tall ? root.flatHeight : Math.floor((root.podiumHeight - 2 * Theme.gap) / 3)
    readonly property int flatHeight: Theme.px(122)
    readonly property int listHeight: root.rowsPerPage * root.rowHeight + (root.rowsPerPage - 1) * root.rowGap
    readonly property int podiumHeight: Theme.tall ? 3 * root.flatHeight + 2 * Theme.px(10) : listHeader.height + root.listHeight
    readonly property int rowGap: Theme.px(8)
    readonly property int rowHeight: Math.floor((root.height - root.above - listHeader.height - (root.rowsPerPage - 1) * root.rowGap) / root.rowsPerPage)
    readonly property int rowsPerPage: root.board.look.rows
    readonly property Tones tones: root.board.faded ? Theme.old : Theme.fresh

    Columns {
        id: columns

        keys: root.board.column_keys
        labels: root.board.column_labels
        showsStatus: root.board.shows_status
        widest: root.board.column_widths
        widestMovement: root.board.widest_movement
        widestRank: root.board.widest_rank
        stacked: root.rowsPerPage <= (Theme.tall ? 11 : 6)
        zoom: (Theme.tall ? 10 : 8) / root.rowsPerPage
    }

    Item {
        id: podium

        Accessible.name: qsTr("Podium")
        Accessible.role: Accessible.List
        anchors.left: parent.left
        anchors.top: parent.top
        height: root.podiumHeight
        objectName: "podium"
        width: Theme.tall ? root.width : Math.round(root.width * 0.286)

        Repeater {
            model: [root.board.podium.first, root.board.podium.second]

            Item {
                id: three

                required property StandingsModel modelData

                anchors.fill: parent

                Repeater {
                    model: three.modelData

                    PodiumCard {
                        glides: three.modelData.glides
                        height: root.cardHeight
                        inFront: three.modelData.in_front
                        names: root.board.card_names
                        pitch: (root.podiumHeight - root.cardHeight) / 2
                        showsStatus: root.board.shows_status
                        tones: root.tones
                        width: podium.width
                    }
                }
            }
        }
    }

    ListHeader {
        id: listHeader

        anchors.left: rows.left
        anchors.right: rows.right
        anchors.top: parent.top
        anchors.topMargin: root.above
        columns: columns
        height: Theme.px(38)
        tones: root.tones
        visible: root.board.nobody_else === ""
    }

    component Nobody: Words {
        Accessible.name: text
        Accessible.role: Accessible.StaticText
        color: Theme.quiet
        horizontalAlignment: Text.AlignHCenter
        size: Theme.px(40)
        visible: text !== ""
        wrapMode: Text.Wrap
    }

    Nobody {
        anchors.fill: podium
        text: root.board.nobody_ranked
    }

    Nobody {
        anchors.left: rows.left
        anchors.right: rows.right
        anchors.verticalCenter: rows.verticalCenter
        text: root.board.nobody_else
    }

    Item {
        id: rows

        Accessible.name: qsTr("Ranking")
        Accessible.role: Accessible.List
        anchors.left: Theme.tall ? podium.left : podium.right
        anchors.leftMargin: Theme.tall ? 0 : Theme.px(24)
        anchors.right: parent.right
        anchors.top: listHeader.bottom
        height: root.listHeight
        objectName: "rows"

        Repeater {
            model: [root.board.standings.first, root.board.standings.second]

            Item {
                id: page

                required property StandingsModel modelData

                anchors.fill: parent

                Repeater {
                    model: page.modelData

                    StandingRow {
                        columns: columns
                        glides: page.modelData.glides
                        height: root.rowHeight
                        inFront: page.modelData.in_front
                        pitch: root.rowHeight + root.rowGap
                        tones: root.tones
                        width: rows.width
                    }
                }
            }
        }
    }
}
