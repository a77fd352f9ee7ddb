"""Closed per hour on queue, against the recorded calls themselves; whom is asked for, and when nobody is."""

import asyncio
import logging
from dataclasses import replace
from datetime import date, datetime, timedelta

import msgspec
import pytest

from tests.builders import (
    NOON,
    SHIFT_START,
    FakeGenesys,
    PolledBoard,
    agent_look,
    board_info,
    by_platform,
    by_realtime,
    json_reply,
)
from tests.fakes import ManualClock
from tests.poller.test_cycle import LAG, TODAY, Line, at, line
from tests.rows import ACTIVE, SHIFT, recorded
from tests.truth import DAYS, conversations, on_queue, truth
from wallboard.board.agents import AgentId, AgentStatus
from wallboard.board.on_queue import OnQueue, PerHour
from wallboard.board.rules import RankBy, Rules
from wallboard.board.window import MetricsWindow
from wallboard.genesys import user_aggregates
from wallboard.genesys.errors import BadReply, Forbidden, TimedOut
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.session import Session
from wallboard.genesys.source import SourceKind
from wallboard.poller.activity import Activity
from wallboard.poller.beside import Beside
from wallboard.poller.boards import Board
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.on_queue_round import MOST_QUESTIONS, OnQueueRound, due
from wallboard.poller.statuses import Statuses
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.terms import Contract, Terms
from wallboard.wire.messages import PerHourLack, Row, Snapshot

pytestmark = pytest.mark.asyncio

PER_HOUR = Rules((RankBy.MOST_PER_HOUR, RankBy.SHORTEST_AHT))
PLATFORM = Terms(contract=Contract.PLATFORM)
INSTANTS = [at("07:00:40"), at("07:20:00"), *(at("08:00:00") + number * timedelta(minutes=131) for number in range(7))]
QUARTER = timedelta(minutes=15)


def by_platform_with_time(session: Session, _: int = 100) -> Inquiry:
    statuses, asked = Statuses(), by_platform(session)
    activity = Activity(statuses, session.now, lambda _: True)
    return replace(asked, activity=activity, on_queue=OnQueueRound(statuses))


def by_realtime_with_time(session: Session, most: int) -> Inquiry:
    return replace(by_realtime(session, most), on_queue=OnQueueRound(Statuses()))


def tenths_of(closed: int, time: timedelta) -> int:
    """Ten times closed per hour, the nearest whole number, halves up."""
    hours_over_ten = time / timedelta(hours=1) / 10
    return int(closed / hours_over_ten + 0.5)


def check(shown: Snapshot, day: date, now: datetime, off_by: timedelta) -> int:
    """Every row against the file, times that are too short up to so much; how many have a figure."""
    assert shown.as_of == now - LAG
    start, end = datetime.combine(day, SHIFT), recorded(shown.as_of, day, TODAY)
    times = on_queue(day, start, end)
    doing = truth(day, recorded(now, day, TODAY), start, timedelta())
    assert {row.name for row in shown.rows} == {name for name, one in doing.items() if one.status in ACTIVE}
    for row in shown.rows:
        closed = sum(start < one.closes <= end for one in conversations(day, timedelta())[row.name])
        assert row.closed == closed
        if times[row.name] < QUARTER:
            assert (row.per_hour, row.rank) == (None, None), row.name
            assert row.on_queue_ms is not None, row.name
            assert abs(timedelta(milliseconds=row.on_queue_ms) - times[row.name]) <= off_by, row.name
        else:
            assert row.per_hour == tenths_of(closed, times[row.name]) / 10, row.name
            assert (row.on_queue_ms, row.per_hour_at_most, row.per_hour_as_of) == (None, False, None)
    check_order(shown.rows)
    return sum(row.per_hour is not None for row in shown.rows)


def check_order(rows: list[Row]) -> None:
    ranked = [row for row in rows if row.per_hour is not None]
    assert rows[: len(ranked)] == ranked  # whoever has no figure stands last
    figures = [(-(row.per_hour or 0), row.aht_ms is None, row.aht_ms) for row in ranked]
    assert figures == sorted(figures, key=lambda one: (one[0], one[1], one[2] or 0))
    assert [row.rank for row in ranked] == [1 + figures.index(one) for one in figures]


@pytest.mark.parametrize("lasting", [True, False], ids=["as it lasts", "when it is over"])
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_it_is_what_the_recorded_calls_say_however_presences_are_told(day: date, lasting: bool) -> None:
    terms = Terms(contract=Contract.PLATFORM, lasting_presences=lasting)
    # What is missing of a presence that lasts is not noticed within its first minute.
    off_by = timedelta() if lasting else timedelta(minutes=1)
    async with line(day, INSTANTS[0], asking=by_platform_with_time, terms=terms, rules=PER_HOUR) as on:
        found = [await _at(on, instant, off_by) for instant in INSTANTS]
    assert found[0] == 0
    assert max(found) >= 5


