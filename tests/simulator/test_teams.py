"""Teams and their members."""

import pytest
from msgspec import UNSET
from starlette.datastructures import QueryParams

from tests.simulator import openapi
from tests.simulator.organisation import recorded_day
from wallboard.simulator.directory import directory, team_id
from wallboard.simulator.errors import Refused
from wallboard.simulator.teams import list_team_members, list_teams, platform_team_id, team_of

KNOWN = directory(recorded_day())
NAMES = ["Team Carmel", "Team Galil", "Team Negev"]


def test_the_teams_are_the_groups_with_ids_of_their_own() -> None:
    teams = list_teams(KNOWN, QueryParams()).entities
    assert [team.name for team in teams] == NAMES
    assert {team.name: team.member_count for team in teams} == {one.name: one.member_count for one in KNOWN.groups}
    assert not {team.id for team in teams} & set(KNOWN.members)


@pytest.mark.parametrize("name", ["Carmel", "Galil", "Negev"])
def test_a_team_has_the_members_of_the_group_of_its_name(name: str) -> None:
    listed = list_team_members(KNOWN, platform_team_id(name), QueryParams("pageSize=500"))
    members = [member.id for member in listed.entities]
    assert tuple(members) == KNOWN.members[team_id(name)]
    assert {team_of(member) for member in members} == {platform_team_id(name)}


def test_a_members_name_is_told_on_request() -> None:
    team = platform_team_id("Galil")
    plain = list_team_members(KNOWN, team, QueryParams()).entities
    named = list_team_members(KNOWN, team, QueryParams("expand=entities")).entities
    names = {user.id: user.name for user in KNOWN.users}
    assert all(member.name is UNSET for member in plain)
    assert all(member.name == names[member.id] for member in named)


def test_teams_are_found_by_how_their_names_begin() -> None:
    assert [team.name for team in list_teams(KNOWN, QueryParams("name=team%20g")).entities] == ["Team Galil"]
    assert list_teams(KNOWN, QueryParams("name=Galil")).entities == []


def test_the_lists_have_the_published_shape() -> None:
    team = platform_team_id("Carmel")
    middle = list_teams(KNOWN, QueryParams("pageSize=1")).next_uri
    assert middle is not UNSET
    teams = list_teams(KNOWN, QueryParams(middle.partition("?")[2]))
    assert [one.name for one in teams.entities] == NAMES[1:2]
    assert openapi.faults("TeamEntityListing", teams) == []
    members = list_team_members(KNOWN, team, QueryParams("pageSize=2&expand=entities"))
    assert openapi.faults("TeamMemberEntityListing", members) == []


def test_an_unknown_team_is_not_found() -> None:
    with pytest.raises(Refused) as refused:
        list_team_members(KNOWN, team_id("Carmel"), QueryParams())
    assert (refused.value.status, refused.value.code) == (404, "not.found")


def test_nothing_else_can_be_expanded() -> None:
    with pytest.raises(Refused, match="The query parameter expand must be entities"):
        list_team_members(KNOWN, platform_team_id("Carmel"), QueryParams("expand=all"))
