"""What one agent's row says. Pure; made by app.face, put into Qt's hands by app.standings_model."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from wallboard.app import status_words, words
from wallboard.app.tongue import translate
from wallboard.board.agents import StatusKind, status_kind
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import Row

# A conversation is marked as long when it has run for both: the board's threshold, and this many of her own averages.
_LONG_CALL_AVERAGES = 2
_USUAL_LONG_CALL = timedelta(minutes=Thresholds().long_call)
_STATUS_LAGS = timedelta(minutes=2)  # from here on a status is another one than the board's: the row says so


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

    `moved` is places gained since the reference, 0 for none. `as_of` is empty where it equals the board's; `status_of`
    tells an old status, or else an old figure per hour, and is empty beside `as_of`. `not_ranked` says why there is no
    rank. `picture` is where QML finds it; empty: the initials stand there. `figures` are the board's columns, from the
    left. `spoken` says all of it to those who hear it (app.row_words).
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
    as_of: str
    status_of: str
    picture: str
    risen: bool
    not_ranked: str = ""
    figures: tuple[str, ...] = ()
    spoken: str = ""


def rank_words(rank: int | None) -> str:
    """A rank as it stands in its column; a dash for none."""
    return "–" if rank is None else str(rank)


def row_face(
    row: Row,
    board_as_of: datetime | None,
    zone: tzinfo,
    *,
    board_status_as_of: datetime | None = None,
    picture: str = "",
    risen: bool,
    long_call: timedelta = _USUAL_LONG_CALL,
) -> RowFace:
    """What the row of one agent says, on a board whose counts and statuses are true at these two instants.

    From `long_call` on, a conversation of more than twice her average is marked.
    """
    at = row.status_as_of or board_status_as_of or row.as_of or board_as_of
    return RowFace(
        agent_id=row.id,
        rank=rank_words(row.rank),
        medal=Medal.NONE if row.rank is None else _MEDALS.get(row.rank, Medal.NONE),
        moved=row.moved or 0,
        initials=words.initials(row.name),
        name=row.name,
        status=status_words.status(row.status),
        kind=status_kind(row.status),
        duration=_duration(row, at),
        long_call=_is_long(row, at, long_call),
        as_of=_as_of(row, zone),
        status_of=_status_of(row, board_status_as_of, zone) or _per_hour_of(row, zone),
        picture=picture,
        risen=risen,
    )


def _as_of(row: Row, zone: tzinfo) -> str:
    if row.as_of is None:
        return ""
    return translate("row", "as of {time}").format(time=words.hours_minutes(row.as_of, zone))


def _status_of(row: Row, board_status_as_of: datetime | None, zone: tzinfo) -> str:
    """For when the status is true, where that is long before the board's others; old counts are told before it."""
    if row.as_of is not None or row.status_as_of is None or board_status_as_of is None:
        return ""
    lags = board_status_as_of - row.status_as_of
    if lags <= _STATUS_LAGS:
        return ""
    return translate("row", "status of {time}").format(time=words.hours_minutes(row.status_as_of, zone))


def _per_hour_of(row: Row, zone: tzinfo) -> str:
    """For when the figure per hour is true, where that is long before the board."""
    if row.as_of is not None or row.per_hour_as_of is None:
        return ""
    return translate("row", "per hour of {time}").format(time=words.hours_minutes(row.per_hour_as_of, zone))


def _duration(row: Row, at: datetime | None) -> str:
    """How long it had lasted when its status was true: it stands still, for nobody knows whether it goes on."""
    in_call = row.call_since is not None
    since = row.call_since if in_call else row.status_since
    at_least = row.call_at_least if in_call else row.status_at_least
    if since is None or at is None or since > at:
        return ""
    lasted = at - since
    if not at_least:
        return words.stopwatch(lasted)
    if lasted < timedelta(seconds=1):
        return ""
    return translate("row", "≥ {time}", "at least; from the left to the right").format(time=words.stopwatch(lasted))


def _is_long(row: Row, at: datetime | None, least: timedelta) -> bool:
    if row.call_since is None or at is None:
        return False
    average = timedelta(milliseconds=row.aht_ms or 0)
    return at - row.call_since > max(least, _LONG_CALL_AVERAGES * average)
