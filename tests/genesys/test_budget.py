"""The budget: never more than is allowed in any minute, nearly all of it under load, and every wish obeyed."""

import asyncio
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON
from tests.fakes import ManualClock
from wallboard.genesys.budget import SHARE_FOR_OTHERS, Budget, Pacing, Urgency
from wallboard.genesys.errors import Throttled
from wallboard.genesys.exchange import RateLimit

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
PAGE, USERS = "GET /pages", "GET /users"


class SleepyClock(ManualClock):
    """Moves on by itself to whoever sleeps shortest, once nobody has anything else to do."""

    def __init__(self, now: datetime = NOON) -> None:
        super().__init__(now)
        self.until: list[timedelta] = []

    async def sleep(self, wait: timedelta) -> None:
        self.until.append(self.elapsed() + wait)
        await super().sleep(wait)

    def move(self) -> bool:
        """Whether anybody slept."""
        self.until = [one for one in self.until if one > self.elapsed()]
        if self.until:
            self.advance(min(self.until) - self.elapsed())
        return bool(self.until)


async def settled() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


async def run_for(clock: SleepyClock, span: timedelta) -> None:
    """Let everybody act until so much of the clock has passed."""
    end = clock.elapsed() + span
    await settled()
    while clock.elapsed() < end and clock.move():
        await settled()


def most_in_a_minute(sent: list[timedelta]) -> int:
    """Counted afresh for the minute that ends with each request."""
    return max((sum(at - MINUTE < one <= at for one in sent) for at in sent), default=0)


arrivals = st.lists(
    st.tuples(st.floats(0, 4), st.sampled_from(Urgency)),
    max_size=150,
)


@settings(max_examples=60)
@given(arrivals, st.integers(1, 60), st.sampled_from([0.0, 0.2, 0.5]))
def test_no_minute_ever_sees_more_than_our_share(
    asked: list[tuple[float, Urgency]], allowed: int, for_others: float
) -> None:
    pacing = Pacing(allowed, for_others)
    now, sent = timedelta(), list[timedelta]()
    for pause, urgency in asked:
        now += pause * SECOND
        while (wait := pacing.wait(urgency, now)) > timedelta():
            now += wait
        pacing.spend(now)
        sent.append(now)
    assert most_in_a_minute(sent) <= max(int(allowed * (1 - for_others) + 1e-9), 1) <= allowed


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.sampled_from(Urgency), st.integers(1, 40)), min_size=1, max_size=8),
    st.integers(5, 60),
)
def test_many_who_ask_at_once_are_never_too_many_together(crowds: list[tuple[int, Urgency, int]], allowed: int) -> None:
    async def send() -> list[timedelta]:
        clock, sent = SleepyClock(), list[timedelta]()
        budget = Budget(clock, allowed, 0.2)

        async def ask(after: int, urgency: Urgency) -> None:
            await clock.sleep(after * SECOND)
            await budget.turn(PAGE, urgency)
            sent.append(clock.elapsed())

        asking = [asyncio.create_task(ask(after, urgency)) for after, urgency, many in crowds for _ in range(many)]
        while not all(one.done() for one in asking):
            await run_for(clock, MINUTE)
        return sent

    sent = asyncio.run(send())
    assert len(sent) == sum(many for _, _, many in crowds)
    assert most_in_a_minute(sent) <= int(allowed * 0.8 + 1e-9)


@pytest.mark.asyncio
@pytest.mark.parametrize("pages_at_once", [1, 4])
async def test_under_load_nearly_all_of_the_share_is_used_and_evenly(pages_at_once: int) -> None:
    clock, sent = SleepyClock(), list[timedelta]()
    budget = Budget(clock)

    async def ask() -> None:
        while True:
            await budget.turn(PAGE, Urgency.BACKGROUND)
            sent.append(clock.elapsed())
            await clock.sleep(0.2 * SECOND)  # the answer takes its time

    asking = [asyncio.create_task(ask()) for _ in range(pages_at_once)]
    await run_for(clock, 10 * MINUTE)
    for one in asking:
        one.cancel()
    assert 0.95 * 240 * 10 <= len(sent) <= 240 * 10
    assert most_in_a_minute(sent) <= 240
    seconds = [sum(second <= at / SECOND < second + 1 for at in sent) for second in range(600)]
    assert max(seconds) <= 6


