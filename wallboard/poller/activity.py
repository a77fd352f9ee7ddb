"""What one scope's agents do, asked beside their counts: a round of questions, and the organisation's head-counts.

Between poller.cycle and poller.status_round; shares poller.statuses with the other scopes.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId, AgentStatus
from wallboard.board.privacy import PLAIN, Guise
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.errors import Expired, Forbidden, GenesysError, Hidden, Rejected
from wallboard.genesys.source import MOST_STATUSES, Source
from wallboard.poller.status_round import Order, StatusRound, order_of
from wallboard.poller.statuses import Statuses
from wallboard.poller.table import Table

log = logging.getLogger(__name__)

_BEARABLE = timedelta(minutes=2)  # how long counts go on without statuses, which say in their rows how old they are


@dataclass(frozen=True, slots=True)
class News:
    """Statuses were asked for at `as_of`; `counted` is None where the organisation cannot count the scope.

    `failure` is what kept some of it away, without harm to the counts.
    """

    as_of: datetime
    counted: HeadCounts | None
    failure: GenesysError | None = None


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
        self._good_at: datetime | None = None

    async def learn(
        self, source: Source, table: Table, names: Mapping[AgentId, str], shown: int, guise: Guise = PLAIN
    ) -> News | None:
        """Ask what those do whom a screen shows, or might; None where the counts tell it. They stand in the order
        of a guise that one of the boards has: an order for this alone would cost as much as a board.

        Raises GenesysError for what only a person can mend, and when nothing has been told for minutes: a passing
        failure leaves the statuses as they were, and each says how old it is.
        """
        if not source.statuses_apart:
            return None
        as_of = self._now()
        self._catch_up(table, as_of)
        failure: GenesysError | None = None
        try:
            await self._ask(source, table, names, shown, as_of, guise)
            self._good_at = as_of
        except GenesysError as error:
            if isinstance(error, Forbidden | Hidden | Rejected | Expired) or not self._is_bearable(as_of):
                raise
            failure = error
        counted, uncounted = await _head_counts(source)
        return News(as_of, counted, failure or uncounted or self._some_hidden())

    def _some_hidden(self) -> GenesysError | None:
        """That some are told of without a name, as it stands in `status`."""
        if not (hidden := self._round.hidden):
            return None
        return GenesysError(f"{hidden} agents are told of and not named: no role covers their division")

    def _is_bearable(self, as_of: datetime) -> bool:
        return self._good_at is not None and timedelta() <= as_of - self._good_at <= _BEARABLE

    def _catch_up(self, table: Table, as_of: datetime) -> None:
        """What other scopes were told, and all that is known for a table of a new window."""
        if self._read_until is not None and as_of < self._read_until:  # the clock was put back
            self._statuses.forget_after(as_of)
            self._good_at = None
        since = self._read_until if table is self._table else None
        table.absorb_statuses(self._statuses.since(since))
        self._table, self._read_until = table, as_of

    async def _ask(
        self, source: Source, table: Table, names: Mapping[AgentId, str], shown: int, as_of: datetime, guise: Guise
    ) -> None:
        at_work = table.take_at_work()

        def order() -> Order:
            ranking = table.ranking(names, guise)
            busy = [ranking.of(agent) for agent in map(guise.id_of, at_work) if agent in ranking.everybody]
            return order_of(map(ranking.of, ranking.everybody), busy, shown, as_of, MOST_STATUSES)

        def absorb(told: list[AgentStatus]) -> None:
            self._statuses.absorb(told)
            table.absorb_statuses(told)

        try:
            await self._round.carry_out(source, order, as_of, absorb, self._may_ask_more)
        finally:
            self._tell_hidden(self._round.hidden)

    def _tell_hidden(self, hidden: int) -> None:
        """Some are there and not named: they stand on no board, and somebody should know why."""
        if bool(hidden) != bool(self._hidden):
            log.log(logging.WARNING if hidden else logging.INFO, "statuses.hidden", extra={"agents": hidden})
        self._hidden = hidden


async def _head_counts(source: Source) -> tuple[HeadCounts | None, GenesysError | None]:
    """The organisation's own counts; where they cannot be had, the board counts what it knows."""
    try:
        return await source.head_counts(), None
    except GenesysError as error:
        return None, error
