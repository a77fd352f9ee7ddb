"""The screen's memory stays what it is, however long it runs and whatever comes and goes."""

import pytest

from tests.growth import Span, grown, slope

SLOW = [pytest.mark.slow, pytest.mark.timeout(1_800)]
HUNDREDS = Span(240, 120, 60_000)  # the items of the rows that each page makes and lets go would be more: 200,000
THOUSANDS = Span(5_000, 1_000, 400)  # and so would the face of one row, some 850: see the planted one
PLANTED = Span(2_500, 1_000, 400)


def test_the_slope_of_a_line_is_found() -> None:
    assert slope([0, 1, 2, 3], [10, 12, 14, 16]) == pytest.approx(2)
    assert slope([0, 10, 20, 30, 40], [5, 9, 5, 9, 5]) == pytest.approx(0)


@pytest.mark.parametrize(
    "span", [pytest.param(HUNDREDS, id="hundreds"), pytest.param(THOUSANDS, id="thousands", marks=SLOW)]
)
def test_updates_cost_no_memory(span: Span) -> None:
    assert grown("tests.app.long_life", span) < span.most


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_a_row_that_each_update_left_behind_would_be_found() -> None:
    assert grown("tests.app.long_life", PLANTED, "keep") > PLANTED.most
