"""Who is in a group, a team or a queue: three lists, each with paging of its own. Pure.

Groups and queues number their pages; teams lead on with a cursor. Used by genesys.platform_source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import assert_never
from urllib.parse import parse_qs, quote, urlsplit

import msgspec

from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of

_PAGE_SIZE = 100  # the most that a queue gives
_MOST_LETTERS = 100  # of an id
_MOST_CURSOR = 4_000  # it travels in an address


class CircleKind(Enum):
    """What people can be members of."""

    GROUP = "group"
    TEAM = "team"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Circle:
    """One group, team or queue."""

    kind: CircleKind
    id: str


@dataclass(frozen=True, slots=True)
class Members:
    """What one page says; `cursor` leads to the next, None on the last."""

    agents: tuple[AgentId, ...]
    cursor: str | None


class _Member(msgspec.Struct, gc=False):
    id: str
    state: str | None = None
    joined: bool | None = None


class _List(msgspec.Struct, gc=False, rename="camel"):
    entities: list[_Member]
    page_number: int | None = None
    page_count: int | None = None
    next_uri: str | None = None


_DECODER = msgspec.json.Decoder(_List)
_PREFIXES: Mapping[CircleKind, str] = MappingProxyType(
    {CircleKind.GROUP: "/api/v2/groups", CircleKind.TEAM: "/api/v2/teams", CircleKind.QUEUE: "/api/v2/routing/queues"}
)


def members_request(circle: Circle, cursor: str | None = None) -> Request:
    """Ask for a page of a circle's members: the first, or the one that `cursor` leads to."""
    params = [("pageSize", str(_PAGE_SIZE))]
    match circle.kind:
        case CircleKind.TEAM:
            params += [] if cursor is None else [("after", cursor)]
        case CircleKind.GROUP | CircleKind.QUEUE:
            params += [("pageNumber", cursor or "1")]
        case _:
            assert_never(circle.kind)
    return Request("GET", _path(circle), tuple(params))


def kind_asked_for(path: str) -> CircleKind | None:
    """Whose members a request to this path asks for; None for any other."""
    if not path.endswith("/members"):
        return None
    return next((kind for kind, prefix in _PREFIXES.items() if path.startswith(f"{prefix}/")), None)


def decode_members(reply: Reply, circle: Circle) -> Members:
    """A page of members: those who have left are left out, and who is in a queue's list without serving it.

    Raises BadReply.
    """
    told = body_of(reply, _DECODER, _path(circle))
    for member in told.entities:
        if not 0 < len(member.id) <= _MOST_LETTERS:
            raise _refused(reply, circle, f"has an id of {len(member.id)} letters")
    here = [one for one in told.entities if one.state in {None, "active"} and one.joined is not False]
    cursor = _cursor(told, circle.kind)
    if cursor is not None and len(cursor) > _MOST_CURSOR:
        raise _refused(reply, circle, f"the cursor of the next page has {len(cursor)} letters")
    return Members(tuple(AgentId(one.id) for one in here), cursor)


def _cursor(told: _List, kind: CircleKind) -> str | None:
    leads_to = _leads_to(told.next_uri or "")
    if kind is CircleKind.TEAM:
        return leads_to.get("after", [None])[0]
    if "pageNumber" in leads_to:
        return leads_to["pageNumber"][0]
    # A list need not lead on by an address: a full page that is not known to be the last may have another behind it.
    number = told.page_number or 1
    more = len(told.entities) >= _PAGE_SIZE if told.page_count is None else number < told.page_count
    return str(number + 1) if more and told.entities else None


def _leads_to(address: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(address).query)
    except ValueError:
        return {}


def _path(circle: Circle) -> str:
    return f"{_PREFIXES[circle.kind]}/{quote(circle.id, safe='')}/members"


def _refused(reply: Reply, circle: Circle, why: str) -> BadReply:
    return BadReply(_path(circle), why, reply.status, context_id_of(reply))
