"""What is known of an agent as a row of the history, and back, and whose rows there are to write. Pure.

Used by poller.history, and by poller.keeper for what is not written yet.

Instants and durations are whole microseconds, so that what comes back is equal to what was kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentLook, Since
from wallboard.board.completed import Completed
from wallboard.board.window import MetricsWindow
from wallboard.poller.known import Known

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


@dataclass(slots=True)
class News:
    """What there is to keep after one cycle or several: who changed and who left, or everybody where it is `whole`."""

    window: MetricsWindow
    updated_at: datetime
    changed: dict[AgentId, Known]
    gone: set[AgentId]
    whole: bool

    def add(self, later: "News") -> None:
        """Hold what a later cycle of the same window told as well; what is newer wins."""
        self.window, self.updated_at = later.window, later.updated_at
        self.changed.update(later.changed)
        for agent in later.gone:
            self.changed.pop(agent, None)
        self.gone |= later.gone
        self.gone -= later.changed.keys()


class Mirror:
    """One window of one scope as it was told last, and whom of it the file may have otherwise.

    So nothing has to be told twice: what a write that failed did not keep is here, and also everybody, whom a file
    that is begun anew needs.
    """

    def __init__(self, begun: datetime) -> None:
        self.begun = begun
        self.known: dict[AgentId, Known] = {}
        self.names_version: int | None = None  # of the names, when those of everybody here were written last
        self._unwritten: set[AgentId] | None = None  # None: what the file has is not known

    def absorb(self, news: News) -> None:
        """Take in what was told; who only carried on is known all the same when she is read."""
        if news.whole:
            self.known = news.changed
            self.doubt()
            return
        if self._unwritten is not None:
            did_more = [one for one, now in news.changed.items() if not _only_carried_on(self.known.get(one), now)]
            self._unwritten.update(did_more, news.gone)
        self.known.update(news.changed)
        for agent in news.gone:
            self.known.pop(agent, None)

    def doubt(self) -> None:
        """The file is another one, or some of it may be gone."""
        self._unwritten = self.names_version = None

    def to_write(
        self, as_of: datetime, kept: Callable[[], Mapping[AgentId, Known]]
    ) -> tuple[list[Known], list[AgentId]]:
        """Who changed and who left since they were written; what is `kept` is asked for where that is not known."""
        if self._unwritten is None:
            was, now = kept(), carried_on(self.known.values(), as_of)
            self._unwritten = {one.completed.look.agent_id for one in changed(was, now)}.union(gone(was, now))
        here, left = self._unwritten & self.known.keys(), self._unwritten - self.known.keys()
        return [self.known[one] for one in here], list(left)

    def was_written(self, names_version: int | None) -> None:
        """All that there was to write is in the file."""
        self._unwritten, self.names_version = set(), names_version


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
