"""The teams and who is in them, page by page, by cursor. Pure.

Asked by api; fed by directory. A team has the name and the members of one of the groups, and an id of its own.
"""

from uuid import uuid5

import msgspec
from msgspec import UNSET, UnsetType
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentId
from wallboard.simulator.day import NAMESPACE
from wallboard.simulator.directory import BANK, Directory, Division, User, team_id, team_name
from wallboard.simulator.errors import bad_parameter, not_found
from wallboard.simulator.paging import CursorListing, cursor_page

TEAMS = "/api/v2/teams"


class Team(msgspec.Struct, frozen=True, rename="camel"):
    """A team, as it is listed."""

    id: str
    name: str
    division: Division
    member_count: int


class TeamMember(msgspec.Struct, frozen=True):
    """An agent in a team; her name is told to those who ask for it."""

    id: AgentId
    name: str | UnsetType = UNSET


def platform_team_id(name: str) -> str:
    """The id of a team: the same in every run, and another than that of the group."""
    return str(uuid5(NAMESPACE, f"platform team {name}"))


def team_of(agent: AgentId) -> str:
    """The id of the team that an agent of the record is in."""
    return platform_team_id(team_name(agent))


def list_teams(known: Directory, params: QueryParams) -> CursorListing[Team]:
    """The teams whose names begin as was asked. Raises Refused."""
    beginning = params.get("name", "").casefold()
    teams = [
        Team(platform_team_id(name), f"Team {name}", BANK, len(_members(known, name)))
        for name in known.team_names
        if f"Team {name}".casefold().startswith(beginning)
    ]
    return cursor_page(teams, params, TEAMS)


def list_team_members(known: Directory, team: str, params: QueryParams) -> CursorListing[TeamMember]:
    """Everybody in a team. Raises Refused."""
    name = next((one for one in known.team_names if platform_team_id(one) == team), None)
    if name is None:
        raise not_found(f"The team {team}")
    expand = params.get("expand")
    if expand not in (None, "entities"):
        raise bad_parameter("expand", f"must be entities, not {expand!r}")
    members = [TeamMember(user.id, UNSET if expand is None else user.name) for user in _members(known, name)]
    return cursor_page(members, params, f"{TEAMS}/{team}/members")


def _members(known: Directory, name: str) -> list[User]:
    return [known.by_id[agent] for agent in known.members[team_id(name)]]
