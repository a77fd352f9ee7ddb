"""A scope by the Platform API: against the simulator over the recorded day, and against answers that are too large."""

import csv
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import uuid5

import pytest

from tests.builders import NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from tests.poller.test_cycle import at, replay
from tests.rows import SHIFT, recorded
from tests.truth import CALLS, DAYS, conversations
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply, Hidden, ServerFailed
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.platform_source import Belonging, PlatformSource, Reader
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import EVERYBODY, ScopeFilter
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.day import NAMESPACE
from wallboard.simulator.terms import OverCap, Terms

pytestmark = pytest.mark.asyncio

WRAP_UP = timedelta(seconds=20)
DAY = DAYS[1]
AGGREGATES = "/api/v2/analytics/conversations/aggregates/query"
NOBODY = Belonging(None, frozenset())
END = at("14:20:00")


class Told:
    """Who belongs to a scope, as a test has it."""

    def __init__(self, belonging: Belonging = NOBODY) -> None:
        self.belonging = belonging

    async def of(self, _: ScopeFilter) -> Belonging:
        return self.belonging


@dataclass
class Read:
    session: Session
    simulator: GenesysSimulator

    async def sweep(
        self, wanted: ScopeFilter = EVERYBODY, reader: Reader | None = None, belonging: Belonging = NOBODY
    ) -> dict[AgentId, AgentLook]:
        window = MetricsWindow(at("07:00:00"), END)
        source = PlatformSource(self.session, wanted, reader or Reader(self.session, wanted.queue_ids), Told(belonging))
        (looks,) = [page async for page in source.sweep(window)]
        assert len({look.agent_id for look in looks}) == len(looks)
        return {look.agent_id: look for look in looks}

    def asked(self) -> int:
        return self.simulator.requests.counts().by_path.get(AGGREGATES, 0)


@asynccontextmanager
async def organisation(terms: Terms | None = None) -> AsyncIterator[Read]:
    clock = ManualClock(END + timedelta(seconds=30))
    simulator = GenesysSimulator(replay(DAY, WRAP_UP), clock, terms or Terms())
    async with simulator.served() as base_url:
        transport = HttpTransport.open("wallboard/test")
        credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
        yield Read(Session(transport, Endpoints(base_url, base_url), credentials, clock), simulator)
        await transport.close()


def queue(service: str) -> str:
    return str(uuid5(NAMESPACE, f"queue {service}"))


def closed_by_file(services: set[str] | None = None) -> dict[str, int]:
    """Closed conversations of each agent by the end, worked out from the file alone."""
    end, start = recorded(END, DAY, at("00:00:00").date()), datetime.combine(DAY, SHIFT)
    counts = {}
    for name, own in conversations(DAY, WRAP_UP).items():
        of_services = own if services is None else [one for one in own if service_of(name, one.answer) in services]
        counts[name] = sum(start < one.closes <= end for one in of_services)
    return {name: count for name, count in counts.items() if count}


def service_of(name: str, answer: datetime) -> str:
    return SERVICES[name, answer]


def _services() -> dict[tuple[str, datetime], str]:
    with CALLS.open(encoding="utf-8") as file:
        return {
            (row["agent"].title(), datetime.combine(DAY, time.fromisoformat(row["answer"]))): row["service"]
            for row in csv.DictReader(file)
            if row["date"] == DAY.isoformat() and row["agent"] not in {"", "NO_SERVER"}
        }


SERVICES = _services()


def by_name(on: Read, looks: dict[AgentId, AgentLook]) -> dict[str, int]:
    names = replay(DAY, WRAP_UP).names
    return {names[agent]: look.closed for agent, look in looks.items() if look.closed}


async def test_everybody_in_one_request() -> None:
    async with organisation() as on:
        looks = await on.sweep()
        assert by_name(on, looks) == closed_by_file()
        assert on.asked() == 1
        assert {(look.status, look.completed_alone, look.as_of) for look in looks.values()} == {(None, True, END)}


async def test_queue_boards_share_one_request() -> None:
    async with organisation() as on:
        boards = [{"NW"}, {"PE"}, {"NE", "IN"}]
        reader = Reader(on.session, frozenset(queue(one) for board in boards for one in board))
        for board in boards:
            looks = await on.sweep(ScopeFilter(queue_ids=frozenset(map(queue, board))), reader)
            assert by_name(on, looks) == closed_by_file(board)
        assert on.asked() == 1


async def test_a_board_of_one_medium_counts_that_alone() -> None:
    async with organisation() as on:
        looks = await on.sweep(ScopeFilter(media_types=frozenset({"callback"})))
        assert by_name(on, looks) == closed_by_file({"TT"})


@pytest.mark.parametrize("over", OverCap)
async def test_an_answer_that_is_too_much_is_read_in_parts_and_joined_again(over: OverCap) -> None:
    agents = len(closed_by_file())
    async with organisation(Terms(aggregate_groups_cap=agents + 5, over_cap=over)) as on:
        reader = Reader(on.session, frozenset())
        assert by_name(on, await on.sweep(reader=reader)) == closed_by_file()
        first = on.asked()
        assert first > 1
        again = Reader(on.session, frozenset())
        again._parts, again._parted_at = reader._parts, reader._parted_at
        assert by_name(on, await on.sweep(reader=again)) == closed_by_file()
        assert on.asked() - first == first - 1  # the whole is not tried again: the split is remembered


