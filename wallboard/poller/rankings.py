"""One table's orders, one for each guise and rules that its boards have, and who is to be placed anew in each.

Part of poller.table. An order that nobody has asked for costs nothing.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from wallboard.board.agents import AgentId
from wallboard.board.privacy import Guise
from wallboard.board.ranking import Ranking
from wallboard.board.rules import Rules


class Rankings:
    """`unranked` are those who changed or left since any of the orders was asked for; `unrated` those whose time on
    queue alone did.
    """

    def __init__(self) -> None:
        self.unranked: set[AgentId] = set()
        self.unrated: set[AgentId] = set()
        self._rankings: dict[tuple[Guise, Rules], Ranking] = {}
        self._waiting: dict[tuple[Guise, Rules], set[AgentId]] = {}

    def of(self, guise: Guise, rules: Rules, everybody: Iterable[AgentId]) -> tuple[Ranking, AbstractSet[AgentId]]:
        """The order of such boards, and who is to be placed anew in it."""
        news, self.unranked = self.unranked, set()
        if news:
            for waiting in self._waiting.values():
                waiting.update(news)
        rated, self.unrated = self.unrated, set()
        if rated:
            for (_, uses), waiting in self._waiting.items():
                if uses.uses_per_hour:
                    waiting.update(rated)
        seen_so = (guise, rules)
        if seen_so not in self._rankings:
            self._rankings[seen_so], self._waiting[seen_so] = Ranking(guise, rules), set(everybody)
        taken, self._waiting[seen_so] = self._waiting[seen_so], set()
        return self._rankings[seen_so], taken
