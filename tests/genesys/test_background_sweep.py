"""What does not fit into a poll is swept in the background: page by page, chain beside chain, each failure alone."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count, pairwise

import pytest

from tests.builders import NOON, SHIFT_START, FakeGenesys, agent_json, json_reply, page_reply
from tests.seats import HurriedClock
from wallboard.board.window import MetricsWindow
from wallboard.genesys.budget import Budget
from wallboard.genesys.errors import BadReply, GenesysError, TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import ScopeFilter
from wallboard.host.secret import Secret

pytestmark = pytest.mark.asyncio

CADENCE, SECOND = timedelta(seconds=30), timedelta(seconds=1)
TOKEN_REFUSED = json_reply({"code": "bad.request", "message": "The query parameter nextPageToken is unknown"}, 400)


class Large:
    """An organisation of so many agents in pages of ten, in memory; `trouble` may answer in the stead of a page."""

    def __init__(self, agents: int, groups: tuple[str, ...] = (), share: int = 300) -> None:
        self.agents = [f"agent-{number:05}" for number in range(agents)]
        self.asked: list[tuple[timedelta, str | None, int, datetime]] = []
        self.trouble: Callable[[Request, int], Reply | None] = lambda _request, _page: None
        self.clock = HurriedClock(NOON)
        self.window_start = SHIFT_START
        self.genesys = FakeGenesys(self._answer)
        credentials = Credentials("id", Secret("secret"))
        budget = Budget(self.clock, share, 0.0)
        session = Session(self, Endpoints("https://login", "https://api"), credentials, self.clock, budget=budget)
        self.source = RealtimeSource(session, ScopeFilter(frozenset(groups)), 10)
        self.told: list[tuple[str, datetime]] = []
        self.finished: list[frozenset[str]] = []

    async def fetch(self, base_url: str, request: Request) -> Reply:
        await self.clock.sleep(0.1 * SECOND)  # on the way
        return await self.genesys.fetch(base_url, request)

    def _answer(self, request: Request) -> Reply:
        params = dict(request.params)
        group, page = params.get("groupId"), int(params.get("nextPageToken", "page 0").split()[1])
        self.asked.append((self.clock.elapsed(), group, page, datetime.fromisoformat(params["dateTo"])))
        trouble = self.trouble(request, page)
        if trouble is not None:
            return trouble
        there = [one for one in self.agents if group is None or one[-1] in group]
        shown = there[page * 10 : page * 10 + 10]
        cursor = f"page {page + 1}" if len(there) > page * 10 + 10 else None
        return page_reply(*(agent_json(one, 3) for one in shown), cursor=cursor)

    def window(self) -> MetricsWindow:
        return MetricsWindow(self.window_start, self.clock.now())

    async def poll(self) -> GenesysError | None:
        """One poll as long as it takes, at least until the next one is due; what it failed with."""
        begun = self.clock.elapsed()
        polling = asyncio.create_task(self._poll(begun + CADENCE))
        while not polling.done():
            await self._settle()
            if not polling.done():
                assert self.clock.move(NOON + timedelta(days=1))
        self.clock._now = max(self.clock._now, NOON + begun + CADENCE)
        return polling.result()

    async def _settle(self) -> None:
        for _ in range(12):
            await asyncio.sleep(0)

    async def _poll(self, until: timedelta) -> GenesysError | None:
        try:
            async for looks in self.source.poll(self.window, until):
                self.told += [(one.agent_id, one.as_of) for one in looks]
                if (everybody := self.source.finished()) is not None:
                    self.finished.append(frozenset(everybody))
        except GenesysError as error:
            return error
        if (everybody := self.source.finished()) is not None:
            self.finished.append(frozenset(everybody))
        return None

    async def polls(self, number: int) -> list[GenesysError | None]:
        return [await self.poll() for _ in range(number)]


async def test_a_few_pages_come_with_each_poll_all_true_at_one_instant() -> None:
    on = Large(95)
    assert await on.polls(2) == [None, None]
    assert len(on.asked) == 20
    assert len({end for *_, end in on.asked}) == 2
    assert on.finished == [frozenset(on.agents)] * 2
    assert (on.source.expected_sweep, on.source.is_overdue, on.source.pages) == (timedelta(), False, 10)


async def test_more_than_a_few_go_on_in_the_background_within_the_budget() -> None:
    on = Large(2_000, share=120)  # two hundred pages at two a second
    assert set(await on.polls(10)) == {None}
    assert len(on.finished) >= 2
    assert set(on.finished) == {frozenset(on.agents)}
    times = [at for at, *_ in on.asked]
    assert max(sum(at - timedelta(minutes=1) < one <= at for one in times) for at in times) <= 120
    assert timedelta(seconds=95) <= on.source.expected_sweep <= timedelta(seconds=140)


async def test_the_first_page_is_asked_for_in_every_poll_and_each_page_with_an_end_of_its_own() -> None:
    on = Large(2_000, share=120)
    await on.polls(6)
    first = [at for at, _, page, _ in on.asked if page == 0]
    assert len(first) >= 6
    assert all(later - at <= CADENCE + 2 * SECOND for at, later in pairwise(first))
    assert all(NOON + at - end < 5 * SECOND for at, _, _, end in on.asked)  # a page may wait for its turn


async def test_an_organisation_that_wants_one_end_for_a_chain_is_given_it() -> None:
    on = Large(600, share=120)
    ends: dict[str, str] = {}

    def bound(request: Request, page: int) -> Reply | None:
        """A token is good for the end that it was given with."""
        params = dict(request.params)
        if page and params["dateTo"] != ends[params["nextPageToken"] + params["dateTo"]]:
            return TOKEN_REFUSED
        return None

    class Ends(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return ""

    ends = Ends()

    def api(request: Request) -> Reply:
        reply = on._answer(request)
        if "next-page-token" in reply.headers:
            end = dict(request.params)["dateTo"]
            ends[reply.headers["next-page-token"] + end] = end
        return reply

    on.trouble, on.genesys.api = bound, api
    assert set(await on.polls(6)) == {None}
    assert set(on.finished) == {frozenset(on.agents)}
    assert len(on.finished) >= 2
    asked = [page for _, _, page, _ in on.asked]
    assert asked.count(12) == asked.count(20) + 1  # with an end of its own, in vain
    assert on.source.failed is None


async def test_a_chain_that_leads_nowhere_is_a_bad_poll_and_not_a_large_organisation() -> None:
    on = Large(14)
    numbers = count(1)
    on.trouble = lambda _request, _page: page_reply(agent_json("a"), cursor=f"page {next(numbers)}")
    failure = await on.poll()
    assert isinstance(failure, BadReply)
    assert "no end of pages" in failure.reason
    on.trouble = lambda _request, _page: None
    assert await on.poll() is None
    assert on.finished == [frozenset(on.agents)]


async def test_groups_are_swept_side_by_side() -> None:
    on = Large(900, ("012", "345", "678"), share=1_200)
    await on.polls(3)
    in_the_background = [group for _, group, _, _ in on.asked[12:42]]
    assert min(map(in_the_background.count, ("012", "345", "678"))) >= 9
    assert set(on.finished) == {frozenset(one for one in on.agents if one[-1] != "9")}


async def test_a_page_that_fails_is_asked_for_again_alone_and_the_poll_is_good() -> None:
    on = Large(600, share=240)
    failing = {20: Reply(503, {}, b""), 30: Reply(200, {}, b'{"groupBy":{"agent":['), 40: Reply(429, {}, b"")}
    on.trouble = lambda _, page: failing.pop(page, None)
    assert set(await on.polls(3)) == {None}
    pages = [page for _, _, page, _ in on.asked]
    assert all(pages.count(page) == pages.count(50) + 1 for page in (20, 30, 40))
    assert set(on.finished) == {frozenset(on.agents)}


async def test_a_first_page_that_fails_is_no_bad_poll_while_others_come() -> None:
    on = Large(2_000, share=120)
    await on.poll()
    failing = [Reply(503, {}, b"")]
    on.trouble = lambda _, page: failing.pop() if failing and page == 0 else None
    assert await on.poll() is None
    assert not failing
    assert isinstance(on.source.failed, GenesysError)


@pytest.mark.parametrize("trouble", [Unreachable("gone"), TimedOut("late")], ids=lambda one: type(one).__name__)
async def test_where_nothing_comes_the_poll_fails_at_once_and_the_sweep_goes_on_later(trouble: GenesysError) -> None:
    on = Large(2_000, share=120)
    await on.poll()
    reached = max(page for _, _, page, _ in on.asked)

    def gone(_request: Request, _page: int) -> Reply:
        raise trouble

    on.trouble = gone
    begun = len(on.asked)
    assert await on.poll() is trouble
    assert len(on.asked) - begun == 2
    on.trouble = lambda _request, _page: None
    on.asked.clear()
    assert await on.poll() is None
    assert [page for _, _, page, _ in on.asked][:2] in ([0, reached], [0, reached + 1])


async def test_a_wish_to_wait_is_obeyed_by_every_page() -> None:
    on = Large(2_000, share=120)
    await on.poll()
    wishes = [Reply(429, {"retry-after": "12"}, b"")]
    on.trouble = lambda _request, page: wishes.pop() if wishes and page == 0 else None
    assert await on.poll() is None
    at = [at for at, *_ in on.asked]
    wished = next(place for place, (_, _, page, _) in enumerate(on.asked) if place and page == 0)
    assert 12 * SECOND <= at[wished + 1] - at[wished] <= 15 * SECOND


@pytest.mark.parametrize("kind", ["expires", "loops"])
async def test_a_token_that_is_of_no_use_begins_its_chain_anew_and_says_so(
    kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "wallboard.genesys")
    on = Large(600, share=240)
    once = [True]

    def spoilt(_request: Request, page: int) -> Reply | None:
        if page != 30 or not once:
            return None
        once.clear()
        looped = page_reply(*(agent_json(one, 3) for one in on.agents[300:310]), cursor="page 12")
        return TOKEN_REFUSED if kind == "expires" else looped

    on.trouble = spoilt
    assert set(await on.polls(4)) == {None}
    assert [one.getMessage() for one in caplog.records] == ["sweep.restarted"]
    assert set(on.finished) == {frozenset(on.agents)}
    pages = [page for _, _, page, _ in on.asked]
    again = pages[pages.index(30) + 1 :]
    assert again[0] == 0


async def test_whoever_is_missing_in_a_sweep_that_is_complete_is_missing_in_its_end_and_not_before() -> None:
    on = Large(1_200, share=120)
    await on.polls(3)
    assert on.finished[-1] == frozenset(on.agents)
    on.agents.remove("agent-00777")
    before = len(on.finished)
    await on.polls(5)
    assert all("agent-00777" in one or index > before - 1 for index, one in enumerate(on.finished))
    assert on.finished[-1] == frozenset(on.agents)


async def test_nobody_is_told_of_as_older_than_before() -> None:
    on = Large(900, ("0123456", "3456789"), share=240)  # some are in both
    await on.polls(6)
    newest: dict[str, datetime] = {}
    for agent, as_of in on.told:
        assert newest.get(agent, as_of) <= as_of
        newest[agent] = as_of


async def test_a_new_shift_begins_a_new_sweep() -> None:
    on = Large(1_200, share=120)
    await on.polls(2)
    on.window_start = NOON
    on.asked.clear()
    await on.poll()
    assert [page for _, _, page, _ in on.asked][:3] == [0, 1, 2]


async def test_a_sweep_that_takes_far_longer_than_the_last_one_is_overdue() -> None:
    on = Large(600, share=240)
    await on.polls(2)
    stuck = Reply(500, {}, b"")
    on.trouble = lambda _, page: stuck if page == 40 else None
    overdue = [on.source.is_overdue]
    for _ in range(5):
        assert await on.poll() is None
        overdue.append(on.source.is_overdue)
    on.trouble = lambda _request, _page: None
    await on.polls(3)
    overdue.append(on.source.is_overdue)
    assert overdue == [*sorted(overdue[:-1]), False]
    assert overdue[-2]


async def test_it_is_read_at_once_again_when_it_has_become_small() -> None:
    on = Large(600, share=240)
    await on.polls(2)
    assert on.source.expected_sweep
    del on.agents[50:]
    await on.polls(4)
    assert on.source.expected_sweep == timedelta()
    on.asked.clear()
    await on.poll()
    assert len({end for *_, end in on.asked}) == 1
