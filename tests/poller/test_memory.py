"""The poller's memory stays what it is: a week of a small board, with shifts, newcomers, readers and bad hours."""

import pytest

from tests.growth import Span, grown

SLOW = [pytest.mark.slow, pytest.mark.timeout(1_800)]
TEN_HOURS = Span(300, 100, 20_000)  # all rows of one poll would be more
A_WEEK = Span(5_040, 1_440, 150)  # and so would a single one, some 400: see the planted one
PLANTED = Span(2_400, 1_000, 150)


@pytest.mark.parametrize(
    "span", [pytest.param(TEN_HOURS, id="ten hours"), pytest.param(A_WEEK, id="a week", marks=SLOW)]
)
def test_polls_cost_no_memory(span: Span) -> None:
    assert grown("tests.poller.long_week", span) < span.most


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_a_row_that_each_poll_left_behind_would_be_found() -> None:
    assert grown("tests.poller.long_week", PLANTED, "keep") > PLANTED.most