async def _at(on: Line, instant: datetime, off_by: timedelta) -> int:
    on.clock.advance(instant - on.clock.now())
    await on.cycle.run()
    return check(on.snapshot(), on.day, instant, off_by)


async def test_the_realtime_contract_is_not_asked_and_the_board_says_why_nobody_is_ranked() -> None:
    async with line(DAYS[1], at("11:00:00"), asking=by_realtime_with_time, rules=PER_HOUR) as on:
        await on.cycle.run()
        shown = on.snapshot()
        assert shown.rows
        assert {(row.rank, row.per_hour) for row in shown.rows} == {(None, None)}
        assert on.board.per_hour_lacks == "realtime"
        assert user_aggregates.PATH not in on.simulator.requests.counts().by_path


async def test_a_board_that_ranks_by_something_else_asks_for_nothing_and_tells_nothing() -> None:
    async with line(DAYS[1], at("11:00:00"), asking=by_platform_with_time, terms=PLATFORM) as on:
        await on.cycle.run()
        assert user_aggregates.PATH not in on.simulator.requests.counts().by_path
        assert {(row.per_hour, row.on_queue_ms, row.per_hour_at_most) for row in on.snapshot().rows} == {
            (None, None, False)
        }
        assert on.board.per_hour_lacks is None


async def test_without_the_permission_the_ranking_goes_on_and_says_what_is_missing() -> None:
    terms = Terms(contract=Contract.PLATFORM, withheld=frozenset({"analytics:userAggregate:view"}))
    async with line(DAYS[1], at("11:00:00"), asking=by_platform_with_time, terms=terms, rules=PER_HOUR) as on:
        await on.cycle.run()
        assert isinstance(on.cycle.failed_beside, Forbidden)
        assert on.board.per_hour_lacks == "failed"
        assert {row.rank for row in on.snapshot().rows} == {None}


class Spare(Beside):
    """Room beside a poll, as long as the budget is not `short`."""

    short = False

    def is_spare(self, requests: int) -> bool:
        return not self.short and super().is_spare(requests)


class Desk:
    """A board of so many agents, who were all on queue for three of the five hours, and the questions about them."""

    def __init__(self, agents: int, rules: Rules = PER_HOUR) -> None:
        self.clock = ManualClock(NOON)
        self.polled = PolledBoard(self.clock)
        self.polled.board = Board(board_info(), timedelta(seconds=30), rules=rules)
        self.genesys = FakeGenesys(self._answer)
        self.statuses = Statuses()
        self.beside = Spare(self.genesys.session(self.clock), self.clock, timedelta(seconds=15))
        self.round = OnQueueRound(self.statuses)
        self.agents = agents
        self.presences = {"ON_QUEUE": 3, "OFFLINE": 2}
        self.poll(NOON)

    def poll(self, as_of: datetime, closed: int = 30) -> None:
        self.polled.poll(*(agent_look(f"a{one:04}", closed, handled=60, as_of=as_of) for one in range(self.agents)))

    async def learn(self, window: MetricsWindow | None = None, *, short: bool = False) -> bool:
        window = window or self.polled.board.window
        assert window is not None
        self.beside.short = short
        self.beside.begin()
        board = self.polled.board
        told = await self.round.learn(SourceKind.PLATFORM, self.polled.table, window, [board], self.beside)
        self.polled.board.rank(self.polled.table, self.polled.names)
        return told

    def asked(self) -> list[list[str]]:
        """Whom each question was for."""
        bodies = [msgspec.json.decode(request.body or b"") for request in self.genesys.asked]
        return [[one["value"] for one in body["filter"]["predicates"]] for body in bodies]

    def lacks(self) -> PerHourLack | None:
        return self.polled.board.per_hour_lacks

    def figures(self) -> set[float | None]:
        tenths = [None if one.per_hour is None else one.per_hour.tenths for one in self.polled.board.standings]
        return {None if one is None else one / 10 for one in tenths}

    def _answer(self, request: Request) -> Reply:
        body = msgspec.json.decode(request.body or b"")
        metrics = [
            {"metric": "tSystemPresence", "qualifier": presence, "stats": {"sum": hours * 3_600_000}}
            for presence, hours in self.presences.items()
        ]
        data = [{"interval": body["interval"], "metrics": metrics}]
        agents = [one["value"] for one in body["filter"]["predicates"]]
        return json_reply({"results": [{"group": {"userId": agent}, "data": data} for agent in agents]})


