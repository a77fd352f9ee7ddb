"""The app's own copy of one view, kept true by the events of its stream. Pure.

Fed by app.feed; read by app.face. What was once known stays: a poller that starts anew and knows nothing yet
neither blanks the rows nor makes them younger.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

import msgspec

from wallboard.wire.messages import Delta, Event, Heartbeat, Snapshot, Status


class Gap(Exception):
    """The stream skipped an event or belongs to another poller: connect again for a fresh snapshot."""


@dataclass(frozen=True, slots=True)
class Replica:
    """What the screen knows. Durations and `poller_now` were true at `heard_at`, the machine's elapsed time.

    `shown.rows` are in order of place. `since_good` runs in the poller's clock, like the cadence.
    """

    epoch: str = ""
    seq: int = 0
    shown: Snapshot | None = None
    status: Status | None = None
    since_good: timedelta | None = None
    poller_now: datetime | None = None
    heard_at: timedelta | None = None


def absorb(replica: Replica, event: Event, heard_at: timedelta, rate: float) -> Replica:
    """The copy after one event, heard at the machine's elapsed time `heard_at`. Raises Gap."""
    heard = replace(
        replica,
        epoch=event.epoch,
        seq=event.seq,
        since_good=_since_good(replica, event, heard_at, rate),
        poller_now=poller_now(replica, heard_at, rate),
        heard_at=heard_at,
    )
    match event:
        case Snapshot():
            return replace(heard, shown=_kept(replica.shown, event))
        case Delta():
            _expect_next(replica, event)
            return replace(heard, shown=_apply(replica.shown, event))
        case Status():
            _expect_next(replica, event)
            return replace(heard, status=event, poller_now=event.now)
        case Heartbeat():
            _expect_next(replica, event)
            return replace(heard, poller_now=event.now)
    assert_never(event)


def since_good(replica: Replica, at: timedelta, rate: float) -> timedelta | None:
    """Time since the last good poll at the machine's elapsed time `at`, in the poller's clock."""
    if replica.since_good is None or replica.heard_at is None:
        return None
    return replica.since_good + (at - replica.heard_at) * rate


def poller_now(replica: Replica, at: timedelta, rate: float) -> datetime | None:
    """The poller's clock at the machine's elapsed time `at`."""
    if replica.poller_now is None or replica.heard_at is None:
        return None
    return replica.poller_now + (at - replica.heard_at) * rate


def _expect_next(replica: Replica, event: Delta | Status | Heartbeat) -> None:
    if event.epoch != replica.epoch or event.seq != replica.seq + 1:
        raise Gap(f"expected {replica.epoch}-{replica.seq + 1}, got {event.epoch}-{event.seq}")


def _since_good(replica: Replica, event: Event, heard_at: timedelta, rate: float) -> timedelta | None:
    own = since_good(replica, heard_at, rate)
    if own is not None and isinstance(event, Snapshot) and _shows_the_same(replica.shown, event):
        return own  # a poller that came back with these rows knows less well how old they are
    return own if event.since_good_ms is None else timedelta(milliseconds=event.since_good_ms)


def _shows_the_same(shown: Snapshot | None, told: Snapshot) -> bool:
    return shown is not None and (shown.board, shown.as_of) == (told.board, told.as_of)


def _kept(shown: Snapshot | None, told: Snapshot) -> Snapshot:
    if told.as_of is None and shown is not None and shown.board == told.board:
        return shown
    return msgspec.structs.replace(told, rows=sorted(told.rows, key=lambda row: row.place))


def _apply(shown: Snapshot | None, delta: Delta) -> Snapshot:
    if shown is None or shown.epoch != delta.epoch:
        raise Gap("a delta came before the first filled snapshot of its poller")
    rows = {row.id: row for row in shown.rows}
    for agent_id in delta.removed:
        rows.pop(agent_id, None)
    rows.update((row.id, row) for row in delta.upserts)
    return msgspec.structs.replace(
        shown,
        epoch=delta.epoch,
        seq=delta.seq,
        revision=delta.revision,
        as_of=delta.as_of,
        updated_at=delta.updated_at,
        since_good_ms=delta.since_good_ms,
        total=delta.total,
        window=delta.window,
        summary=delta.summary,
        reference_at=delta.reference_at,
        status_as_of=delta.status_as_of,
        rows=sorted(rows.values(), key=lambda row: row.place),
    )
