pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Wallboard

TestCase {
    id: test

    name: "Gliding"
    // Whoever stands in it can be seen.
    visible: true
    when: windowShown

    ListModel {
        id: places
    }

    Item {
        id: column

        height: 400
        width: 100

        Repeater {
            id: repeater

            model: places

            Gliding {
                required property string name

                height: 40
                objectName: name
                pitch: 50
                spoken: name
                width: 100
            }
        }
    }

    function init(): void {
        Theme.motion = 0.05;
        places.clear();
        for (const name of "abcdef")
            places.append({
                "name": name
            });
    }

    function at(name: string): Item {
        for (let place = 0; place < repeater.count; ++place) {
            const item = repeater.itemAt(place);
            if (item.objectName === name)
                return item;
        }
        return null;
    }

    function order(): string {
        const items = [];
        for (let place = 0; place < repeater.count; ++place)
            items.push(repeater.itemAt(place));
        items.sort((one, other) => one.y - other.y);
        return items.map(item => item.objectName + item.y).join(" ");
    }

    function test_newcomersStandInTheirPlaceAtOnce(): void {
        compare(test.order(), "a0 b50 c100 d150 e200 f250");
        tryCompare(test.at("f"), "opacity", 1);
    }

    function test_whoMovesKeepsItsIdentityAndArrives(): void {
        const last = test.at("f");
        places.move(5, 0, 1);
        verify(last.y > 0, "it glides, it does not jump");
        compare(last.z, 1, "who climbs passes in front");
        tryCompare(last, "y", 0);
        tryCompare(last, "z", 0);
        verify(test.at("f") === last);
        tryVerify(() => test.order() === "f0 a50 b100 c150 d200 e250");
    }

    function test_whoArrivesStandsInItsPlaceAndFadesInAsANewOneDoes(): void {
        const last = test.at("f") as Gliding;
        tryCompare(last, "opacity", 1);
        places.move(5, 1, 1);
        last.arrive();
        compare(last.y, 50, "it does not glide there");
        compare(last.opacity, 0);
        tryCompare(last, "opacity", 1);
        places.move(1, 0, 1);
        verify(last.y > 0, "and it glides from then on");
        tryCompare(last, "y", 0);
    }

    function test_manyChangesAtOnceEndInTheRightPlaces(): void {
        places.remove(2, 1);
        places.insert(0, {
            "name": "x"
        });
        places.move(5, 2, 1);
        places.remove(3, 1);
        places.insert(5, {
            "name": "y"
        });
        tryVerify(() => test.order() === "x0 a50 f100 d150 e200 y250");
    }

    function test_aMoveThatInterruptsAnotherEndsInTheRightPlace(): void {
        places.move(5, 0, 1);
        wait(5);
        places.move(0, 3, 1);
        wait(5);
        places.move(3, 1, 1);
        tryVerify(() => test.order() === "a0 f50 b100 c150 d200 e250");
    }

    function test_whereTheListFadesNobodyGlides(): void {
        const last = test.at("f") as Gliding;
        tryCompare(last, "opacity", 1);
        last.inFront = false;
        tryCompare(last, "visible", false);
        last.glides = false;
        places.move(5, 0, 1);
        compare(last.y, 0, "it is there at once");
        last.inFront = true;
        compare(last.opacity, 0, "and is seen little by little");
        tryCompare(last, "opacity", 1);
    }

    function test_whoseListGoesFadesOutAndIsGone(): void {
        const last = test.at("f") as Gliding;
        tryCompare(last, "opacity", 1);
        last.inFront = false;
        compare(last.opacity, 1, "it does not vanish at once");
        tryCompare(last, "opacity", 0);
        verify(!last.visible);
        last.arrive();
        compare(last.opacity, 0, "a row of the list behind is not seen when somebody else is given it");
    }

    function test_aListThatComesBackBeforeItIsGoneIsThereAgain(): void {
        const last = test.at("f") as Gliding;
        tryCompare(last, "opacity", 1);
        last.inFront = false;
        wait(5);
        last.inFront = true;
        tryCompare(last, "opacity", 1);
        verify(last.visible);
    }

    function test_whoeverWishesForNoMotionGetsNone(): void {
        Theme.still = true;
        places.move(5, 0, 1);
        compare(test.order(), "f0 a50 b100 c150 d200 e250");
        Theme.still = false;
    }

    function test_withoutMotionRowsAreThereAtOnce(): void {
        Theme.motion = 0;
        places.move(5, 0, 1);
        compare(test.order(), "f0 a50 b100 c150 d200 e250");
    }
}
