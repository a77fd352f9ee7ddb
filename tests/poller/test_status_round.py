"""Whom to ask what they do, and what follows from the answers: also among fifty thousand, at any time of day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, agent_metrics
from wallboard.board.agents import AgentId, AgentMetrics, AgentStatus
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.errors import BadReply, TimedOut
from wallboard.genesys.source import MOST_STATUSES, SourceKind, StatusAnswer
from wallboard.poller.status_round import (
    NOT_ACTIVE,
    STEADY,
    Guess,
    Order,
    StatusRound,
    next_question,
    order_of,
    without,
)

LONG_AGO = NOON - timedelta(minutes=5)
ROOM = 50


def agent(name: str, status: str | None, asked: timedelta | None = timedelta(minutes=5)) -> AgentMetrics:
    plain = agent_metrics(name, status=status or "")
    return plain._replace(status=status, status_as_of=None if status is None or asked is None else NOON - asked)


class Floor:
    """Answers as Genesys Cloud does: of those asked for, the active ones, fifty at most."""

    kind = SourceKind.PLATFORM
    statuses_apart = True

    def __init__(self, active: set[str]) -> None:
        self.active = active
        self.asked: list[tuple[AgentId, ...]] = []
        self.hidden: set[str] = set()
        self.down_after: int | None = None
        self.largest = 5_000

    async def statuses(self, agents: tuple[AgentId, ...]) -> StatusAnswer:
        if self.down_after is not None and len(self.asked) >= self.down_after:
            raise TimedOut("no answer")
        self.asked.append(agents)
        if len(agents) > self.largest:
            raise BadReply("/x", "too large", 413)
        there = [one for one in agents if one in self.active and one not in self.hidden]
        statuses = {one: AgentStatus(one, "Available", None, None, NOON) for one in there[:MOST_STATUSES]}
        whole = len(there) < MOST_STATUSES or len(agents) <= MOST_STATUSES
        return StatusAnswer(statuses, whole, hidden=len(self.hidden & self.active & set(agents)))

    async def head_counts(self) -> HeadCounts | None:
        return None


def ids(numbers: range) -> tuple[AgentId, ...]:
    return tuple(AgentId(f"{number:05}") for number in numbers)


class TestOrder:
    def test_active_ones_first_then_those_at_work_then_whom_nobody_knows(self) -> None:
        everybody = [agent("off", "Offline"), agent("new", None), agent("busy", "Offline"), agent("on", "Available")]
        order = order_of(everybody, everybody[2:3], 100, NOON, ROOM)
        assert order == Order(known=("on", "busy"), unresolved=("new",), rolling=("off",))  # type: ignore[arg-type]

    def test_whoever_stands_below_all_that_is_seen_is_not_asked_for(self) -> None:
        everybody = [agent("a", "Available"), agent("b", "Available"), agent("c", "Available"), agent("d", None)]
        assert order_of(everybody, [], 2, NOON, ROOM) == Order(ids_of("a", "b"), (), ())

    def test_beyond_the_first_the_oldest_word_is_renewed_first(self) -> None:
        everybody = [agent(str(minutes), "Available", timedelta(minutes=minutes)) for minutes in (1, 3, 2, 9, 7)]
        assert order_of(everybody, [], 10, NOON, 2).known == ids_of("1", "3", "9", "7", "2")

    def test_nobody_is_asked_for_twice_within_seconds(self) -> None:
        everybody = [agent("a", "Available", timedelta(seconds=5)), agent("b", "Available", timedelta(seconds=30))]
        assert order_of(everybody, everybody[:1], 10, NOON, ROOM).known == ids_of("b")

    def test_who_was_not_active_is_asked_for_in_turn(self) -> None:
        everybody = [agent(str(minutes), "Offline", timedelta(minutes=minutes)) for minutes in (4, 8, 6)]
        assert order_of(everybody, [], 10, NOON, ROOM).rolling == ids_of("8", "6", "4")


def ids_of(*names: str) -> tuple[AgentId, ...]:
    return tuple(map(AgentId, names))


class TestQuestion:
    def test_fifty_active_ones_always_fit(self) -> None:
        order = Order(known=ids(range(80)), unresolved=(), rolling=())
        assert next_question(order, Guess(), 0) == ids(range(50))

    def test_of_those_who_were_not_active_many_fit(self) -> None:
        order = Order(known=(), unresolved=(), rolling=ids(range(20_000)))
        assert 2_000 < len(next_question(order, Guess(), 0)) <= 5_000

    def test_one_of_the_steady_questions_looks_for_new_ones(self) -> None:
        order = Order(known=ids(range(300)), unresolved=(), rolling=ids(range(1000, 1010)))
        assert next_question(order, Guess(), STEADY - 1)[:10] == ids(range(1000, 1010))

    @given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 5))
    def test_nobody_is_in_a_question_twice(self, known: int, unresolved: int, rolling: int, request: int) -> None:
        order = Order(ids(range(known)), ids(range(1000, 1000 + unresolved)), ids(range(2000, 2000 + rolling)))
        asked = next_question(order, Guess(), request)
        assert len(set(asked)) == len(asked)
        assert bool(asked) == bool(known + unresolved + rolling)


@pytest.mark.asyncio
class TestRound:
    async def carried_out(
        self, floor: Floor, order: Order, most: int = 100, a_round: StatusRound | None = None
    ) -> dict[str, str]:
        told: dict[AgentId, AgentStatus] = {}

        def absorb(statuses: list[AgentStatus]) -> None:
            assert all(one.as_of == NOON and one.agent_id not in told for one in statuses)
            told.update((one.agent_id, one) for one in statuses)

        self.told = told
        await (a_round or StatusRound()).carry_out(
            floor,  # type: ignore[arg-type]
            lambda: without(order, told),
            NOON,
            absorb,
            lambda asked: asked < most,
        )
        return {one.agent_id: one.words for one in told.values()}

    async def test_a_small_team_takes_one_question(self) -> None:
        floor = Floor({"00001", "00003"})
        told = await self.carried_out(floor, Order((), ids(range(20)), ()))
        assert len(floor.asked) == 1
        assert told == {one: "Available" if one in floor.active else NOT_ACTIVE for one in ids(range(20))}

    async def test_an_answer_that_is_cut_off_halves_the_question_and_misjudges_nobody(self) -> None:
        floor = Floor(set(ids(range(80))))  # all of them, where half were expected
        told = await self.carried_out(floor, Order((), ids(range(80)), ()))
        assert len(floor.asked[0]) == 80
        assert told == dict.fromkeys(ids(range(80)), "Available")

    async def test_a_steady_round_stays_within_three_questions(self) -> None:
        floor = Floor(set(ids(range(400))))
        await self.carried_out(floor, Order(ids(range(400)), (), ids(range(1000, 9000))))
        assert len(floor.asked) == STEADY

    async def test_whom_nobody_knows_may_cost_more(self) -> None:
        floor = Floor(set(ids(range(0, 1000, 2))))
        told = await self.carried_out(floor, Order((), ids(range(1000)), ()))
        assert len(told) == 1000
        assert STEADY < len(floor.asked) <= 20

    async def test_but_no_more_than_is_allowed(self) -> None:
        floor = Floor(set(ids(range(1000))))
        await self.carried_out(floor, Order((), ids(range(1000)), ()), most=5)
        assert len(floor.asked) == 5

    async def test_in_the_evening_a_few_questions_tell_of_thousands(self) -> None:
        floor = Floor(set(ids(range(0, 20_000, 1000))))
        told = await self.carried_out(floor, Order((), ids(range(20_000)), ()))
        assert len(told) == 20_000
        assert len(floor.asked) <= 30

    async def test_a_question_without_an_answer_ends_the_round(self) -> None:
        floor = Floor(set())
        floor.down_after = 0
        with pytest.raises(TimedOut):
            await self.carried_out(floor, Order((), ids(range(10)), ()))

    async def test_what_was_told_before_a_failure_stays(self) -> None:
        floor = Floor(set(ids(range(200))))
        floor.down_after = 2
        with pytest.raises(TimedOut):
            await self.carried_out(floor, Order(ids(range(200)), (), ()))
        assert self.told.keys() == set(ids(range(100)))

    async def test_a_question_that_is_too_large_is_made_smaller(self) -> None:
        floor = Floor(set())
        floor.largest = 300
        told = await self.carried_out(floor, Order((), (), ids(range(1000))))
        assert len(told) > 0
        assert len(floor.asked[0]) == 1000
        assert max(len(asked) for asked in floor.asked if len(asked) <= 300) > 200

    async def test_it_ends_when_as_many_are_found_as_are_looked_at(self) -> None:
        floor = Floor(set(ids(range(0, 5000, 2))))
        metrics = {one: agent(one, None) for one in ids(range(5000))}

        def absorb(statuses: list[AgentStatus]) -> None:
            for one in statuses:
                metrics[one.agent_id] = agent(one.agent_id, one.words, timedelta())

        def order() -> Order:
            return order_of(metrics.values(), [], 100, NOON, ROOM)

        await StatusRound().carry_out(floor, order, NOON, absorb, lambda _: True)  # type: ignore[arg-type]
        first = [one for one in metrics.values() if one.status == "Available"][:100]
        assert [one.agent_id for one in first] == list(ids(range(0, 200, 2)))
        assert len(floor.asked) <= 8

    async def test_beside_the_hidden_only_who_was_named_before_can_be_told_to_be_away(self) -> None:
        floor, a_round = Floor({"00000", "00001", "00002"}), StatusRound()
        floor.hidden = {"00002"}
        told = await self.carried_out(floor, Order(ids(range(4)), (), ()), a_round=a_round)
        assert told == {"00000": "Available", "00001": "Available"}
        assert a_round.hidden == 1
        floor.active.remove("00000")
        told = await self.carried_out(floor, Order(ids(range(4)), (), ()), a_round=a_round)
        assert told == {"00000": NOT_ACTIVE, "00001": "Available"}
