"""Who works here: names, teams, and the lists of users and groups, page by page. Pure.

Built by api from a replay. The recording knows no teams: everybody is in one of three, by her id, so the same
agent is in the same team on every day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID, uuid5

import msgspec
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentId
from wallboard.simulator.day import NAMESPACE, Replay
from wallboard.simulator.errors import not_found
from wallboard.simulator.parameters import whole_number

_TEAMS = ("Carmel", "Galil", "Negev")
_MOST_ON_A_PAGE = 500
_ON_A_PAGE = 25

T = TypeVar("T")


class User(msgspec.Struct, frozen=True, rename="camel"):
    """An agent, as the directory shows her."""

    id: str
    name: str
    state: str = "active"
    version: int = 1


class Group(msgspec.Struct, frozen=True, rename="camel"):
    """A team, as the directory shows it."""

    id: str
    name: str
    member_count: int
    state: str = "active"
    type: str = "official"


class Listing(msgspec.Struct, Generic[T], frozen=True, rename="camel"):
    """One page of a list, in Genesys Cloud's envelope."""

    entities: list[T]
    page_size: int
    page_number: int
    total: int
    page_count: int


@dataclass(frozen=True, slots=True)
class Directory:
    """Everybody and every team, both by id."""

    users: tuple[User, ...]
    members: dict[str, tuple[AgentId, ...]]
    groups: tuple[Group, ...]


def team_id(name: str) -> str:
    """The id of a team: the same in every run."""
    return str(uuid5(NAMESPACE, f"team {name}"))


def directory(replay: Replay) -> Directory:
    """The directory of the agents of a day."""
    members = {
        team_id(name): tuple(agent for agent in replay.names if UUID(agent).int % len(_TEAMS) == place)
        for place, name in enumerate(_TEAMS)
    }
    groups = (Group(team_id(name), f"Team {name}", len(members[team_id(name)])) for name in _TEAMS)
    return Directory(
        users=tuple(User(agent, name) for agent, name in replay.names.items()),
        members=members,
        groups=tuple(sorted(groups, key=lambda group: group.id)),
    )


def members_of(known: Directory, group_id: str) -> tuple[AgentId, ...]:
    """The agents of a team. Raises Refused for a team that does not exist."""
    try:
        return known.members[group_id]
    except KeyError:
        raise not_found(f"The group {group_id}") from None


def list_users(known: Directory, params: QueryParams) -> Listing[User]:
    """The users that were asked for; an id that nobody has is left out. Raises Refused."""
    asked = {one.strip() for value in params.getlist("id") for one in value.split(",")}
    return _page([user for user in known.users if not asked or user.id in asked], params)


def list_groups(known: Directory, params: QueryParams) -> Listing[Group]:
    """All teams. Raises Refused."""
    return _page(known.groups, params)


def _page(entities: Sequence[T], params: QueryParams) -> Listing[T]:
    size = whole_number(params, "pageSize", _ON_A_PAGE, _MOST_ON_A_PAGE)
    number = whole_number(params, "pageNumber", 1)
    begin = (number - 1) * size
    return Listing(list(entities[begin : begin + size]), size, number, len(entities), -(-len(entities) // size))