async def test_a_question_that_hangs_is_given_up_before_the_next_poll_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    async with line(DAYS[1], at("11:00:00"), asking=by_platform_with_time, terms=PLATFORM, rules=PER_HOUR) as on:
        fetch = on.transport.fetch

        async def hanging(base_url: str, request: Request) -> Reply:
            if request.path != user_aggregates.PATH:
                return await fetch(base_url, request)
            return await asyncio.Future()

        monkeypatch.setattr(on.transport, "fetch", hanging)
        on.pc_clock.rate = 1_000_000.0  # half a minute passes in a moment of the machine's
        await on.cycle.run()
        assert isinstance(on.cycle.failed_beside, TimedOut)
        assert on.snapshot().rows
        assert on.board.per_hour_lacks == "failed"


async def test_a_hundred_are_asked_for_at_once_and_each_once_before_anybody_twice() -> None:
    desk = Desk(agents=1_150)
    assert await desk.learn()
    assert [len(one) for one in desk.asked()] == [100] * MOST_QUESTIONS
    assert desk.lacks() == "not_yet"
    assert desk.figures() == {10.0, None}
    desk.poll(NOON + timedelta(seconds=30))
    await desk.learn()
    asked = desk.asked()
    assert len({agent for one in asked for agent in one}) == 1_150
    assert not {*asked[10]} & {agent for one in asked[:10] for agent in one}
    assert desk.lacks() is None
    assert desk.figures() == {10.0}


async def test_slow_answers_hold_up_no_poll() -> None:
    desk = Desk(agents=1_000)
    answer = desk.genesys.api

    def slowly(request: Request) -> Reply:
        desk.clock.advance(timedelta(seconds=2))
        return answer(request)

    desk.genesys.api = slowly
    await desk.learn()
    assert len(desk.asked()) == 3
    assert desk.lacks() == "not_yet"


async def test_nobody_is_asked_for_while_the_budget_is_short_and_what_was_told_stays() -> None:
    desk = Desk(agents=3)
    assert not await desk.learn(short=True)
    assert (desk.asked(), desk.lacks()) == ([], "rate_limit")
    await desk.learn()
    desk.poll(NOON + timedelta(minutes=6), closed=40)
    assert not await desk.learn(short=True)
    assert (len(desk.asked()), desk.lacks()) == (1, "rate_limit")
    standing = desk.polled.board.standings[0]
    # Forty closed now by three hours then would be more than she ever did: the pair stays as it was, and says since
    # when.
    assert standing.closed == 40
    assert standing.per_hour is not None
    assert (standing.per_hour.tenths, standing.per_hour.as_of) == (100, NOON)


async def test_a_cycle_leaves_it_out_while_the_budget_is_short() -> None:
    terms = Terms(
        contract=Contract.PLATFORM, rate_limit=RateLimit(8)
    )  # a poll takes four, and leaves half of it to others
    async with line(DAYS[1], at("11:00:00"), asking=by_platform_with_time, terms=terms, rules=PER_HOUR) as on:
        await on.cycle.run()
        assert on.snapshot().rows
        assert user_aggregates.PATH not in on.simulator.requests.counts().by_path
        assert on.board.per_hour_lacks == "rate_limit"


async def test_nobody_is_asked_for_twice_as_of_one_instant_nor_of_an_empty_window() -> None:
    desk = Desk(agents=3)
    await desk.learn()
    assert not await desk.learn()
    assert len(desk.asked()) == 1
    assert not await desk.learn(MetricsWindow(SHIFT_START, SHIFT_START))
    assert len(desk.asked()) == 1


async def test_a_clock_that_was_put_back_begins_anew() -> None:
    desk = Desk(agents=3)
    await desk.learn()
    desk.poll(NOON - timedelta(minutes=1))
    desk.presences = {"ON_QUEUE": 3}
    assert await desk.learn()
    assert len(desk.asked()) == 2


async def test_a_presence_that_lasts_and_is_not_told_makes_it_the_most_it_can_be() -> None:
    desk = Desk(agents=1)
    desk.presences = {"ON_QUEUE": 2, "OFFLINE": 2}
    await desk.learn()
    (standing,) = desk.polled.board.standings
    assert standing.per_hour is not None
    assert (standing.per_hour.tenths, standing.per_hour.at_most) == (150, True)


