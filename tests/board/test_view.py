"""Views: what one screen sees, and the change from one sight to the next."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.board.test_ranking import any_metrics, any_names
from tests.builders import NOON, agent_metrics
from wallboard.board.agents import AgentId, AgentMetrics
from wallboard.board.ranking import Standings, nobody, rank
from wallboard.board.view import Change, Cut, ViewSpec, apply, cut, diff

NAMES = {AgentId("1"): "Tova", AgentId("2"): "Avi", AgentId("3"): "Tomer", AgentId("4"): "Straße"}
FOUR = rank([agent_metrics(str(number), closed=10 - number) for number in range(1, 5)], NAMES, {}, NOON)


def seen(*ranges: tuple[int, int], search: str = "") -> list[str]:
    return [row.name for row in cut(FOUR, ViewSpec("all", ranges, search)).rows]


class TestCut:
    def test_a_range_is_an_offset_and_a_count(self) -> None:
        assert seen((1, 2)) == ["Avi", "Tomer"]

    def test_ranges_that_overlap_or_stand_in_any_order_give_each_row_once_in_order(self) -> None:
        assert seen((2, 2), (0, 3)) == ["Tova", "Avi", "Tomer", "Straße"]

    def test_what_lies_beyond_the_end_is_left_out(self) -> None:
        assert seen((3, 100), (50, 10)) == ["Straße"]

    def test_before_there_is_anything_to_show_there_is_nothing(self) -> None:
        assert cut(nobody(), ViewSpec("all", ((0, 9),))) == Cut((), 0)

    def test_nothing_asked_shows_nothing_but_tells_how_many_there_are(self) -> None:
        assert cut(FOUR, ViewSpec("all", ())) == Cut((), 4)

    def test_a_search_finds_any_part_of_a_name_without_regard_to_case(self) -> None:
        assert seen((0, 9), search=" TO ") == ["Tova", "Tomer"]
        assert seen((0, 9), search="STRASSE") == ["Straße"]

    def test_a_range_counts_among_the_hits(self) -> None:
        assert seen((1, 1), search="to") == ["Tomer"]

    def test_hits_keep_their_rank_among_everybody(self) -> None:
        found = cut(FOUR, ViewSpec("all", ((0, 9),), "to"))
        assert [(row.rank, row.place) for row in found.rows] == [(1, 0), (3, 2)]
        assert found.total == 2


class TestDiff:
    def test_what_did_not_change_is_not_told(self) -> None:
        shown = cut(FOUR, ViewSpec("all", ((0, 9),)))
        assert diff(shown, shown) == Change((), (), 4)

    def test_the_same_numbers_at_a_later_instant_are_no_change(self) -> None:
        later = NOON + timedelta(seconds=30)
        metrics = [agent_metrics(str(number), closed=10 - number, as_of=later) for number in range(1, 5)]
        assert diff(Cut(tuple(FOUR), 4), Cut(tuple(rank(metrics, NAMES, {}, later)), 4)) == Change((), (), 4)

    def test_who_left_is_removed_and_who_moved_up_is_told(self) -> None:
        without_first = rank([agent_metrics("2", closed=8)], NAMES, {}, NOON)
        change = diff(Cut(tuple(FOUR), 4), Cut(tuple(without_first), 1))
        assert change.removed == ("1", "3", "4")
        assert [(row.name, row.rank) for row in change.upserts] == [("Avi", 1)]


def ranked(metrics: list[AgentMetrics], names: dict[AgentId, str]) -> Standings:
    return rank(metrics, names, {}, NOON)


boards = st.builds(ranked, any_metrics, any_names)
specs = st.builds(
    ViewSpec,
    st.just("all"),
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), max_size=3).map(tuple),
    st.sampled_from(["", "n", "agent a"]),
)


@given(boards, boards, specs, specs)
def test_applying_the_change_gives_what_is_wanted(
    before: Standings, after: Standings, was: ViewSpec, now: ViewSpec
) -> None:
    shown, wanted = cut(before, was), cut(after, now)
    assert apply(shown, diff(shown, wanted)) == wanted


@given(boards, boards, specs)
def test_a_change_tells_no_row_twice_and_none_that_is_the_same(
    before: Standings, after: Standings, spec: ViewSpec
) -> None:
    shown, wanted = cut(before, spec), cut(after, spec)
    change = diff(shown, wanted)
    told = [row.agent_id for row in change.upserts] + list(change.removed)
    assert len(told) == len(set(told))
    assert not set(change.upserts) & set(shown.rows)
