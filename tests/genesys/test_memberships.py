"""Members of a group, a team or a queue, through three ways of paging."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import json_reply
from tests.genesys.platform_bodies import ADA, DOCUMENTED_QUEUE_MEMBERS
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.memberships import Circle, CircleKind, Members, decode_members, kind_asked_for, members_request

GROUP, TEAM, QUEUE = (
    Circle(kind, f"the {kind.value}/1") for kind in (CircleKind.GROUP, CircleKind.TEAM, CircleKind.QUEUE)
)
PEOPLE = [f"agent-{number}" for number in range(250)]


def page(*ids: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON
    return {"entities": [{"id": one} for one in ids], **more}


def by_number(**more: Callable[[int], object]) -> Callable[[Request], Reply]:
    """A list in numbered pages, that tells of itself what `more` makes of a page's number."""

    def answer(request: Request) -> Reply:
        number, size = (int(dict(request.params)[key]) for key in ("pageNumber", "pageSize"))
        chunk = PEOPLE[(number - 1) * size : number * size]
        return json_reply(page(*chunk, pageNumber=number, **{key: make(number) for key, make in more.items()}))

    return answer


def by_cursor(request: Request) -> Reply:
    asked = dict(request.params)
    assert "pageNumber" not in asked
    start = int(asked.get("after", "0").removeprefix("c/=") or 0)
    size = int(asked["pageSize"])
    leads = (
        f"/api/v2/teams/1/members?pageSize={size}&after=c%2F%3D{start + size}" if start + size < len(PEOPLE) else None
    )
    return json_reply(page(*PEOPLE[start : start + size], nextUri=leads))


def next_uri(number: int) -> str | None:
    return f"/api/v2/x?pageSize=100&pageNumber={number + 1}" if number < 3 else None


def everybody(circle: Circle, answer: Callable[[Request], Reply]) -> tuple[list[str], int]:
    """All members, and how many requests that took."""
    found: list[str] = []
    request, asked = members_request(circle), 1
    while True:
        members = decode_members(answer(request), circle)
        found += members.agents
        if members.cursor is None:
            return found, asked
        request, asked = members_request(circle, members.cursor), asked + 1
        assert asked < 10


@pytest.mark.parametrize(
    ("circle", "answer", "requests"),
    [
        (GROUP, by_number(pageCount=lambda _: 3), 3),
        (GROUP, by_number(pageCount=lambda _: 3, nextUri=next_uri), 3),
        (GROUP, by_number(), 3),
        (QUEUE, by_number(nextUri=next_uri), 3),
        (QUEUE, by_number(), 3),
        (TEAM, by_cursor, 3),
    ],
)
def test_every_way_of_paging_leads_to_everybody(
    circle: Circle, answer: Callable[[Request], Reply], requests: int
) -> None:
    assert everybody(circle, answer) == (PEOPLE, requests)


@pytest.mark.parametrize(
    ("circle", "path"),
    [
        (GROUP, "/api/v2/groups/the%20group%2F1/members"),
        (TEAM, "/api/v2/teams/the%20team%2F1/members"),
        (QUEUE, "/api/v2/routing/queues/the%20queue%2F1/members"),
    ],
)
def test_each_has_its_own_address_and_an_id_cannot_lead_elsewhere(circle: Circle, path: str) -> None:
    request = members_request(circle)
    assert (request.method, request.path, dict(request.params)["pageSize"]) == ("GET", path, "100")


def test_the_documented_page_of_a_queue() -> None:
    assert decode_members(Reply(200, {}, DOCUMENTED_QUEUE_MEMBERS), QUEUE) == Members((ADA,), None)  # type: ignore[arg-type]


def test_who_has_left_and_who_does_not_serve_the_queue_is_left_out() -> None:
    entities = [
        {"id": "1", "state": "active", "joined": True},
        {"id": "2", "state": "deleted"},
        {"id": "3", "state": "inactive"},
        {"id": "4", "joined": False},
        {"id": "5"},
        {"id": "6", "state": None, "joined": None},
    ]
    assert decode_members(json_reply({"entities": entities}), QUEUE).agents == ("1", "5", "6")


@pytest.mark.parametrize(
    ("told", "cursor"),
    [
        (page("1", pageNumber=1, pageCount=1), None),
        (page("1", pageNumber=1), None),
        (page("1", nextUri="https://[spoilt"), None),
        (page(pageNumber=4, pageCount=9), None),  # an empty page has nothing behind it, whatever it says
        (page("1", pageNumber=2, pageCount=3), "3"),
    ],
)
def test_the_last_page_leads_nowhere(told: dict[str, Any], cursor: str | None) -> None:
    assert decode_members(json_reply(told), GROUP).cursor == cursor


def test_a_team_is_led_on_by_its_cursor_alone() -> None:
    told = page(*PEOPLE[:100], pageNumber=1, pageCount=3, nextUri="/api/v2/teams/1/members?before=x")
    assert decode_members(json_reply(told), TEAM).cursor is None


@pytest.mark.parametrize(
    "told",
    [
        page(""),
        page("x" * 101),
        page("1", nextUri=f"/x?after={'c' * 4_001}"),
        {"entities": [{"id": 7}]},
        {"entities": None},
        {},
        [],
    ],
)
def test_what_is_no_list_of_members_is_refused(told: object) -> None:
    with pytest.raises(BadReply) as caught:
        decode_members(json_reply(told), TEAM)
    assert caught.value.endpoint == "/api/v2/teams/the%20team%2F1/members"


@pytest.mark.parametrize("circle", [GROUP, TEAM, QUEUE])
def test_a_path_tells_whose_members_were_asked_for(circle: Circle) -> None:
    assert kind_asked_for(members_request(circle).path) is circle.kind
    assert kind_asked_for(members_request(circle).path.removesuffix("/members")) is None
    assert kind_asked_for("/api/v2/users/members") is None
