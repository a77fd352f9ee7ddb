"""A row as one sentence: everything that is seen is heard."""

from dataclasses import replace
from datetime import UTC

import pytest

from tests.app.known import AS_OF, row
from wallboard.app.columns import Key
from wallboard.app.row_face import RowFace, row_face
from wallboard.app.row_words import spoken
from wallboard.board.agents import StatusKind

KEYS: tuple[Key, ...] = ("closed", "aht")
GILI = replace(
    row_face(row(3, id="a", name="Gili", rank=4), AS_OF, UTC, risen=False),
    status="Available",
    kind=StatusKind.AVAILABLE,
    duration="2:05",
    moved=0,
    figures=("94", "2:21"),
)


def said(shown: RowFace = GILI, keys: tuple[Key, ...] = KEYS, *, shows_status: bool = True) -> str:
    return spoken(shown, keys, shows_status=shows_status).spoken


def test_a_plain_row_says_what_it_shows() -> None:
    assert said() == "rank 4, Gili, Available 2:05, 94 closed, AHT 2:21"


def test_nothing_else_of_the_row_changes() -> None:
    assert replace(spoken(GILI, KEYS, shows_status=True), spoken="") == GILI


@pytest.mark.parametrize(
    ("shown", "heard"),
    [
        (replace(GILI, duration=""), "rank 4, Gili, Available, 94 closed, AHT 2:21"),
        (replace(GILI, duration="≥ 2:05"), "rank 4, Gili, Available at least 2:05, 94 closed, AHT 2:21"),
        (replace(GILI, moved=1), "rank 4, Gili, up 1 place, Available 2:05, 94 closed, AHT 2:21"),
        (replace(GILI, moved=-12), "rank 4, Gili, down 12 places, Available 2:05, 94 closed, AHT 2:21"),
        (
            replace(GILI, long_call=True, status="On a Call"),
            "rank 4, Gili, On a Call 2:05, an unusually long conversation, 94 closed, AHT 2:21",
        ),
        (replace(GILI, figures=("0", "N/A")), "rank 4, Gili, Available 2:05, 0 closed, AHT N/A"),
        (replace(GILI, figures=("9", "≈ 2:21")), "rank 4, Gili, Available 2:05, 9 closed, AHT about 2:21"),
        (replace(GILI, figures=("9", "≤ 2:21")), "rank 4, Gili, Available 2:05, 9 closed, AHT at most 2:21"),
        (replace(GILI, as_of="as of 14:31"), "rank 4, Gili, Available 2:05, 94 closed, AHT 2:21, as of 14:31"),
        (
            replace(GILI, status_of="status of 14:20"),
            "rank 4, Gili, Available 2:05, 94 closed, AHT 2:21, status of 14:20",
        ),
        (
            replace(GILI, rank="–", not_ranked="not ranked: 3 of 5", figures=("3", "2:21")),
            "Gili, Available 2:05, 3 closed, AHT 2:21, not ranked: 3 of 5",
        ),
        (
            replace(GILI, rank="–", not_ranked="9 of 15 min"),
            "Gili, Available 2:05, 94 closed, AHT 2:21, not ranked: 9 of 15 min",
        ),
    ],
)
def test_whatever_a_row_shows_besides_is_said(shown: RowFace, heard: str) -> None:
    assert said(shown) == heard


def test_a_board_says_the_columns_that_it_has() -> None:
    chosen = replace(GILI, figures=("101", "1:02:03"))
    assert said(chosen, ("started", "handle_time"), shows_status=False) == (
        "rank 4, Gili, 101 started, handle time 1:02:03"
    )


def test_closed_per_hour_is_heard_as_it_is_read() -> None:
    keys: tuple[Key, ...] = ("closed", "per_hour")
    assert said(replace(GILI, figures=("94", "8.3")), keys).endswith("94 closed, 8.3 per hour")
    assert said(replace(GILI, figures=("94", "≤ 8.3")), keys).endswith("94 closed, at most 8.3 per hour")
