"""The ids of an organisation's divisions and queues. Used by genesys.platform_source and poller.queue_round.

Source: the Platform API; it lists those that the client may see, page by page. Divisions need no permission, queues
`routing:queue:view`.
"""

import msgspec

from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of
from wallboard.genesys.session import Session

DIVISIONS = "/api/v2/authorization/divisions"
QUEUES = "/api/v2/routing/queues"
_PAGE_SIZE = 100
_MOST_PAGES = 100


class _One(msgspec.Struct):
    id: str


class _Page(msgspec.Struct, rename="camel"):
    entities: list[_One]
    page_count: int | None = None


_DECODER = msgspec.json.Decoder(_Page)


def page_request(path: str, number: int) -> Request:
    """Ask for one page, from page 1 on."""
    return Request("GET", path, (("pageSize", str(_PAGE_SIZE)), ("pageNumber", str(number))))


def decode_page(reply: Reply, path: str) -> tuple[frozenset[str], int]:
    """The ids of a page, and how many pages there are. Raises BadReply."""
    told = body_of(reply, _DECODER, path)
    pages = 1 if told.page_count is None else told.page_count
    if not 0 <= pages <= _MOST_PAGES:
        raise BadReply(path, f"tells of {pages} pages", reply.status, context_id_of(reply))
    return frozenset(one.id for one in told.entities), pages


async def read(session: Session, path: str) -> frozenset[str]:
    """All of them. Raises GenesysError."""
    found, pages = decode_page(await session.fetch(page_request(path, 1)), path)
    for number in range(2, pages + 1):
        more, _ = decode_page(await session.fetch(page_request(path, number)), path)
        found |= more
    return found