async def test_what_can_be_split_no_further_is_told_as_it_is() -> None:
    async with organisation(Terms(aggregate_groups_cap=1)) as on:
        with pytest.raises(BadReply, match="413"):
            await on.sweep(ScopeFilter(media_types=frozenset({"voice"})))


async def test_who_has_done_nothing_stands_with_nothing() -> None:
    async with organisation() as on:
        idle = AgentId("an-agent-without-a-call")
        look = (await on.sweep(belonging=Belonging(None, frozenset({idle}))))[idle]
        assert (look.started, look.closed, look.handle_time) == (0, 0, timedelta())
        assert (look.status, look.completed_alone, look.as_of) == (None, True, END)


async def test_a_team_is_cut_out_of_everybody() -> None:
    async with organisation() as on:
        team = frozenset(list(replay(DAY, WRAP_UP).names)[:4])
        looks = await on.sweep(ScopeFilter(team_ids=frozenset({"t"})), belonging=Belonging(team, team))
        assert looks.keys() == team
        names = replay(DAY, WRAP_UP).names
        assert by_name(on, looks) == {
            name: count for name, count in closed_by_file().items() if name in {names[one] for one in team}
        }


async def test_a_window_of_no_length_asks_nothing() -> None:
    async with organisation() as on:
        source = PlatformSource(on.session, EVERYBODY, Reader(on.session, frozenset()), Told())
        assert [page async for page in source.sweep(MetricsWindow(END, END))] == [()]
        assert on.asked() == 0


def answers(status: int) -> FakeGenesys:
    return FakeGenesys(lambda _: Reply(status, {}, b"{}") if status != 200 else json_reply({"results": []}))


async def test_a_failure_of_another_kind_splits_nothing() -> None:
    genesys = answers(503)
    reader = Reader(genesys.session(), frozenset())
    with pytest.raises(ServerFailed):
        await reader.looks(MetricsWindow(NOON - timedelta(hours=5), NOON), EVERYBODY)
    assert len(genesys.asked) == 1


async def test_scopes_that_ask_at_about_the_same_time_get_one_answer_and_its_window() -> None:
    genesys = answers(200)

    def told(request: Request) -> Reply:
        assert request.body is not None
        return json_reply({"results": []})

    genesys.api = told
    reader = Reader(genesys.session(), frozenset())
    start = NOON - timedelta(hours=5)
    for seconds, requests in ((0, 1), (9, 1), (11, 2), (12, 2), (60, 3)):
        window, _ = await reader.looks(MetricsWindow(start, NOON + timedelta(seconds=seconds)), EVERYBODY)
        assert len(genesys.asked) == requests
        assert timedelta() <= NOON + timedelta(seconds=seconds) - window.end < timedelta(seconds=10)


async def test_its_question_is_what_it_asks() -> None:
    async with organisation() as on:
        reader = Reader(on.session, frozenset())
        question = PlatformSource(on.session, EVERYBODY, reader, Told()).question(MetricsWindow(at("07:00:00"), END))
        assert (question.method, question.path) == ("POST", AGGREGATES)
        assert b'"groupBy":["userId"]' in (question.body or b"")


async def test_work_that_nobody_is_named_for_is_no_work_of_nobody() -> None:
    def told(request: Request) -> Reply:
        assert request.body is not None
        interval = json.loads(request.body)["interval"]
        handled = [{"metric": "tHandle", "stats": {"count": 155, "sum": 1.0}}]
        return json_reply(
            {"results": [{"group": {"mediaType": "voice"}, "data": [{"interval": interval, "metrics": handled}]}]}
        )

    reader = Reader(FakeGenesys(told).session(), frozenset())
    with pytest.raises(Hidden):
        await reader.looks(MetricsWindow(NOON - timedelta(hours=5), NOON), EVERYBODY)


async def test_a_question_of_one_medium_is_split_by_the_organisations_divisions() -> None:
    voice = closed_by_file(set(SERVICES.values()) - {"TT"})
    agents = len(voice)
    async with organisation(Terms(aggregate_groups_cap=agents)) as on:  # and one of nobody is one too many
        looks = await on.sweep(ScopeFilter(media_types=frozenset({"voice"})))
        assert by_name(on, looks) == voice
        assert on.asked() == 3


async def test_boards_of_other_windows_forget_nothing_of_each_other() -> None:
    async with organisation() as read:
        reader = Reader(read.session, frozenset())
        for seconds, is_first in ((40, True), (20, False), (0, False)):
            for start in ("07:00:00", "09:00:00"):
                window = MetricsWindow(at(start), END - timedelta(seconds=seconds))
                _, looks = await reader.looks(window, EVERYBODY)
                assert bool(looks.repeated) is not is_first
