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
        as_of="",
        status_of="",
        picture="",
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


STATUS_AT = AS_OF + timedelta(seconds=40)  # asked after the counts


def after_counts(**fields: object) -> RowFace:
    return row_face(row(0, **fields), AS_OF, UTC, board_status_as_of=STATUS_AT, risen=False)


@pytest.mark.parametrize(
    ("fields", "duration"),
    [
        ({"status_since": before(28)}, "1:08"),  # up to the board's statuses, not to its counts
        ({"status_since": before(28), "status_as_of": before(-10)}, "0:38"),
        ({"status_since": before(28), "as_of": before(8)}, "1:08"),  # old counts make no status old
        ({"status_since": before(-30)}, "0:10"),
        ({"status_since": before(-41)}, ""),
        ({"call_since": before(28), "status_as_of": before(-10)}, "0:38"),
    ],
)
def test_a_duration_counts_up_to_the_instant_of_the_status(fields: dict[str, object], duration: str) -> None:
    assert after_counts(**fields).duration == duration


def test_a_conversation_runs_long_at_the_instant_of_its_status() -> None:
    assert after_counts(call_since=before(580)).long_call
    assert not after_counts(call_since=before(580), status_as_of=before(0)).long_call


@pytest.mark.parametrize(
    ("older", "fields", "said_so"),
    [
        (120, {}, ""),
        (121, {}, "status of 14:33"),
        (861, {}, "status of 14:20"),
        (861, {"as_of": before(210)}, ""),  # the counts' own instant stands there
    ],
)
def test_an_old_status_says_for_when_it_is_true(older: int, fields: dict[str, object], said_so: str) -> None:
    assert after_counts(status_as_of=STATUS_AT - timedelta(seconds=older), **fields).status_of == said_so


def test_the_status_of_a_board_that_has_no_instant_for_statuses_is_never_old() -> None:
    assert said(status_as_of=before(3600)).status_of == ""


def test_a_picture_is_where_it_was_said_to_be() -> None:
    shown = row_face(row(), AS_OF, UTC, picture="image://agents/a/1", risen=False)
    assert shown.picture == "image://agents/a/1"


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


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"per_hour": 8.3}, ""),
        ({"per_hour": 8.3, "per_hour_as_of": before(600)}, "per hour of 14:24"),
        ({"per_hour": 8.3, "per_hour_as_of": before(600), "as_of": before(700)}, ""),
    ],
)
def test_an_old_figure_per_hour_says_for_when_it_is_true(fields: dict[str, object], told: str) -> None:
    assert said(0, **fields).status_of == told
