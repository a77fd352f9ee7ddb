"""One page of a list, in Genesys Cloud's two envelopes: by number, and by a cursor. Pure.

Used by directory, teams and queues. The links lead to the same list with everything else that was asked.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar
from urllib.parse import urlencode

import msgspec
from msgspec import UNSET, UnsetType
from starlette.datastructures import QueryParams

from wallboard.simulator.errors import bad_parameter
from wallboard.simulator.parameters import whole_number

MOST_ON_A_PAGE = 500
_ON_A_PAGE = 25

T = TypeVar("T")


class HasId(Protocol):
    """An entity of a list that is read by cursor."""

    @property
    def id(self) -> str:
        """What the cursor points to."""
        ...


H = TypeVar("H", bound=HasId)


class Listing(msgspec.Struct, Generic[T], frozen=True, rename="camel"):
    """One page of a list that is read by number."""

    entities: list[T]
    page_size: int
    page_number: int
    total: int
    page_count: int
    self_uri: str
    first_uri: str
    last_uri: str
    next_uri: str | UnsetType = UNSET
    previous_uri: str | UnsetType = UNSET


class UncountedListing(msgspec.Struct, Generic[T], frozen=True, rename="camel"):
    """One page of a list that is read by number and does not say how long it is."""

    entities: list[T]
    page_size: int
    page_number: int
    self_uri: str
    first_uri: str
    next_uri: str | UnsetType = UNSET
    previous_uri: str | UnsetType = UNSET


class CursorListing(msgspec.Struct, Generic[T], frozen=True, rename="camel"):
    """One page of a list that is read by cursor."""

    entities: list[T]
    self_uri: str
    next_uri: str | UnsetType = UNSET
    previous_uri: str | UnsetType = UNSET


def page(entities: Sequence[T], params: QueryParams, path: str, most: int = MOST_ON_A_PAGE) -> Listing[T]:
    """The page of `pageSize` entities that `pageNumber` says; none beyond the last. Raises Refused."""
    size = whole_number(params, "pageSize", min(_ON_A_PAGE, most), most)
    number = whole_number(params, "pageNumber", 1)
    count = -(-len(entities) // size)
    begin = (number - 1) * size

    def uri(other: int) -> str:
        return _uri(path, params, {"pageSize": str(size), "pageNumber": str(other)})

    return Listing(
        list(entities[begin : begin + size]),
        size,
        number,
        len(entities),
        count,
        self_uri=uri(number),
        first_uri=uri(1),
        last_uri=uri(max(count, 1)),
        next_uri=uri(number + 1) if number < count else UNSET,
        previous_uri=uri(number - 1) if number > 1 else UNSET,
    )


def uncounted_page(
    entities: Sequence[T], params: QueryParams, path: str, most: int = MOST_ON_A_PAGE
) -> UncountedListing[T]:
    """The same page, without the length of the list. Raises Refused."""
    one = page(entities, params, path, most)
    return UncountedListing(
        one.entities, one.page_size, one.page_number, one.self_uri, one.first_uri, one.next_uri, one.previous_uri
    )


def cursor_page(entities: Sequence[H], params: QueryParams, path: str) -> CursorListing[H]:
    """The page behind the cursor `after`, or the one that ends before the cursor `before`. Raises Refused."""
    size = whole_number(params, "pageSize", _ON_A_PAGE, MOST_ON_A_PAGE)
    after, before = params.get("after"), params.get("before")
    if after is not None and before is not None:
        raise bad_parameter("before", "cannot be used with after")
    begin = 0 if after is None else _place(entities, "after", after) + 1
    if before is not None:
        begin = max(_place(entities, "before", before) - size, 0)
    beyond = begin + size
    if before is not None:
        beyond = min(beyond, _place(entities, "before", before))

    def uri(**cursor: str) -> str:
        return _uri(path, params, {"pageSize": str(size), **cursor}, left_out=("after", "before"))

    here = {name: value for name, value in (("after", after), ("before", before)) if value is not None}
    shown = entities[begin:beyond]
    return CursorListing(
        list(shown),
        self_uri=uri(**here),
        next_uri=uri(after=_cursor(shown[-1])) if shown and beyond < len(entities) else UNSET,
        previous_uri=uri(before=_cursor(shown[0])) if shown and begin > 0 else UNSET,
    )


def ids(params: QueryParams, name: str) -> frozenset[str]:
    """The ids of a parameter that may be repeated, or separated by commas; empty when it is not there.

    Raises Refused for more than fit on a page.
    """
    asked = {one.strip() for value in params.getlist(name) for one in value.split(",")}
    if len(asked) > MOST_ON_A_PAGE:
        raise bad_parameter(name, f"must hold {MOST_ON_A_PAGE} ids at most, not {len(asked)}")
    return frozenset(asked)


def _cursor(entity: HasId) -> str:
    return urlsafe_b64encode(entity.id.encode()).decode()


def _place(entities: Sequence[HasId], name: str, cursor: str) -> int:
    try:
        pointed_to = urlsafe_b64decode(cursor.encode()).decode()
        return next(place for place, entity in enumerate(entities) if entity.id == pointed_to)
    except (ValueError, StopIteration):
        raise bad_parameter(name, "points to nothing in this list") from None


def _uri(path: str, params: QueryParams, changed: dict[str, str], left_out: Sequence[str] = ()) -> str:
    kept = [(name, value) for name, value in params.multi_items() if name not in changed and name not in left_out]
    return f"{path}?{urlencode([*kept, *changed.items()])}"
