"""What a team did, whoever of it is still there."""

from datetime import timedelta

from tests.builders import agent_metrics
from wallboard.board.agents import ACTIVE_KINDS, AgentId, Aht
from wallboard.board.teams import Team, TeamTotals, totals

CARDS = Team("Cards", frozenset({AgentId("a"), AgentId("b"), AgentId("c")}))
KNOWN = [
    agent_metrics("a", 4, 100),
    agent_metrics("b", 2, 40, status="Offline"),
    agent_metrics("c"),
]


def test_who_has_gone_home_still_counts_and_who_closed_nothing_took_no_part() -> None:
    expected = TeamTotals("Cards", 2, 2, 6, Aht(timedelta(seconds=80), timedelta()))
    assert totals(CARDS, KNOWN, ACTIVE_KINDS, masked=False) == expected


def test_a_team_whose_members_are_not_known_tells_nothing() -> None:
    assert totals(Team("Cards"), [], ACTIVE_KINDS, masked=False) == TeamTotals("Cards")


def test_where_nobody_is_named_few_are_not_told_of() -> None:
    assert totals(CARDS, KNOWN, ACTIVE_KINDS, masked=True) == TeamTotals("Cards", 2)
    three = [*KNOWN[:2], agent_metrics("c", 3, 80)]
    assert totals(CARDS, three, ACTIVE_KINDS, masked=True).closed == 9
    assert totals(CARDS, KNOWN[2:], ACTIVE_KINDS, masked=True) == TeamTotals("Cards", 1, 0, 0)
