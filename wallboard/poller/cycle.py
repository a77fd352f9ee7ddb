"""One cycle, from the request to the deltas on the screens: steps 1 to 8 of one agent's way, in one function.

Run by poller.loop.
"""

import logging
from collections.abc import Sequence
from contextlib import aclosing
from datetime import datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow, window_at
from wallboard.genesys.errors import GenesysError, Hidden
from wallboard.genesys.source import Source
from wallboard.host.clock import Clock
from wallboard.poller import look_back
from wallboard.poller.beside import Beside
from wallboard.poller.boards import Board, Question
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.cloak import cloak_of, kept_as
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.keeper import Keeper
from wallboard.poller.known import Known
from wallboard.poller.pace import Pace
from wallboard.poller.people import REQUESTS_A_CYCLE
from wallboard.poller.restart import keep_marks, reference_of, restored
from wallboard.poller.scopes import Scope, key_of
from wallboard.poller.swept import Swept, is_great_loss
from wallboard.poller.table import Table

log = logging.getLogger(__name__)

_LOOK_BACK_EVERY = timedelta(minutes=5)  # for whom all earlier instants told nothing
_TELL_EVERY = timedelta(seconds=5)  # while a sweep goes on
_USUAL_CADENCES = 2  # looks further apart than this are worth looks in between


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
        self._cloak = cloak_of(boards)
        self._key = kept_as(key_of(scope), self._cloak)
        self._pace = pace
        self._session = inquiry.session
        self._sources = inquiry.sources
        self._people = inquiry.people
        self._activity = inquiry.activity
        self._queues = inquiry.queues
        self._teams = inquiry.teams
        self._on_queue = inquiry.on_queue
        self._boards = boards
        self._broadcast = broadcast
        self._keeper = keeper
        self._clock = clock
        self._named = 0
        self._table: Table | None = None
        self._coming: Table | None = None  # of a window whose first sweep is not complete
        self._good_at: timedelta | None = None
        self._told_at = timedelta()
        self._beside = Beside(inquiry.session, clock, pace.cadence / 2)

    @property
    def failed_beside(self) -> GenesysError | None:
        """What failed beside the newest poll, without harm to it."""
        return self._beside.failed

    async def restore(self) -> None:
        """Stand as before a restart, as far as it was kept: old, until the first good poll."""
        await self._people.restore(await self._keeper.names())
        kept = await restored(self._keeper, self._key, self._usual())
        if kept is None:
            return
        self._table = kept.table
        age = kept.age(self._clock.now(), least=self._usual() + timedelta(seconds=1))
        good_at = None if age is None else self._clock.elapsed() - age
        for board in self._boards:
            reference = await reference_of(board, self._key, kept, self._keeper, self._people.names)
            board.restore(kept.window, kept.updated_at, good_at, reference)
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
        window = self._window()
        source = await self._sources.at(window.start)
        table = self._table_for(window.start)
        self._beside.failed = None
        swept = Swept(window)
        try:
            async with aclosing(source.poll(lambda: self._window_of(window), begun + self._cadence())) as pages:
                async for looks in pages:
                    if self._cloak is not None:
                        table.adopt(looks, self._cloak.id_of)
                    if undone := table.undone(looks):
                        some = any(look.closed for look in looks)
                        raise Hidden(source.question(window).path, agents=undone if some else None)
                    table.absorb(looks)
                    swept.add(looks)
                    self._tell_meanwhile(source, table, swept)
            if self._is_whole(source, table):
                if self._people.are_quick(swept.present):
                    await self._people.learn(swept.present)
                await self._learn_statuses(source, table)
                self._table = table
        except GenesysError:
            if table is self._table and swept.present:
                self._publish(table)
            raise
        self._beside.note(source.failed)
        await self._after(source, table, swept, begun)

    async def _after(self, source: Source, table: Table, swept: Swept, begun: timedelta) -> None:
        """Tell what came in a good poll, and do what is only good to have."""
        if table is not self._table:  # the first sweep of a new window goes on
            self._hold(source)
            self._people.lists_all = True  # so many are sooner read as a list than by their ids
            await self._people.learn(swept.present, self._beside.pages)
            return
        window = swept.window
        self._complete(source, window)
        self._publish(table)
        await self._learn_names(table, self._unnamed(source, swept))
        await self._learn_queues(source, window)
        await self._learn_teams_and_times(source, table, window)
        await self._look_back(source, table, window, begun)
        self._keep(table, window)

    def _window(self) -> MetricsWindow:
        return window_at(self._session.now(), self._pace.lag, self._scope.rule)

    def _window_of(self, begun: MetricsWindow) -> MetricsWindow:
        """As it is now; where the next one has begun meanwhile, as it was when the poll began."""
        now = self._window()
        return now if now.start == begun.start else begun

    def _cadence(self) -> timedelta:
        return self._session.budget.cadence(self._pace.cadence)

    def _is_whole(self, source: Source, table: Table) -> bool:
        """Whether all have come since the window began. Who is missing in a complete sweep is let go."""
        everybody = source.finished()
        if everybody is None:
            return table is self._table
        before = len(table)
        gone = table.retain(everybody)
        if is_great_loss(before, gone):
            log.warning("sweep.many_left", extra={"before": before, "gone": gone})
        table.expect(max(self._usual(), 2 * source.expected_sweep))
        return True

    def _tell_meanwhile(self, source: Source, table: Table, swept: Swept) -> None:
        """A sweep that lasts longer than a poll is told as it comes."""
        if not source.expected_sweep or not self._is_whole(source, table):
            return
        self._table = table
        if self._clock.elapsed() - self._told_at >= _TELL_EVERY:
            self._complete(source, swept.window)
            self._publish(table)

    def _hold(self, source: Source) -> None:
        """The board of the window before stands until all have come, and is as good as the source."""
        good_at = self._good_at_of(source)
        for board in self._boards:
            if board.window is not None and board.updated_at is not None:
                board.complete(board.window, board.updated_at, good_at)

    async def _learn_statuses(self, source: Source, table: Table) -> None:
        """What the agents do, where the counts do not tell it. Raises GenesysError."""
        shown, guise = self._broadcast.demand(self._boards), self._boards[0].guise
        news = await self._activity.learn(source, table, self._people.names, shown, guise)
        for board in self._boards:
            board.status_as_of = None if news is None else news.as_of
            board.counted = None if news is None else news.counted
        self._beside.note(None if news is None else news.failure)

    async def _learn_queues(self, source: Source, window: MetricsWindow) -> None:
        """What waits in the queues, told after the ranking, which never waits for it; what fails is told beside it."""
        if self._queues is None:
            return
        told = None
        if self._beside.is_spare(2):
            told = await self._queues.learn(source.kind, window)
            self._beside.note(self._queues.failed)
        for board in self._boards:
            if board.queues != told:
                board.queues = told
                self._broadcast.publish(board)

    async def _learn_teams_and_times(self, source: Source, table: Table, window: MetricsWindow) -> None:
        """Who is in the teams, and how long agents were on queue: no ranking and no later poll waits for it."""
        self._beside.begin()
        if self._teams is not None:
            if await self._teams.learn(self._boards, self._beside.pages, self._beside):
                self._publish(table)
            self._beside.note(self._teams.failed)
        if self._on_queue is not None:
            if await self._on_queue.learn(source.kind, table, window, self._boards, self._beside):
                self._publish(table)
            self._beside.note(self._on_queue.failed)

    def _unnamed(self, source: Source, swept: Swept) -> set[AgentId]:
        """Whose names are asked for: where they are many, those who are seen come first, and then the list of all."""
        if not source.expected_sweep:
            return swept.present
        shown = self._broadcast.demand(self._boards)
        seen = {agent for board in self._boards for agent in board.standings.agents(shown)}
        self._people.lists_all = self._people.were_asked_for(seen)
        return seen

    async def _learn_names(self, table: Table, agents: set[AgentId]) -> None:
        """Names that would have held up the numbers, or could not be had before. Where pages go on in the background,
        each request makes them later."""
        requests = self._beside.pages if self._boards[0].expected_sweep else REQUESTS_A_CYCLE
        if not self._beside.is_held_back:
            if await self._people.learn(agents, requests):
                self._publish(table)
            self._beside.note(self._people.failure)

    async def _look_back(self, source: Source, table: Table, window: MetricsWindow, begun: timedelta) -> None:
        """Sharpen what is not exact after a start or a gap; a luxury, so its failure is not the poll's.

        It holds up no poll either: a sweep that would last beyond the next one's time is left out.
        """
        sharpened, took = False, self._clock.elapsed() - begun
        try:
            for earlier in look_back.windows(window):
                if not table.seeks_earlier(earlier.end, window.end) or not self._beside.is_spare(source.pages):
                    break
                if self._clock.elapsed() - begun + took > self._pace.cadence:
                    break
                async for looks in source.sweep(earlier):
                    table.absorb_earlier(looks)
                sharpened = True
            else:
                table.rest_seekers(window.end + _LOOK_BACK_EVERY)
        except GenesysError as error:
            self._beside.note(error)
            log.info("look_back.failed", extra={"reason": str(error)})
        if sharpened:
            self._publish(table)

    def _keep(self, table: Table, window: MetricsWindow) -> None:
        updated_at = self._boards[0].updated_at or window.end
        self._keeper.keep_names(self._people.names, self._people.version)
        self._keeper.keep(self._key, window, updated_at, table, self._cloak)
        keep_marks(self._boards, self._key, window.start, self._keeper)

    def _usual(self) -> timedelta:
        return _USUAL_CADENCES * self._pace.cadence

    def _table_for(self, window_start: datetime) -> Table:
        for table in (self._table, self._coming):
            if table is not None and table.window_start == window_start:
                return table
        self._coming = Table(window_start, self._usual())
        return self._coming

    def _complete(self, source: Source, window: MetricsWindow) -> None:
        """The boards stand as of this window; as good as before, where a sweep is overdue."""
        question, good_at = Question(source.kind, source.question(window)), self._good_at_of(source)
        for board in self._boards:
            board.question, board.expected_sweep = question, source.expected_sweep
            board.complete(window, self._session.now(), good_at)

    def _good_at_of(self, source: Source) -> timedelta:
        if self._good_at is None or not source.is_overdue:
            self._good_at = self._clock.elapsed()
        return self._good_at

    def _publish(self, table: Table) -> None:
        """Rank, cut, diff and push."""
        self._told_at = self._clock.elapsed()
        if self._people.version != self._named:
            table.rename()
            self._named = self._people.version
        for board in self._boards:
            board.rank(table, self._people.names, self._people.pictures)
            self._broadcast.publish(board)
