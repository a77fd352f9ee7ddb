"""Team against team, against the recorded calls themselves; and what is told while a list is not known."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.builders import NOON, PolledBoard, agent_look, by_platform
from tests.fakes import ManualClock
from tests.poller.test_cycle import LAG, TODAY, at, line, replay
from tests.poller.test_membership import Lists, room
from tests.poller.test_two_sources import PLATFORM_ALONE, WRAP_UP, closed_in
from tests.rows import SHIFT, recorded
from tests.truth import DAYS, conversations
from wallboard.board.agents import AgentId
from wallboard.board.teams import Team, TeamTotals
from wallboard.genesys.errors import TimedOut, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.session import Session
from wallboard.host.board_settings import Board
from wallboard.host.scene_settings import Team as TeamSetting
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.membership import Membership
from wallboard.poller.people import People
from wallboard.poller.team_round import TeamRound
from wallboard.simulator.directory import directory, team_id
from wallboard.simulator.teams import platform_team_id

pytestmark = pytest.mark.asyncio

DAY = DAYS[1]
AB, C = frozenset(map(AgentId, "ab")), frozenset(map(AgentId, "c"))
DIRECTORY = directory(replay(DAY, WRAP_UP))
NORTH = TeamSetting("North", group_ids=(team_id("Galil"),))
SOUTH = TeamSetting("South", group_ids=(team_id("Negev"),), team_ids=(platform_team_id("Galil"),))


def comparing(*teams: TeamSetting) -> Board:
    return Board("all", "All", shift_starts=["07:00"], teams=teams)


def asking(session: Session, most: int = 100) -> Inquiry:
    teams = TeamRound(Membership(session, People(session)), [comparing(NORTH, SOUTH)])
    return replace(by_platform(session, most), teams=teams)


def names_of(*groups: str) -> set[str]:
    known = {**replay(DAY, WRAP_UP).names, **replay(DAY, WRAP_UP).others}
    return {known[agent] for group in groups for agent in DIRECTORY.members[team_id(group)]}


async def test_what_teams_closed_is_what_the_recorded_calls_say() -> None:
    start = datetime.combine(DAY, SHIFT)
    async with line(DAY, at("09:10:00"), WRAP_UP, asking=asking, terms=PLATFORM_ALONE) as on:
        await on.cycle.run()
        for clock_time in ("09:40:00", "12:15:30", "16:00:00", "21:30:00"):
            on.clock.advance(at(clock_time) - on.clock.now())
            await on.cycle.run()
            end = recorded(on.clock.now() - LAG, DAY, TODAY)
            closed = {name: closed_in(own, start, end) for name, own in conversations(DAY, WRAP_UP).items()}
            told = on.snapshot().summary
            assert told.closed_by_everybody == sum(map(len, closed.values()))
            for team, members in zip(told.teams, (names_of("Galil"), names_of("Galil", "Negev")), strict=True):
                own = [one for name in members for one in closed.get(name, [])]
                handled = sum((one.closes - one.answer for one in own), timedelta())
                assert team.closed == len(own) > 0
                assert team.took_part == sum(bool(closed.get(name)) for name in members)
                assert team.active == sum(row.name in members for row in on.snapshot().rows)
                assert team.aht_ms is not None
                assert abs(team.aht_ms - handled / timedelta(milliseconds=1) / len(own)) <= 1


async def test_a_team_that_is_not_there_is_told_in_the_status() -> None:
    lost = TeamSetting("Lost", group_ids=("no-such-group",))

    def asking_for_lost(session: Session, most: int = 100) -> Inquiry:
        return replace(asking(session, most), teams=TeamRound(Membership(session, People(session)), [comparing(lost)]))

    async with line(DAY, at("09:10:00"), WRAP_UP, asking=asking_for_lost, terms=PLATFORM_ALONE) as on:
        await on.cycle.run()
        told = on.cycle.failed_beside
        assert told is not None
        assert told.endpoint == "/api/v2/groups/no-such-group/members"


async def test_a_list_that_is_not_whole_yet_tells_nothing_and_its_failure_harms_nothing() -> None:
    lists = Lists(g=[["a"], ["b"]], h=[["c"]])
    session = lists.genesys.session(ManualClock(NOON))
    one, other = TeamSetting("G", group_ids=("g",)), TeamSetting("H", group_ids=("h",))
    teams = TeamRound(Membership(session, People(session)), [comparing(one, other)])
    board = PolledBoard(ManualClock(NOON)).board
    assert await teams.learn([board], 1, room(session, ManualClock(NOON)))
    assert [team.members for team in board.teams] == [None, None]
    assert await teams.learn([board], 9, room(session, ManualClock(NOON)))
    assert board.teams == [Team("G", AB), Team("H", C)]
    lists.down = True
    assert not await teams.learn([board], 9, room(session, ManualClock(NOON)))
    assert board.teams == [Team("G", AB), Team("H", C)]
    assert teams.failed is None  # nothing is due


async def test_a_list_that_hung_leaves_the_time_of_the_next_poll_to_others() -> None:
    lists, clock = Lists(g=[["a"]]), ManualClock(NOON)
    answer = lists.genesys.api

    def hanging(request: Request) -> Reply:
        raise TimedOut("no answer in the time that a poll leaves", request.path)

    lists.genesys.api = hanging
    session = lists.genesys.session(clock)
    teams = TeamRound(Membership(session, People(session)), [comparing(TeamSetting("G", group_ids=("g",)))])
    board, failed = PolledBoard(clock).board, []
    for _ in range(4):
        await teams.learn([board], 9, room(session, clock))
        failed.append(type(teams.failed))
    assert (failed, lists.asked()) == ([TimedOut, type(None)] * 2, 2)
    lists.genesys.api = answer
    assert await teams.learn([board], 9, room(session, clock))


async def test_boards_that_compare_nothing_ask_nothing() -> None:
    lists = Lists(g=[["a"]])
    session = lists.genesys.session(ManualClock(NOON))
    teams = TeamRound(Membership(session, People(session)), [comparing()])
    assert not await teams.learn([PolledBoard(ManualClock(NOON)).board], 9, room(session, ManualClock(NOON)))
    assert lists.asked() == 0


async def test_a_list_that_cannot_be_had_is_tried_again() -> None:
    lists = Lists(g=[["a"]], h=[["b"]])
    lists.down = True
    session = lists.genesys.session(ManualClock(NOON))
    known = [TeamSetting("G", group_ids=("g",)), TeamSetting("H", group_ids=("h",))]
    teams, board = TeamRound(Membership(session, People(session)), [comparing(*known)]), PolledBoard(ManualClock(NOON))
    await teams.learn([board.board], 9, room(session, ManualClock(NOON)))
    first = teams.failed
    assert isinstance(first, Unreachable)
    lists.down = False
    await teams.learn([board.board], 9, room(session, ManualClock(NOON)))
    told = teams.failed
    assert told is None
    board.poll(agent_look("a", 3, 30), agent_look("c", 5, 50))
    totals = list(board.board.team_totals)
    assert [(one.name, one.closed, one.took_part) for one in totals] == [("G", 3, 1), ("H", 0, 0)]
    assert totals[1] == TeamTotals("H", 0, 0, 0)
    assert board.board.closed_by_everybody == 8
