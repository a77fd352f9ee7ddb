"""Who belongs to a scope: lists of groups, teams and queues from the simulator, and what is left when they fail."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from tests.builders import NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from tests.poller.test_cycle import at, replay
from tests.truth import DAYS
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply, Throttled, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.platform_source import Belonging
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import EVERYBODY, ScopeFilter
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.poller.beside import Beside
from wallboard.poller.membership import Membership
from wallboard.poller.people import People
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.directory import BRANCH, team_id
from wallboard.simulator.directory import directory as directory_of

pytestmark = pytest.mark.asyncio

DAY = timedelta(days=1)


@asynccontextmanager
async def simulated() -> AsyncIterator[tuple[Membership, People]]:
    simulator = GenesysSimulator(replay(DAYS[1], timedelta()), ManualClock(at("14:20:00")))
    async with simulator.served() as base_url:
        transport = HttpTransport.open("wallboard/test")
        credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
        session = Session(transport, Endpoints(base_url, base_url), credentials, ManualClock(at("14:20:00")))
        people = People(session)
        yield Membership(session, people), people
        await transport.close()


KNOWN = directory_of(replay(DAYS[1], timedelta()))


async def test_without_a_filter_everybody_of_the_directory_stands_there() -> None:
    async with simulated() as (membership, _):
        belonging = await membership.of(EVERYBODY)
        assert belonging == Belonging(None, frozenset(AgentId(user.id) for user in KNOWN.users))


async def test_a_group_is_its_members_alone() -> None:
    async with simulated() as (membership, _):
        galil = team_id("Galil")
        belonging = await membership.of(ScopeFilter(group_ids=frozenset({galil})))
        members = frozenset(KNOWN.members[galil])
        assert len(members) > 2
        assert belonging == Belonging(members, members)


async def test_two_groups_are_together_and_a_division_narrows_them() -> None:
    async with simulated() as (membership, people):
        groups = frozenset({team_id("Galil"), team_id("Negev")})
        belonging = await membership.of(ScopeFilter(group_ids=groups, division_ids=frozenset({BRANCH.id})))
        both = {agent for group in groups for agent in KNOWN.members[group]}
        assert belonging.alone == frozenset(both & people.of_divisions([BRANCH.id]))
        assert 0 < len(belonging.alone) < len(both)


class Lists:
    """Groups in memory, by their id: pages of their members."""

    def __init__(self, **pages: list[list[str]]) -> None:
        self.pages = pages
        self.down = False
        self.genesys = FakeGenesys(self._answer)

    def _answer(self, request: Request) -> Reply:
        if self.down:
            raise Unreachable("nobody there")
        if request.path == "/api/v2/users":
            return json_reply({"entities": [], "pageCount": 1})
        pages = self.pages[request.path.split("/")[4]]
        number = int(dict(request.params)["pageNumber"])
        members = [{"id": one} for one in pages[number - 1]]
        return json_reply({"entities": members, "pageNumber": number, "pageCount": len(pages)})

    def asked(self) -> int:
        return sum("/groups/" in one.path for one in self.genesys.asked)


def of(*groups: str) -> ScopeFilter:
    return ScopeFilter(group_ids=frozenset(groups))


async def members(membership: Membership) -> set[str]:
    return set((await membership.of(of("g"))).alone or ())


async def test_a_list_is_read_anew_after_a_day_and_not_before() -> None:
    lists, clock = Lists(g=[["a", "b"]]), ManualClock(NOON)
    session = lists.genesys.session(clock)
    membership = Membership(session, People(session))
    for _ in range(3):
        assert await members(membership) == {"a", "b"}
    assert lists.asked() == 1
    lists.pages["g"] = [["a", "c"]]
    clock.advance(DAY)
    assert await members(membership) == {"a", "c"}
    assert lists.asked() == 2


async def test_a_long_list_is_read_over_several_cycles_and_some_are_better_than_none() -> None:
    lists = Lists(g=[[f"{page}-{one}" for one in range(3)] for page in range(50)])
    session = lists.genesys.session(ManualClock(NOON))
    membership = Membership(session, People(session))
    sizes = [len(await members(membership)) for _ in range(4)]
    assert sizes == [60, 120, 150, 150]


async def test_a_list_that_can_not_be_had_at_all_is_told(caplog: pytest.LogCaptureFixture) -> None:
    lists = Lists(g=[["a"]])
    lists.down = True
    caplog.set_level(logging.INFO)
    session = lists.genesys.session(ManualClock(NOON))
    with pytest.raises(Unreachable):
        await Membership(session, People(session)).of(of("g"))


async def test_a_list_that_can_not_be_renewed_stays_as_it_was() -> None:
    lists, clock = Lists(g=[["a"]]), ManualClock(NOON)
    session = lists.genesys.session(clock)
    membership = Membership(session, People(session))
    await membership.of(of("g"))
    clock.advance(DAY)
    lists.down = True
    assert await members(membership) == {"a"}


async def test_all_lists_together_take_no_more_pages_than_one_poll_may() -> None:
    lists = Lists(**{f"g{number}": [["a"], ["b"], ["c"]] for number in range(30)})
    session = lists.genesys.session(ManualClock(NOON))
    membership = Membership(session, People(session))
    for read in (20, 40, 60, 80, 90, 90):
        await membership.of(of(*lists.pages))
        assert lists.asked() == read


async def test_after_one_failure_no_other_list_is_asked_for() -> None:
    lists = Lists(g=[["a"]], h=[["b"]])
    session = lists.genesys.session(ManualClock(NOON))
    membership = Membership(session, People(session))
    await membership.of(of("g", "h"))
    lists.down = True
    asked = lists.asked()
    session._clock.advance(DAY)  # type: ignore[attr-defined]
    assert set((await membership.of(of("g", "h"))).alone or ()) == {"a", "b"}
    assert lists.asked() == asked + 1


def room(session: Session, clock: ManualClock) -> Beside:
    """Room and time beside a poll."""
    made = Beside(session, clock, timedelta(seconds=15))
    made.begin()
    return made


def groups(*ids: str) -> list[Circle]:
    return [Circle(CircleKind.GROUP, one) for one in ids]


def gone(lists: Lists, group: str) -> None:
    """One group was deleted."""
    answer = lists.genesys.api

    def without(request: Request) -> Reply:
        known = request.path != f"/api/v2/groups/{group}/members"
        return answer(request) if known else json_reply({"message": "no such group"}, 404)

    lists.genesys.api = without


async def test_beside_a_poll_a_deleted_group_keeps_no_other_from_being_read_and_is_told() -> None:
    lists, clock = Lists(g=[["a"]], h=[["b"]], i=[["c"]]), ManualClock(NOON)
    gone(lists, "g")
    session = lists.genesys.session(clock)
    membership = Membership(session, People(session))
    failed = await membership.learn(groups("g", "h", "i"), 9, room(session, clock))
    assert isinstance(failed, BadReply)
    assert membership.of_any(groups("h", "i")) == frozenset(map(AgentId, "bc"))
    assert membership.of_any(groups("g")) is None
    assert await membership.learn(groups("h", "i"), 9, room(session, clock)) is None


async def test_a_deleted_group_takes_the_one_page_of_a_poll_from_nobody() -> None:
    lists, clock = Lists(g=[["a"]], h=[["b"]], i=[["c"]]), ManualClock(NOON)
    gone(lists, "g")
    session = lists.genesys.session(clock)
    membership = Membership(session, People(session))
    for _ in range(3):
        await membership.learn(groups("g", "h", "i"), 1, room(session, clock))
    assert membership.of_any(groups("h", "i")) == frozenset(map(AgentId, "bc"))


async def test_beside_a_poll_nothing_more_is_asked_where_nobody_is_there() -> None:
    lists, clock = Lists(g=[["a"]], h=[["b"]]), ManualClock(NOON)
    lists.down = True
    session = lists.genesys.session(clock)
    failed = await Membership(session, People(session)).learn(groups("g", "h"), 9, room(session, clock))
    assert isinstance(failed, Unreachable)
    assert lists.asked() == 1


async def test_a_deleted_group_is_logged_once_whatever_else_is_read(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    lists, clock = Lists(g=[["a"]], h=[["b"]]), ManualClock(NOON)
    gone(lists, "g")
    session = lists.genesys.session(clock)
    membership = Membership(session, People(session))
    for _ in range(3):
        await membership.of(of("h"))
        await membership.learn(groups("g"), 9, room(session, clock))
    assert [one.getMessage() for one in caplog.records if one.getMessage().startswith("members.")] == ["members.failed"]


async def test_beside_a_poll_pages_are_read_while_there_is_time_and_stretch_no_cadence() -> None:
    lists, clock = Lists(g=[[str(page)] for page in range(9)]), ManualClock(NOON)
    answer = lists.genesys.api

    def slowly(request: Request) -> Reply:
        clock.advance(timedelta(seconds=2))
        return answer(request)

    lists.genesys.api = slowly
    session = lists.genesys.session(clock)
    membership, beside = Membership(session, People(session)), room(session, clock)
    assert await membership.learn(groups("g"), 9, beside) is None
    assert lists.asked() == 3
    assert session.budget.predicted(timedelta(minutes=1)) == 0  # no request of a poll's own
    beside.note(Throttled(timedelta(minutes=1)))
    beside.begin()
    await membership.learn(groups("g"), 9, beside)
    assert lists.asked() == 3


async def test_a_list_whose_pages_broke_is_read_from_its_beginning_again() -> None:
    lists = Lists(g=[[f"{page}-{one}" for one in range(3)] for page in range(30)])
    session = lists.genesys.session(ManualClock(NOON))
    membership = Membership(session, People(session))
    await membership.of(of("g"))
    whole, lists.pages["g"] = lists.pages["g"], []
    broken = lists.genesys.api
    lists.genesys.api = lambda _: json_reply({"message": "no such page"}, 400)
    with pytest.raises(BadReply):
        await membership.of(of("g"))
    lists.genesys.api, lists.pages["g"] = broken, whole
    await members(membership)
    assert len(await members(membership)) == 90


async def test_a_queues_board_goes_on_without_the_list_of_who_serves_it() -> None:
    genesys = FakeGenesys(
        lambda request: (
            json_reply({"entities": [], "pageCount": 1})
            if request.path == "/api/v2/users"
            else json_reply({"message": "missing", "code": "missing.any.permissions"}, 403)
        )
    )
    session = genesys.session(ManualClock(NOON))
    belonging = await Membership(session, People(session)).of(ScopeFilter(queue_ids=frozenset({"q"})))
    assert belonging == Belonging(None, frozenset())
