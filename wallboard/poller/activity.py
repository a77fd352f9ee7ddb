"""What one scope's agents do, asked beside their counts: a round of questions, and the organisation's head-counts.

Between poller.cycle and poller.status_round; shares poller.statuses with the other scopes.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wallboard.board.agents import AgentId
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.exchange import RateLimit
from wallboard.genesys.source import Source
from wallboard.poller.status_round import MOST_IN_AN_ANSWER, StatusRound, order_of
from wallboard.poller.statuses import Statuses
from wallboard.poller.table import Table

log = logging.getLogger(__name__)

_MOST_UNTOLD = 20  # questions of a round where the server does not tell its limit


def may_ask_more(limit: RateLimit, asked: int) -> bool:
    """Whether one more question leaves half of the allowed requests to others and to what comes."""
    if limit.allowed is None or limit.remaining is None:
        return asked < _MOST_UNTOLD
    return limit.remaining - 1 >= limit.allowed / 2


@dataclass(frozen=True, slots=True)
class News:
    """Statuses were told that are true at `as_of`; `counted` is None where the organisation cannot count the scope."""

    as_of: datetime
    counted: HeadCounts | None


class Activity:
    """One scope's questions. `now` is Genesys Cloud's; `may_ask_more` than so many in this round: is budget spare?"""

    def __init__(self, statuses: Statuses, now: Callable[[], datetime], may_ask_more: Callable[[int], bool]) -> None:
        self._statuses = statuses
        self._now = now
        self._may_ask_more = may_ask_more
        self._round = StatusRound()
        self._hidden = 0
        self._table: Table | None = None
        self._read_until: datetime | None = None

    async def learn(self, source: Source, table: Table, names: Mapping[AgentId, str], shown: int) -> News | None:
        """Ask what those do whom a screen shows, or might; None where the counts tell it. Raises GenesysError."""
        if not source.statuses_apart:
            return None
        as_of = self._now()
        table.absorb_statuses(self._statuses.since(self._read_until if table is self._table else None))
        self._table = table
        ranking = table.ranking(names)
        busy = [ranking.of(agent) for agent in table.take_at_work() if agent in ranking.everybody]
        everybody = map(ranking.of, ranking.everybody)
        order = order_of(everybody, busy, shown, as_of, MOST_IN_AN_ANSWER)
        told = await self._round.carry_out(source, order, as_of, self._may_ask_more)
        self._tell_hidden(self._round.hidden)
        self._statuses.absorb(told)
        table.absorb_statuses(told)
        self._read_until = as_of
        return News(as_of, await source.head_counts())

    def _tell_hidden(self, hidden: int) -> None:
        """Some are there and not named: they stand on no board, and somebody should know why."""
        if bool(hidden) != bool(self._hidden):
            log.log(logging.WARNING if hidden else logging.INFO, "statuses.hidden", extra={"agents": hidden})
        self._hidden = hidden
