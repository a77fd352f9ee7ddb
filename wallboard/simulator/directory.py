"""Who works here: names, divisions, pictures, groups, and the lists of users and groups, page by page. Pure.

Built by api from a replay; teams and queues list the rest of it. The recording knows no groups and no divisions:
everybody is in one of three groups and one of two divisions, by her id, so the same on every day. A crowd has more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

import msgspec
from msgspec import UNSET, UnsetType
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentId
from wallboard.simulator.day import NAMESPACE, Replay
from wallboard.simulator.errors import bad_parameter, not_found
from wallboard.simulator.paging import Listing, ids, page
from wallboard.simulator.portraits import SIZES, has_portrait, path_of

USERS = "/api/v2/users"
GROUPS = "/api/v2/groups"
DIVISIONS = "/api/v2/authorization/divisions"
TEAM_NAMES = ("Carmel", "Galil", "Negev")
_STATES = ("active", "inactive", "deleted", "any")
_ONE_IN = 5
_OF_THE_BRANCH = 2  # the remainder: these three of the bank's twenty agents are at work on most recorded days


class Division(msgspec.Struct, frozen=True):
    """A part of the organisation that a role can be limited to."""

    id: str
    name: str


class ListedDivision(msgspec.Struct, frozen=True, rename="camel"):
    """A division, as it is listed; the first one is the organisation's own."""

    id: str
    name: str
    description: str
    home_division: bool


class Image(msgspec.Struct, frozen=True, rename="camel"):
    """One size of an agent's picture."""

    resolution: str
    image_uri: str


class User(msgspec.Struct, frozen=True, rename="camel"):
    """An agent, as the directory shows her."""

    id: AgentId
    name: str
    division: Division
    images: list[Image] | UnsetType = UNSET
    state: str = "active"
    version: int = 1


class Group(msgspec.Struct, frozen=True, rename="camel"):
    """A team, as the directory shows it."""

    id: str
    name: str
    member_count: int
    state: str = "active"
    type: str = "official"
    visibility: str = "public"


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody and every group, both by id, and who is in which group and queue.

    `at_work` are those who have a timeline on the day. `queues` are the shown names. `team_names` are the teams' names
    in their order, `team_of` says which of them an agent is in.
    """

    users: tuple[User, ...]
    by_id: Mapping[AgentId, User]
    divisions: tuple[Division, ...]
    team_names: tuple[str, ...]
    team_of: Mapping[AgentId, str]
    at_work: frozenset[AgentId]
    members: Mapping[str, tuple[AgentId, ...]]
    groups: tuple[Group, ...]
    queues: Mapping[str, str]
    queue_members: Mapping[str, frozenset[AgentId]]


def team_id(name: str) -> str:
    """The id of a group: the same in every run."""
    return str(uuid5(NAMESPACE, f"team {name}"))


def team_name(agent: AgentId, among: Sequence[str] = TEAM_NAMES) -> str:
    """The team that an agent is in; a group of the same name has the same members."""
    return among[UUID(agent).int % len(among)]


def division(name: str) -> Division:
    """The division of this name, with an id that is the same in every run."""
    return Division(str(uuid5(NAMESPACE, f"division {name}")), name)


BANK = division("Bank")
BRANCH = division("Branch")


def division_of(agent: AgentId, among: Sequence[Division] = (BANK, BRANCH)) -> Division:
    """The division that an agent is in: of the bank's two, about a fifth are in the branch."""
    if among != (BANK, BRANCH):
        return among[int(agent[-4:], 16) % len(among)]
    return BRANCH if UUID(agent).int % _ONE_IN == _OF_THE_BRANCH else BANK


