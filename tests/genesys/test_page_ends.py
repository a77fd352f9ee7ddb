"""Whether a following page may have an end of its own is found out, and believed until tokens are refused again."""

from datetime import timedelta

import pytest

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.chains import Chain
from wallboard.genesys.errors import BadReply, GenesysError, TimedOut
from wallboard.genesys.page_ends import PageEnds, is_of_token
from wallboard.genesys.realtime import Page

FIRST = MetricsWindow(SHIFT_START, NOON)
LATER = MetricsWindow(SHIFT_START, NOON + timedelta(seconds=7))


@pytest.fixture
def chain() -> Chain:
    begun = Chain(None)
    begun.advance(Page(Looks.of([agent_look()]), "p2"), FIRST.end)
    return begun


def test_a_page_is_asked_for_with_an_end_of_its_own_until_that_is_refused(chain: Chain) -> None:
    ends = PageEnds()
    assert ends.window_of(chain, LATER) == LATER
    assert ends.may_be_at_fault(chain, LATER)
    assert ends.window_of(chain, LATER) == FIRST
    ends.came(chain, FIRST)
    assert (ends.are_own, ends.is_proven) == (False, True)


def test_a_first_page_always_has_its_own() -> None:
    ends, fresh = PageEnds(), Chain(None)
    ends._are_own = False
    assert ends.window_of(fresh, LATER) == LATER


def test_once_it_was_accepted_a_refusal_is_the_tokens_fault(chain: Chain) -> None:
    ends = PageEnds()
    ends.came(chain, LATER)
    assert ends.is_proven
    assert not ends.may_be_at_fault(chain, LATER)
    assert ends.are_own


def test_a_page_at_the_same_instant_proves_nothing(chain: Chain) -> None:
    ends = PageEnds()
    ends.came(chain, FIRST)
    assert not ends.is_proven
    assert not ends.may_be_at_fault(chain, FIRST)


def test_a_chain_that_was_asked_in_the_other_way_meanwhile_is_no_fault_of_its_token(chain: Chain) -> None:
    ends = PageEnds()
    ends.may_be_at_fault(chain, LATER)
    ends.came(chain, FIRST)
    assert ends.may_be_at_fault(chain, LATER)


def test_in_doubt_it_is_found_out_anew(chain: Chain) -> None:
    ends = PageEnds()
    ends.may_be_at_fault(chain, LATER)
    ends.came(chain, FIRST)
    ends.doubt()
    assert (ends.are_own, ends.is_proven) == (True, False)


@pytest.mark.parametrize(
    ("error", "is_it"),
    [
        (BadReply("/x", "answered 400 The query parameter nextPageToken is unknown", 400), True),
        (BadReply("/x", "answered 400 dateTo does not fit", 400), True),
        (BadReply("/x", "answers for 2026-11-23T12:00:00+00:00, asked was …", 200), True),
        (BadReply("/x", "answered 400 maxRecords", 400), False),
        (BadReply("/x", "cannot be read: token", 200), False),
        (TimedOut("token"), False),
    ],
)
def test_which_answers_refuse_a_token(error: GenesysError, is_it: bool) -> None:
    assert is_of_token(error) is is_it
