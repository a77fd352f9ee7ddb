"""Chains of pages: where each stands, that it ends, and when a page that failed is worth asking for again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.chains import Chain, Round
from wallboard.genesys.realtime import Page

SECOND = timedelta(seconds=1)
WINDOW = MetricsWindow(SHIFT_START, NOON)


def page(cursor: str | None, *agents: str) -> Page:
    return Page(Looks.of([*map(agent_look, agents)]), cursor)


def test_a_chain_goes_from_its_start_to_its_end_and_keeps_its_first_end() -> None:
    chain = Chain("north")
    assert chain.is_at_its_start
    assert chain.advance(page("p2", "a"), NOON) is None
    assert (chain.cursor, chain.first_end, chain.is_done, chain.is_at_its_start) == ("p2", NOON, False, False)
    assert chain.advance(page(None, "b"), NOON + SECOND) is None
    assert (chain.first_end, chain.pages, chain.is_done, chain.is_at_its_start) == (NOON, 2, True, False)


def test_tokens_that_go_round_are_found_out_at_once() -> None:
    chain = Chain(None)
    told = [chain.advance(page(cursor, cursor), NOON) for cursor in ("p2", "p3", "p2")]
    assert told == [None, None, "the page tokens go round in a circle"]


def test_pages_without_anybody_new_have_an_end() -> None:
    chain = Chain(None)
    told = [chain.advance(page(f"p{number}", "a"), NOON) for number in range(12)]
    assert told[:10] == [None] * 10
    assert told[10] is not None
    assert "no end of pages" in told[10]


def test_a_restart_forgets_the_tokens_and_counts() -> None:
    chain = Chain(None)
    chain.advance(page("p2", "a"), NOON)
    chain.restart()
    assert (chain.is_at_its_start, chain.pages, chain.first_end, chain.restarts) == (True, 0, None, 1)
    assert chain.advance(page("p2", "a"), NOON) is None


def test_each_restart_waits_longer_than_the_one_before() -> None:
    chain = Chain(None)
    waits = []
    for _ in range(7):
        chain.restart()
        chain.put_off(timedelta(), None)
        waits.append(chain.not_before / SECOND)
        chain.advance(page("p2", "a"), NOON)
    assert waits == [1, 2, 4, 8, 16, 30, 30]


def test_a_page_that_failed_is_asked_for_again_later_and_later() -> None:
    chain = Chain(None)
    waits = []
    for _ in range(8):
        chain.put_off(timedelta(), None)
        waits.append(chain.not_before / SECOND)
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    chain.advance(page("p2", "a"), NOON)
    chain.put_off(timedelta(), None)
    assert chain.not_before == SECOND


@given(st.timedeltas(timedelta(), timedelta(days=9)), st.integers(0, 50), st.timedeltas(timedelta(), timedelta(days=1)))
def test_never_before_the_server_wishes(wish: timedelta, failures: int, now: timedelta) -> None:
    chain = Chain(None, failures=failures)
    chain.put_off(now, wish)
    assert chain.not_before >= now + wish


class TestRound:
    @pytest.fixture
    def swept(self) -> Round:
        return Round(WINDOW, 5 * SECOND, ["north", "south"])

    def test_it_is_done_when_all_its_chains_are(self, swept: Round) -> None:
        assert (swept.window_start, swept.begun, swept.is_done) == (SHIFT_START, 5 * SECOND, False)
        swept.chains[0].advance(page(None, "a"), NOON)
        assert (swept.is_done, swept.pages) == (False, 1)
        swept.chains[1].advance(page(None, "b"), NOON)
        assert (swept.is_done, swept.pages, swept.next_due()) == (True, 2, None)

    def test_a_chain_that_is_put_off_holds_up_no_other(self, swept: Round) -> None:
        north, south = swept.chains
        north.put_off(10 * SECOND, None)
        assert swept.due(10 * SECOND) == [south]
        assert swept.due(11 * SECOND) == [north, south]
        south.put_off(10 * SECOND, 5 * SECOND)
        assert swept.next_due() == 11 * SECOND
