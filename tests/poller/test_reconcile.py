"""Two sides of one window: what is equal stays silent, what differs is found, and the likely cause is named."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CADENCE, NOON, SHIFT_START, agent_look
from tests.talks import BEGIN, Talk, lists_of_talks, looked_at
from wallboard.board import completed
from wallboard.board.agents import AgentId
from wallboard.poller.reconcile import (
    Figures,
    LikelyCause,
    Limits,
    Line,
    compared,
    figures_of,
    figures_of_look,
    is_aligned,
    passing,
)

TOVA = AgentId("tova")
LAG = timedelta(seconds=30)
SECOND = timedelta(seconds=1)
LIMITS = Limits()


def figures(closed: int, handled: float = 0.0, unfinished: int = 0, least: float | None = None) -> Figures:
    most = timedelta(seconds=handled)
    return Figures(closed, most if least is None else timedelta(seconds=least), most, unfinished, reaches_back=False)


def line(kept: Figures | None, told: Figures | None, limits: Limits = LIMITS, *, aligned: bool = True) -> Line:
    then = {} if kept is None else {TOVA: kept}
    now = {} if told is None else {TOVA: told}
    (only,) = compared(then, now, {TOVA: "Tova"}, limits, aligned=aligned)
    return only


class TestDifference:
    def test_equal_figures_are_no_difference(self) -> None:
        same = line(figures(4, 400), figures(4, 400))
        assert (same.more_closed, same.longer_aht, same.passes, same.cause) == (0, timedelta(), False, None)
        assert same.is_equal

    @pytest.mark.parametrize(("told", "passes"), [(4, False), (5, False), (6, True), (3, False), (2, True)])
    def test_more_conversations_than_allowed_pass_either_way(self, told: int, passes: bool) -> None:
        assert line(figures(4, 400), figures(told, 100 * told)).passes is passes
        assert line(figures(4, 400), figures(told, 100 * told), Limits(conversations=2)).passes is False

    @pytest.mark.parametrize(
        ("told", "passes"), [(408, False), (392.2, False), (408.2, True), (391, True), (409, True), (400, False)]
    )
    def test_an_aht_that_is_off_by_more_than_allowed_passes_either_way(self, told: float, passes: bool) -> None:
        # 2 % of what is told now: 408 / 4 = 102 s may differ by 2.04 s from 100 s.
        assert line(figures(4, 400), figures(4, told)).passes is passes
        assert line(figures(4, 400), figures(4, told), Limits(aht_percent=5)).passes is False

    def test_what_was_known_within_a_bound_differs_beyond_it_alone(self) -> None:
        kept = figures(4, 440, least=400)  # 100 to 110 s
        for inside in (400, 420, 440):
            assert line(kept, figures(4, inside)).is_equal
        above, below = line(kept, figures(4, 450)), line(kept, figures(4, 390))
        assert (above.longer_aht, above.passes) == (timedelta(seconds=2.5), True)
        assert (below.longer_aht, below.passes) == (timedelta(seconds=-2.5), True)
        little = line(kept, figures(4, 442))
        assert (little.longer_aht, little.passes, little.is_equal) == (timedelta(seconds=0.5), False, False)

    def test_what_is_told_within_a_bound_is_treated_alike(self) -> None:
        assert line(figures(4, 420), figures(4, 440, least=400)).is_equal
        assert line(figures(4, 380), figures(4, 440, least=400)).longer_aht == timedelta(seconds=5)

    def test_rounding_is_no_difference(self) -> None:
        assert line(figures(3, 100.0), figures(3, 100.0029)).is_equal

    def test_an_aht_of_nothing_is_a_value(self) -> None:
        told = line(figures(4, 0), figures(4, 400))
        assert (told.longer_aht, told.passes) == (timedelta(seconds=100), True)
        assert line(figures(4, 400), figures(4, 0)).passes

    def test_without_an_average_on_a_side_the_count_alone_tells(self) -> None:
        told = line(figures(0), figures(1, 100))
        assert (told.longer_aht, told.passes, told.more_closed) == (None, False, 1)

    def test_who_is_on_one_side_alone_is_told(self) -> None:
        gone, new = line(figures(4, 400), None), line(None, figures(1, 100))
        assert (gone.told, gone.more_closed, gone.passes) == (None, -4, True)
        assert (new.kept, new.more_closed, new.passes) == (None, 1, False)
        at_rest = line(figures(0), None)
        assert (at_rest.told, at_rest.passes, at_rest.is_equal) == (None, False, True)


class TestCause:
    def test_what_was_unfinished_and_is_closed_now_is_wrap_up(self) -> None:
        for more in (1, 2):
            told = line(figures(4, 400, unfinished=2), figures(4 + more, 500))
            assert told.cause is LikelyCause.WRAP_UP
        assert line(figures(4, 400, unfinished=2), figures(7, 700)).cause is LikelyCause.REPROCESSING
        assert line(figures(4, 400, unfinished=2), figures(3, 300)).cause is LikelyCause.REPROCESSING
        assert line(figures(4, 400), figures(5, 500)).cause is LikelyCause.REPROCESSING

    def test_a_last_look_long_before_the_end_is_not_aligned(self) -> None:
        assert line(figures(4, 400), figures(5, 500), aligned=False).cause is LikelyCause.NOT_ALIGNED
        assert line(figures(4, 400, 1), figures(5, 500), aligned=False).cause is LikelyCause.WRAP_UP
        assert line(figures(4, 400), figures(4, 400), aligned=False).cause is None

    def test_what_began_before_the_window_on_one_side_alone_is_not_aligned(self) -> None:
        back = replace(figures(5, 500), reaches_back=True)
        assert line(figures(4, 400), back).cause is LikelyCause.NOT_ALIGNED
        assert line(back, figures(4, 400)).cause is LikelyCause.NOT_ALIGNED
        assert line(replace(back, closed=4), back).cause is LikelyCause.REPROCESSING

    def test_a_handle_time_that_changed_is_reprocessing(self) -> None:
        assert line(figures(4, 400), figures(4, 500)).cause is LikelyCause.REPROCESSING


class TestFigures:
    @pytest.mark.parametrize(
        ("running", "status", "unfinished"),
        [(0, "Available", 0), (1, "On a Call", 1), (2, "On a Call", 2), (0, "Wrap-up", 1), (1, "Offline", 1)],
    )
    def test_what_runs_or_is_wrapped_up_is_unfinished(self, running: int, status: str, unfinished: int) -> None:
        assert figures_of_look(agent_look("tova", 4, 400, running, status), SHIFT_START).unfinished == unfinished

    def test_what_the_platform_counts_as_begun_is_not_unfinished(self) -> None:
        look = agent_look("tova", 4, 400, running=3)._replace(status=None, completed_alone=True)
        assert figures_of_look(look, SHIFT_START) == figures(4, 400)

    def test_more_closed_than_begun_reaches_back(self) -> None:
        look = agent_look("tova", 4, 400)
        assert figures_of_look(look._replace(started=3), SHIFT_START).reaches_back
        assert not figures_of_look(look, SHIFT_START).reaches_back

    def test_what_runs_at_the_only_look_leaves_an_interval(self) -> None:
        told = figures_of_look(agent_look("tova", 4, 400, running=1, status="On a Call"), SHIFT_START)
        assert told.least < told.most == timedelta(seconds=400)


def test_the_last_look_may_lie_two_polls_and_the_lag_before_the_end() -> None:
    reach = 2 * CADENCE + LAG
    assert is_aligned(NOON - reach, NOON, CADENCE, LAG)
    assert not is_aligned(NOON - reach - SECOND, NOON, CADENCE, LAG)


sides = st.dictionaries(
    st.sampled_from([AgentId(name) for name in "abcdef"]),
    st.builds(figures, st.integers(0, 9), st.integers(0, 900).map(float), st.integers(0, 2)),
)


@given(sides, st.booleans())
def test_equal_sides_have_no_difference(side: dict[AgentId, Figures], aligned: bool) -> None:
    lines = compared(side, side, {}, LIMITS, aligned=aligned)
    assert {one.agent_id for one in lines} == side.keys()
    assert all(one.is_equal for one in lines)
    assert passing(lines) == 0


@given(sides, sides, st.randoms())
def test_the_order_of_either_side_changes_nothing(
    kept: dict[AgentId, Figures], told: dict[AgentId, Figures], chance: object
) -> None:
    lines = compared(kept, told, {}, LIMITS, aligned=True)
    turned = compared(dict(reversed(kept.items())), dict(reversed(told.items())), {}, LIMITS, aligned=True)
    assert lines == turned
    order = [(not one.passes, one.is_equal) for one in lines]
    assert order == sorted(order)


@given(sides, sides)
def test_nothing_passes_or_has_a_cause_without_a_difference(
    kept: dict[AgentId, Figures], told: dict[AgentId, Figures]
) -> None:
    for one in compared(kept, told, {}, LIMITS, aligned=True):
        assert not (one.passes and one.is_equal)
        assert (one.cause is None) == (one.more_closed == 0 and not one.longer_aht)


@given(lists_of_talks(latest=600), st.lists(st.integers(1, 900), min_size=1, max_size=8, unique=True))
def test_what_polls_know_never_differs_from_what_one_look_tells_later(own: list[Talk], looks: list[int]) -> None:
    """However inexact the kept AHT is, the same window asked for again holds it: no false alarm."""
    known = None
    for at in sorted(looks):
        known = completed.absorb(known, looked_at(own, at), BEGIN)
    assert known is not None
    again = figures_of_look(looked_at(own, max(looks)), BEGIN)
    assert line(figures_of(known), again).is_equal
