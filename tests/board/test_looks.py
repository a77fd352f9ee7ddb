"""Looks that an answer repeats: as true as the news, and told apart from them."""

from datetime import timedelta

import pytest

from tests.builders import NOON, agent_look
from wallboard.board.agents import AgentId
from wallboard.board.looks import Looks, is_at_rest

LATER = NOON + timedelta(seconds=30)
AVI, NOA, TOVA = (AgentId(name) for name in ("avi", "noa", "tova"))


@pytest.fixture
def page() -> Looks:
    return Looks(
        [agent_look("avi", 5, 500, as_of=LATER)], [agent_look("tova", 4, 400), agent_look("noa", 3, 300)], LATER
    )


def test_as_a_sequence_all_are_true_at_the_same_instant(page: Looks) -> None:
    assert len(page) == 3
    assert list(page) == [
        agent_look("avi", 5, 500, as_of=LATER),
        agent_look("tova", 4, 400, as_of=LATER),
        agent_look("noa", 3, 300, as_of=LATER),
    ]
    assert page[1] == agent_look("tova", 4, 400, as_of=LATER)
    assert page[1:] == tuple(page)[1:]


def test_what_is_repeated_stays_as_it_was_told_first(page: Looks) -> None:
    assert [look.as_of for look in page.repeated] == [NOON, NOON]
    assert list(page.renewed(page.repeated[:1])) == [agent_look("tova", 4, 400, as_of=LATER)]


def test_it_equals_whatever_tells_the_same(page: Looks) -> None:
    assert page == tuple(page)
    assert tuple(page) == page
    assert page == Looks(tuple(page), (), LATER)
    assert page != tuple(page)[:2]
    assert page != 3


def test_some_agents_are_taken_out_of_both_parts(page: Looks) -> None:
    assert set(page.agents()) == {AVI, NOA, TOVA}
    assert page.only({AVI, NOA}).agents() == [AVI, NOA]
    assert page.only({NOA}) == (agent_look("noa", 3, 300, as_of=LATER),)


def test_plain_looks_are_all_news(page: Looks) -> None:
    assert Looks.of(page) is page
    plain = Looks.of([agent_look("tova", as_of=LATER)])
    assert (plain.repeated, plain.as_of, len(plain.news)) == ((), LATER, 1)
    assert not Looks.of(())


def test_an_agent_is_at_rest_when_the_same_is_said_and_nothing_runs() -> None:
    before = agent_look("tova", 4, 400)
    assert is_at_rest(before, agent_look("tova", 4, 400, as_of=LATER))
    assert not is_at_rest(None, before)
    assert not is_at_rest(before, agent_look("tova", 5, 500, as_of=LATER))
    running = agent_look("tova", 4, 400, running=1)
    assert not is_at_rest(running, running)
