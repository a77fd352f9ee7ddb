pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Wallboard

TestCase {
    id: test

    name: "Columns"

    Component {
        id: columns

        Columns {
            keys: ["closed", "aht"]
            labels: ["Closed", "AHT (Compl.)"]
            widest: ["000", "0:00"]
            widestMovement: "0"
            widestRank: "00"
        }
    }

    function made(properties: var): Columns {
        return columns.createObject(test, properties) as Columns;
    }

    function test_figuresAllHaveOneWidth(): void {
        const zeros = test.made({});
        const ones = test.made({
            "widestRank": "11",
            "widest": ["111", "1:11"],
            "widestMovement": "1"
        });
        for (const width of ["rankWidth", "movementWidth"])
            compare(ones[width], zeros[width], width);
        compare(Array.from(ones.widths), Array.from(zeros.widths));
    }

    function test_aColumnGrowsWithItsWidestText(): void {
        verify(test.made({
            "widest": ["000", "≤ 0:00:00"]
        }).rights[0] > test.made({}).rights[0]);
        verify(test.made({
            "widestRank": "00000"
        }).nameX > test.made({}).nameX);
    }

    function test_aColumnIsNeverNarrowerThanItsHeading(): void {
        compare(test.made({
            "widest": ["0", "0"]
        }).widths[0], test.made({
            "widest": ["", ""]
        }).widths[0]);
    }

    function test_columnsStandSideBySide(): void {
        const three = test.made({
            "keys": ["started", "closed", "handle_time"],
            "labels": ["Started", "Closed", "Handle time"],
            "widest": ["000", "000", "0:00:00"]
        });
        compare(three.rights[2], three.edge);
        compare(three.rights[1], three.rights[2] + three.widths[2] + three.gap);
        compare(three.rights[0], three.rights[1] + three.widths[1] + three.gap);
        verify(three.countSize < test.made({}).countSize);
    }
}
