"""Team against team: the order, the shared ranks, and what is said of each."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.team_face import TeamFace, teams
from wallboard.wire.messages import TeamTotals


def test_the_most_closed_by_each_comes_first() -> None:
    told = [TeamTotals("Large", 9, 10, 200, 60_000, 0), TeamTotals("Small", 1, 2, 50, 300_000, 0)]
    assert teams(told) == (
        TeamFace("1", "Small", "25.0", "50 closed by 2 agents · AHT 5:00 · 1 active", 1.0),
        TeamFace("2", "Large", "20.0", "200 closed by 10 agents · AHT 1:00 · 9 active", 0.8),
    )


def test_equal_teams_share_a_rank_and_the_next_is_skipped() -> None:
    told = [
        TeamTotals("B", 1, 3, 10, 60_000, 0),
        TeamTotals("a", 1, 6, 20, 60_000, 0),
        TeamTotals("c", 1, 1, 1, 1_000, 0),
        TeamTotals("d", 1, 3, 10, 59_000, 0),
    ]
    assert [(one.rank, one.name) for one in teams(told)] == [("1", "d"), ("2", "a"), ("2", "B"), ("4", "c")]


def test_a_team_without_numbers_stands_last_and_says_why() -> None:
    told = [
        TeamTotals("unknown"),
        TeamTotals("few", 2),
        TeamTotals("idle", 3, 0, 0),
        TeamTotals("b", 0, 1, 1, 9_000, 0),
    ]
    assert [(one.rank, one.name, one.figure, one.said) for one in teams(told)] == [
        ("1", "b", "1.0", "1 closed by 1 agent · AHT 0:09 · 0 active"),
        ("–", "few", "N/A", "too few took part to tell · 2 active"),
        ("–", "idle", "N/A", "nothing closed yet · 3 active"),
        ("–", "unknown", "N/A", "not known yet"),
    ]


TEAM = st.builds(
    TeamTotals,
    st.text("abc", min_size=1, max_size=3),
    st.integers(0, 9),
    st.integers(1, 9),
    st.integers(0, 300),
    st.integers(1, 3) | st.none(),
    st.just(0),
)


@given(st.lists(TEAM, max_size=8))
def test_ranks_follow_the_numbers(told: list[TeamTotals]) -> None:
    shown = teams(told)
    assert sorted(one.name for one in shown) == sorted(one.name for one in told)
    each = [Fraction(one.closed or 0, one.took_part or 1) for one in told if one.closed]
    assert [one.share for one in shown] == [float(one / max(each)) for one in sorted(each, reverse=True)] + [0.0] * (
        len(told) - len(each)
    )
    ranks = [int(one.rank) for one in shown if one.rank != "–"]
    assert all(rank in (place + 1, ranks[place - 1]) for place, rank in enumerate(ranks))
