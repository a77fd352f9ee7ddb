"""One table's orders, one for each guise that its boards have, and who is to be placed anew in each.

Part of poller.table. An order that nobody has asked for costs nothing.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from wallboard.board.agents import AgentId
from wallboard.board.privacy import Guise
from wallboard.board.ranking import Ranking


class Rankings:
    """`unranked` are those who changed or left since any of the orders was asked for."""

    def __init__(self) -> None:
        self.unranked: set[AgentId] = set()
        self._rankings: dict[Guise, Ranking] = {}
        self._waiting: dict[Guise, set[AgentId]] = {}

    def of(self, guise: Guise, everybody: Iterable[AgentId]) -> tuple[Ranking, AbstractSet[AgentId]]:
        """The order of a guise, and who is to be placed anew in it."""
        news, self.unranked = self.unranked, set()
        if news:
            for waiting in self._waiting.values():
                waiting.update(news)
        if guise not in self._rankings:
            self._rankings[guise], self._waiting[guise] = Ranking(guise), set(everybody)
        taken, self._waiting[guise] = self._waiting[guise], set()
        return self._rankings[guise], taken
