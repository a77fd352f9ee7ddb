"""Names of agents: `GET /api/v2/users`. Pure: ids in, requests; a reply in, names. Used by poller.names."""

from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, context_id_of

PATH = "/api/v2/users"
IDS_PER_REQUEST = 100  # an id is 36 characters: longer addresses meet limits on the way


class _User(msgspec.Struct):
    id: str
    name: str = ""


class _Users(msgspec.Struct):
    entities: list[_User]


def names_requests(ids: Iterable[AgentId]) -> Iterator[Request]:
    """Ask for the names of these agents, a hundred at a time."""
    left = iter(ids)
    while chunk := list(islice(left, IDS_PER_REQUEST)):
        yield Request("GET", PATH, (("pageSize", str(IDS_PER_REQUEST)), *(("id", one) for one in chunk)))


def decode_names(reply: Reply) -> dict[AgentId, str]:
    """The names in an answer; agents that it leaves out have none. Raises BadReply."""
    try:
        users = msgspec.json.decode(reply.body, type=_Users)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadReply(PATH, f"cannot be read: {error}", reply.status, context_id_of(reply)) from error
    return {AgentId(user.id): user.name.strip() for user in users.entities if user.name.strip()}
