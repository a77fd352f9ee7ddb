"""The table of statuses: the newest word counts, wherever it comes from."""

from datetime import timedelta

from tests.builders import NOON
from wallboard.board.agents import AgentId, AgentStatus
from wallboard.poller.statuses import Statuses

MINUTE = timedelta(minutes=1)


def status(agent: str, words: str, minutes: int) -> AgentStatus:
    return AgentStatus(AgentId(agent), words, None, None, NOON + minutes * MINUTE)


def test_the_newest_word_counts_in_whichever_order_it_comes() -> None:
    statuses = Statuses()
    statuses.absorb([status("tova", "On a Call", 2), status("avi", "Available", 1)])
    statuses.absorb([status("tova", "Available", 1)])
    assert {one.agent_id: one.words for one in statuses.since(None)} == {"tova": "On a Call", "avi": "Available"}


def test_of_two_words_of_one_instant_the_later_told_counts() -> None:
    statuses = Statuses()
    statuses.absorb([status("tova", "On a Call", 1)])
    statuses.absorb([status("tova", "Wrap-up", 1)])
    assert [one.words for one in statuses.since(None)] == ["Wrap-up"]


def test_what_was_told_since_an_instant() -> None:
    statuses = Statuses()
    statuses.absorb([status("tova", "On a Call", 2), status("avi", "Available", 1)])
    assert [one.agent_id for one in statuses.since(NOON + 2 * MINUTE)] == ["tova"]