def directory(replay: Replay) -> Directory:
    """The directory of the agents of a record or of a crowd."""
    names = dict(sorted({**replay.names, **replay.others}.items()))
    divisions = tuple(map(division, replay.divisions)) or (BANK, BRANCH)
    teams = replay.teams or TEAM_NAMES
    users = {agent: User(agent, name, division_of(agent, divisions)) for agent, name in names.items()}
    team_of = {agent: team_name(agent, teams) for agent in names}
    members: dict[str, list[AgentId]] = {name: [] for name in teams}
    for agent, name in team_of.items():
        members[name].append(agent)
    groups = (Group(team_id(name), f"Team {name}", len(own)) for name, own in members.items())
    return Directory(
        users=tuple(users.values()),
        by_id=users,
        divisions=divisions,
        team_names=teams,
        team_of=team_of,
        at_work=frozenset(replay.names),
        members={team_id(name): tuple(own) for name, own in members.items()},
        groups=tuple(sorted(groups, key=lambda group: group.id)),
        queues=replay.queues,
        queue_members=_queue_members(replay),
    )


def _queue_members(replay: Replay) -> dict[str, frozenset[AgentId]]:
    """A member of a queue is who has taken a call of it, or would have."""
    members: dict[str, set[AgentId]] = {queue: set() for queue in replay.queues}
    for agent, line in replay.timelines.items():
        for kind in line.tape.places:
            members.setdefault(kind.queue, set()).add(agent)
    return {queue: frozenset(agents) for queue, agents in members.items()}


def members_of(known: Directory, group_id: str) -> tuple[AgentId, ...]:
    """The agents of a group who have a call on the day. Raises Refused for a group that does not exist."""
    return tuple(agent for agent in _group(known, group_id) if agent in known.at_work)


def list_users(known: Directory, params: QueryParams, base_url: str | None = None) -> Listing[User]:
    """The users that were asked for; an id that nobody has is left out. Raises Refused.

    Pictures are told where the simulator's own base URL is known. Whatever `expand` asks for is a matter of best
    effort in Genesys Cloud, and never there in this one.
    """
    asked, state = ids(params, "id"), params.get("state", "active")
    if state not in _STATES:
        raise bad_parameter("state", f"must be one of {', '.join(_STATES)}, not {state!r}")
    users = known.users if not asked else [known.by_id[AgentId(one)] for one in sorted(asked) if one in known.by_id]
    return _users_page(users if state in ("active", "any") else (), params, USERS, base_url)


def list_divisions(params: QueryParams, there: Sequence[Division] = (BANK, BRANCH)) -> Listing[ListedDivision]:
    """The divisions that were asked for, of the bank's two unless told; an id that none has is left out.

    Raises Refused.
    """
    asked = ids(params, "id")
    wanted = [one for one in there if not asked or one.id in asked]
    listed = [ListedDivision(one.id, one.name, f"Agents of {one.name}", one == there[0]) for one in wanted]
    return page(listed, params, DIVISIONS)


def list_groups(known: Directory, params: QueryParams) -> Listing[Group]:
    """The groups that were asked for; an id that no group has is left out. Raises Refused."""
    asked = ids(params, "id")
    return page([group for group in known.groups if not asked or group.id in asked], params, GROUPS)


def list_group_members(
    known: Directory, group_id: str, params: QueryParams, base_url: str | None = None
) -> Listing[User]:
    """Everybody in a group. Raises Refused."""
    users = [known.by_id[agent] for agent in _group(known, group_id)]
    return _users_page(users, params, f"{GROUPS}/{group_id}/members", base_url)


def _group(known: Directory, group_id: str) -> tuple[AgentId, ...]:
    try:
        return known.members[group_id]
    except KeyError:
        raise not_found(f"The group {group_id}") from None


def _users_page(users: Sequence[User], params: QueryParams, path: str, base_url: str | None) -> Listing[User]:
    listed = page(users, params, path)
    if base_url is None:
        return listed
    return msgspec.structs.replace(listed, entities=[with_images(user, base_url) for user in listed.entities])


def with_images(user: User, base_url: str) -> User:
    """The user with her picture, if she has one."""
    if not has_portrait(user.id):
        return user
    host = base_url.rstrip("/")
    images = [Image(f"x{size}", f"{host}{path_of(user.id, size)}") for size in SIZES]
    return msgspec.structs.replace(user, images=images)
