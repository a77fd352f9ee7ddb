"""What one agent's row says."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.app.known import AS_OF, row
from wallboard.app.row_face import Medal, RowFace, row_face
from wallboard.board.agents import StatusKind


def said(place: int = 0, **fields: object) -> RowFace:
    return row_face(row(place, **fields), AS_OF, UTC, risen=False)


def before(seconds: float) -> datetime:
    return AS_OF - timedelta(seconds=seconds)


def test_a_plain_row() -> None:
    shown = said(id="a", name="Gili", rank=4, status="Available", status_since=before(125), closed=94, aht_ms=141_000)
    assert shown == RowFace(
        agent_id="a",
        rank="4",
        medal=Medal.NONE,
        moved=0,
        initials="Gi",
        name="Gili",
        status="Available",
        kind=StatusKind.AVAILABLE,
        duration="2:05",
        long_call=False,
        closed="94",
        aht="≤ 2:21",
        as_of="",
        risen=False,
    )


@pytest.mark.parametrize(
    ("fields", "duration"),
    [
        ({"status_since": before(28)}, "0:28"),
        ({"status_since": before(0)}, "0:00"),
        ({"status_since": before(28), "status_at_least": True}, "≥ 0:28"),
        ({"status_since": before(0), "status_at_least": True}, ""),
        ({"status_since": before(0.4), "status_at_least": True}, ""),
        ({"status_since": None}, ""),
        ({"status_since": before(-5)}, ""),
        ({"status_since": before(500), "call_since": before(206)}, "3:26"),
        ({"status_since": before(500), "call_since": before(206), "call_at_least": True}, "≥ 3:26"),
        ({"status_since": before(500), "call_since": before(206), "status_at_least": True}, "3:26"),
        ({"status_since": before(500), "call_since": before(0), "call_at_least": True}, ""),
        ({"status_since": before(28), "as_of": before(8)}, "0:20"),
    ],
)
def test_durations_stand_still_and_are_never_invented(fields: dict[str, object], duration: str) -> None:
    shown = row_face(msgspec.structs.replace(row(), **fields), AS_OF, UTC, risen=False)
    assert shown.duration == duration


def test_without_an_instant_there_is_no_duration() -> None:
    assert row_face(row(status_since=AS_OF), None, UTC, risen=False).duration == ""


@pytest.mark.parametrize(
    ("seconds", "aht_ms", "long"),
    [
        (764, 362_000, True),
        (391, 145_000, False),  # more than twice the average, and yet not long
        (601, 362_000, False),
        (601, 200_000, True),
        (601, None, True),
        (600, None, False),
    ],
)
def test_a_conversation_runs_long(seconds: int, aht_ms: int | None, long: bool) -> None:
    assert said(call_since=before(seconds), aht_ms=aht_ms).long_call is long


def test_only_a_conversation_runs_long() -> None:
    assert not said(status_since=before(9999)).long_call


@pytest.mark.parametrize(("rank", "medal"), [(1, Medal.GOLD), (2, Medal.SILVER), (3, Medal.BRONZE), (4, Medal.NONE)])
def test_a_medal_follows_the_rank_so_that_winners_share_it(rank: int, medal: Medal) -> None:
    assert said(place=2, rank=rank).medal is medal


def test_a_row_that_is_older_than_the_board_says_so() -> None:
    assert said(as_of=before(210)).as_of == "as of 14:31"


@pytest.mark.parametrize(("moved", "shown"), [(None, 0), (0, 0), (3, 3), (-2, -2)])
def test_movement(moved: int | None, shown: int) -> None:
    assert said(moved=moved).moved == shown
