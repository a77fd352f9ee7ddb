"""The Platform API over a real socket: what is asked of the simulator, decoded, is what the recorded calls say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from tests.rows import expected
from tests.simulator.organisation import DAY, TODAY, Organisation, at, organisation, recorded_day
from tests.truth import Truth
from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.genesys import agent_status, aggregates, memberships, roster
from wallboard.genesys.errors import Forbidden, Hidden, Rejected, SignInTrouble
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.organisation import (
    LIMITS,
    WHICH_ORGANISATION,
    WHOSE_TOKEN,
    decode_limits,
    decode_organisation,
    decode_token_owner,
)
from wallboard.genesys.scope_parts import joined, splits
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import ScopeFilter
from wallboard.genesys.transport import HttpTransport
from wallboard.host.secret import Secret
from wallboard.simulator.day import queue_id
from wallboard.simulator.directory import TEAM_NAMES, team_id
from wallboard.simulator.teams import platform_team_id

pytestmark = pytest.mark.asyncio

LAG = timedelta(seconds=30)
WRAP_UP = timedelta(seconds=20)


@dataclass
class Line:
    """A signed-in session with a served simulator."""

    on: Organisation
    session: Session

    @property
    def window(self) -> MetricsWindow:
        return MetricsWindow(at("07:00"), self.on.clock.now() - LAG)

    def truth(self, instant: datetime) -> dict[str, Truth]:
        """By agent id."""
        names = {name: agent for agent, name in recorded_day().names.items()}
        return {names[name]: one for name, one in expected(instant, DAY, TODAY, WRAP_UP).items()}


@asynccontextmanager
async def line(start: str = "14:20") -> AsyncIterator[Line]:
    async with organisation(start) as on:
        base_url = str(on.http.base_url).rstrip("/")
        transport = HttpTransport.open("test")
        try:
            credentials = Credentials(on.simulator.client_id, Secret(on.simulator.client_secret))
            yield Line(on, Session(transport, Endpoints(base_url, base_url), credentials, on.clock))
        finally:
            await transport.close()


@pytest.mark.parametrize("start", ["08:02", "12:00", "14:20", "19:47"])
async def test_counters_are_those_of_the_record(start: str) -> None:
    async with line(start) as there:
        window = there.window
        reply = await there.session.fetch(aggregates.request(window, ScopeFilter()))
        told = {look.agent_id: look for look in aggregates.decode(reply, window).looks}
        for agent, one in there.truth(window.end).items():
            look = told.get(AgentId(agent))
            if look is None:
                assert one.started == 0
            else:
                assert (look.closed, look.started, look.handle_time) == (one.closed, one.started, one.handled)
                assert (look.as_of, look.completed_alone) == (window.end, True)


async def test_asked_in_parts_the_counters_are_the_same() -> None:
    async with line() as there:
        window = there.window
        whole = aggregates.decode(await there.session.fetch(aggregates.request(window, ScopeFilter())), window)
        parts = [
            aggregates.decode(await there.session.fetch(aggregates.request(window, part)), window)
            for part in splits(ScopeFilter())
        ]
        assert whole.looks
        assert set(joined(part.looks for part in parts)) == set(whole.looks)


async def test_one_answer_by_queue_serves_every_board_of_queues() -> None:
    async with line() as there:
        window = there.window
        by_queue = aggregates.decode_by_queue(
            await there.session.fetch(aggregates.request(window, ScopeFilter(), by_queue=True)), window
        )
        queues = sorted(by_queue.looks)
        assert queue_id("PS") in queues
        for chosen in ([queue_id("PS")], queues[:2], queues):
            scope = ScopeFilter(queue_ids=frozenset(chosen))
            alone = aggregates.decode(await there.session.fetch(aggregates.request(window, scope)), window)
            assert alone.looks
            assert set(by_queue.of(chosen)) == set(alone.looks)


@pytest.mark.parametrize("start", ["09:30", "14:20", "16:05"])
async def test_statuses_are_those_of_the_record(start: str) -> None:
    async with line(start) as there:
        now, truth = there.on.clock.now(), there.truth(there.on.clock.now())
        asked = [AgentId(agent) for agent in truth]
        answer = agent_status.decode_query(await there.session.fetch(agent_status.query_request(asked)), asked, now)
        assert answer.whole
        working = {agent: one.status for agent, one in truth.items() if one.status != "Offline"}
        assert {str(agent): status.words for agent, status in answer.statuses.items()} == working
        for agent, status in answer.statuses.items():
            assert (status.call_since is not None) is (status.words == "On a Call")
            assert status.since is not None
            assert status.since <= now
            assert truth[agent].status == status.words


async def test_head_counts_are_those_of_the_record() -> None:
    async with line() as there:
        request = agent_status.counts_request(ScopeFilter())
        assert request is not None
        counts = agent_status.decode_counts(await there.session.fetch(request))
        statuses = [one.status for one in there.truth(there.on.clock.now()).values()]
        assert (counts.available, counts.on_call, counts.wrap_up) == tuple(
            statuses.count(words) for words in ("Available", "On a Call", "Wrap-up")
        )


async def test_everybody_and_the_members_of_everything() -> None:
    async with line() as there:
        page = roster.decode_page(await there.session.fetch(roster.page_request(1)))
        names = {str(one.agent_id): one.name for one in page.people}
        assert recorded_day().names.items() <= names.items()  # and those who have a day off
        assert page.pages == 1
        for circle in (
            Circle(CircleKind.GROUP, team_id(TEAM_NAMES[0])),
            Circle(CircleKind.TEAM, platform_team_id(TEAM_NAMES[0])),
            Circle(CircleKind.QUEUE, queue_id("PS")),
        ):
            reply = await there.session.fetch(memberships.members_request(circle))
            members = memberships.decode_members(reply, circle)
            assert set(members.agents) <= set(names)
            assert members.agents
            assert members.cursor is None


async def test_who_we_are_and_what_we_may_ask() -> None:
    async with line() as there:
        owner = decode_token_owner(await there.session.fetch(WHOSE_TOKEN))
        assert owner.organisation == decode_organisation(await there.session.fetch(WHICH_ORGANISATION))
        assert owner.client
        assert decode_limits(await there.session.fetch(LIMITS)).per_minute == 300


async def test_a_missing_permission_is_named() -> None:
    async with line() as there:
        there.on.simulator.role.withhold({"analytics:conversationAggregate:view"})
        with pytest.raises(Forbidden) as caught:
            await there.session.fetch(aggregates.request(there.window, ScopeFilter()))
        assert caught.value.missing == ("analytics:conversationAggregate:view",)


async def test_agents_whose_names_are_withheld_are_hidden() -> None:
    async with line() as there:
        there.on.simulator.role.withhold({"analytics:agentStateNames:view"})
        asked = [AgentId(agent) for agent in recorded_day().names]
        reply = await there.session.fetch(agent_status.query_request(asked))
        with pytest.raises(Hidden):
            agent_status.decode_query(reply, asked, there.on.clock.now())


async def test_a_client_that_goes_was_revoked() -> None:
    async with line() as there:
        await there.session.prepare()
        there.on.simulator.tokens.revoke_client()
        with pytest.raises(Rejected) as caught:
            await there.session.fetch(WHOSE_TOKEN)
        assert caught.value.trouble is SignInTrouble.REVOKED
