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
            widestAht: "0:00"
            widestClosed: "000"
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
            "widestClosed": "111",
            "widestAht": "1:11",
            "widestMovement": "1"
        });
        for (const width of ["rankWidth", "closedWidth", "ahtWidth", "movementWidth"])
            compare(ones[width], zeros[width], width);
    }

    function test_aColumnGrowsWithItsWidestText(): void {
        verify(test.made({
            "widestAht": "≤ 0:00:00"
        }).closedRight > test.made({}).closedRight);
        verify(test.made({
            "widestRank": "00000"
        }).nameX > test.made({}).nameX);
    }

    function test_aColumnIsNeverNarrowerThanItsHeading(): void {
        compare(test.made({
            "widestClosed": "0"
        }).closedWidth, test.made({
            "widestClosed": ""
        }).closedWidth);
    }
}
