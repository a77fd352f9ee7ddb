from datetime import timedelta

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board import completed
from wallboard.board.agents import AgentId, AgentStatus, Since
from wallboard.poller.known import Known, status_since, told_since

LATER = NOON + timedelta(minutes=1)


def test_a_status_lasts_since_it_was_first_seen() -> None:
    first = completed.absorb(None, agent_look("tova", status="Wrap-up"), SHIFT_START)
    began = status_since(None, first)
    assert began == Since(first.look.as_of, exact=False)
    again = completed.absorb(first, agent_look("tova", status="Wrap-up", as_of=LATER), SHIFT_START)
    assert status_since(Known(first, began), again) == began


def test_a_status_that_is_told_apart_begins_when_it_is_told_and_not_after_the_look() -> None:
    last = Known(completed.absorb(None, agent_look("tova"), SHIFT_START), Since(NOON, exact=False))
    told = AgentStatus(AgentId("tova"), "Wrap-up", LATER, None, NOON)
    assert told_since(last, told) == Since(NOON, exact=True)
    untold = AgentStatus(AgentId("tova"), "Wrap-up", None, None, LATER)
    assert told_since(last, untold) == Since(LATER, exact=False)
