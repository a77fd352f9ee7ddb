"""Which page is shown."""

from datetime import timedelta

import pytest

from wallboard.app.paging import Paging, look, next_page, turn

START = timedelta(hours=1)


def at(seconds: float) -> timedelta:
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("page", "pages", "step", "then"),
    [(0, 3, 1, 1), (2, 3, 1, 0), (0, 3, -1, 2), (0, 1, 1, 0), (0, 0, 1, 0), (4, 2, 1, 1)],
)
def test_pages_go_round_and_round(page: int, pages: int, step: int, then: int) -> None:
    assert next_page(page, pages, step) == then


def test_a_page_turns_by_itself_after_fifteen_seconds() -> None:
    paging = look(Paging(), 2, at(0))
    assert look(paging, 2, at(14.9)).page == 0
    paging = look(paging, 2, at(15))
    assert paging.page == 1
    assert look(paging, 2, at(29.9)).page == 1
    assert look(paging, 2, at(30)).page == 0


def test_a_page_that_is_gone_gives_way_to_the_last() -> None:
    paging = Paging(4, at(10))
    assert look(paging, 2, at(1)) == Paging(1, at(16))


def test_a_page_turned_by_hand_stays_for_a_minute() -> None:
    paging = turn(look(Paging(), 3, at(0)), 3, 1, at(5))
    assert look(paging, 3, at(64.9)).page == 1
    assert look(paging, 3, at(65)).page == 2
