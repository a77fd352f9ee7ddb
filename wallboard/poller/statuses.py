"""What every agent of the organisation does, as it was told last: one table for all scopes, apart from the counts.

Fed by poller.cycle after each round of questions. Whatever else comes to tell statuses, such as pushed notifications,
absorbs them here: the newest word counts, wherever it comes from.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from wallboard.board.agents import AgentId, AgentStatus


class Statuses:
    """The newest status of each agent."""

    def __init__(self) -> None:
        self._latest: dict[AgentId, AgentStatus] = {}

    def absorb(self, statuses: Iterable[AgentStatus]) -> None:
        """Take in what was told; an older word changes nothing."""
        for status in statuses:
            known = self._latest.get(status.agent_id)
            if known is None or known.as_of <= status.as_of:
                self._latest[status.agent_id] = status

    def of(self, agent: AgentId) -> AgentStatus | None:
        """What was told of one agent last."""
        return self._latest.get(agent)

    def forget_after(self, instant: datetime) -> None:
        """The clock was put back: what is of a later instant is of no use, and would stand against all that comes."""
        self._latest = {agent: one for agent, one in self._latest.items() if one.as_of <= instant}

    def since(self, instant: datetime | None) -> Iterator[AgentStatus]:
        """Those told at this instant or later; None: all."""
        return (one for one in self._latest.values() if instant is None or one.as_of >= instant)
