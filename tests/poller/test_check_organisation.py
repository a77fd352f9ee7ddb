"""Whoever signs in is told whose organisation it is and what is missing, on a simulated one over real sockets."""

import pytest

from tests.poller.test_doctor import organisation
from wallboard.genesys import trial
from wallboard.genesys.errors import Forbidden, Rejected, TimedOut, Unreachable
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.realtime import PATH as AGENTS
from wallboard.genesys.session import Session
from wallboard.genesys.trial import Need, Seen
from wallboard.host import settings
from wallboard.host.board_settings import Board
from wallboard.host.clock import SystemClock
from wallboard.host.scene_settings import Team
from wallboard.host.secret import Secret
from wallboard.host.ways import WayOut
from wallboard.poller.check_organisation import Answer, Findings, look_round, needs_of, prove
from wallboard.poller.sign_in import endpoints_of, transport_to
from wallboard.simulator.api import GenesysSimulator, Terms
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.terms import Contract

PLATFORM = Contract.PLATFORM
STATUSES = "/api/v2/analytics/agents/status/query"
OF_BOARDS = {Need.QUEUES, Need.TEAMS, Need.WAITING, Need.TIME_ON_QUEUE}
PER_HOUR = ("most_closed_per_hour",)
COMPARING = Board("b", "B", teams=(Team("T", team_ids=("t",)), Team("G", group_ids=("g",))))
BY_QUEUE = [Need.QUEUES, Need.WAITING]


async def found(simulator: GenesysSimulator, text: str, secret: str | None = None) -> Findings:
    genesys = settings.parse(text).genesys
    return await prove(genesys, Secret(simulator.client_secret if secret is None else secret))


