"""What is known of an agent as a row of the history, and back. Pure. Used by poller.history.

Instants and durations are whole microseconds, so that what comes back is equal to what was kept.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentLook, Since
from wallboard.board.completed import Completed
from wallboard.poller.table import Known

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Record(NamedTuple):
    """One agent after one sweep; the columns of the history, in their order."""

    agent: str
    as_of: int
    status: str
    started: int
    closed: int
    handled: int
    completed_alone: bool
    least: int
    most: int
    settled: bool
    running_since: int | None
    running_exact: bool | None
    idle_since: int | None
    idle_exact: bool | None
    status_since: int
    status_exact: bool
    status_as_of: int | None


def changed(kept: Mapping[AgentId, Known], now: Mapping[AgentId, Known]) -> list[Known]:
    """Those who did more than carry on since they were kept last: all that has to be written.

    That a status was told once more is no news: what comes back is then older than it was, and never newer.
    """
    return [known for agent, known in now.items() if not _only_carried_on(kept.get(agent), known)]


def gone(kept: Mapping[AgentId, Known], now: Mapping[AgentId, Known]) -> list[AgentId]:
    """Those who left."""
    return [agent for agent in kept if agent not in now]


def carried_on(known: Iterable[Known], as_of: datetime) -> dict[AgentId, Known]:
    """Everybody at `as_of`, when nothing was written of them since."""
    return {
        one.completed.look.agent_id: one._replace(completed=completed.carried_on(one.completed, as_of))
        if one.completed.look.as_of < as_of
        else one
        for one in known
    }


def to_record(known: Known) -> Record:
    """One row."""
    sure, look = known.completed, known.completed.look
    running, idle = sure.running_since, sure.idle_since
    return Record(
        agent=look.agent_id,
        as_of=to_number(look.as_of),
        status=look.status or "",  # the column is empty only for those who left
        started=look.started,
        closed=look.closed,
        handled=look.handle_time // _MICROSECOND,
        completed_alone=look.completed_alone,
        least=sure.least // _MICROSECOND,
        most=sure.most // _MICROSECOND,
        settled=sure.settled,
        running_since=None if running is None else to_number(running.at),
        running_exact=None if running is None else running.exact,
        idle_since=None if idle is None else to_number(idle.at),
        idle_exact=None if idle is None else idle.exact,
        status_since=to_number(known.status_since.at),
        status_exact=known.status_since.exact,
        status_as_of=None if known.status_as_of is None else to_number(known.status_as_of),
    )


def to_known(record: Record) -> Known:
    """What the row says."""
    look = AgentLook(
        AgentId(record.agent),
        record.status or None,
        record.started,
        record.closed,
        record.handled * _MICROSECOND,
        to_instant(record.as_of),
        completed_alone=bool(record.completed_alone),
    )
    sure = Completed(
        look,
        record.least * _MICROSECOND,
        record.most * _MICROSECOND,
        bool(record.settled),
        _since(record.running_since, record.running_exact),
        _since(record.idle_since, record.idle_exact),
    )
    told = None if record.status_as_of is None else to_instant(record.status_as_of)
    return Known(sure, Since(to_instant(record.status_since), bool(record.status_exact)), told)


def to_number(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def to_instant(number: int) -> datetime:
    """The instant of a number."""
    return _EPOCH + number * _MICROSECOND


def _since(at: int | None, exact: bool | None) -> Since | None:
    return None if at is None else Since(to_instant(at), bool(exact))


def _only_carried_on(kept: Known | None, now: Known) -> bool:
    if kept is None or kept.status_since != now.status_since:
        return False
    as_of = now.completed.look.as_of
    return kept.completed.look.as_of <= as_of and completed.carried_on(kept.completed, as_of) == now.completed
