"""Users, their divisions and pictures, groups, and their pages."""

import csv
from collections import Counter
from urllib.parse import urlsplit

import pytest
from msgspec import UNSET
from starlette.datastructures import QueryParams

from tests.simulator import openapi
from tests.simulator.organisation import recorded_day
from tests.truth import CALLS, DAYS
from wallboard.simulator.day import agent_id
from wallboard.simulator.directory import (
    BANK,
    directory,
    division_of,
    list_divisions,
    list_group_members,
    list_groups,
    list_users,
    members_of,
    team_name,
)
from wallboard.simulator.errors import Refused
from wallboard.simulator.portraits import answer_picture

KNOWN = directory(recorded_day())
BASE_URL = "http://127.0.0.1:4711"


def names(query: str) -> list[str]:
    return [user.name for user in list_users(KNOWN, QueryParams(query)).entities]


def recorded_names() -> set[str]:
    with CALLS.open(encoding="utf-8") as file:
        return {row["agent"].title() for row in csv.DictReader(file)} - {"", "No_Server"}


def test_a_name_is_shown_as_a_name() -> None:
    assert names(f"id={agent_id('TOVA')}") == ["Tova"]


@pytest.mark.parametrize("form", ["id={0}&id={1}", "id={0},{1}", "id={0},%20{1},nobody"])
def test_ids_may_be_repeated_or_separated_by_commas(form: str) -> None:
    assert set(names(form.format(agent_id("TOVA"), agent_id("IDIT")))) == {"Tova", "Idit"}


def test_pages_joined_are_everybody_of_the_record() -> None:
    everybody = recorded_names()
    assert everybody > set(recorded_day().names.values())
    first = list_users(KNOWN, QueryParams("pageSize=5"))
    pages = -(-len(everybody) // 5)
    assert (first.page_size, first.page_number, first.total, first.page_count) == (5, 1, len(everybody), pages)
    joined = [name for number in range(1, pages + 1) for name in names(f"pageSize=5&pageNumber={number}")]
    assert joined == [user.name for user in KNOWN.users]
    assert set(joined) == everybody


def test_more_ids_than_fit_on_a_page_are_refused() -> None:
    with pytest.raises(Refused, match="The query parameter id must hold 500 ids at most"):
        names("id=" + ",".join(map(str, range(501))))


@pytest.mark.parametrize(("state", "somebody"), [("active", True), ("any", True), ("inactive", False)])
def test_everybody_is_active(state: str, *, somebody: bool) -> None:
    assert bool(names(f"state={state}")) is somebody


def test_a_state_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refused, match="The query parameter state must be one of"):
        names("state=asleep")


def test_what_is_to_be_expanded_is_accepted() -> None:
    assert names("expand=routingStatus&expand=presence") == names("")


@pytest.mark.parametrize("base_url", [None, BASE_URL])
def test_users_and_groups_have_the_published_shape(base_url: str | None) -> None:
    group = KNOWN.groups[0].id
    listed = list_users(KNOWN, QueryParams("pageSize=3&pageNumber=2"), base_url)
    assert openapi.faults("UserEntityListing", listed) == []
    assert openapi.faults("UserEntityListing", list_group_members(KNOWN, group, QueryParams(), base_url)) == []
    assert openapi.faults("GroupEntityListing", list_groups(KNOWN, QueryParams())) == []


def test_two_thirds_have_a_picture_that_is_there() -> None:
    users = list_users(KNOWN, QueryParams("pageSize=500"), BASE_URL).entities
    with_picture = [user for user in users if user.images is not UNSET]
    assert len(users) / 2 < len(with_picture) < len(users) * 5 / 6
    for user in with_picture:
        images = user.images or []
        assert [image.resolution for image in images] == ["x48", "x96", "x200", "x400"]
        for image in images:
            assert image.image_uri.startswith(f"{BASE_URL}/pictures/{user.id}/")
            *_, asked, file = urlsplit(image.image_uri).path.split("/")
            assert answer_picture(asked, file, None).status == 200
    for user in users:
        if user.images is UNSET:
            with pytest.raises(Refused):
                answer_picture(user.id, "96.png", None)


def test_everybody_is_in_one_of_two_divisions() -> None:
    ids = {user.division.name: user.division.id for user in KNOWN.users}
    assert set(ids) == {"Bank", "Branch"}
    assert ids["Bank"] != ids["Branch"]
    assert {user.name for user in KNOWN.users if user.division.name == "Branch"} == {"Idit", "Yifat", "Yitz"}
    many = Counter(division_of(agent_id(f"agent {number}")).name for number in range(2000))
    assert 340 < many["Branch"] < 460


def test_every_agent_is_in_one_group_the_same_on_every_day() -> None:
    groups: dict[str, tuple[str, ...]] = {}
    for day in DAYS:
        known = directory(recorded_day(day))
        everybody = sorted(user.id for user in known.users)
        assert sorted(one for members in known.members.values() for one in members) == everybody
        for group, members in known.members.items():
            assert groups.setdefault(group, members) == members
    assert all(groups.values())


def test_groups_are_listed_with_their_names_and_members() -> None:
    groups = list_groups(KNOWN, QueryParams()).entities
    assert {group.name for group in groups} == {"Team Carmel", "Team Galil", "Team Negev"}
    for group in groups:
        members = list_group_members(KNOWN, group.id, QueryParams("pageSize=500"))
        assert group.member_count == members.total == len(KNOWN.members[group.id])
        assert {f"Team {team_name(user.id)}" for user in members.entities} == {group.name}
    assert sum(group.member_count for group in groups) == len(KNOWN.users)


def test_groups_can_be_asked_for_by_id() -> None:
    asked = KNOWN.groups[1]
    assert list_groups(KNOWN, QueryParams(f"id={asked.id},nobody")).entities == [asked]


def test_the_members_at_work_have_a_call_on_the_day() -> None:
    at_work = [agent for group in KNOWN.groups for agent in members_of(KNOWN, group.id)]
    assert sorted(at_work) == sorted(recorded_day().names)


@pytest.mark.parametrize("ask", [members_of, lambda known, group: list_group_members(known, group, QueryParams())])
def test_an_unknown_group_is_not_found(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(Refused) as refused:
        ask(KNOWN, "nobody")
    assert (refused.value.status, refused.value.code) == (404, "not.found")


def test_both_divisions_are_listed() -> None:
    told = list_divisions(QueryParams(""))
    assert sorted(one.name for one in told.entities) == ["Bank", "Branch"]
    assert {division_of(agent).id for agent in recorded_day().names} <= {one.id for one in told.entities}
    assert [one.name for one in list_divisions(QueryParams(f"id={BANK.id}")).entities] == ["Bank"]
    assert list_divisions(QueryParams("id=none")).entities == []
