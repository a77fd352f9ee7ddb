"""The standard terms: Genesys Cloud's own, and nothing withheld."""

from datetime import timedelta

from wallboard.simulator.delay import Delay
from wallboard.simulator.terms import STANDARD_TERMS, Contract, Terms


def test_the_standard_terms_are_genesys_clouds() -> None:
    assert Terms() == STANDARD_TERMS
    assert (STANDARD_TERMS.rate_limit.allowed, STANDARD_TERMS.rate_limit.window) == (300, timedelta(minutes=1))
    assert (STANDARD_TERMS.delay, STANDARD_TERMS.token_lifetime) == (Delay(), timedelta(days=1))
    assert (STANDARD_TERMS.contract, STANDARD_TERMS.withheld) == (Contract.BOTH, frozenset())
    assert (STANDARD_TERMS.aggregate_groups_cap, STANDARD_TERMS.endpoint_limit) == (None, None)
