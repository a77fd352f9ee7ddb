"""Whether a division is there: `GET /api/v2/authorization/divisions`, by its id. Pure. Used by poller.check_boards.

It needs no permission, says the OpenAPI description of the Platform API.
"""

import msgspec

from wallboard.genesys.exchange import Reply, Request, body_of

PATH = "/api/v2/authorization/divisions"


class _Division(msgspec.Struct, gc=False):
    id: str


class _Divisions(msgspec.Struct, gc=False):
    entities: list[_Division]


_DECODER = msgspec.json.Decoder(_Divisions)


def request(division_id: str) -> Request:
    """Ask for one division."""
    return Request("GET", PATH, (("id", division_id),))


def is_there(reply: Reply, division_id: str) -> bool:
    """Whether the answer to `request` tells of it. Raises BadReply."""
    return any(one.id == division_id for one in body_of(reply, _DECODER, PATH).entities)
