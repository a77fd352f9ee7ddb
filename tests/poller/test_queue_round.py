"""What waits in the queues, against the recorded calls themselves; and what is told when it cannot be had."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import FakeGenesys, json_reply
from tests.fakes import ManualClock
from tests.truth import CALLS, DAYS, Waits, waits
from wallboard.board.queues import QueueContext, Served, Waiting
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import Forbidden
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.source import EVERYBODY, ScopeFilter, SourceKind
from wallboard.poller.queue_round import QueueRound
from wallboard.simulator import queue_levels, queue_observations
from wallboard.simulator.aggregate_query import parse
from wallboard.simulator.answers import json_answer
from wallboard.simulator.calls import read_calls
from wallboard.simulator.day import lay, queue_id

ZONE, TODAY = ZoneInfo("Asia/Jerusalem"), date(2026, 11, 23)
LAG = timedelta(seconds=30)
RECORD = read_calls(CALLS.read_text("utf-8").splitlines()).calls
SERVICES = {call.service for call in RECORD}
pytestmark = pytest.mark.asyncio


class Bank(FakeGenesys):
    """A day of the bank, as the simulator answers of its queues."""

    def __init__(self, day: date) -> None:
        super().__init__(self._answer)
        self.replay = lay(RECORD, day, TODAY, ZONE)
        self.clock = ManualClock(datetime.combine(TODAY, time(7), ZONE))

    def _answer(self, request: Request) -> Reply:
        body, now = request.body or b"", self.clock.now()
        if request.path == queue_observations.PATH:
            query = queue_observations.parse(body)
            told = json_answer(queue_observations.answer(query, self.replay.queues, self.replay.waits, now))
        elif request.path.endswith("/queues"):
            return json_reply({"entities": [{"id": one} for one in self.replay.queues], "pageCount": 1})
        else:
            told = json_answer(queue_levels.answer(parse(body), self.replay.waits, now))
        return Reply(200, {}, bytes(told.body))


def expected(wanted: Waits, day: date) -> QueueContext:
    """The truth, laid on today."""
    since = wanted.longest_since
    laid = None if since is None else datetime.combine(TODAY, time(), ZONE) + (since - datetime.combine(day, time()))
    served = Served(wanted.in_time, wanted.answered + wanted.hung_up, wanted.hung_up)
    return QueueContext(Waiting(wanted.waiting, laid), served)


@pytest.mark.parametrize("services", [SERVICES, {"PS"}, {"NE", "IN"}], ids=["all", "regular", "two"])
@pytest.mark.parametrize("day", DAYS, ids=str)
async def test_it_is_what_the_recorded_calls_say_at_twenty_instants(day: date, services: set[str]) -> None:
    bank = Bank(day)
    wanted = EVERYBODY if services == SERVICES else ScopeFilter(queue_ids=frozenset(map(queue_id, services)))
    asking = QueueRound(bank.session(bank.clock), wanted)
    shift, waited = datetime.combine(day, time(7)), 0
    for step in range(20):
        bank.clock.advance(timedelta(minutes=41, seconds=7) if step else LAG + timedelta(seconds=1))
        now = bank.clock.now()
        at = datetime.combine(day, time()) + (now - datetime.combine(TODAY, time(), ZONE))
        window = MetricsWindow(datetime.combine(TODAY, time(7), ZONE), now - LAG)
        told = await asking.learn(SourceKind.PLATFORM, window)
        assert told is not None
        assert told == expected(waits(day, at, shift, at - LAG, services), day), at
        waited += told.waiting.count or 0
    assert waited or services != SERVICES


async def test_the_realtime_contract_tells_nothing_and_is_not_asked() -> None:
    bank = Bank(DAYS[0])
    window = MetricsWindow(bank.clock.now(), bank.clock.now())
    assert await QueueRound(bank.session(bank.clock), EVERYBODY).learn(SourceKind.REALTIME, window) is None
    assert bank.asked == []


async def test_the_list_of_all_queues_is_asked_for_once_an_hour() -> None:
    bank = Bank(DAYS[0])
    asking = QueueRound(bank.session(bank.clock), EVERYBODY)
    for minutes in (1, 30, 30):
        bank.clock.advance(timedelta(minutes=minutes))
        await asking.learn(SourceKind.PLATFORM, MetricsWindow(bank.clock.now() - LAG, bank.clock.now()))
    assert [request.path for request in bank.asked].count("/api/v2/routing/queues") == 2
    assert len(bank.asked) == 2 + 2 * 3


async def test_what_cannot_be_had_is_not_known_and_not_as_it_was() -> None:
    bank = Bank(DAYS[0])
    asking = QueueRound(bank.session(bank.clock), EVERYBODY)
    window = MetricsWindow(bank.clock.now() - LAG, bank.clock.now())
    assert await asking.learn(SourceKind.PLATFORM, window) is not None
    bank.api = lambda _: Reply(403, {}, b'{"message": "analytics:queueObservation:view"}')
    assert await asking.learn(SourceKind.PLATFORM, window) is None
    assert isinstance(asking.failed, Forbidden)
    assert bank.replay.waits


async def test_an_organisation_without_queues_has_nothing_to_tell() -> None:
    genesys = FakeGenesys(lambda _: json_reply({"entities": []}))
    clock = ManualClock(datetime(2026, 11, 23, 12, tzinfo=ZONE))
    window = MetricsWindow(clock.now() - LAG, clock.now())
    assert await QueueRound(genesys.session(clock), EVERYBODY).learn(SourceKind.PLATFORM, window) is None
