"""Pages by number and by cursor: joined they are the whole list, and their links lead on."""

from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from starlette.datastructures import QueryParams

from wallboard.simulator.errors import Refused
from wallboard.simulator.paging import CursorListing, Listing, cursor_page, ids, page, uncounted_page


class Thing(NamedTuple):
    id: str


def things(count: int) -> list[Thing]:
    return [Thing(f"id {number}") for number in range(count)]


def by_number(count: int, query: str = "") -> Listing[Thing]:
    return page(things(count), QueryParams(query), "/things")


def by_cursor(count: int, query: str = "") -> CursorListing[Thing]:
    return cursor_page(things(count), QueryParams(query), "/things")


def query_of(uri: str) -> str:
    parts = urlsplit(uri)
    assert (parts.scheme, parts.netloc, parts.path) == ("", "", "/things")
    return parts.query


@given(st.integers(0, 60), st.integers(1, 70))
def test_the_next_pages_joined_are_everything(count: int, size: int) -> None:
    joined: list[Thing] = []
    query: str | None = f"pageSize={size}&kind=odd"
    while query is not None:
        one = by_number(count, query)
        joined += one.entities
        assert (one.total, one.page_count) == (count, (count + size - 1) // size)
        assert len(one.entities) <= size
        query = None if one.next_uri is UNSET else query_of(one.next_uri)
        assert query is None or "kind=odd" in query
    assert joined == things(count)


@given(st.integers(1, 60), st.integers(1, 70))
def test_the_previous_pages_joined_are_everything(count: int, size: int) -> None:
    last = by_number(count, query_of(by_number(count, f"pageSize={size}").last_uri))
    joined, one = last.entities, last
    while one.previous_uri is not UNSET:
        one = by_number(count, query_of(one.previous_uri))
        joined = one.entities + joined
    assert joined == things(count)
    assert one.self_uri == one.first_uri


@given(st.integers(0, 60), st.integers(1, 70))
def test_a_cursor_leads_through_everything_and_back(count: int, size: int) -> None:
    forth = [one := by_cursor(count, f"pageSize={size}&name=x")]
    while one.next_uri is not UNSET:
        forth.append(one := by_cursor(count, query_of(one.next_uri)))
    assert [thing for each in forth for thing in each.entities] == things(count)
    back = [one]
    while one.previous_uri is not UNSET:
        back.insert(0, one := by_cursor(count, query_of(one.previous_uri)))
    assert [thing for each in back for thing in each.entities] == things(count)
    assert all("name=x" in each.self_uri for each in forth + back)
    assert all(len(each.entities) <= size for each in forth + back)


def test_a_page_behind_the_last_is_empty() -> None:
    one = by_number(3, "pageNumber=9")
    assert (one.entities, one.total, one.next_uri) == ([], 3, UNSET)


def test_no_link_leads_beyond_an_end() -> None:
    first, last = by_number(4, "pageSize=2"), by_number(4, "pageSize=2&pageNumber=2")
    assert (first.previous_uri, last.next_uri) == (UNSET, UNSET)
    begin = by_cursor(4, "pageSize=2")
    assert begin.next_uri is not UNSET
    end = by_cursor(4, query_of(begin.next_uri))
    assert (begin.previous_uri, end.next_uri) == (UNSET, UNSET)


def test_a_page_holds_25_unless_told() -> None:
    assert len(by_number(30).entities) == len(by_cursor(30).entities) == 25


def test_an_uncounted_page_is_the_same_page() -> None:
    counted, uncounted = (
        by_number(9, "pageSize=2&pageNumber=3"),
        uncounted_page(things(9), QueryParams("pageSize=2&pageNumber=3"), "/things"),
    )
    assert uncounted.entities == counted.entities == [Thing("id 4"), Thing("id 5")]
    assert (uncounted.next_uri, uncounted.previous_uri) == (counted.next_uri, counted.previous_uri)


@pytest.mark.parametrize("query", ["pageSize=501", "pageSize=0", "pageNumber=0", "pageNumber=x"])
def test_a_bad_page_is_refused(query: str) -> None:
    with pytest.raises(Refused, match=f"The query parameter {query.split('=', maxsplit=1)[0]} "):
        by_number(3, query)


@pytest.mark.parametrize("query", ["after=made-up", "before=", "pageSize=501", "after=aWQgOTk="])
def test_a_bad_cursor_is_refused(query: str) -> None:
    with pytest.raises(Refused, match=f"The query parameter {query.split('=', maxsplit=1)[0]} "):
        by_cursor(3, query)


def test_both_cursors_at_once_are_refused() -> None:
    with pytest.raises(Refused, match="before cannot be used with after"):
        by_cursor(3, "after=aWQgMQ==&before=aWQgMg==")


def test_ids_are_500_at_most() -> None:
    assert len(ids(QueryParams([("id", ",".join(map(str, range(500))))]), "id")) == 500
    assert ids(QueryParams("id=a,%20b&id=c"), "id") == {"a", "b", "c"}
    assert ids(QueryParams("name=a"), "id") == frozenset()
    with pytest.raises(Refused, match="id must hold 500 ids at most, not 501"):
        ids(QueryParams([("id", ",".join(map(str, range(501))))]), "id")
