pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Wallboard
import Wallboard.Model

TestCase {
    id: test

    name: "StatusChip"
    when: windowShown

    Component {
        id: chips

        StatusChip {
            duration: "3:26"
            kind: Looks.Kind.ON_CALL
            longCall: false
            room: 1000
            status: "On a Call"
            tones: Theme.fresh
        }
    }

    function made(properties: var): StatusChip {
        return createTemporaryObject(chips, test, properties) as StatusChip;
    }

    function test_itIsAsWideAsItsWords(): void {
        const chip = test.made({});
        verify(!(findChild(chip, "status") as Text).truncated);
        verify(chip.width < test.made({
            "duration": "12:44"
        }).width);
        verify(chip.width > test.made({
            "duration": ""
        }).width);
    }

    function test_aLongWordIsElided(): void {
        const chip = test.made({
            "status": "Off queue: quarterly performance review",
            "room": 400
        });
        verify((findChild(chip, "status") as Text).truncated);
        verify(chip.width <= 400);
    }

    function test_withoutRoomForHalfAWordTheMarkSpeaksAlone(): void {
        const chip = test.made({
            "room": 200
        });
        compare(chip.wordWidth, 0);
        verify(chip.width <= 200);
    }

    function test_aLongConversationIsOutlined(): void {
        compare(test.made({}).border.width, 0);
        verify(test.made({
            "longCall": true
        }).border.width > 0);
    }

    function test_everyKindHasAShapeOfItsOwn(): void {
        const shapes = [Looks.Kind.AVAILABLE, Looks.Kind.ON_CALL, Looks.Kind.WRAP_UP, Looks.Kind.OFF_QUEUE, Looks.Kind.OFFLINE, Looks.Kind.OTHER].map(kind => test.made({
                "kind": kind
            }).shape());
        compare(new Set(shapes).size, 6);
    }
}
