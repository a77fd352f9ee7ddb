"""Which monitor the window stands on."""

import pytest

from wallboard.app.monitors import Monitor, bind, choose, is_missing

DESK = Monitor("DP-1", "Dell", "U2720Q", "desk-1")
WALL = Monitor("HDMI-1", "LG", "TV", "wall-1")
TWIN = Monitor("HDMI-2", "LG", "TV", "wall-2")
MOVED = Monitor("HDMI-2", "LG", "TV", "wall-1")
BARE = Monitor("HDMI-1")


@pytest.mark.parametrize(
    ("present", "wanted", "meant"),
    [
        ([DESK, WALL], "HDMI-1", WALL),
        ([DESK, WALL, TWIN], "wall-2", TWIN),
        ([DESK, WALL, TWIN], "TV", WALL),
        ([DESK, WALL], "LG TV wall-1", WALL),
        ([Monitor("A", model="B"), Monitor("B")], "B", Monitor("B")),  # a socket's name before all others
        ([DESK], "HDMI-1", None),
        ([DESK, BARE], "", None),
        ([DESK, WALL], None, None),
        ([], "HDMI-1", None),
    ],
)
def test_who_answers_to_what_is_wanted(present: list[Monitor], wanted: str | None, meant: Monitor | None) -> None:
    assert bind(present, wanted, None) == meant


def test_once_bound_it_stays_bound() -> None:
    assert bind([DESK], "HDMI-1", WALL) == WALL
    assert bind([DESK, Monitor("HDMI-1", "Sony", "TV", "other")], "HDMI-1", WALL) == WALL


@pytest.mark.parametrize(
    ("present", "bound", "chosen"),
    [
        ([DESK, WALL], WALL, WALL),
        ([DESK], WALL, DESK),  # it is off: the primary one
        ([DESK, MOVED], WALL, MOVED),  # it was plugged in elsewhere
        ([DESK, TWIN], WALL, DESK),
        ([DESK, TWIN, WALL], WALL, WALL),
        ([DESK, BARE], WALL, BARE),  # it does not say who it is
        ([DESK, BARE, MOVED], WALL, MOVED),
        ([DESK, Monitor("HDMI-2")], BARE, DESK),  # two that say nothing are not the same
        ([DESK, WALL], None, DESK),
    ],
)
def test_where_the_window_stands(present: list[Monitor], bound: Monitor | None, chosen: Monitor) -> None:
    assert present[choose(present, 0, bound)] == chosen


@pytest.mark.parametrize(
    ("present", "wanted", "bound", "missing"),
    [
        ([DESK, WALL], None, None, False),
        ([DESK], "HDMI-1", None, True),
        ([DESK], "HDMI-1", WALL, True),
        ([DESK, WALL], "HDMI-1", WALL, False),
        ([DESK, MOVED], "HDMI-1", WALL, False),
        ([], "HDMI-1", WALL, True),
    ],
)
def test_whether_the_one_that_was_asked_for_is_away(
    present: list[Monitor], wanted: str | None, bound: Monitor | None, missing: bool
) -> None:
    assert is_missing(present, wanted, bound) is missing
