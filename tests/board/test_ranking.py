"""Ranking: a total order, blind to the order that agents come in, with ranks 1, 2, 2, 4."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, agent_metrics
from wallboard.board.agents import AgentId, AgentMetrics, Aht
from wallboard.board.ranking import HeadCounts, Ranking, Sight, Standing, Standings, rank


def ranked(*metrics: AgentMetrics, names: dict[str, str] | None = None) -> tuple[Standing, ...]:
    shown = {AgentId(key): name for key, name in (names or {}).items()}
    return tuple(rank(metrics, shown, {}, NOON))


def order(standings: tuple[Standing, ...]) -> list[str]:
    return [one.agent_id for one in standings]


class TestOrder:
    def test_more_closed_stands_higher(self) -> None:
        assert order(ranked(agent_metrics("a", 3, 10), agent_metrics("b", 4, 99))) == ["b", "a"]

    def test_of_equal_closed_the_faster_stands_higher(self) -> None:
        assert order(ranked(agent_metrics("a", 3, 11), agent_metrics("b", 3, 10))) == ["b", "a"]

    def test_an_average_of_zero_is_the_fastest_and_none_is_the_last(self) -> None:
        standings = ranked(agent_metrics("a", 3, None), agent_metrics("b", 3, 1), agent_metrics("c", 3, 0))
        assert order(standings) == ["c", "b", "a"]

    def test_of_equal_numbers_the_shown_name_decides_without_regard_to_case(self) -> None:
        standings = ranked(agent_metrics("1"), agent_metrics("2"), agent_metrics("3"), names={"1": "noa", "2": "Adi"})
        assert [one.name for one in standings] == ["Adi", "Agent 3", "noa"]

    def test_of_equal_names_the_id_decides(self) -> None:
        assert order(ranked(agent_metrics("b"), agent_metrics("a"), names={"a": "Noa", "b": "Noa"})) == ["a", "b"]


class TestRanks:
    def test_equal_numbers_share_a_rank_and_the_next_one_counts_them(self) -> None:
        standings = ranked(
            agent_metrics("a", 9, 10), agent_metrics("b", 7, 10), agent_metrics("c", 7, 10), agent_metrics("d", 5, 10)
        )
        assert [one.rank for one in standings] == [1, 2, 2, 4]
        assert [one.place for one in standings] == [0, 1, 2, 3]

    def test_no_average_and_an_average_of_zero_do_not_share_a_rank(self) -> None:
        assert [one.rank for one in ranked(agent_metrics("a", 0, None), agent_metrics("b", 0, 0))] == [1, 2]

    def test_who_is_not_active_has_no_place(self) -> None:
        standings = ranked(
            agent_metrics("a", 9, 1, "Offline"),
            agent_metrics("b", 8, 1, "Off queue: Available"),
            agent_metrics("c", 7, 1, "Gone fishing"),
            agent_metrics("d", 1, 1, "Wrap-up"),
        )
        assert [(one.agent_id, one.rank, one.place) for one in standings] == [("d", 1, 0)]


class TestOneStanding:
    def test_movement_is_ranks_gained_and_unknown_for_who_was_not_there(self) -> None:
        reference = {AgentId("a"): 1, AgentId("b"): 3}
        metrics = [agent_metrics("a", 1), agent_metrics("b", 3), agent_metrics("c", 2)]
        moved = {one.agent_id: one.moved for one in rank(metrics, {}, reference, NOON)}
        assert moved == {"a": -2, "b": 2, "c": None}

    def test_only_a_row_of_another_instant_says_when_it_was_true(self) -> None:
        older = NOON - timedelta(seconds=30)
        standings = ranked(agent_metrics("a", 2), agent_metrics("b", 1, as_of=older))
        assert [one.as_of for one in standings] == [None, older]

    def test_a_name_that_is_empty_or_missing_becomes_a_short_id(self) -> None:
        long_id = "6f0c1d2e-aaaa-bbbb-cccc-0123456789ab"
        assert [one.name for one in ranked(agent_metrics(long_id), names={long_id: ""})] == ["Agent 6f0c1d2e"]


IDS = [AgentId(one) for one in ("a", "b", "ab", "ccc")]
any_metrics = st.lists(
    st.builds(
        agent_metrics,
        st.text("abc", min_size=1, max_size=3),
        closed=st.integers(0, 3),
        aht_seconds=st.none() | st.sampled_from([0.0, 1.0, 1.001, 60.0]),
        status=st.sampled_from(["Available", "On a Call", "Wrap-up", "Offline", "Meal"]),
    ),
    unique_by=lambda one: one.agent_id,
    max_size=12,
)
any_names = st.dictionaries(st.text("abc", min_size=1, max_size=3).map(AgentId), st.sampled_from(["Noa", "noa", "Ö"]))


@given(any_metrics, any_names, st.randoms())
def test_the_order_that_agents_come_in_changes_nothing(
    metrics: list[AgentMetrics], names: dict[AgentId, str], chance: Random
) -> None:
    shuffled = list(metrics)
    chance.shuffle(shuffled)
    assert tuple(rank(metrics, names, {}, NOON)) == tuple(rank(shuffled, names, {}, NOON))


@given(any_metrics, any_names)
def test_a_rank_is_one_more_than_those_who_are_better(metrics: list[AgentMetrics], names: dict[AgentId, str]) -> None:
    active = {one.agent_id: one for one in metrics if one.status in {"Available", "On a Call", "Wrap-up"}}

    def better(one: AgentMetrics, other: AgentMetrics) -> bool:
        if one.closed != other.closed:
            return one.closed > other.closed
        if one.aht is None or other.aht is None:
            return one.aht is not None and other.aht is None
        return one.aht.value < other.aht.value

    standings = rank(metrics, names, {}, NOON)
    assert {one.agent_id for one in standings} == set(active)
    assert [one.place for one in standings] == list(range(len(active)))
    for one in standings:
        assert one.rank == 1 + sum(better(other, active[one.agent_id]) for other in active.values())
    for above, below in pairwise(standings):
        assert not better(active[below.agent_id], active[above.agent_id])
        if above.rank == below.rank:
            shown = (above.name.casefold(), above.agent_id), (below.name.casefold(), below.agent_id)
            assert shown[0] < shown[1]


class TestStatusesToldApart:
    def test_a_status_as_old_as_the_boards_is_not_told_twice(self) -> None:
        asked = NOON + timedelta(seconds=30)
        fresh = agent_metrics("a", 2, 10)._replace(status_as_of=asked)
        old = agent_metrics("b", 1, 10)._replace(status_as_of=NOON - timedelta(minutes=5))
        told = rank([fresh, old], {}, {}, NOON, asked)
        assert [one.status_as_of for one in told] == [None, NOON - timedelta(minutes=5)]
        assert [one.as_of for one in told] == [None, None]

    def test_where_statuses_come_with_the_counts_their_instant_is_the_counts(self) -> None:
        assert [one.status_as_of for one in rank([agent_metrics("a")], {}, {}, NOON)] == [None]

    def test_an_agent_of_no_status_is_not_active(self) -> None:
        unknown = agent_metrics("a", 2, 10, status="")._replace(status=None)
        assert not rank([unknown], {}, {}, NOON)

    def test_a_picture_stands_beside_its_agent(self) -> None:
        told = rank([agent_metrics("a"), agent_metrics("b")], {}, {}, NOON, None, {AgentId("b"): "v1"})
        assert [(one.agent_id, one.picture) for one in told] == [("a", None), ("b", "v1")]


@given(any_metrics)
def test_the_head_counts_are_those_of_the_active(metrics: list[AgentMetrics]) -> None:
    active = [one for one in metrics if one.status in {"Available", "On a Call", "Wrap-up"}]
    words = [one.status for one in active]
    assert rank(metrics, {}, {}, NOON).head_counts() == HeadCounts(
        active=len(active),
        available=words.count("Available"),
        on_call=words.count("On a Call"),
        wrap_up=words.count("Wrap-up"),
        closed=sum(one.closed for one in active),
        aht=_together(active),
    )


def _together(active: list[AgentMetrics]) -> Aht | None:
    """Their average over all that they closed, from its definition."""
    closed = sum(one.closed for one in active)
    told = [(one.closed, one.aht) for one in active if one.closed and one.aht is not None]
    if not closed or len(told) != sum(one.closed > 0 for one in active):
        return None
    handled = sum((own * aht.value for own, aht in told), timedelta())
    bounds = [own * aht.bound for own, aht in told if aht.bound is not None]
    return Aht(handled / closed, sum(bounds, timedelta()) / closed if len(bounds) == len(told) else None)


def test_the_average_of_all_is_weighed_by_what_each_has_closed() -> None:
    everybody = [agent_metrics("a", 3, 10), agent_metrics("b", 1, 50), agent_metrics("c", 0, None)]
    counted = rank(everybody, {}, {}, NOON).head_counts().aht
    assert counted is not None
    assert counted.value == timedelta(seconds=20)
    assert rank(everybody[2:], {}, {}, NOON).head_counts().aht is None


class Changing:
    """A ranking that some agents change in, and the same agents ranked from nothing."""

    def __init__(self) -> None:
        self.ranking = Ranking()
        self.now: dict[AgentId, AgentMetrics] = {}

    def change(self, changed: list[AgentMetrics], gone: list[AgentId], names: dict[AgentId, str]) -> None:
        self.ranking.change(changed, gone, names, {})
        for agent in gone:
            self.now.pop(agent, None)
        self.now |= {one.agent_id: one for one in changed}

    def shown(self, names: dict[AgentId, str]) -> tuple[Standing, ...]:
        return tuple(Standings(self.ranking, Sight(NOON, NOON, NOON, names)))


@given(st.lists(st.tuples(any_metrics, st.lists(st.sampled_from(IDS), max_size=3)), max_size=5), any_names)
def test_changes_one_after_the_other_are_the_same_as_all_at_once(
    rounds: list[tuple[list[AgentMetrics], list[AgentId]]], names: dict[AgentId, str]
) -> None:
    changing = Changing()
    for metrics, gone in rounds:
        staying = [one for one in metrics if one.agent_id not in gone]
        changing.change(staying, gone, names)
        everybody = list(changing.now.values())
        at_once = rank(everybody, names, {}, NOON)
        assert changing.shown(names) == tuple(replace(one, moved=None) for one in at_once)
        assert changing.ranking.head_counts() == at_once.head_counts()
        scratch = Ranking()
        scratch.change(everybody, (), names, {})
        assert list(changing.ranking.everybody) == list(scratch.everybody)


@given(any_metrics)
def test_one_agent_is_found_where_she_stands(metrics: list[AgentMetrics]) -> None:
    standings = rank(metrics, {}, {}, NOON)
    for one in metrics:
        assert standings.find(one.agent_id) == next((row for row in standings if row.agent_id == one.agent_id), None)
    assert standings.find(AgentId("nobody")) is None
    assert standings[:2] == tuple(standings)[:2]


def test_a_sweep_that_takes_its_time_makes_no_row_old() -> None:
    ranking = Ranking()
    seen_at = {AgentId("a"): NOON, AgentId("b"): NOON - timedelta(minutes=2), AgentId("c"): NOON - timedelta(minutes=4)}
    ranking.change([agent_metrics(agent, as_of=at) for agent, at in seen_at.items()], (), {}, seen_at)
    rows = Standings(ranking, Sight(NOON, NOON - timedelta(minutes=3), NOON))
    assert [row.as_of for row in rows] == [None, None, NOON - timedelta(minutes=4)]
    assert [row.status_as_of for row in rows] == [None, None, NOON - timedelta(minutes=4)]


def test_who_is_not_active_stands_in_the_order_of_everybody_alone() -> None:
    ranking = Ranking()
    metrics = [agent_metrics("a", 1, 10, "Offline"), agent_metrics("b", 2, 10), agent_metrics("c", 3, 5, "")]
    ranking.change(metrics, (), {}, {})
    assert list(ranking.everybody) == ["c", "b", "a"]
    assert list(ranking.active) == ["b"]
