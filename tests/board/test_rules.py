"""Rules: what ranks, from how much on, whom a board counts, and what its averages are made of."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, agent_look, agent_metrics
from wallboard.board.agents import ACTIVE_KINDS, AgentMetrics, Aht, StatusKind
from wallboard.board.on_queue import OnQueue, PerHour
from wallboard.board.ranking import Standing, rank
from wallboard.board.rules import USUAL, AhtFormula, RankBy, Rules, average, figures
from wallboard.poller.table import Table

SIX = [
    agent_metrics("a", 9, 300),
    agent_metrics("b", 9, 200),
    agent_metrics("c", 4, 100),
    agent_metrics("d", 4, 100),
    agent_metrics("e", 2, 50),
    agent_metrics("f", 0, None),
]


def ranked(rules: Rules, *metrics: AgentMetrics) -> list[tuple[str, int | None]]:
    return [(one.agent_id, one.rank) for one in rank(metrics or SIX, {}, {}, NOON, rules=rules)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ([RankBy.MOST_CLOSED, RankBy.SHORTEST_AHT], [("b", 1), ("a", 2), ("c", 3), ("d", 3), ("e", 5), ("f", 6)]),
        ([RankBy.MOST_CLOSED], [("a", 1), ("b", 1), ("c", 3), ("d", 3), ("e", 5), ("f", 6)]),
        ([RankBy.SHORTEST_AHT], [("e", 1), ("c", 2), ("d", 2), ("b", 4), ("a", 5), ("f", 6)]),
        ([RankBy.LONGEST_AHT], [("a", 1), ("b", 2), ("c", 3), ("d", 3), ("e", 5), ("f", 6)]),
        ([RankBy.FEWEST_CLOSED, RankBy.LONGEST_AHT], [("f", 1), ("e", 2), ("c", 3), ("d", 3), ("a", 5), ("b", 6)]),
        ([RankBy.SHORTEST_AHT, RankBy.MOST_CLOSED], [("e", 1), ("c", 2), ("d", 2), ("b", 4), ("a", 5), ("f", 6)]),
    ],
)
def test_figures_rank_in_their_order_and_direction(by: list[RankBy], expected: list[tuple[str, int]]) -> None:
    assert ranked(Rules(tuple(by))) == expected


def test_who_has_closed_too_few_stands_below_all_others_without_a_rank() -> None:
    rules = Rules((RankBy.SHORTEST_AHT,), minimum_closed=4)
    assert ranked(rules) == [("c", 1), ("d", 1), ("b", 3), ("a", 4), ("e", None), ("f", None)]


def test_movement_is_compared_among_the_ranked_alone() -> None:
    rules = Rules(minimum_closed=4)
    standings = rank(SIX, {}, {"a": 5, "e": 1}, NOON, rules=rules)  # type: ignore[dict-item]
    assert standings.ranks() == {"b": 1, "a": 2, "c": 3, "d": 3}
    assert {one.agent_id: one.moved for one in standings if one.moved is not None} == {"a": 3}


def test_a_board_counts_the_statuses_that_it_names() -> None:
    metrics = [
        agent_metrics("a", 3, 1, "Off queue: Meal"),
        agent_metrics("b", 2, 1),
        agent_metrics("c", 1, 1, "Wrap-up"),
    ]
    standings = rank(metrics, {}, {}, NOON, rules=Rules(kinds=(StatusKind.AVAILABLE, StatusKind.OFF_QUEUE)))
    assert [one.agent_id for one in standings] == ["a", "b"]
    counts = standings.head_counts()
    assert (counts.active, counts.available, counts.wrap_up, counts.closed) == (2, 1, 0, 5)


rules = st.builds(
    Rules,
    st.permutations(["closed", "aht"]).flatmap(
        lambda order: st.tuples(
            *(st.sampled_from([one for one in RankBy if one.value.endswith(figure)]) for figure in order)
        )
    ),
    st.integers(0, 3),
    st.sampled_from([ACTIVE_KINDS, (StatusKind.ON_CALL,)]),
)
any_metrics = st.lists(
    st.builds(
        agent_metrics,
        st.text("abc", min_size=1, max_size=3),
        closed=st.integers(0, 4),
        aht_seconds=st.none() | st.sampled_from([0.0, 1.0, 1.001, 60.0]),
        status=st.sampled_from(["Available", "On a Call", "Offline"]),
    ),
    unique_by=lambda one: one.agent_id,
    max_size=12,
)


def is_better(one: Standing, other: Standing, by: tuple[RankBy, ...]) -> bool:
    """The rule, said once more in plain words."""
    for key in by:
        if key.value.endswith("closed"):
            ours, theirs = one.closed, other.closed
        else:
            if (one.aht is None) != (other.aht is None):
                return other.aht is None
            if one.aht is None or other.aht is None:
                continue
            ours, theirs = one.aht.value // timedelta(milliseconds=1), other.aht.value // timedelta(milliseconds=1)
        if ours != theirs:
            return ours > theirs if key.value.startswith(("most", "longest")) else ours < theirs
    return False


@given(any_metrics, rules)
def test_any_rules_give_ranks_that_count_those_who_are_better(metrics: list[AgentMetrics], chosen: Rules) -> None:
    standings = list(rank(metrics, {}, {}, NOON, rules=chosen))
    assert {one.agent_id for one in standings} == {one.agent_id for one in metrics if one.kind in chosen.kinds}
    enough = [one for one in standings if one.closed >= chosen.minimum_closed]
    assert standings[: len(enough)] == enough
    for one in enough:
        assert one.rank == 1 + sum(is_better(other, one, chosen.rank_by) for other in enough)
    assert all(one.rank is None for one in standings[len(enough) :])
    for part in (enough, standings[len(enough) :]):
        assert not any(is_better(below, above, chosen.rank_by) for above, below in pairwise(part))


@given(any_metrics)
def test_the_usual_rules_are_no_case_of_their_own(metrics: list[AgentMetrics]) -> None:
    spelled_out = Rules((RankBy.MOST_CLOSED, RankBy.SHORTEST_AHT))
    assert spelled_out is not USUAL
    assert [figures(one, spelled_out) for one in metrics] == [figures(one, USUAL) for one in metrics]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (AhtFormula.COMPLETED, Aht(timedelta(seconds=7), timedelta())),
        (AhtFormula.ALL_OVER_CLOSED, Aht(timedelta(seconds=20), timedelta())),
        (AhtFormula.ALL_OVER_STARTED, Aht(timedelta(seconds=15), timedelta())),
    ],
)
def test_the_three_averages(formula: AhtFormula, expected: Aht) -> None:
    completed = Aht(timedelta(seconds=7), timedelta())
    assert average(formula, completed, timedelta(minutes=1), closed=3, started=4) == expected


def test_over_nothing_there_is_no_average() -> None:
    assert average(AhtFormula.ALL_OVER_CLOSED, None, timedelta(minutes=1), closed=0, started=1) is None
    assert average(AhtFormula.ALL_OVER_STARTED, None, timedelta(), closed=0, started=0) is None


def test_boards_of_different_rules_rank_one_table() -> None:
    table = Table(NOON, timedelta(minutes=1))
    table.absorb([agent_look("a", 2, 20), agent_look("b", 3, 90)])
    by_average = Rules((RankBy.SHORTEST_AHT,))
    assert list(table.ranking({}).active) == ["b", "a"]
    assert list(table.ranking({}, rules=by_average).active) == ["a", "b"]
    later = NOON + timedelta(seconds=30)
    table.absorb([agent_look("a", 9, 900, as_of=later), agent_look("b", 3, 90, as_of=later)])
    assert list(table.ranking({}).active) == ["a", "b"]
    assert list(table.ranking({}, rules=by_average).active) == ["b", "a"]


def on_queue(one: AgentMetrics, minutes: float) -> AgentMetrics:
    return one._replace(on_queue=OnQueue(timedelta(minutes=minutes), one.closed, short=False, as_of=NOON))


class TestPerHour:
    """Tova works half the day, Idit all of it."""

    FULL = on_queue(agent_metrics("idit", 40, 100), 480)
    HALF = on_queue(agent_metrics("tova", 22, 100), 240)
    NEW = on_queue(agent_metrics("new", 5, 100), 14)
    UNKNOWN = agent_metrics("unknown", 99, 100)

    @pytest.mark.parametrize(
        ("by", "expected"),
        [
            ([RankBy.MOST_PER_HOUR], [("tova", 1), ("idit", 2), ("new", None), ("unknown", None)]),
            ([RankBy.FEWEST_PER_HOUR], [("idit", 1), ("tova", 2), ("new", None), ("unknown", None)]),
            ([RankBy.MOST_CLOSED], [("unknown", 1), ("idit", 2), ("tova", 3), ("new", 4)]),
        ],
    )
    def test_part_timers_stand_where_their_pace_puts_them(
        self, by: list[RankBy], expected: list[tuple[str, int | None]]
    ) -> None:
        found = ranked(Rules(tuple(by)), self.FULL, self.HALF, self.NEW, self.UNKNOWN)
        assert found == expected

    @pytest.mark.parametrize(
        ("key", "expected"), [(RankBy.MOST_PER_HOUR, ["sure", "short"]), (RankBy.FEWEST_PER_HOUR, ["sure", "short"])]
    )
    def test_a_figure_that_is_the_most_it_can_be_ranks_by_the_worse_of_what_it_can_be(
        self, key: RankBy, expected: list[str]
    ) -> None:
        hour = timedelta(hours=1)
        # From 5 to 20 an hour, beside 10.
        short = OnQueue(hour, 20, short=True, as_of=NOON, untold=3 * hour)
        metrics = [
            agent_metrics("short", 20, 60)._replace(on_queue=short),
            agent_metrics("sure", 20, 60)._replace(on_queue=OnQueue(2 * hour, 20, short=False, as_of=NOON)),
        ]
        assert [agent for agent, _ in ranked(Rules((key,)), *metrics)] == expected

    @pytest.mark.parametrize("key", [RankBy.MOST_PER_HOUR, RankBy.FEWEST_PER_HOUR])
    def test_as_a_second_figure_it_parts_equals_and_none_ranks_last(self, key: RankBy) -> None:
        metrics = [on_queue(agent_metrics("a", 9, 100), 60), agent_metrics("b", 9, 100), agent_metrics("c", 8, 100)]
        rules = Rules((RankBy.MOST_CLOSED, key))
        assert ranked(rules, *metrics) == [("a", 1), ("b", 2), ("c", 3)]

    def test_equal_tenths_share_a_rank_unless_another_figure_parts_them(self) -> None:
        one, other = on_queue(agent_metrics("a", 32, 200), 240), on_queue(agent_metrics("b", 32, 100), 241)
        assert ranked(Rules((RankBy.MOST_PER_HOUR,)), one, other) == [("a", 1), ("b", 1)]
        assert ranked(Rules((RankBy.MOST_PER_HOUR, RankBy.SHORTEST_AHT)), one, other) == [("b", 1), ("a", 2)]

    def test_all_three_figures_can_rank_at_once(self) -> None:
        rules = Rules((RankBy.MOST_PER_HOUR, RankBy.MOST_CLOSED, RankBy.LONGEST_AHT))
        twins = [on_queue(agent_metrics(name, 10, aht), 60) for name, aht in (("a", 5), ("b", 9), ("c", None))]
        more = on_queue(agent_metrics("d", 20, 1), 120)
        assert ranked(rules, *twins, more) == [("d", 1), ("b", 2), ("a", 3), ("c", 4)]

    def test_movement_is_compared_among_those_who_have_a_figure(self) -> None:
        rules = Rules((RankBy.MOST_PER_HOUR,))
        standings = rank([self.FULL, self.HALF, self.NEW, self.UNKNOWN], {}, {}, NOON, rules=rules)
        assert standings.ranks() == {"tova": 1, "idit": 2}

    def test_a_minimum_of_closed_ones_holds_beside_it(self) -> None:
        rules = Rules((RankBy.MOST_PER_HOUR,), minimum_closed=30)
        assert ranked(rules, self.FULL, self.HALF, self.NEW) == [("idit", 1), ("tova", None), ("new", None)]

    def test_a_board_that_does_not_rank_by_it_is_told_nothing_of_it(self) -> None:
        assert [one.per_hour for one in rank([self.FULL], {}, {}, NOON)] == [None]
        (told,) = rank([self.FULL], {}, {}, NOON, rules=Rules((RankBy.MOST_PER_HOUR,)))
        assert told.per_hour == PerHour(50)
