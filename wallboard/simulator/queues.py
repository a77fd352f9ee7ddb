"""The queues and who is in them, page by page. Pure.

Asked by api; fed by directory.
"""

from collections.abc import Callable

import msgspec
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentId
from wallboard.simulator.directory import BANK, Directory, Division, User, with_images
from wallboard.simulator.errors import bad_parameter, not_found
from wallboard.simulator.paging import Listing, UncountedListing, ids, page, uncounted_page

QUEUES = "/api/v2/routing/queues"
MOST_MEMBERS_ON_A_PAGE = 100


class Queue(msgspec.Struct, frozen=True, rename="camel"):
    """A queue, as it is listed."""

    id: str
    name: str
    division: Division
    member_count: int
    user_member_count: int
    joined_member_count: int


class QueueMember(msgspec.Struct, frozen=True, rename="camel"):
    """An agent in a queue."""

    id: AgentId
    name: str
    user: User
    ring_number: int = 1
    joined: bool = True
    member_by: str = "user"


def list_queues(known: Directory, params: QueryParams) -> Listing[Queue]:
    """The queues that were asked for, by name. Raises Refused."""
    asked, divisions, fits = ids(params, "id"), ids(params, "divisionId"), _name_test(params.get("name"))
    queues = [
        _queue(known, queue, name)
        for queue, name in sorted(known.queues.items(), key=lambda item: (item[1].casefold(), item[0]))
        if (not asked or queue in asked) and (not divisions or BANK.id in divisions) and fits(name)
    ]
    return page(queues, params, QUEUES)


def list_queue_members(
    known: Directory, queue: str, params: QueryParams, base_url: str | None = None
) -> UncountedListing[QueueMember]:
    """The members of a queue, by name. Raises Refused."""
    if queue not in known.queues:
        raise not_found(f"The queue {queue}")
    joined, part = _joined(params), params.get("name", "").casefold()
    agents = known.queue_members[queue]
    users = [user for user in known.users if joined and user.id in agents and part in user.name.casefold()]
    members = [_member(user, base_url) for user in sorted(users, key=lambda user: (user.name.casefold(), user.id))]
    return uncounted_page(members, params, f"{QUEUES}/{queue}/members", MOST_MEMBERS_ON_A_PAGE)


def _queue(known: Directory, queue: str, name: str) -> Queue:
    count = len(known.queue_members[queue])
    return Queue(queue, name, BANK, count, user_member_count=count, joined_member_count=count)


def _member(user: User, base_url: str | None) -> QueueMember:
    return QueueMember(user.id, user.name, user if base_url is None else with_images(user, base_url))


def _joined(params: QueryParams) -> bool:
    """Everybody has joined her queues, so those who have not are nobody."""
    text = params.get("joined", "true").lower()
    if text not in ("true", "false"):
        raise bad_parameter("joined", f"must be true or false, not {text!r}")
    return text == "true"


def _name_test(asked: str | None) -> Callable[[str], bool]:
    """Whether a name is the one that was asked for; an asterisk at an end leaves that end open."""
    if asked is None:
        return lambda _: True
    core, open_left, open_right = asked.strip("*").casefold(), asked.startswith("*"), asked.endswith("*")

    def fits(name: str) -> bool:
        text = name.casefold()
        if open_left and open_right:
            return core in text
        if open_left:
            return text.endswith(core)
        return text.startswith(core) if open_right else text == core

    return fits