@pytest.mark.parametrize(("left", "at_most"), [(timedelta(seconds=20), True), (timedelta(minutes=-1), False)])
async def test_who_left_the_queue_after_the_instant_of_her_figure_may_have_been_on_it(
    left: timedelta, at_most: bool
) -> None:
    desk = Desk(agents=1)
    desk.presences = {"ON_QUEUE": 2, "OFFLINE": 2}
    now = NOON + timedelta(seconds=30)
    desk.polled.table.absorb_statuses([AgentStatus(AgentId("a0000"), "Off queue: Meal", NOON + left, None, now)])
    await desk.learn()
    assert desk.polled.table.ranking({}, rules=PER_HOUR).of(AgentId("a0000")).on_queue == OnQueue(
        timedelta(hours=2), 30, at_most, NOON, timedelta(hours=at_most)
    )


async def test_a_presence_that_lasts_is_added_where_it_is_what_is_missing() -> None:
    desk = Desk(agents=2)
    desk.presences = {"ON_QUEUE": 2, "OFFLINE": 2}
    since = NOON - timedelta(hours=1)
    desk.statuses.absorb([AgentStatus(AgentId("a0000"), "Available", since, None, NOON, on_queue_since=since)])
    await desk.learn()
    told = {one.agent_id: one.per_hour for one in desk.polled.board.standings}
    assert told == {"a0000": PerHour(100), "a0001": PerHour(150, at_most=True)}


async def test_what_is_told_of_another_instant_than_the_counts_is_no_pair() -> None:
    desk = Desk(agents=1)
    desk.poll(NOON + timedelta(seconds=30))
    assert await desk.learn(MetricsWindow(SHIFT_START, NOON))
    assert desk.figures() == {None}


async def test_a_question_that_fails_leaves_what_was_told() -> None:
    desk = Desk(agents=150)
    await desk.learn()
    desk.poll(NOON + timedelta(seconds=30), closed=40)
    desk.genesys.api = lambda _: Reply(403, {}, b'{"message": "analytics:userAggregate:view"}')
    assert not await desk.learn()
    assert isinstance(desk.round.failed, Forbidden)
    assert (desk.figures(), desk.lacks()) == ({10.0}, "failed")


async def test_an_agent_of_whom_is_told_what_cannot_be_costs_nobody_else_her_figure(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    desk = Desk(agents=150)
    answer = desk.genesys.api

    def oddly(request: Request) -> Reply:
        body = msgspec.json.decode(answer(request).body)
        for result in body["results"]:
            if result["group"]["userId"] == "a0007":
                result["data"][0]["metrics"][0]["stats"]["sum"] = 9 * 3_600_000
        return json_reply(body)

    desk.genesys.api = oddly
    since = NOON - timedelta(hours=1)
    desk.statuses.absorb([AgentStatus(AgentId("a0007"), "Available", since, None, NOON, on_queue_since=since)])
    for poll in range(3):
        desk.poll(NOON + poll * timedelta(seconds=30))
        assert await desk.learn()
    assert (desk.round.failed, desk.lacks(), len(desk.asked())) == (None, None, 6)
    told = {one.agent_id: one.per_hour for one in desk.polled.board.standings}
    assert told.pop(AgentId("a0007")) == PerHour(None)
    assert len(told) == 149
    assert set(told.values()) == {PerHour(100)}
    assert [record.getMessage() for record in caplog.records if "on_queue" in record.getMessage()] == [
        "on_queue.left_out"
    ]


async def test_a_question_that_is_refused_holds_up_no_other_for_ever() -> None:
    desk = Desk(agents=250)
    answer = desk.genesys.api

    def refusing(request: Request) -> Reply:
        return json_reply({"results": "odd"}) if b'"a0007"' in (request.body or b"") else answer(request)

    desk.genesys.api = refusing
    for poll in range(4):
        desk.poll(NOON + poll * timedelta(seconds=30))
        await desk.learn()
        assert isinstance(desk.round.failed, BadReply)
    known = {one.agent_id for one in desk.polled.board.standings if one.per_hour not in {None, PerHour(None)}}
    assert len(known) == 150


async def test_whom_a_question_was_in_vain_for_comes_last() -> None:
    a, b, c, d = (AgentId(one) for one in "abcd")
    earlier = NOON - timedelta(minutes=2)
    assert due([a, b, c, d], {c: earlier}, NOON, {a: NOON, d: earlier}) == [b, c, d, a]


async def test_whoever_was_never_asked_for_comes_first_then_longest_ago() -> None:
    a, b, c, d = (AgentId(one) for one in "abcd")
    asked_at = {a: NOON, b: NOON - timedelta(minutes=2), c: NOON - timedelta(minutes=5)}
    assert due([a, b, c, d, b], asked_at, NOON) == [d, c, b]
