"""Two lists by turns: the one that is shown, and the one that fades out."""

from datetime import UTC

import pytest
from PySide6.QtTest import QSignalSpy

from tests.app.known import AS_OF, day
from wallboard.app.fading_list import FadingList
from wallboard.app.motion import Change
from wallboard.app.row_face import row_face
from wallboard.app.standings_model import StandingsModel

ROWS = [row_face(row, AS_OF, UTC, risen=False) for row in day()]

pytestmark = pytest.mark.usefixtures("qapp")


def parts(shown: FadingList) -> tuple[StandingsModel, StandingsModel]:
    first: object = shown.first
    second: object = shown.second
    assert isinstance(first, StandingsModel)
    assert isinstance(second, StandingsModel)
    return first, second


def in_front(shown: FadingList) -> tuple[bool, bool]:
    first, second = parts(shown)
    return first.property("in_front"), second.property("in_front")


def test_one_of_the_two_is_in_front_from_the_beginning() -> None:
    shown = FadingList()
    assert in_front(shown) == (True, False)
    assert shown.rows == ()


@pytest.mark.parametrize("change", [Change.GLIDE, Change.JUMP])
def test_rows_that_glide_or_jump_stay_in_their_list(change: Change) -> None:
    shown = FadingList()
    for rows in (ROWS[:3], ROWS[1:4]):
        shown.show(rows, change)
        assert [part.rows for part in parts(shown)] == [tuple(rows), ()]
        assert in_front(shown) == (True, False)


def test_a_list_that_fades_keeps_its_rows_while_the_other_takes_its_place() -> None:
    shown = FadingList()
    seen = []
    for first in range(4):
        shown.show(ROWS[first : first + 3], Change.FADE)
        assert shown.rows == tuple(ROWS[first : first + 3])
        held: object = shown.shown
        assert isinstance(held, StandingsModel)
        assert held.rows == shown.rows
        seen.append(([part.rows[0].name for part in parts(shown) if part.rows], in_front(shown)))
    assert seen == [
        (["Tova"], (True, False)),  # nothing was there that could fade
        (["Tova", "Idit"], (False, True)),
        (["Anat", "Idit"], (True, False)),
        (["Anat", "Gili"], (False, True)),
    ]


def test_what_comes_stands_in_its_place_before_it_is_seen() -> None:
    shown = FadingList()
    shown.show(ROWS[:3])
    _, second = parts(shown)
    held: list[int] = []
    second.front_changed.connect(lambda: held.append(second.rowCount()))
    shown.show(ROWS[3:8], Change.FADE)
    assert held == [5]
    assert second.property("glides") is False


def test_no_row_is_made_anew_for_a_list_that_fades() -> None:
    shown = FadingList()
    for first in (0, 3):
        shown.show(ROWS[first : first + 3], Change.FADE)
    anew = [QSignalSpy(signal) for part in parts(shown) for signal in (part.rowsInserted, part.rowsRemoved)]
    for first in (6, 2, 9):
        shown.show(ROWS[first : first + 3], Change.FADE)
    assert [spy.count() for spy in anew] == [0, 0, 0, 0]
