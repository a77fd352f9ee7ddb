"""How many rows the furthest seat can read."""

import pytest

from wallboard.host.legible import (
    FEWEST_ROWS,
    LEAST_ARC,
    MOST_ROWS,
    TALL,
    capital_height,
    rows_per_page,
    rows_that_fit,
    whole_part,
)


@pytest.mark.parametrize(("metres", "least", "wanted"), [(3, 14, 17), (5, 23, 29), (8, 37, 47), (10, 47, 58)])
def test_the_height_of_a_capital(metres: float, least: float, wanted: float) -> None:
    assert (round(capital_height(metres, LEAST_ARC)), round(capital_height(metres))) == (least, wanted)


@pytest.mark.parametrize(("inches", "rows"), [(55, 8), (65, 9), (75, 11), (86, 12)])
def test_rows_at_five_metres(inches: float, rows: int) -> None:
    assert rows_that_fit(inches, 5) == rows_per_page(inches, 5) == rows


@pytest.mark.parametrize(("inches", "rows"), [(55, 10), (65, 12), (75, 13), (86, 15)])
def test_a_screen_that_stands_upright_holds_more_rows_of_that_size(inches: float, rows: int) -> None:
    assert rows_per_page(inches, 5, shape=TALL) == rows > rows_per_page(inches, 5)


def test_the_bounds_of_a_screen_that_stands_upright() -> None:
    assert rows_per_page(None, None, shape=TALL) == 10
    assert rows_per_page(98, 2, shape=TALL) == 15
    assert rows_per_page(32, 8, shape=TALL) == 8


def test_a_few_more_at_the_very_least() -> None:
    assert rows_that_fit(55, 5, LEAST_ARC) == 10


@pytest.mark.parametrize(("inches", "metres"), [(None, None), (55, None), (None, 5)])
def test_the_usual_where_one_of_the_two_is_not_known(inches: float | None, metres: float | None) -> None:
    assert rows_per_page(inches, metres) == 8


def test_what_is_cut_off_leaves_room_for_fewer() -> None:
    assert whole_part(50, 10) == 40
    assert rows_per_page(75, 5, safe_area=4) == 10


def test_there_are_always_enough_and_never_too_many() -> None:
    assert rows_per_page(98, 2) == MOST_ROWS
    assert rows_per_page(32, 8) == FEWEST_ROWS
