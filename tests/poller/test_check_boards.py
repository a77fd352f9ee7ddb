"""What boards name by id is asked for, each once, on a simulated organisation over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
from msgspec.structs import replace

from tests.poller.test_doctor import organisation
from tests.simulator.organisation import recorded_day
from wallboard.genesys.errors import Forbidden
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.host import settings
from wallboard.host.board_settings import Board
from wallboard.host.clock import SystemClock
from wallboard.host.scene_settings import Team
from wallboard.host.secret import Secret
from wallboard.host.ways import WayOut
from wallboard.poller.check_boards import MOST, Named, NamedFindings, look_for_named, named_by
from wallboard.poller.sign_in import endpoints_of, transport_to
from wallboard.simulator.api import GenesysSimulator, Terms
from wallboard.simulator.directory import BANK, team_id
from wallboard.simulator.teams import platform_team_id
from wallboard.simulator.terms import Contract

GROUP, TEAM = team_id("Carmel"), platform_team_id("Carmel")
NOBODYS = str(uuid4())


@asynccontextmanager
async def signed_in(withheld: frozenset[str] = frozenset()) -> AsyncIterator[tuple[GenesysSimulator, Session]]:
    async with organisation(Terms(contract=Contract.PLATFORM, withheld=withheld)) as (simulator, text):
        transport = transport_to(WayOut())
        credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
        yield simulator, Session(transport, endpoints_of(settings.parse(text).genesys), credentials, SystemClock())
        await transport.close()


async def found(*boards: Board) -> NamedFindings:
    async with signed_in() as (_, session):
        return await look_for_named(session, boards)


def test_everything_is_named_once_with_all_of_its_boards() -> None:
    teams = (Team("N", team_ids=("t",)), Team("S", group_ids=("g",), team_ids=("t",)))
    one = Board("one", "One", group_ids=["g", "g"], queue_ids=["q"], division_ids=["d"], teams=teams)
    other = Board("other", "Other", team_ids=["t"], queue_ids=["q", "g"])
    assert named_by([one, other, Board("all", "All")]) == [
        Named("group", "g", ("one",)),
        Named("team", "t", ("one", "other")),
        Named("queue", "q", ("one", "other")),
        Named("division", "d", ("one",)),
        Named("queue", "g", ("other",)),
    ]


@pytest.mark.asyncio
class TestLookForNamed:
    async def test_what_is_there(self) -> None:
        async with signed_in() as (simulator, session):
            queue = next(iter(recorded_day().queues))
            board = Board("b", "B", group_ids=[GROUP], team_ids=[TEAM], queue_ids=[queue], division_ids=[BANK.id])
            assert await look_for_named(session, [board]) == NamedFindings(4, 4)
            counts = simulator.requests.counts().by_path
        assert sum(counts.values()) == 5  # and one sign-in

    @pytest.mark.parametrize("kind", ["group", "team", "queue", "division"])
    async def test_what_is_not_there_is_told_with_its_boards(self, kind: str) -> None:
        boards = [replace(Board(one, one), **{f"{kind}_ids": [NOBODYS]}) for one in "ab"]
        assert await found(*boards) == NamedFindings(1, 1, (Named(kind, NOBODYS, ("a", "b")),))

    async def test_nothing_named_is_nothing_asked(self) -> None:
        assert await found(Board("a", "A")) == NamedFindings(0, 0)

    async def test_what_may_not_be_asked_for_says_nothing_of_it(self) -> None:
        async with signed_in(frozenset({"groups:team:view"})) as (_, session):
            findings = await look_for_named(session, [Board("a", "A", team_ids=[TEAM], group_ids=[NOBODYS])])
        assert [one.id for one in findings.missing] == [NOBODYS]
        assert [type(one) for one in findings.unclear] == [Forbidden]

    async def test_of_very_many_the_first_are_asked_for(self) -> None:
        async with signed_in() as (simulator, session):
            findings = await look_for_named(session, [Board("a", "A", group_ids=[GROUP, *map(str, range(MOST))])])
            asked = sum(simulator.requests.counts().by_path.values())
        assert (findings.asked, findings.named, len(findings.missing)) == (MOST, MOST + 1, MOST - 1)
        assert asked == MOST + 1
