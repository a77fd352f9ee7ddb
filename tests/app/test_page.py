"""A page of rows with the podium beside it: how many pages there are, and who is on which."""

from datetime import UTC, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app import known
from wallboard.app.page import Sights, page_count, page_of, podium_of
from wallboard.app.picture_key import PictureKey

SIGHTS = Sights(UTC, frozenset(), (), old=False, long_call=timedelta(minutes=10))


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (3, 1), (4, 1), (11, 1), (12, 2), (300, 38)])
def test_page_count(rows: int, pages: int) -> None:
    assert page_count([known.row(place) for place in range(rows)]) == pages


@given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 12))
def test_every_agent_is_on_one_page_or_on_the_podium(ranked: int, others: int, per_page: int) -> None:
    rows = [known.row(place) for place in range(ranked)]
    rows += [msgspec.structs.replace(known.row(ranked + place), rank=None) for place in range(others)]
    shown = known.snapshot(rows)
    pages = [page_of(shown, known.BOARD, number, per_page, SIGHTS) for number in range(page_count(rows, per_page))]
    podium = podium_of(rows)
    assert podium == min(ranked, 3)
    assert [row.agent_id for row in pages[0].podium] == [row.id for row in rows[:podium]]
    assert [row.agent_id for page in pages for row in page.rows] == [row.id for row in rows[podium:]]
    assert all(len(page.rows) <= per_page for page in pages)


@pytest.mark.parametrize(("number", "shown"), [(-1, 0), (1, 1), (7, 1)])
def test_a_page_beyond_the_last_is_the_last(number: int, shown: int) -> None:
    assert page_of(known.snapshot(), known.BOARD, number, 8, SIGHTS).number == shown


def test_before_anything_is_known_there_is_one_empty_page() -> None:
    page = page_of(None, None, 0, 8, SIGHTS)
    assert (page.number, page.count, page.podium, page.rows, page.pictures) == (0, 1, (), (), ())


def test_a_picture_is_told_of_and_shown_once_it_is_here() -> None:
    shown = known.snapshot([known.row(0, picture="v1")])
    absent = page_of(shown, known.BOARD, 0, 8, SIGHTS)
    there = page_of(shown, known.BOARD, 0, 8, Sights(UTC, frozenset(), absent.pictures, False, timedelta()))
    assert absent.pictures == (PictureKey("agent-0", "v1"),)
    assert [page.podium[0].picture for page in (absent, there)] == ["", "image://agents/agent-0/v1"]
