"""A scope read by the realtime agents contract: page by page, each handed on as soon as it is read.

One of the two sources behind genesys.source. What fits into one poll is read in it, all true at one instant. What does
not is swept in the background: the first page on every poll, the following ones evenly over the next polls, several
chains side by side where the scope has groups. A page that failed is then asked for again alone.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from wallboard.board.agents import AgentId
from wallboard.board.looks import Looks
from wallboard.board.ranking import HeadCounts
from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.budget import Urgency
from wallboard.genesys.chains import Chain, Round
from wallboard.genesys.errors import BadReply, GenesysError, ServerFailed, Throttled, TimedOut, Unreachable
from wallboard.genesys.exchange import Request
from wallboard.genesys.page_ends import PageEnds, is_of_token
from wallboard.genesys.page_reader import PageReader
from wallboard.genesys.page_size import Wished
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, SourceKind, StatusAnswer

log = logging.getLogger(__name__)

# Pages: more than these are too many to begin anew because one failed. A chain that leads nowhere is found out sooner.
_AT_ONCE = 12
_SIDE_BY_SIDE = 4  # requests under way: more only wait for their turns
_MINUTE = timedelta(minutes=1)
_LAST = datetime.max.replace(tzinfo=UTC)
_SLACK = 1.25  # how much longer than the last one a sweep may take
_PUT_BACK = timedelta(seconds=10)  # a clock that is corrected by less goes on
_MOST_FAILURES = 5  # of one page in ways that may be its token's fault


PASSING = (Throttled, TimedOut, Unreachable, ServerFailed, BadReply)


class RealtimeSource:
    """One scope; it is narrowed by groups alone."""

    kind = SourceKind.REALTIME
    statuses_apart = False

    def __init__(self, session: Session, wanted: ScopeFilter, max_records: Wished) -> None:
        self._budget = session.budget
        self._groups: list[str | None] = [*sorted(wanted.group_ids)] or [None]
        self._reader = PageReader(session, max_records)
        self._ends = PageEnds()
        self._is_long = False
        self._round: Round | None = None
        self._cadence = timedelta()
        self._polls = 0
        self._has_come = False  # anything in this poll
        self._finished: frozenset[AgentId] | None = None
        self._took: timedelta | None = None
        self._newest: datetime | None = None
        self._seen: dict[AgentId, datetime] = {}
        self.pages = 1
        self.failed: GenesysError | None = None

    @property
    def expected_sweep(self) -> timedelta:
        """How old a row may be beside the newest one, when all goes well; nothing where all come with each poll."""
        if not self._is_long or self._took is None:
            return timedelta()
        # In a chain that keeps its first end, a page is as old as the chain when it comes.
        return self._took * _SLACK * (1 if self._ends.are_own else 2)

    @property
    def is_overdue(self) -> bool:
        """Whether a sweep takes more than twice as long as is expected."""
        if not self._is_long or self._took is None or self._round is None or self._round.is_done:
            return False
        return self._budget.elapsed() - self._round.begun > 2 * max(self._took, self._cadence)

    def finished(self) -> frozenset[AgentId] | None:
        """Everybody of a sweep that has just become complete, told once; None: it goes on."""
        finished, self._finished = self._finished, None
        return finished

    async def poll(self, window: Callable[[], MetricsWindow], until: timedelta) -> AsyncGenerator[Looks, None]:
        """The looks of the pages that come in this poll, which ends `until` then. `window` is that of the moment.

        Raises GenesysError where nothing comes, or one of a few pages does not.
        """
        now, asked = self._budget.elapsed(), window()
        self.failed, self._finished = None, None
        self._cadence, self._polls = until - now, self._polls + 1
        if self._newest is not None and asked.end < self._newest - _PUT_BACK:
            self._round, self._seen = None, {}
        self._newest = asked.end
        self._has_come = False
        if not self._is_long:
            async with aclosing(self._at_once(asked, now)) as pages:
                async for looks in pages:
                    yield looks
        elif (first := await self._first_page(asked, now)) is not None:
            yield first
        if self._is_long:
            async with aclosing(self._side_by_side(window, asked.start, until)) as pages:
                async for looks in pages:
                    yield looks
        if not self._has_come and self.failed is not None:
            raise self.failed

    async def sweep(self, window: MetricsWindow) -> AsyncGenerator[Looks, None]:
        """The looks of everybody, all true at the window's end, beside the polls; one chain after the other."""
        whole = Round(window, self._budget.elapsed(), self._groups)
        for chain in whole.chains:
            while not chain.is_done:
                urgency = Urgency.SPARE if whole.pages < _AT_ONCE else Urgency.BACKGROUND
                looks, endless = await self._reader.advance(chain, window, urgency)
                yield looks
                if endless is not None:
                    raise endless

    def question(self, window: MetricsWindow) -> Request:
        """The first page's."""
        return realtime.page_request(window, self._groups[0], self._reader.size, None)

    async def statuses(self, agents: Iterable[AgentId]) -> StatusAnswer:
        """They come with the looks: of nobody is anything told here."""
        del agents
        return StatusAnswer({}, whole=False)

    async def head_counts(self) -> HeadCounts | None:
        """The looks tell them."""
        return None

    async def _at_once(self, asked: MetricsWindow, now: timedelta) -> AsyncGenerator[Looks, None]:
        """Everybody in one poll, as long as they are few."""
        self._round = swept = Round(asked, now, self._groups)
        for chain in swept.chains:
            while not chain.is_done:
                if swept.pages >= self._most_at_once():
                    log.info("sweep.in_background", extra={"pages": swept.pages})
                    self._is_long = True
                    return
                looks, endless = await self._reader.advance(chain, asked, Urgency.POLL)
                yield self._noted(swept, looks)
                if endless is not None:
                    raise endless
        self._complete(swept)

    def _most_at_once(self) -> int:
        """The pages of one poll: half of what the budget gives in its time, or fewer."""
        return max(min(_AT_ONCE, int(self._budget.share * (self._cadence / _MINUTE) / 2)), 1)

    async def _first_page(self, asked: MetricsWindow, now: timedelta) -> Looks | None:
        """The page that shows whether the organisation answers: a chain's first one, or one beside the chains.

        None where it failed: then the chains tell whether it answers.
        """
        swept = self._round
        if swept is None or swept.is_done or swept.window_start != asked.start:
            self._round = swept = Round(asked, now, self._groups)
        chain = next((one for one in swept.due(now) if one.is_at_its_start), None)
        if chain is not None:
            return await self._page(swept, chain, asked, Urgency.POLL)
        beside = Chain(self._groups[self._polls % len(self._groups)])
        try:
            looks, _ = await self._reader.advance(beside, asked, Urgency.POLL)
        except PASSING as error:
            self.failed = error
            return None
        return self._noted(swept, looks)

    async def _side_by_side(
        self, window: Callable[[], MetricsWindow], start: datetime, until: timedelta
    ) -> AsyncGenerator[Looks, None]:
        """The pages that come until then: of each chain one after the other, of several chains at the same time."""
        asking: dict[asyncio.Task[Looks | None], Chain] = {}
        try:
            while True:
                now, asked = self._budget.elapsed(), window()
                if now < until and asked.start == start:
                    swept = self._going_round(asked, now)
                    busy = [chain.group_id for chain in asking.values()]
                    due = [chain for chain in swept.due(now) if chain.group_id not in busy]
                    for chain in due[: _SIDE_BY_SIDE - len(asking)]:
                        page = self._in_background(swept, chain, window, until)
                        asking[asyncio.create_task(page, name="page")] = chain
                    if not asking:
                        if (due_at := swept.next_due()) is None or due_at >= until:
                            return
                        await self._budget.sleep(due_at - now)
                        continue
                elif not asking:
                    return
                done, _ = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
                for one in in_order_of_time(done):
                    looks = one.result()
                    del asking[one]
                    if looks is not None:
                        yield looks
        finally:
            for one in asking:
                one.cancel()
            await asyncio.gather(*asking, return_exceptions=True)

    def _going_round(self, asked: MetricsWindow, now: timedelta) -> Round:
        """The round that is under way: the next one, if the last one is done and took no less than a poll's time."""
        swept = self._round
        if swept is None or (swept.is_done and now - swept.begun >= self._cadence):
            self._round = swept = Round(asked, now, self._groups)
        return swept

    async def _in_background(
        self, swept: Round, chain: Chain, window: Callable[[], MetricsWindow], until: timedelta
    ) -> Looks | None:
        """A chain's next page; None where it has to be asked for again. Raises GenesysError where nothing comes at all,
        and there is nothing to wait for in this poll."""
        looks = await self._page(swept, chain, self._ends.window_of(chain, window()), Urgency.BACKGROUND)
        failure = self.failed
        is_worth_waiting = isinstance(failure, Throttled) and chain.not_before < until
        if looks is None and failure is not None and not self._has_come and not is_worth_waiting:
            raise failure
        return looks

    async def _page(self, swept: Round, chain: Chain, asked: MetricsWindow, urgency: Urgency) -> Looks | None:
        follows = chain.cursor is not None
        try:
            looks, endless = await self._reader.advance(chain, asked, urgency)
        except PASSING as error:
            self._put_off(chain, asked, error)
            return None
        newer = self._noted(swept, looks)
        if follows:
            self._ends.came(chain, asked)
        if endless is not None:
            self._restart(chain, endless)
        elif swept.is_done:
            self._complete(swept)
        return newer

    def _put_off(self, chain: Chain, asked: MetricsWindow, error: GenesysError) -> None:
        """A page failed. The sweep goes on with it, or anew where its token is of no use."""
        is_tokens_fault = chain.cursor is not None and is_of_token(error)
        if is_tokens_fault and self._ends.may_be_at_fault(chain, asked):
            return  # the same page tells, asked for with the chain's first end
        self.failed = error
        if is_tokens_fault or (isinstance(error, BadReply) and chain.failures >= _MOST_FAILURES):
            self._restart(chain, error)
        else:
            chain.put_off(self._budget.elapsed(), error.retry_after if isinstance(error, Throttled) else None)

    def _restart(self, chain: Chain, why: GenesysError) -> None:
        self.failed = why
        level = logging.WARNING if chain.restarts == 0 else logging.INFO
        log.log(level, "sweep.restarted", extra={"group": chain.group_id, "pages": chain.pages, "reason": str(why)})
        chain.restart()
        chain.put_off(self._budget.elapsed(), None)
        if not self._ends.is_proven or chain.restarts > 1:
            self._ends.doubt()

    def _complete(self, swept: Round) -> None:
        self._took = self._budget.elapsed() - swept.begun
        self.pages, self._finished = swept.pages, frozenset(swept.present)
        self._is_long = self.pages > self._most_at_once()
        self._seen = {one: at for one, at in self._seen.items() if one in swept.present} if self._is_long else {}
        self._budget.plan(self, self.pages * (_MINUTE / self._cadence) if self._is_long else 0.0)

    def _noted(self, swept: Round, looks: Looks) -> Looks:
        """Those that are not older than what was told of the same agent by another page or chain."""
        self._has_come = True
        swept.present.update(looks.agents())
        if not self._is_long:
            return looks
        seen, as_of = self._seen, looks.as_of
        newer = {agent for agent in looks.agents() if seen.get(agent, as_of) <= as_of}
        seen.update(dict.fromkeys(newer, as_of))
        return looks if len(newer) == len(looks) else looks.only(newer)


def in_order_of_time(done: Iterable[asyncio.Task[Looks | None]]) -> list[asyncio.Task[Looks | None]]:
    """Pages that came at once, the oldest first: an older look after a newer one would tell of a clock put back.

    What failed comes last, so that nothing is lost by it.
    """

    def told_at(page: asyncio.Task[Looks | None]) -> datetime:
        looks = None if page.cancelled() or page.exception() is not None else page.result()
        return _LAST if looks is None else looks.as_of

    return sorted(done, key=told_at)
