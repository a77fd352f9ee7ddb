"""The standard terms: Genesys Cloud's own, and nothing withheld."""

from datetime import timedelta

from wallboard.simulator.delay import Delay
from wallboard.simulator.limits import LimitKind
from wallboard.simulator.realtime import USUAL_RULES
from wallboard.simulator.terms import STANDARD_TERMS, Contract, Terms


def test_the_standard_terms_are_genesys_clouds() -> None:
    assert Terms() == STANDARD_TERMS
    assert (STANDARD_TERMS.rate_limit.allowed, STANDARD_TERMS.rate_limit.window) == (300, timedelta(minutes=1))
    assert (STANDARD_TERMS.delay, STANDARD_TERMS.token_lifetime) == (Delay(), timedelta(days=1))
    assert (STANDARD_TERMS.contract, STANDARD_TERMS.withheld) == (Contract.BOTH, frozenset())
    assert (STANDARD_TERMS.aggregate_groups_cap, STANDARD_TERMS.endpoint_limit) == (None, None)
    assert STANDARD_TERMS.rate_limit.kind is LimitKind.FIXED
    assert STANDARD_TERMS.pages == USUAL_RULES


def test_a_page_cap_above_what_may_be_asked_for_raises_that_too_and_one_below_does_not() -> None:
    assert (Terms(page_cap=1000).pages.cap, Terms(page_cap=1000).pages.most_records) == (1000, 1000)
    assert (Terms(page_cap=7).pages.cap, Terms(page_cap=7).pages.most_records) == (7, 100)
    assert (Terms(most_records=1000).pages.cap, Terms(most_records=1000).pages.most_records) == (100, 1000)
