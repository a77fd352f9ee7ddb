"""Users, teams and their pages."""

import pytest
from starlette.datastructures import QueryParams

from tests.simulator.organisation import recorded_day
from tests.truth import DAYS
from wallboard.simulator.day import agent_id
from wallboard.simulator.directory import directory, list_groups, list_users, members_of
from wallboard.simulator.errors import Refused

KNOWN = directory(recorded_day())


def names(query: str) -> list[str]:
    return [user.name for user in list_users(KNOWN, QueryParams(query)).entities]


def test_a_name_is_shown_as_a_name() -> None:
    assert names(f"id={agent_id('TOVA')}") == ["Tova"]


@pytest.mark.parametrize("form", ["id={0}&id={1}", "id={0},{1}", "id={0},%20{1},nobody"])
def test_ids_may_be_repeated_or_separated_by_commas(form: str) -> None:
    assert set(names(form.format(agent_id("TOVA"), agent_id("IDIT")))) == {"Tova", "Idit"}


def test_pages_joined_are_everybody() -> None:
    first = list_users(KNOWN, QueryParams("pageSize=5"))
    assert (first.page_size, first.page_number, first.total, first.page_count) == (5, 1, len(KNOWN.users), 4)
    joined = [name for number in range(1, 6) for name in names(f"pageSize=5&pageNumber={number}")]
    assert joined == [user.name for user in KNOWN.users]
    assert set(joined) == set(recorded_day().names.values())


def test_every_agent_is_in_one_team_the_same_on_every_day() -> None:
    teams: dict[str, set[str]] = {}
    for day in DAYS:
        known = directory(recorded_day(day))
        assert sorted(one for members in known.members.values() for one in members) == sorted(recorded_day(day).names)
        for team, members in known.members.items():
            teams.setdefault(team, set()).update(members)
    assert sum(len(members) for members in teams.values()) == len(set().union(*teams.values()))
    assert all(teams.values())


def test_groups_are_listed_with_their_names() -> None:
    groups = list_groups(KNOWN, QueryParams()).entities
    assert {group.name for group in groups} == {"Team Carmel", "Team Galil", "Team Negev"}
    assert all(group.member_count == len(members_of(KNOWN, group.id)) for group in groups)


def test_an_unknown_group_is_not_found() -> None:
    with pytest.raises(Refused) as refused:
        members_of(KNOWN, "nobody")
    assert (refused.value.status, refused.value.code) == (404, "not.found")
