pragma ComponentBehavior: Bound

import QtQuick
import Wallboard.Model

// Where the organisation is: chosen from a list that narrows while somebody types, or typed whole.
FormField {
    id: root

    required property SetupState setup

    readonly property bool open: root.looking && root.editing.activeFocus && !root.locked && !root.fixed && regions.count > 0
    // Somebody looks for a region: typed, asked for the list, and has not chosen yet.
    property bool looking: false

    signal accepted

    function choose(region: string): void {
        root.text = region;
        root.looking = false;
    }

    function look(): void {
        root.editing.forceActiveFocus();
        root.looking = !root.looking;
        regions.currentIndex = -1;
    }

    closes: root.open
    fixed: root.setup.region_fixed
    initial: root.setup.region
    label: qsTr("Region")
    placeholder: qsTr("↓ for the list, or another host")
    problem: root.setup.region_problem
    reserved: Theme.px(44)
    z: root.open ? 1 : 0

    Keys.onDownPressed: {
        if (root.open) {
            regions.incrementCurrentIndex();
        } else {
            root.look();
        }
    }
    Keys.onEscapePressed: root.looking = false
    Keys.onUpPressed: regions.decrementCurrentIndex()
    onEntered: {
        if (root.open && regions.currentIndex >= 0) {
            root.choose(regions.regions[regions.currentIndex]);
        } else {
            root.looking = false;
            root.accepted();
        }
    }

    Connections {
        function onTextEdited(): void {
            root.looking = true;
            regions.currentIndex = -1;
        }

        target: root.editing
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(18)
        color: Theme.softText
        height: Theme.px(62)
        size: Theme.px(30)
        text: "▾"
        visible: !root.fixed
        y: root.boxBottom - height

        TapHandler {
            onTapped: root.look()
        }
    }

    Rectangle {
        anchors.left: parent.left
        anchors.right: parent.right
        border.color: Theme.focusEdge
        border.width: Theme.px(2)
        Accessible.name: qsTr("Regions")
        Accessible.role: Accessible.List
        color: Theme.panel.surface
        height: regions.height + Theme.px(12)
        radius: Theme.px(12)
        visible: root.open
        y: root.boxBottom + Theme.px(6)

        ListView {
            id: regions

            readonly property list<string> regions: root.setup.matching(root.text)

            anchors.left: parent.left
            anchors.margins: Theme.px(6)
            anchors.right: parent.right
            anchors.top: parent.top
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            currentIndex: -1
            height: Theme.px(48) * Math.min(count, 7)
            highlightMoveDuration: 0
            keyNavigationEnabled: false
            model: regions.regions

            delegate: Rectangle {
                id: region

                required property int index
                required property string modelData

                Accessible.name: region.modelData
                Accessible.role: Accessible.ListItem
                Accessible.selectable: true
                Accessible.selected: region.ListView.isCurrentItem
                color: region.ListView.isCurrentItem || hover.hovered ? Theme.button.surface : "transparent"
                height: Theme.px(48)
                radius: Theme.px(8)
                width: regions.width

                Accessible.onPressAction: root.choose(region.modelData)

                Words {
                    anchors.left: parent.left
                    anchors.leftMargin: Theme.px(14)
                    anchors.verticalCenter: parent.verticalCenter
                    color: region.ListView.isCurrentItem || hover.hovered ? Theme.button.ink : Theme.panel.ink
                    size: Theme.px(28)
                    text: region.modelData
                }

                HoverHandler {
                    id: hover
                }

                TapHandler {
                    onTapped: root.choose(region.modelData)
                }
            }
        }
    }
}
