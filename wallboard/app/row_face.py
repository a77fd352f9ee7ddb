"""What one agent's row says. Pure; made by app.face, put into Qt's hands by app.standings_model."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from wallboard.app import words
from wallboard.board.agents import StatusKind, status_kind
from wallboard.wire.messages import Row

# A conversation is marked as long when it has run for both: this much, and this many times the agent's own average.
_LONG_CALL = timedelta(minutes=10)
_LONG_CALL_AVERAGES = 2


class Medal(Enum):
    """The colour of a place on the podium; joint winners share it."""

    NONE = "none"
    GOLD = "gold"
    SILVER = "silver"
    BRONZE = "bronze"


_MEDALS = {1: Medal.GOLD, 2: Medal.SILVER, 3: Medal.BRONZE}


@dataclass(frozen=True, slots=True)
class RowFace:
    """One row's texts and marks. Every field is a role of app.standings_model, so QML reads these names in camelCase.

    `moved` is places gained since the reference, 0 for none. `as_of` is empty where it equals the board's.
    """

    agent_id: str
    rank: str
    medal: Medal
    moved: int
    initials: str
    name: str
    status: str
    kind: StatusKind
    duration: str
    long_call: bool
    closed: str
    aht: str
    as_of: str
    risen: bool


def row_face(row: Row, board_as_of: datetime | None, zone: tzinfo, *, risen: bool) -> RowFace:
    """What the row of one agent says."""
    as_of = row.as_of or board_as_of
    return RowFace(
        agent_id=row.id,
        rank=str(row.rank),
        medal=_MEDALS.get(row.rank, Medal.NONE),
        moved=row.moved or 0,
        initials=words.initials(row.name),
        name=row.name,
        status=row.status,
        kind=status_kind(row.status),
        duration=_duration(row, as_of),
        long_call=_is_long(row, as_of),
        closed=str(row.closed),
        aht=words.aht(row.aht_ms, row.aht_bound_ms),
        as_of="" if row.as_of is None else f"as of {words.hours_minutes(row.as_of, zone)}",
        risen=risen,
    )


def _duration(row: Row, as_of: datetime | None) -> str:
    """How long it had lasted at `as_of`: it stands still between polls, for nobody knows whether it goes on."""
    in_call = row.call_since is not None
    since = row.call_since if in_call else row.status_since
    at_least = row.call_at_least if in_call else row.status_at_least
    if since is None or as_of is None or since > as_of:
        return ""
    lasted = as_of - since
    if not at_least:
        return words.stopwatch(lasted)
    return f"≥ {words.stopwatch(lasted)}" if lasted >= timedelta(seconds=1) else ""


def _is_long(row: Row, as_of: datetime | None) -> bool:
    if row.call_since is None or as_of is None:
        return False
    average = timedelta(milliseconds=row.aht_ms or 0)
    return as_of - row.call_since > max(_LONG_CALL, _LONG_CALL_AVERAGES * average)
