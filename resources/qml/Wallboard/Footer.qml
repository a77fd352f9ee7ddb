pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// What the numbers are not for; which page this is; what the arrows compare with.
Item {
    id: root

    required property BoardState board

    // A footnote has a line of its own below the others.
    readonly property int lift: footnote.visible ? -Theme.px(16) : 0

    Words {
        id: disclaimer

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.left: parent.left
        anchors.leftMargin: Theme.margin
        anchors.right: dots.visible ? dots.left : places.left
        anchors.rightMargin: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.lift
        color: Theme.quiet
        objectName: "disclaimer"
        size: Theme.px(25)
        text: root.board.disclaimer
    }

    Words {
        id: footnote

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.left: disclaimer.left
        anchors.right: places.right
        anchors.top: disclaimer.verticalCenter
        anchors.topMargin: Theme.px(17)
        color: Theme.softText
        elide: Text.ElideRight
        objectName: "footnote"
        size: Theme.px(25)
        text: root.board.footnote
        visible: root.board.footnote !== ""
    }

    PageDots {
        id: dots

        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.lift
        page: root.board.place_in_round
        pages: root.board.round_length
        paused: root.board.paused
        visible: root.board.round_length > 1 && root.board.headline === "" && !root.board.setup.shown
        x: disclaimer.x + disclaimer.implicitWidth + (places.x - disclaimer.x - disclaimer.implicitWidth - width) / 2
    }

    Words {
        id: places

        Accessible.name: text
        Accessible.role: Accessible.StaticText
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: root.lift
        color: Theme.quiet
        objectName: "places"
        size: Theme.px(25)
        text: root.board.places
    }
}