@pytest.mark.asyncio
class TestProve:
    async def test_with_the_realtime_contract(self) -> None:
        async with organisation() as (simulator, text):
            findings = await found(simulator, text)
            counts = simulator.requests.counts().by_path
        assert findings.organisation
        assert (findings.missing, findings.unclear) == ([], [])
        assert [one.need for one in findings.answers] == [Need.REALTIME, Need.NAMES]
        assert sum(counts.values()) == 4

    async def test_with_the_platform_api_alone(self) -> None:
        async with organisation(Terms(contract=PLATFORM)) as (simulator, text):
            findings = await found(simulator, text)
        assert (findings.missing, findings.unclear) == ([], [])
        assert {one.need for one in findings.answers} == set(Need) - OF_BOARDS - {Need.REALTIME}

    async def test_as_the_settings_say(self) -> None:
        async with organisation() as (simulator, text):
            chosen = text.replace("[genesys]", '[genesys]\napi = "platform"')
            findings = await found(simulator, chosen)
            assert AGENTS not in simulator.requests.counts().by_path
        assert Need.NUMBERS in {one.need for one in findings.answers}

    @pytest.mark.parametrize(
        "withheld",
        ["analytics:conversationAggregate:view", "analytics:agentState:view", "analytics:agentStateNames:view"],
    )
    async def test_what_is_withheld_is_missing(self, withheld: str) -> None:
        terms = Terms(contract=PLATFORM, withheld=frozenset({withheld}))
        async with organisation(terms) as (simulator, text):
            (missing,) = (await found(simulator, text)).missing
        assert missing.startswith(f"{withheld} (for ")

    @pytest.mark.parametrize(
        ("board", "need"),
        [
            (Board("b", "B", queue_ids=["q"]), None),
            (Board("b", "B", team_ids=["t"]), Need.TEAMS),
            (Board("b", "B"), None),
            (Board("b", "B", rank_by=PER_HOUR), Need.TIME_ON_QUEUE),
        ],
    )
    async def test_what_the_boards_need_is_asked_for_too(self, board: Board, need: Need | None) -> None:
        withheld = frozenset({Need.QUEUES.value, Need.TEAMS.value, Need.TIME_ON_QUEUE.value})
        async with organisation(Terms(contract=PLATFORM, withheld=withheld)) as (simulator, text):
            genesys = settings.parse(text).genesys
            transport = transport_to(WayOut())
            credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
            session = Session(transport, endpoints_of(genesys), credentials, SystemClock())
            findings = await look_round(session, "platform", [board])
            await transport.close()
        missing = [Need.QUEUES, *([] if need is None else [need])]  # also a board of no queue shows who waits in all
        assert findings.missing == [f"{one.value} (for {trial.PURPOSES[one]})" for one in missing]

    @pytest.mark.parametrize(
        ("board", "realtime", "needs"),
        [
            (Board("b", "B"), True, []),
            (Board("b", "B"), False, BY_QUEUE),
            (Board("b", "B", rank_by=PER_HOUR), True, []),
            (Board("b", "B", rank_by=PER_HOUR), False, [*BY_QUEUE, Need.TIME_ON_QUEUE]),
            (Board("b", "B", team_ids=["t"]), True, [Need.QUEUES, Need.TEAMS, Need.WAITING]),
            (COMPARING, False, [Need.QUEUES, Need.TEAMS, Need.WAITING]),
            (Board("b", "B", teams=(Team("G", group_ids=("g",)),)), False, BY_QUEUE),
            (Board("b", "B", queue_ids=["q"], rank_by=PER_HOUR), True, [*BY_QUEUE, Need.TIME_ON_QUEUE]),
        ],
    )
    async def test_queues_and_time_are_needed_where_the_platform_tells(
        self, board: Board, realtime: bool, needs: list[Need]
    ) -> None:
        assert needs_of([board], realtime=realtime) == needs
        assert needs_of([], realtime=realtime) == []

    async def test_who_may_not_see_the_queues_is_told_so(self) -> None:
        terms = Terms(contract=PLATFORM, withheld=frozenset({Need.WAITING.value}))
        async with organisation(terms) as (simulator, text):
            genesys = settings.parse(text).genesys
            transport = transport_to(WayOut())
            credentials = Credentials(simulator.client_id, Secret(simulator.client_secret))
            session = Session(transport, endpoints_of(genesys), credentials, SystemClock())
            findings = await look_round(session, "auto", [Board("b", "B")])
            await transport.close()
        assert findings.missing == ["analytics:queueObservation:view (for who waits in the queues)"]

    async def test_one_question_that_fails_does_not_keep_the_others(self) -> None:
        async with organisation(Terms(contract=PLATFORM)) as (simulator, text):
            simulator.faults.order(FaultOrder(Fault.SERVER_ERROR, STATUSES))
            findings = await found(simulator, text)
        assert findings.missing == []
        assert [error.endpoint for error in findings.unclear] == [STATUSES]
        assert Need.NAMES in {one.need for one in findings.answers}

    async def test_a_wrong_secret(self) -> None:
        async with organisation() as (simulator, text):
            with pytest.raises(Rejected):
                await found(simulator, text, "another")
            assert list(simulator.requests.counts().by_path) == ["/oauth/token"]

    async def test_nobody_there(self) -> None:
        async with organisation() as (simulator, text):
            pass
        with pytest.raises(Unreachable):
            await found(simulator, text)

    async def test_an_api_that_cannot_be_reached_is_no_proof(self) -> None:
        async with organisation() as (simulator, text):
            simulator.faults.order(FaultOrder(Fault.CUT_OFF, "/api/v2/tokens/me"))
            findings = await found(simulator, text)
        assert findings.organisation is None


class TestFindings:
    def test_a_permission_has_the_name_that_the_answer_gives_it(self) -> None:
        named = Answer(Need.STATUSES, Forbidden("/x", "no", None, missing=("a:view", "a:edit")))
        unnamed = Answer(Need.NUMBERS, Forbidden("/y", "no", None))
        assert Findings(None, (named, unnamed)).missing == [
            "a:view or a:edit (for what the agents do now)",
            "analytics:conversationAggregate:view (for the agents' numbers)",
        ]

    def test_statuses_without_a_name_are_a_permission(self) -> None:
        hidden = (Answer(Need.STATUSES, Seen(0, hidden=True)), Answer(Need.STATUS_NAMES, Seen(0, hidden=True)))
        (missing,) = Findings(None, hidden).missing
        assert missing.startswith("analytics:agentStateNames:view")

    def test_trouble_of_a_moment_is_none(self) -> None:
        late = Findings(None, (Answer(Need.NUMBERS, TimedOut("too late")),))
        assert (late.missing, len(late.unclear)) == ([], 1)
