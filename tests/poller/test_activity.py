"""What agents do, asked beside their counts: shared between scopes, told with the instant that it is true for."""

import logging
from datetime import timedelta

import pytest

from tests.builders import NOON, FakeGenesys
from tests.fakes import ManualClock
from tests.large_organisation import STATUSES, LargeOrganisation, agent_id
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.ranking import HeadCounts
from wallboard.genesys.errors import Hidden
from wallboard.genesys.platform_source import Belonging, PlatformSource, Reader
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.source import EVERYBODY, ScopeFilter
from wallboard.poller.activity import Activity, News
from wallboard.poller.statuses import Statuses
from wallboard.poller.table import Table

pytestmark = pytest.mark.asyncio

SHIFT_START = NOON - timedelta(hours=5)
CADENCE = timedelta(seconds=30)


class Nobody:
    async def of(self, _: ScopeFilter) -> Belonging:
        return Belonging(None, frozenset())


class Floor:
    """A scope's table, and the questions about its agents."""

    def __init__(self, organisation: LargeOrganisation, clock: ManualClock, statuses: Statuses) -> None:
        session = organisation.genesys.session(clock)
        reader = Reader(session, frozenset())
        self.source = PlatformSource(session, EVERYBODY, reader, Nobody())
        self.activity = Activity(statuses, session.now, lambda _: True)
        self.table = Table(SHIFT_START, 2 * CADENCE)

    def count(self, agents: int, closed: int = 1) -> None:
        handled = timedelta(seconds=60 * closed)
        self.table.absorb(
            [AgentLook(agent_id(one), None, closed, closed, handled, NOON, True) for one in range(agents)]
        )

    async def learn(self) -> News | None:
        return await self.activity.learn(self.source, self.table, {}, 100)

    def words(self) -> dict[AgentId, str | None]:
        return {one.agent_id: one.status for one in self.table.metrics()}


async def test_statuses_come_with_the_instant_and_the_head_counts() -> None:
    organisation = LargeOrganisation(8)
    floor = Floor(organisation, ManualClock(NOON), Statuses())
    floor.count(8)
    assert await floor.learn() == News(NOON, HeadCounts(6, 6, 0, 0))
    assert floor.words() == {
        agent_id(one): "Available" if organisation.routing(one) == "IDLE" else "Not active" for one in range(8)
    }
    assert {one.status_as_of for one in floor.table.metrics()} == {NOON}


async def test_what_one_scope_has_just_asked_another_does_not_ask_again() -> None:
    organisation, clock, statuses = LargeOrganisation(8), ManualClock(NOON), Statuses()
    one, other = Floor(organisation, clock, statuses), Floor(organisation, clock, statuses)
    one.count(8)
    other.count(8)
    await one.learn()
    clock.advance(timedelta(seconds=2))
    await other.learn()
    assert organisation.asked[STATUSES] == 1
    assert other.words() == one.words()
    assert {each.status_as_of for each in other.table.metrics()} == {NOON}


async def test_a_new_shifts_table_knows_at_once_what_is_known() -> None:
    organisation, clock = LargeOrganisation(8), ManualClock(NOON)
    floor = Floor(organisation, clock, Statuses())
    floor.count(8)
    await floor.learn()
    before = floor.words()
    floor.table = Table(NOON, 2 * CADENCE)
    floor.count(8, closed=0)
    clock.advance(timedelta(seconds=2))
    await floor.learn()
    assert floor.words() == before


async def test_where_the_counts_tell_it_nothing_is_asked() -> None:
    genesys = FakeGenesys()
    session = genesys.session()
    activity = Activity(Statuses(), session.now, lambda _: True)
    table = Table(SHIFT_START, 2 * CADENCE)
    assert await activity.learn(RealtimeSource(session, EVERYBODY, 100), table, {}, 100) is None
    assert genesys.asked == []


async def test_when_every_name_is_hidden_that_is_told() -> None:
    organisation = LargeOrganisation(8)
    organisation.nameless = True
    floor = Floor(organisation, ManualClock(NOON), Statuses())
    floor.count(8)
    with pytest.raises(Hidden):
        await floor.learn()


async def test_who_may_be_one_of_the_hidden_is_not_called_inactive(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wallboard.poller.activity")
    organisation = LargeOrganisation(8)
    floor = Floor(organisation, ManualClock(NOON), Statuses())
    named = organisation._state
    organisation._state = lambda number: {  # type: ignore[method-assign]
        key: value for key, value in named(number).items() if key != "userId" or number != 1
    }
    floor.count(8)
    await floor.learn()
    assert floor.words()[agent_id(1)] is None
    assert floor.words()[agent_id(2)] == "Available"
    assert floor.words()[agent_id(0)] is None  # off queue, as it happens: nobody can tell
    assert [record.getMessage() for record in caplog.records] == ["statuses.hidden"]
