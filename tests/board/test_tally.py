"""What agents closed together, counted in and out again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import agent_metrics
from wallboard.board.agents import AgentMetrics, Aht
from wallboard.board.tally import Tally

SECOND = timedelta(seconds=1)


def with_bound(closed: int, seconds: int, bound: int | None) -> AgentMetrics:
    aht = Aht(seconds * SECOND, None if bound is None else bound * SECOND)
    return agent_metrics("a", closed)._replace(aht=aht)


ONE = st.builds(with_bound, st.integers(0, 20), st.integers(0, 900), st.none() | st.integers(0, 9))


def test_nobody_has_closed_nothing() -> None:
    tally = Tally()
    tally.count(agent_metrics("idle"))
    assert (tally.closed, tally.aht) == (0, None)


def test_one_whose_average_is_not_known_leaves_none_for_all() -> None:
    tally = Tally()
    tally.count(with_bound(3, 60, 0))
    tally.count(agent_metrics("b", 2))
    assert (tally.closed, tally.aht) == (5, None)
    tally.count(agent_metrics("b", 2), -1)
    assert tally.aht == Aht(60 * SECOND, timedelta())


@given(st.lists(ONE), st.lists(ONE))
def test_it_is_the_average_of_those_who_are_in(staying: list[AgentMetrics], leaving: list[AgentMetrics]) -> None:
    tally = Tally()
    for one in (*leaving, *staying):
        tally.count(one)
    for one in leaving:
        tally.count(one, -1)
    closed = sum(one.closed for one in staying)
    assert tally.closed == closed
    if not closed:
        assert tally.aht is None
        return
    told = [(one.closed, one.aht) for one in staying if one.closed and one.aht is not None]
    assert tally.aht is not None
    assert tally.aht.value == sum((count * aht.value for count, aht in told), timedelta()) / closed
    bounds = [None if aht.bound is None else count * aht.bound for count, aht in told]
    known = [bound for bound in bounds if bound is not None]
    assert tally.aht.bound == (None if None in bounds else sum(known, timedelta()) / closed)
