"""The latest metrics of every agent in one scope's window; each agent with her own `as_of`.

Fed page by page by poller.cycle; read by poller.boards. A new window starts a new table.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime

from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentLook, AgentMetrics, Since, StatusKind, status_kind
from wallboard.board.completed import Completed


class Table:
    """Counters and statuses of one scope since `window_start`."""

    def __init__(self, window_start: datetime) -> None:
        self.window_start = window_start
        self._completed: dict[AgentId, Completed] = {}
        self._metrics: dict[AgentId, AgentMetrics] = {}

    def absorb(self, looks: Iterable[AgentLook]) -> None:
        """Take in one page."""
        for look in looks:
            known = completed.absorb(self._completed.get(look.agent_id), look, self.window_start)
            if known.look is look:
                self._metrics[look.agent_id] = _metrics(self._metrics.get(look.agent_id), known)
                self._completed[look.agent_id] = known

    def retain(self, present: AbstractSet[AgentId]) -> None:
        """Let go of the agents whom a complete sweep no longer has."""
        for gone in self._metrics.keys() - present:
            del self._metrics[gone], self._completed[gone]

    def metrics(self) -> Iterable[AgentMetrics]:
        """Everybody's latest metrics."""
        return self._metrics.values()

    def agent_ids(self) -> AbstractSet[AgentId]:
        """Everybody in the table."""
        return self._metrics.keys()


def _metrics(before: AgentMetrics | None, known: Completed) -> AgentMetrics:
    look = known.look
    kind = status_kind(look.status)
    return AgentMetrics(
        agent_id=look.agent_id,
        status=look.status,
        kind=kind,
        status_since=_status_since(before, known, kind),
        closed=look.closed,
        aht=completed.aht(known),
        call_since=known.running_since,
        as_of=look.as_of,
    )


def _status_since(before: AgentMetrics | None, known: Completed, kind: StatusKind) -> Since:
    """When the status began: from the conversations where they tell it, else since it was first seen."""
    look = known.look
    if kind is StatusKind.ON_CALL and known.running_since is not None:
        return known.running_since
    unchanged = before is not None and before.status == look.status and before.closed == look.closed
    if unchanged and before is not None and before.status_since is not None:
        return before.status_since
    idle = known.idle_since
    # An end that lies before the last look, which saw another status, is not when this one began.
    if kind is StatusKind.AVAILABLE and idle is not None and (before is None or idle.at >= before.as_of):
        return idle
    return Since(look.as_of, exact=False)
