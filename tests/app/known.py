"""What a screen may know, for tests: boards, snapshots, statuses, and the replica that hears them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from wallboard.app.link import Joined
from wallboard.app.replica import Replica, absorb
from wallboard.wire.boards import BoardInfo, Boards, Rehearsal
from wallboard.wire.messages import Budget, Cause, Heartbeat, Queues, Row, Snapshot, Status, Summary, Window

NOW = datetime(2026, 11, 23, 14, 35, 2, tzinfo=UTC)
AS_OF = datetime(2026, 11, 23, 14, 34, 30, tzinfo=UTC)
HEARD_AT = timedelta(hours=5)

BOARD = BoardInfo("all", "All agents", "UTC", ["07:00"], None)
BOARDS = Boards([BOARD], None, 30.0, 30.0, NOW)
JOINED = Joined(BOARD, BOARDS)

# name, closed, average in seconds, status, seconds in it, places gained
_DAY: list[tuple[str, int, int, str, int, int]] = [
    ("Tova", 155, 114, "On a Call", 206, 0),
    ("Idit", 133, 110, "Available", 41, 0),
    ("Anat", 121, 153, "Wrap-up", 12, 0),
    ("Gili", 94, 141, "Available", 125, 0),
    ("Kazav", 92, 155, "On a Call", 12, 0),
    ("Avni", 76, 211, "Available", 70, 0),
    ("Yifat", 65, 125, "Available", 33, 0),
    ("Avidan", 24, 167, "Wrap-up", 28, 1),
    ("Darmon", 23, 190, "Available", 7, -1),
    ("Eli", 20, 362, "On a Call", 764, 0),
    ("Michal", 15, 145, "On a Call", 391, 0),
    ("Steren", 12, 98, "Available", 18, 0),
    ("Vicky", 9, 201, "Wrap-up", 44, 0),
    ("Zohari", 4, 133, "On a Call", 95, 0),
]


def joined(
    rate: float | None = None, cadence_s: float = 30.0, time_zone: str = "UTC", lag_s: float = 30.0, **rules: object
) -> Joined:
    """A poller that answered."""
    board = msgspec.structs.replace(BOARD, time_zone=time_zone, **rules)
    rehearsal = None if rate is None else Rehearsal(rate)
    return Joined(board, Boards([board], rehearsal, lag_s, cadence_s, NOW))


def row(place: int = 0, **fields: object) -> Row:
    """An agent at this place."""
    made = Row(id=f"agent-{place}", place=place, rank=place + 1, name=f"Agent {place}", status="Available", closed=1)
    return msgspec.structs.replace(made, **fields)


def day() -> list[Row]:
    """Fourteen agents in the middle of a day."""
    rows = []
    for place, (name, closed, average, status, seconds, moved) in enumerate(_DAY):
        since = AS_OF - timedelta(seconds=seconds)
        in_call = status == "On a Call"
        made = Row(
            id=name.casefold(),
            place=place,
            rank=place + 1,
            name=name,
            status=status,
            closed=closed,
            status_since=since,
            aht_ms=average * 1000,
            aht_bound_ms=0,
            call_since=since if in_call else None,
            moved=moved,
        )
        rows.append(made)
    return rows


def named(names: Sequence[str]) -> list[Row]:
    """The rows of that day, under other names."""
    return [msgspec.structs.replace(one, name=names[place % len(names)]) for place, one in enumerate(day())]


def summary(rows: Sequence[Row]) -> Summary:
    """What these agents do and did together."""
    closed = sum(row.closed for row in rows)
    handled = sum(row.closed * (row.aht_ms or 0) for row in rows)
    return Summary(
        active=len(rows),
        available=sum(row.status == "Available" for row in rows),
        on_call=sum(row.status == "On a Call" for row in rows),
        wrap_up=sum(row.status == "Wrap-up" for row in rows),
        closed=closed,
        aht_ms=round(handled / closed) if closed else None,
        aht_bound_ms=0 if closed else None,
        queues=Queues(3, NOW - timedelta(seconds=72), 0.824, 12) if rows else None,
    )


def snapshot(rows: Sequence[Row] | None = None, revision: int = 41, total: int | None = None) -> Snapshot:
    """A board, just polled."""
    shown = list(day() if rows is None else rows)
    return Snapshot(
        epoch="b1c9",
        seq=1,
        revision=revision,
        board="all",
        total=len(shown) if total is None else total,
        as_of=AS_OF,
        updated_at=NOW,
        since_good_ms=0,
        window=Window(NOW.replace(hour=7, minute=0, second=0), AS_OF),
        summary=summary(shown),
        reference_at=NOW.replace(minute=20, second=0),
        rows=shown,
    )


EMPTY = Snapshot("b1c9", 1, 0, "all", None, None, None, None, None, Summary(), None, [])


def status(cause: Cause | None = None, **fields: object) -> Status:
    """How the polling goes, right after the snapshot."""
    made = Status("b1c9", 2, 0, "live", cause, None, 30.0, Budget(), NOW)
    return msgspec.structs.replace(made, **fields)


def heard(shown: Snapshot | None = None, told: Status | None = None) -> Replica:
    """A screen that heard a snapshot and a status at HEARD_AT."""
    replica = absorb(Replica(), snapshot() if shown is None else shown, HEARD_AT, 1.0)
    return absorb(replica, status() if told is None else told, HEARD_AT, 1.0)


def stale(cause: Cause | None = None, shown: Snapshot | None = None) -> Replica:
    """A screen whose poller has failed for 3 min 12 s, and goes on telling so."""
    cause = cause or Cause("throttled", 429, 60_000)
    later = NOW + timedelta(seconds=192)
    told = status(cause, since_good_ms=192_000, next_try_at=later + timedelta(seconds=28), now=later)
    return heard(shown, told)


def silent(cause: Cause | None = None) -> Replica:
    """A screen whose poller has no numbers yet."""
    told = status(cause, since_good_ms=None, freshness="silent", next_try_at=NOW + timedelta(seconds=20))
    return heard(EMPTY, told)


def heartbeat(replica: Replica, at: timedelta, now: datetime) -> Replica:
    """The replica after one more sign of life."""
    return absorb(replica, Heartbeat(replica.epoch, replica.seq + 1, None, now), at, 1.0)
