"""What a team did, whoever of it is still there."""

from datetime import timedelta

from tests.builders import agent_metrics
from wallboard.board.agents import ACTIVE_KINDS, AgentId, Aht
from wallboard.board.teams import Team, TeamTotals, masked, totals

CARDS = Team("Cards", frozenset({AgentId("a"), AgentId("b"), AgentId("c")}))
KNOWN = [
    agent_metrics("a", 4, 100),
    agent_metrics("b", 2, 40, status="Offline"),
    agent_metrics("c"),
]


def test_who_has_gone_home_still_counts_and_who_closed_nothing_took_no_part() -> None:
    expected = TeamTotals("Cards", 2, 2, 6, Aht(timedelta(seconds=80), timedelta()))
    assert totals(CARDS, KNOWN, ACTIVE_KINDS) == expected


def test_a_team_whose_members_are_not_known_tells_nothing() -> None:
    assert totals(Team("Cards"), [], ACTIVE_KINDS) == TeamTotals("Cards")


def team(name: str, members: int) -> Team:
    return Team(name, frozenset(AgentId(f"{name}-{number}") for number in range(members)))


def told(name: str, took_part: int, closed: int) -> TeamTotals:
    return TeamTotals(name, took_part, took_part, closed)


def test_where_nobody_is_named_a_team_of_two_tells_nothing_at_all() -> None:
    teams = [team("two", 2), team("one", 1), team("many", 9)]
    many = told("many", 5, 50)
    assert masked([told("two", 2, 9), told("one", 0, 0), many], teams) == [TeamTotals("two"), TeamTotals("one"), many]


def test_nor_does_one_of_whom_few_took_part_say_what_they_did() -> None:
    teams = [team("a", 9), team("b", 9), team("many", 9)]
    many = told("many", 5, 50)
    assert masked([told("a", 2, 9), told("b", 0, 0), many], teams) == [TeamTotals("a", 2), TeamTotals("b", 0), many]


def test_the_only_team_that_is_not_told_of_is_not_found_by_subtraction() -> None:
    teams = [team("one", 1), team("large", 30), team("small", 9)]
    large = told("large", 20, 300)
    assert masked([told("one", 1, 12), large, told("small", 4, 30)], teams) == [
        TeamTotals("one"),
        large,
        TeamTotals("small", 4),
    ]


def test_teams_of_three_and_more_are_told_of() -> None:
    shown = [told("a", 3, 9), told("b", 4, 12)]
    assert masked(shown, [team("a", 3), team("b", 4)]) == shown
