pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// All that is seen: header, banner, the board or a message in its stead, footer.
Item {
    id: root

    required property BoardState board
    // What a television cuts off on each side.
    required property size edge

    // Neither a message nor the sign-in page stands in the board's stead.
    readonly property bool ranked: root.board.headline === "" && !root.board.setup.shown
    // From its right edge to the screen's.
    readonly property real beyond: root.Window.width - root.x - root.width
    readonly property bool alarmed: root.board.alarm !== "" && !root.board.setup.shown

    Header {
        id: header

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        board: root.board
        height: Theme.px(Theme.tall ? 206 : 112)
    }

    StaleBanner {
        id: banner

        anchors.left: parent.left
        anchors.leftMargin: -before
        anchors.right: parent.right
        // To the edges of the screen, wherever the scene has drifted.
        anchors.rightMargin: -after
        anchors.top: header.bottom
        anchors.topMargin: Theme.px(6)
        after: Theme.mirrored ? root.x : root.beyond
        before: Theme.mirrored ? root.beyond : root.x
        headline: root.board.alarm
        lost: root.board.trust === Looks.Trust.OFFLINE
        objectName: "banner"
        text: root.board.reason
        visible: root.alarmed
    }

    SummaryLine {
        id: summary

        anchors.bottom: footer.top
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        height: visible ? Theme.px(Theme.tall ? 80 : 40) : 0
        queues: root.board.queues
        summary: root.board.summary
        tones: root.board.faded ? Theme.old : Theme.fresh
        visible: root.board.summary.length > 0 && root.ranked
    }

    BoardView {
        anchors.bottom: summary.top
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: root.alarmed ? banner.bottom : header.bottom
        anchors.topMargin: Theme.px(10)
        board: root.board
        visible: root.ranked && root.board.scene === Looks.Scene.RANKING
    }

    SceneStage {
        active: root.ranked && root.board.scene !== Looks.Scene.RANKING
        anchors.bottom: summary.top
        anchors.bottomMargin: Theme.px(14)
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: root.alarmed ? banner.bottom : header.bottom
        anchors.topMargin: Theme.px(10)
        board: root.board
    }

    MessageScreen {
        anchors.bottom: footer.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        headline: root.board.headline
        hint: root.board.hint
        numbers: root.board.says_numbers
        old: root.board.faded
        text: root.board.message
        trust: root.board.trust
        visible: root.board.headline !== "" && !root.board.setup.shown
    }

    Loader {
        active: root.board.setup.shown
        anchors.bottom: footer.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        focus: true
        // Made anew each time: what somebody has typed goes with the page.
        sourceComponent: SetupPage {
            setup: root.board.setup
        }
    }

    Footer {
        id: footer

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        board: root.board
    }

    // A rehearsal can never be taken for the real thing. Its frame stays at the edge, wherever the scene has drifted.
    Rectangle {
        border.color: Theme.rehearsal.surface
        border.width: Theme.px(5)
        color: "transparent"
        height: root.height
        visible: root.board.rehearsal !== ""
        width: root.width
        x: root.edge.width - root.x
        y: root.edge.height - root.y
    }
}
