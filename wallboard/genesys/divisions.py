"""The divisions of an organisation: `GET /api/v2/authorization/divisions`. Used by genesys.platform_source.

Source: the Platform API; it lists those that the client may see, page by page, and needs no permission.
"""

import msgspec

from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of
from wallboard.genesys.session import Session

PATH = "/api/v2/authorization/divisions"
_PAGE_SIZE = 100
_MOST_PAGES = 100


class _Division(msgspec.Struct):
    id: str


class _Divisions(msgspec.Struct, rename="camel"):
    entities: list[_Division]
    page_count: int | None = None


_DECODER = msgspec.json.Decoder(_Divisions)


def page_request(number: int) -> Request:
    """Ask for one page, from page 1 on."""
    return Request("GET", PATH, (("pageSize", str(_PAGE_SIZE)), ("pageNumber", str(number))))


def decode_page(reply: Reply) -> tuple[frozenset[str], int]:
    """The divisions of a page, and how many pages there are. Raises BadReply."""
    told = body_of(reply, _DECODER, PATH)
    pages = 1 if told.page_count is None else told.page_count
    if not 0 <= pages <= _MOST_PAGES:
        raise BadReply(PATH, f"tells of {pages} pages", reply.status, context_id_of(reply))
    return frozenset(one.id for one in told.entities), pages


async def read(session: Session) -> frozenset[str]:
    """All of them. Raises GenesysError."""
    found, pages = decode_page(await session.fetch(page_request(1)))
    for number in range(2, pages + 1):
        more, _ = decode_page(await session.fetch(page_request(number)))
        found |= more
    return found
