"""One cycle, from the request to the deltas on the screens: steps 1 to 8 of one agent's way, in one function.

Run by poller.loop.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow, window_at
from wallboard.genesys.errors import GenesysError, Throttled
from wallboard.genesys.session import Session
from wallboard.genesys.source import Source
from wallboard.host.clock import Clock
from wallboard.poller import look_back
from wallboard.poller.activity import Activity
from wallboard.poller.boards import Board, Question
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.choice import Sources
from wallboard.poller.keeper import Keeper
from wallboard.poller.pace import Pace
from wallboard.poller.people import People
from wallboard.poller.restart import restored
from wallboard.poller.scopes import Scope, key_of
from wallboard.poller.table import Known, Table

log = logging.getLogger(__name__)

_MANY = 3  # agents who leave at once, where they are a third of all or more
_LOOK_BACK_EVERY = timedelta(minutes=5)  # for whom all earlier instants told nothing
_USUAL_CADENCES = 2  # looks further apart than this are worth looks in between


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Whatever one scope's organisation is asked through."""

    session: Session
    sources: Sources
    people: People
    activity: Activity


class Cycle:
    """Everything that one pass over a scope needs."""

    def __init__(
        self,
        scope: Scope,
        pace: Pace,
        inquiry: Inquiry,
        boards: Sequence[Board],
        broadcast: Broadcast,
        keeper: Keeper,
        clock: Clock,
    ) -> None:
        self._scope = scope
        self._key = key_of(scope)
        self._pace = pace
        self._session = inquiry.session
        self._sources = inquiry.sources
        self._people = inquiry.people
        self._activity = inquiry.activity
        self._boards = boards
        self._broadcast = broadcast
        self._keeper = keeper
        self._clock = clock
        self._named = 0
        self._spared_until = timedelta()
        self._table: Table | None = None
        self.failed_beside: GenesysError | None = None

    async def restore(self) -> None:
        """Stand as before a restart, as far as it was kept: old, until the first good poll."""
        await self._people.restore(await self._keeper.names())
        kept = await restored(self._keeper, self._key, self._usual())
        if kept is None:
            return
        self._table = kept.table
        # How long ago is for Genesys Cloud's clock to say: until it has spoken, it is stale.
        age = max(self._clock.now() - kept.updated_at, _USUAL_CADENCES * self._pace.cadence + timedelta(seconds=1))
        for board in self._boards:
            reference = kept.reference(self._people.names)
            board.restore(kept.window, kept.updated_at, self._clock.elapsed() - age, reference)
            board.rank(kept.table, self._people.names, self._people.pictures)
            self._broadcast.publish(board)

    def known(self, agent: AgentId) -> Known | None:
        """All that is known of one agent; None for nobody of this scope."""
        return None if self._table is None else self._table.find(agent)

    async def run(self) -> None:
        """Ask for everybody once and tell the screens. Raises GenesysError; what came before it is told all the same.

        On rollover the old table stays until all of the new window's first sweep has come. What failed beside the
        poll, without harm to it, is left in `failed_beside`.
        """
        begun = self._clock.elapsed()
        await self._session.prepare()
        window = window_at(self._session.now(), self._pace.lag, self._scope.rule)
        source = await self._sources.at(window.start)
        table = self._table_for(window.start)
        present: set[AgentId] = set()
        pages, end = 0, window.end
        self.failed_beside = None
        try:
            async for looks in source.sweep(window):
                table.absorb(looks)
                present.update(look.agent_id for look in looks)
                end = looks[0].as_of if looks else end
                pages += 1
            _log_loss(len(table), table.retain(present))
            if self._people.are_quick(present):
                await self._people.learn(present)
            await self._learn_statuses(source, table)
        except GenesysError:
            if table is self._table and present:
                self._publish(table)
            raise
        self._table = table
        window = replace(window, end=end)  # an answer that scopes share may be some seconds older than was asked for
        self._complete(window, Question(source.kind, source.question(window)))
        self._publish(table)
        await self._learn_names(table, present)
        await self._look_back(source, table, window, pages, begun)
        self._keep(table, window)

    async def _learn_statuses(self, source: Source, table: Table) -> None:
        """What the agents do, where the counts do not tell it. Raises GenesysError."""
        news = await self._activity.learn(source, table, self._people.names, self._broadcast.demand(self._boards))
        for board in self._boards:
            board.status_as_of = None if news is None else news.as_of
            board.counted = None if news is None else news.counted
        if news is not None and news.failure is not None:
            self._note(news.failure)

    async def _learn_names(self, table: Table, present: set[AgentId]) -> None:
        """Names that would have held up the numbers, or could not be had before."""
        if self._clock.elapsed() >= self._spared_until and await self._people.learn(present):
            self._publish(table)
        if self._people.failure is not None:
            self._note(self._people.failure)

    async def _look_back(
        self, source: Source, table: Table, window: MetricsWindow, pages: int, begun: timedelta
    ) -> None:
        """Sharpen what is not exact after a start or a gap; a luxury, so its failure is not the poll's.

        It holds up no poll either: a sweep that would last beyond the next one's time is left out.
        """
        sharpened, took = False, self._clock.elapsed() - begun
        try:
            for earlier in look_back.windows(window):
                if not table.seeks_earlier(earlier.end, window.end) or not self._is_spare(pages):
                    break
                if self._clock.elapsed() - begun + took > self._pace.cadence:
                    break
                async for looks in source.sweep(earlier):
                    table.absorb_earlier(looks)
                sharpened = True
            else:
                table.rest_seekers(window.end + _LOOK_BACK_EVERY)
        except GenesysError as error:
            self._note(error)
            log.info("look_back.failed", extra={"reason": str(error)})
        if sharpened:
            self._publish(table)

    def _is_spare(self, pages: int) -> bool:
        return self._clock.elapsed() >= self._spared_until and look_back.is_spare(self._session.rate_limit, pages)

    def _note(self, error: GenesysError) -> None:
        """What failed beside the poll; a wish to wait holds back what is not the poll itself."""
        self.failed_beside = error
        if isinstance(error, Throttled):
            wish = error.retry_after or _LOOK_BACK_EVERY
            self._spared_until = self._clock.elapsed() + wish + timedelta(seconds=1)

    def _keep(self, table: Table, window: MetricsWindow) -> None:
        updated_at = self._boards[0].updated_at or window.end
        self._keeper.keep(self._key, window, updated_at, table.known(), self._people.names)

    def _usual(self) -> timedelta:
        return _USUAL_CADENCES * self._pace.cadence

    def _table_for(self, window_start: datetime) -> Table:
        if self._table is not None and self._table.window_start == window_start:
            return self._table
        return Table(window_start, self._usual())

    def _complete(self, window: MetricsWindow, question: Question) -> None:
        for board in self._boards:
            board.question = question
            board.complete(window, self._session.now(), self._clock.elapsed())

    def _publish(self, table: Table) -> None:
        """Rank, cut, diff and push."""
        if self._people.version != self._named:
            table.rename()
            self._named = self._people.version
        for board in self._boards:
            board.rank(table, self._people.names, self._people.pictures)
            self._broadcast.publish(board)


def _log_loss(before: int, gone: int) -> None:
    """Many who leave at once may be the end of a shift, or half of an answer that says it is whole."""
    if gone >= _MANY and gone * 3 >= before:
        log.warning("sweep.many_left", extra={"before": before, "gone": gone})