@pytest.mark.asyncio
async def test_a_poll_waits_for_one_turn_at_the_most_behind_any_number_of_pages() -> None:
    clock = SleepyClock()
    budget = Budget(clock)

    async def pages() -> None:
        while True:
            await budget.turn(PAGE, Urgency.BACKGROUND)

    asking = [asyncio.create_task(pages()) for _ in range(8)]
    waits = []
    for _ in range(20):
        await run_for(clock, 30 * SECOND)
        begun = clock.elapsed()
        poll = asyncio.create_task(budget.turn(PAGE, Urgency.POLL))
        while not poll.done():
            await run_for(clock, 0.01 * SECOND)
        waits.append(clock.elapsed() - begun)
    for one in asking:
        one.cancel()
    assert max(waits) <= 0.5 * SECOND


class TestWhatTheServerSays:
    def test_without_a_word_it_is_three_hundred_a_minute_and_a_fifth_is_for_others(self) -> None:
        assert (Pacing().allowed, Pacing().share, SHARE_FOR_OTHERS) == (300, 240, 0.2)

    def test_its_allowance_counts_and_the_settings_can_only_make_it_less(self) -> None:
        pacing, careful = Pacing(), Pacing(100)
        for one in (pacing, careful):
            one.learn(RateLimit(allowed=180, remaining=179), timedelta(), timedelta())
        assert (pacing.allowed, pacing.share, careful.allowed) == (180, 144, 100)

    def test_nothing_is_sent_into_a_window_that_others_have_used_up(self) -> None:
        pacing = Pacing()
        pacing.learn(RateLimit(300, 0, 40 * SECOND), timedelta(), timedelta())
        for urgency in Urgency:
            assert pacing.wait(urgency, 10 * SECOND) == 30 * SECOND
            assert pacing.wait(urgency, 40 * SECOND) == timedelta()

    def test_what_is_sent_after_an_answers_question_counts_as_well(self) -> None:
        pacing = Pacing()
        pacing.learn(RateLimit(300, 2, 40 * SECOND), timedelta(), SECOND)
        for _ in range(2):
            assert pacing.wait(Urgency.POLL, 2 * SECOND) == timedelta()
            pacing.spend(2 * SECOND)
        assert pacing.wait(Urgency.POLL, 2 * SECOND) == 39 * SECOND

    def test_an_answer_that_was_overtaken_tells_nothing_new(self) -> None:
        pacing = Pacing()
        pacing.learn(RateLimit(300, 0, 40 * SECOND), 5 * SECOND, 6 * SECOND)
        pacing.learn(RateLimit(300, 200, 40 * SECOND), SECOND, 7 * SECOND)
        assert pacing.wait(Urgency.POLL, 8 * SECOND) > timedelta()

    def test_a_word_without_a_reset_is_not_believed_for_ever(self) -> None:
        pacing = Pacing()
        pacing.learn(RateLimit(None, 0, None), timedelta(), timedelta())
        assert timedelta() < pacing.wait(Urgency.POLL, timedelta()) <= 10 * SECOND
        assert pacing.wait(Urgency.POLL, 11 * SECOND) == timedelta()

    def test_pages_slow_down_before_there_is_nothing_left(self) -> None:
        waits = []
        for remaining in (200, 30, 20, 15, 5):
            pacing = Pacing()
            pacing.learn(RateLimit(300, remaining, MINUTE), timedelta(), timedelta())
            for _ in range(3):
                pacing.spend(timedelta())
            waits.append(pacing.wait(Urgency.BACKGROUND, timedelta()))
        assert waits == sorted(waits)
        assert waits[0] < waits[2] < waits[3] < waits[4] == MINUTE
        assert waits[0] < SECOND


class TestSpare:
    def test_half_of_what_is_allowed_is_left_to_others(self) -> None:
        pacing = Pacing()
        assert pacing.is_spare(150, timedelta())
        assert not pacing.is_spare(151, timedelta())
        for _ in range(100):
            pacing.spend(timedelta())
        assert pacing.is_spare(50, timedelta())
        assert not pacing.is_spare(51, timedelta())
        assert pacing.is_spare(150, MINUTE)

    @pytest.mark.parametrize(("remaining", "requests", "spare"), [(160, 10, True), (159, 10, False), (0, 1, False)])
    def test_what_others_used_counts(self, remaining: int, requests: int, *, spare: bool) -> None:
        pacing = Pacing()
        pacing.learn(RateLimit(300, remaining, MINUTE), timedelta(), timedelta())
        assert pacing.is_spare(requests, timedelta()) is spare


