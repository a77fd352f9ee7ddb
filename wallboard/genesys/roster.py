"""People of an organisation: `GET /api/v2/users`, by their ids or page by page. Pure.

Used by poller.names and genesys.platform_source.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import msgspec

from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of

PATH = "/api/v2/users"
IDS_PER_REQUEST = 100  # an id is 36 characters: longer addresses meet limits on the way
PEOPLE_PER_PAGE = 500  # the most that Genesys Cloud gives
_PICTURE_PIXELS = 200  # enough for a row of a 4K wall
_MOST_LETTERS = 100  # of an id
_MOST_ADDRESS = 2_000  # of a picture
_MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be an agent; None where nothing is told. `picture` is an address outside the API."""

    agent_id: AgentId
    name: str | None
    division_id: str | None
    picture: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of everybody, and how many there are as far as this one tells."""

    people: tuple[Person, ...]
    pages: int


class _Image(msgspec.Struct, gc=False, rename="camel"):
    resolution: str | None = None
    image_uri: str | None = None


class _Division(msgspec.Struct, gc=False):
    id: str | None = None


class _User(msgspec.Struct, gc=False):
    id: str
    name: str | None = None
    state: str | None = None
    division: _Division | None = None
    images: list[_Image] | None = None


class _Users(msgspec.Struct, gc=False, rename="camel"):
    entities: list[_User]
    page_number: int = 1
    page_count: int | None = None
    page_size: int | None = None
    total: int | None = None
    next_uri: str | None = None


_DECODER = msgspec.json.Decoder(_Users)


def names_requests(ids: Iterable[AgentId]) -> Iterator[Request]:
    """Ask for the names of these agents, a hundred at a time."""
    left = iter(ids)
    while chunk := list(islice(left, IDS_PER_REQUEST)):
        yield Request("GET", PATH, (("pageSize", str(IDS_PER_REQUEST)), *(("id", one) for one in chunk)))


def page_request(number: int) -> Request:
    """Ask for one page of everybody, from page 1 on, in an order that does not change while they are read."""
    params = (("pageSize", str(PEOPLE_PER_PAGE)), ("pageNumber", str(number)), ("sortOrder", "ASC"))
    return Request("GET", PATH, (*params, ("state", "active")))


def decode_names(reply: Reply) -> dict[AgentId, str]:
    """The names in an answer; agents that it leaves out have none. Raises BadReply.

    Also of those who have left: what they closed before that stands on the board.
    """
    people = map(_person, body_of(reply, _DECODER, PATH).entities)
    return {one.agent_id: one.name for one in people if one.name is not None}


def decode_people(reply: Reply) -> tuple[Person, ...]:
    """The people in an answer, without those who have left. Raises BadReply."""
    return _people(reply, body_of(reply, _DECODER, PATH))


def decode_page(reply: Reply) -> Page:
    """One page of everybody, without those who have left. Raises BadReply."""
    users = body_of(reply, _DECODER, PATH)
    pages = _pages(users)
    if not 0 <= pages <= _MOST_PAGES:
        raise BadReply(PATH, f"tells of {pages} pages", reply.status, context_id_of(reply))
    return Page(_people(reply, users), pages)


def _people(reply: Reply, users: _Users) -> tuple[Person, ...]:
    here = [user for user in users.entities if user.state in {None, "active"}]
    for user in here:
        if not 0 < len(user.id) <= _MOST_LETTERS:
            raise BadReply(PATH, f"has an id of {len(user.id)} letters", reply.status, context_id_of(reply))
    return tuple(map(_person, here))


def _pages(users: _Users) -> int:
    if users.page_count is not None:
        return users.page_count
    if users.total is not None and users.page_size:
        return -(-users.total // users.page_size)
    return users.page_number + (users.next_uri is not None)


def _person(user: _User) -> Person:
    division = None if user.division is None else user.division.id
    return Person(AgentId(user.id), (user.name or "").strip() or None, division or None, _picture(user.images or ()))


def _picture(images: Iterable[_Image]) -> str | None:
    """The smallest picture that is large enough, else the largest."""
    sizes = {
        image.image_uri: _pixels(image.resolution)
        for image in images
        if image.image_uri and len(image.image_uri) <= _MOST_ADDRESS
    }
    enough = [address for address, pixels in sizes.items() if pixels >= _PICTURE_PIXELS]
    return min(enough, key=sizes.__getitem__) if enough else max(sizes, key=sizes.__getitem__, default=None)


def _pixels(resolution: str | None) -> int:
    """The shorter side of `640x480`; `x128` is the one that is told. 0 where nothing is."""
    return min((int(side) for side in re.findall(r"[0-9]{1,6}", resolution or "")), default=0)
