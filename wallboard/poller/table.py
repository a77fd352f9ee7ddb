"""The latest metrics of every agent in one scope's window; each agent with her own `as_of`.

Fed page by page by poller.cycle; read by poller.boards. A new window starts a new table.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentLook, AgentMetrics, AgentStatus, Since, StatusKind, status_kind
from wallboard.board.completed import Completed


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of one agent: what her conversations tell, and since when she has had her status.

    `status_as_of` is when her status was told, None where that is when the counts were.
    """

    completed: Completed
    status_since: Since
    status_as_of: datetime | None = None


@dataclass(slots=True)
class _Seeker:
    """An agent whose AHT looks at earlier instants would sharpen: what was known before, and those looks.

    `rests_until` is when it is worth asking again, after all earlier instants were asked for.
    """

    before: Completed | None
    looks: list[AgentLook]
    rests_until: datetime | None = None


_MOST_LOOKS = 100


class Table:
    """Counters and statuses of one scope since `window_start`. Looks are `usual` apart as long as all goes well."""

    def __init__(self, window_start: datetime, usual: timedelta) -> None:
        self.window_start = window_start
        self._usual = usual
        self._known: dict[AgentId, Known] = {}
        self._seekers: dict[AgentId, _Seeker] = {}

    def absorb(self, looks: Iterable[AgentLook]) -> None:
        """Take in one page. Where Genesys Cloud's clock was put back, what was known is of no use: all begins anew."""
        for look in looks:
            last = self._known.get(look.agent_id)
            if last is not None and look.as_of < last.completed.look.as_of:
                last = None
            before = None if last is None else last.completed
            if look.status is None and last is not None:
                look = replace(look, status=last.completed.look.status)  # noqa: PLW2901
            known = completed.absorb(before, look, self.window_start)
            if known.look is not look:
                continue
            self._keep(last, known)
            self._seek(before, known)

    def absorb_statuses(self, statuses: Iterable[AgentStatus]) -> None:
        """Take in what agents do, where that is told apart from their counts; an older word changes nothing."""
        for status in statuses:
            last = self._known.get(status.agent_id)
            if last is None or (last.status_as_of is not None and status.as_of < last.status_as_of):
                continue
            running = None if status.call_since is None else Since(status.call_since, exact=True)
            look = replace(last.completed.look, status=status.words)
            self._known[status.agent_id] = Known(
                replace(last.completed, look=look, running_since=running),
                _told_since(last, status),
                status.as_of,
            )

    def _seek(self, before: Completed | None, known: Completed) -> None:
        agent = known.look.agent_id
        if known.settled and not completed.is_worth_looking_back(before, known, self._usual):
            self._seekers.pop(agent, None)
            return
        seeker = self._seekers.get(agent)
        if seeker is None:
            if completed.is_worth_looking_back(before, known, self._usual):
                self._seekers[agent] = _Seeker(before, [])
        elif before is not None:
            # Not settled yet: what was seen since stays part of the chain, as far as it fits.
            seeker.looks = [*seeker.looks[-_MOST_LOOKS:], before.look]

    def absorb_earlier(self, looks: Iterable[AgentLook]) -> None:
        """Take in one page of an earlier instant: it sharpens those who need it, and changes nobody's counts."""
        for look in looks:
            seeker = self._seekers.get(look.agent_id)
            if seeker is None:
                continue
            seeker.looks.append(look)
            last = self._known[look.agent_id]
            latest = last.completed.look
            self._keep(last, completed.with_earlier(seeker.before, seeker.looks, latest, self.window_start))
            if look.started == look.closed:
                del self._seekers[look.agent_id]

    def seeks_earlier(self, than: datetime, now: datetime) -> bool:
        """Whether a look at that instant, asked for when the newest look is that of `now`, would sharpen anybody."""
        return any(
            (one.before is None or one.before.look.as_of < than) and (one.rests_until is None or one.rests_until <= now)
            for one in self._seekers.values()
        )

    def rest_seekers(self, until: datetime) -> None:
        """All earlier instants were asked for: whoever still seeks does so again when the newest look is this new."""
        for seeker in self._seekers.values():
            if seeker.rests_until is None or seeker.rests_until < until:
                seeker.rests_until = until

    def retain(self, present: AbstractSet[AgentId]) -> int:
        """Let go of the agents whom a complete sweep no longer has; how many they were."""
        left = self._known.keys() - present
        for gone in left:
            del self._known[gone]
            self._seekers.pop(gone, None)
        return len(left)

    def restore(self, known: Mapping[AgentId, Known]) -> None:
        """Go on from what was kept."""
        self._known = dict(known)

    def known(self) -> Mapping[AgentId, Known]:
        """All that is known of everybody."""
        return self._known

    def metrics(self) -> Iterator[AgentMetrics]:
        """Everybody's latest metrics."""
        return (_metrics(known) for known in self._known.values())

    def _keep(self, last: Known | None, known: Completed) -> None:
        status_as_of = None if last is None else last.status_as_of
        self._known[known.look.agent_id] = Known(known, _status_since(last, known), status_as_of)


def _metrics(known: Known) -> AgentMetrics:
    look = known.completed.look
    return AgentMetrics(
        agent_id=look.agent_id,
        status=look.status,
        kind=status_kind(look.status),
        status_since=None if look.status is None else known.status_since,
        closed=look.closed,
        aht=completed.aht(known.completed),
        call_since=known.completed.running_since,
        as_of=look.as_of,
        status_as_of=known.status_as_of,
    )


def _told_since(last: Known, status: AgentStatus) -> Since:
    """When a status began: as it is told, else since it was first seen."""
    if status.since is not None:
        return Since(min(status.since, status.as_of), exact=True)
    same = last.status_as_of is not None and last.completed.look.status == status.words
    return last.status_since if same else Since(status.as_of, exact=False)


def _status_since(last: Known | None, known: Completed) -> Since:
    """When the status began: from the conversations where they tell it, else since it was first seen."""
    look, kind = known.look, status_kind(known.look.status)
    if look.completed_alone:
        return Since(look.as_of, exact=False) if last is None else last.status_since
    before = None if last is None else last.completed.look
    if kind is StatusKind.ON_CALL and known.running_since is not None:
        return known.running_since
    if last is not None and before is not None and (before.status, before.closed) == (look.status, look.closed):
        return last.status_since
    idle = known.idle_since
    # An end that lies before the last look, which saw another status, is not when this one began.
    if kind is StatusKind.AVAILABLE and idle is not None and (before is None or idle.at > before.as_of):
        return idle
    return Since(look.as_of, exact=False)