@pytest.mark.asyncio
class TestWishes:
    @pytest.mark.parametrize("urgency", Urgency)
    async def test_an_endpoint_that_wishes_it_is_left_alone_and_the_others_go_on(self, urgency: Urgency) -> None:
        clock = ManualClock(NOON)
        budget = Budget(clock)
        budget.refused(PAGE, 40 * SECOND)
        clock.advance(30 * SECOND)
        with pytest.raises(Throttled) as caught:
            await budget.turn(PAGE, urgency)
        assert caught.value.retry_after == 11 * SECOND  # the wish is cut off to whole seconds
        await budget.turn(USERS, urgency)
        clock.advance(11 * SECOND)
        await budget.turn(PAGE, urgency)
        assert clock.waits == []

    async def test_a_shorter_wish_takes_nothing_back(self) -> None:
        clock = ManualClock(NOON)
        budget = Budget(clock)
        budget.refused(PAGE, timedelta(hours=8))
        budget.refused(PAGE, SECOND)
        clock.advance(timedelta(hours=8))
        with pytest.raises(Throttled):
            await budget.turn(PAGE, Urgency.POLL)

    async def test_a_refusal_without_a_wish_is_respected_for_a_while(self) -> None:
        clock = ManualClock(NOON)
        budget = Budget(clock)
        budget.refused(PAGE, None)
        with pytest.raises(Throttled):
            await budget.turn(PAGE, Urgency.POLL)

    async def test_a_tool_that_is_not_paced_is_not_held_back(self) -> None:
        budget = Budget(ManualClock(NOON), 1, paced=False)
        budget.refused(PAGE, MINUTE)
        for _ in range(5):
            await budget.turn(PAGE, Urgency.POLL)
        assert budget.used == 5


@pytest.mark.asyncio
class TestCadence:
    async def polled(self, budget: Budget, clock: SleepyClock, requests: int, polls: int) -> timedelta:
        """The cadence after polls of so many requests each, which wait for their turns."""
        cadence = budget.cadence(30 * SECOND)
        for _ in range(polls):
            begun = clock.elapsed()
            poll = asyncio.create_task(self.ask(budget, requests, Urgency.POLL))
            while not poll.done():
                await run_for(clock, SECOND)
            clock.advance(max(cadence - (clock.elapsed() - begun), timedelta()))
            cadence = budget.next_cadence(30 * SECOND)
        return cadence

    async def ask(self, budget: Budget, requests: int, urgency: Urgency) -> None:
        for _ in range(requests):
            await budget.turn(PAGE, urgency)

    async def test_it_stays_as_wished_while_polls_fit(self) -> None:
        clock = SleepyClock()
        assert await self.polled(Budget(clock), clock, 100, 20) == 30 * SECOND

    async def test_it_stretches_until_polls_fit_and_shrinks_again_when_they_are_fewer(self) -> None:
        clock = SleepyClock()
        budget = Budget(clock, 100)  # eighty are ours
        stretched = await self.polled(budget, clock, 50, 12)
        assert 30 * SECOND < stretched <= 60 * SECOND
        assert 50 * (MINUTE / stretched) <= 80
        assert await self.polled(budget, clock, 50, 12) == stretched
        assert await self.polled(budget, clock, 5, 12) == 30 * SECOND

    async def test_luxuries_and_pages_stretch_nothing(self) -> None:
        clock = SleepyClock()
        budget = Budget(clock, 100)
        for urgency in (Urgency.SPARE, Urgency.BACKGROUND):
            asking = asyncio.create_task(self.ask(budget, 300, urgency))
            while not asking.done():
                await run_for(clock, 30 * SECOND)
                assert budget.next_cadence(30 * SECOND) == 30 * SECOND

    async def test_what_would_be_needed_is_told(self) -> None:
        clock = ManualClock(NOON)
        budget = Budget(clock)
        for _ in range(3):
            await budget.turn(PAGE, Urgency.POLL)
        budget.plan("all", 998.0)
        assert budget.predicted(30 * SECOND) == 6 + 998
