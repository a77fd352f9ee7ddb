"""What is asked beside a poll: a wish to wait holds it back for that long and no longer, and it holds up nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import CADENCE, NOON, FakeGenesys, by_platform
from tests.fakes import ManualClock
from tests.poller.test_cycle import Line, at, line
from tests.truth import DAYS
from wallboard.genesys.errors import Throttled, TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.session import Session
from wallboard.genesys.source import EVERYBODY
from wallboard.poller.beside import Beside
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.queue_round import QueueRound
from wallboard.simulator.terms import Contract, Terms

pytestmark = pytest.mark.asyncio

OBSERVATIONS, NAMES = "/api/v2/analytics/queues/observations/query", "/api/v2/users"
SECOND = timedelta(seconds=1)


def with_queues(session: Session, most: int = 100) -> Inquiry:
    return replace(by_platform(session, most), queues=QueueRound(session, EVERYBODY))


class Refusing:
    """A line whose requests of one path are refused with a wish to wait, as long as `on` is set."""

    def __init__(self, line: Line, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.on = True
        self.asked = 0
        self._path, self._fetch = path, line.transport.fetch
        monkeypatch.setattr(line.transport, "fetch", self._answer)

    async def _answer(self, base_url: str, request: Request) -> Reply:
        if request.path != self._path:
            return await self._fetch(base_url, request)
        self.asked += 1
        return Reply(429, {"retry-after": "45"}, b"") if self.on else await self._fetch(base_url, request)


@pytest.mark.parametrize("path", [OBSERVATIONS, NAMES])
async def test_one_wish_to_wait_holds_back_what_is_beside_the_poll_once(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with line(DAYS[1], at("11:00:00"), asking=with_queues, terms=Terms(contract=Contract.PLATFORM)) as on:
        refusing = Refusing(on, path, monkeypatch)
        await on.cycle.run()
        first, asked = on.cycle.failed_beside, refusing.asked
        assert isinstance(first, Throttled)
        refusing.on = False
        on.clock.advance(CADENCE)
        await on.cycle.run()
        second = on.cycle.failed_beside
        assert (second, refusing.asked) == (None, asked)
        on.clock.advance(CADENCE)
        await on.cycle.run()
        assert refusing.asked > asked
        assert on.board.queues is not None
        assert not any(row.name.startswith("Agent ") for row in on.snapshot().rows)


def beside(genesys: FakeGenesys, clock: ManualClock) -> Beside:
    made = Beside(genesys.session(clock), clock, 15 * SECOND)
    made.begin()
    return made


async def test_there_is_time_for_a_question_for_five_seconds() -> None:
    clock = ManualClock(NOON)
    made = beside(FakeGenesys(), clock)
    clock.advance(4 * SECOND)
    assert made.may_ask()
    clock.advance(SECOND)
    assert not made.may_ask()
    assert made.is_spare(1)
    made.begin()
    assert made.may_ask()


async def test_a_wish_to_wait_is_granted_and_a_failure_without_one_holds_nothing_back() -> None:
    clock = ManualClock(NOON)
    made = beside(FakeGenesys(), clock)
    made.note(Unreachable("nobody there"))
    assert (made.is_held_back, made.may_ask()) == (False, True)
    made.note(Throttled(timedelta(seconds=9)))
    made.note(None)
    assert isinstance(made.failed, Throttled)
    assert (made.is_held_back, made.may_ask(), made.is_spare(1)) == (True, False, False)
    clock.advance(10 * SECOND)
    made.begin()
    assert (made.is_held_back, made.may_ask()) == (False, True)
    made.note(Throttled(None))
    clock.advance(timedelta(minutes=5))
    assert made.is_held_back


class Hurried(ManualClock):
    """A clock of which whole hours pass in a moment of the machine's."""

    rate = 1_000_000.0


async def test_a_question_that_hangs_is_given_up() -> None:
    genesys = FakeGenesys()
    clock = Hurried(NOON)
    session = genesys.session(clock)
    await session.prepare()

    async def hang(base_url: str, request: Request) -> Reply:
        genesys.asked.append(request)
        return await asyncio.Future()

    genesys.fetch = hang  # type: ignore[method-assign]
    made = Beside(session, clock, 15 * SECOND)
    made.begin()
    with pytest.raises(TimedOut):
        await made.fetch(Request("GET", "/api/v2/users"))
    assert len(genesys.asked) == 1
