"""A row says what it means, and comes back from JSON as it was."""

import importlib
import math
from typing import Any

import pytest

figures: Any = importlib.import_module("figures")


@pytest.mark.parametrize(("ours", "met"), [(24.9, True), (25.1, False)])
def test_at_most_is_a_share_of_the_peer(ours: float, met: bool) -> None:
    row = figures.at_most("cycle", ours, 100.0, "json", "ms", 0.25)
    assert (row.ratio, row.met, row.aim) == (pytest.approx(ours / 100), met, "ours ÷ peer ≤ 0.25")


@pytest.mark.parametrize(("ours", "met"), [(1.0, True), (1.1, False)])
def test_at_least_is_how_often_ours_fits_into_the_peer(ours: float, met: bool) -> None:
    row = figures.at_least("decode", ours, 100.0, "SDK", "ms", 100)
    assert (row.ratio, row.met) == (pytest.approx(100 / ours), met)


def test_a_bound_needs_no_peer() -> None:
    assert figures.bounded("lost", 0.0, "events", 0).met
    assert not figures.bounded("lost", 1.0, "events", 0).met


def test_percentiles_are_values_that_were_measured() -> None:
    values = range(1, 1001)
    assert figures.percentile(values, 50) == 500
    assert figures.percentile(values, 99.9) == 999
    assert figures.percentile([7.0], 99) == 7.0
    assert math.isnan(figures.percentile([], 50))


def test_rows_come_back_as_they_were() -> None:
    rows = [figures.at_most("ä", 1.0, 2.0, "peer", "ms", 1), figures.bounded("b", 3.0, "MB", 2)]
    assert figures.from_json(figures.to_json(rows)) == rows


def test_the_table_tells_what_was_missed() -> None:
    rows = [figures.at_most("first", 1234.5, 2000.0, "peer", "ms", 1), figures.bounded("second", 3.14159, "MB", 2)]
    head, first, second = figures.table(rows).splitlines()
    assert head.split() == ["figure", "ours", "peer", "unit", "ratio", "aim", "met"]
    assert first.split() == ["first", "1,234", "2,000", "peer", "ms", "0.617", "ours", "÷", "peer", "≤", "1", "yes"]
    assert second.split()[-1] == "NO"
