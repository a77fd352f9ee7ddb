"""An order that changes step by step is the same as one that is made at once."""

from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.agents import AgentId
from wallboard.board.order import Key, Order

IDS = [AgentId(letter) for letter in "abcdefgh"]


def key(agent: AgentId, closed: int, aht_ms: int | None = 1000, name: str = "noa") -> Key:
    return (-closed, aht_ms is None, aht_ms or 0, name, agent)


keys = st.dictionaries(
    st.sampled_from(IDS), st.tuples(st.integers(0, 2), st.none() | st.integers(0, 2), st.sampled_from(["noa", "avi"]))
).map(lambda told: {agent: key(agent, *figures) for agent, figures in told.items()})


@given(st.lists(st.tuples(keys, st.lists(st.sampled_from(IDS), max_size=3)), max_size=6))
def test_it_is_what_sorting_everybody_gives(steps: list[tuple[dict[AgentId, Key], list[AgentId]]]) -> None:
    order, expected = Order(), dict[AgentId, Key]()
    for changed, gone in steps:
        staying = {agent: one for agent, one in changed.items() if agent not in gone}
        order.change(staying, gone)
        expected = {agent: one for agent, one in (expected | staying).items() if agent not in gone}
        in_order = sorted(expected.values())
        assert list(order) == [one[-1] for one in in_order]
        assert len(order) == len(in_order)
        for place, one in enumerate(in_order):
            assert order.at(place) == one[-1]
            assert order.place_of(one[-1]) == place
            assert order.rank_at(place) == 1 + sum(other[:3] < one[:3] for other in in_order)
        assert list(order.ranks()) == [(agent, order.rank_at(place)) for place, agent in enumerate(order)]


def test_nobody_stands_nowhere() -> None:
    order = Order()
    assert order.place_of(AgentId("a")) is None
    assert AgentId("a") not in order
    with pytest.raises(IndexError):
        order.at(0)


def test_names_are_found_by_any_part() -> None:
    order = Order()
    order.change({AgentId("a"): key(AgentId("a"), 1, name="noa levi"), AgentId("b"): key(AgentId("b"), 2, name="avi")})
    assert (order.named("v"), order.named("noa"), order.named("x")) == ([0, 1], [1], [])


def test_a_shorter_key_stands_before_every_longer_one_that_begins_with_it() -> None:
    rows = sorted(key(agent, 1) for agent in IDS)
    assert bisect_left(rows, rows[-1][:3]) == 0
