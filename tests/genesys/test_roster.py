"""People of an organisation: asked for by the hundred or page by page, read where they are there."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import json_reply
from tests.genesys.platform_bodies import ADA, DOCUMENTED_USERS
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.roster import (
    Page,
    Person,
    decode_names,
    decode_page,
    decode_people,
    names_requests,
    page_request,
)

NOT_USERS = [b"", b"[]", b"{}", b'{"entities": [{}]}', b'{"entities": [{"id": 7}]}', b"\xff"]


def picture_of(*images: tuple[str | None, str | None]) -> str | None:
    told = [{"resolution": resolution, "imageUri": address} for resolution, address in images]
    (person,) = decode_people(json_reply({"entities": [{"id": "1", "images": told}]}))
    return person.picture


class TestRequests:
    @given(st.integers(0, 450))
    def test_everybody_is_asked_for_once_and_at_most_a_hundred_at_a_time(self, number: int) -> None:
        agents = [AgentId(f"agent-{index}") for index in range(number)]
        requests = list(names_requests(agents))
        asked = [[text for key, text in request.params if key == "id"] for request in requests]
        assert [one for chunk in asked for one in chunk] == agents
        assert all(1 <= len(chunk) <= 100 for chunk in asked)
        assert all(("pageSize", "100") in request.params for request in requests)
        assert {(request.method, request.path) for request in requests} <= {("GET", "/api/v2/users")}

    def test_a_page_of_everybody(self) -> None:
        request = page_request(7)
        assert (request.method, request.path) == ("GET", "/api/v2/users")
        assert dict(request.params) == {"pageSize": "500", "pageNumber": "7", "sortOrder": "ASC", "state": "active"}


class TestNames:
    def test_names_are_read_by_id(self) -> None:
        entities = [{"id": "1", "name": "Tova", "state": "active"}, {"id": "2", "name": " דנה "}]
        assert decode_names(json_reply({"entities": entities, "total": 2})) == {"1": "Tova", "2": "דנה"}

    def test_who_has_left_has_a_name_still(self) -> None:
        entities = [{"id": "1", "name": "Tova", "state": "deleted"}]
        assert decode_names(json_reply({"entities": entities})) == {"1": "Tova"}

    @pytest.mark.parametrize("nameless", [{"id": "1"}, {"id": "1", "name": ""}, {"id": "1", "name": "  "}])
    def test_who_has_no_name_gets_none(self, nameless: dict[str, str]) -> None:
        assert decode_names(json_reply({"entities": [nameless]})) == {}
        assert decode_people(json_reply({"entities": [nameless]})) == (Person(AgentId("1"), None, None, None),)

    @pytest.mark.parametrize("body", NOT_USERS)
    def test_what_is_no_list_of_users_is_a_bad_reply(self, body: bytes) -> None:
        for decode in (decode_names, decode_people, decode_page):
            with pytest.raises(BadReply):
                decode(Reply(200, {}, body))


class TestPeople:
    def test_the_documented_page(self) -> None:
        ada = Person(
            AgentId(ADA), "Ada Byrne", "d0b618e5-ea69-4273-a1d3-ddeb7413825c", "https://example.invalid/ada-x48.png"
        )
        assert decode_page(Reply(200, {}, DOCUMENTED_USERS)) == Page((ada,), 100)
        assert decode_people(Reply(200, {}, DOCUMENTED_USERS)) == (ada,)

    def test_who_has_left_is_left_out(self) -> None:
        states = {"1": "active", "2": "inactive", "3": "deleted", "4": None}
        entities = [{"id": one, "state": state} for one, state in states.items()]
        assert [person.agent_id for person in decode_people(json_reply({"entities": entities}))] == ["1", "4"]

    def test_fields_that_are_null_are_none(self) -> None:
        nothing = {"id": "1", "name": None, "division": None, "images": None}
        assert decode_people(json_reply({"entities": [nothing]})) == (Person(AgentId("1"), None, None, None),)
        empty: dict[str, Any] = {"id": "1", "division": {"id": None}, "images": []}
        assert decode_people(json_reply({"entities": [empty]})) == (Person(AgentId("1"), None, None, None),)

    @pytest.mark.parametrize("bad", ["", "x" * 101])
    def test_an_id_that_cannot_be_one(self, bad: str) -> None:
        with pytest.raises(BadReply, match="letters"):
            decode_people(json_reply({"entities": [{"id": bad}]}))


class TestPicture:
    def test_the_smallest_that_is_large_enough(self) -> None:
        assert picture_of(("x48", "a"), ("x400", "b"), ("x200", "c"), ("x199", "d")) == "c"

    def test_else_the_largest(self) -> None:
        assert picture_of(("x48", "a"), ("x128", "b"), ("x96", "c")) == "b"

    @pytest.mark.parametrize(("resolution", "is_enough"), [("640x480", True), ("640x100", False), ("100X640", False)])
    def test_the_shorter_side_counts(self, resolution: str, is_enough: bool) -> None:
        assert picture_of((resolution, "a"), ("x150", "c")) == ("a" if is_enough else "c")

    def test_a_size_that_is_not_told_is_the_smallest(self) -> None:
        assert picture_of((None, "a"), ("x48", "b")) == "b"
        assert picture_of(("large", "a")) == "a"
        assert picture_of(("x" + "9" * 5_000, "a")) == "a"

    def test_without_an_address_there_is_none(self) -> None:
        assert picture_of() is None
        assert picture_of(("x400", None), ("x400", ""), ("x400", "a" * 2_001)) is None


class TestPages:
    @pytest.mark.parametrize(
        ("told", "pages"),
        [
            ({"pageCount": 100, "total": 7, "pageSize": 500}, 100),
            ({"total": 501, "pageSize": 500}, 2),
            ({"total": 500, "pageSize": 500}, 1),
            ({"total": 0, "pageSize": 500}, 0),
            ({"pageNumber": 3, "nextUri": "/api/v2/users?pageNumber=4"}, 4),
            ({"pageNumber": 3}, 3),
            ({"total": 7, "pageSize": 0}, 1),
            ({}, 1),
        ],
    )
    def test_how_many_there_are_is_told_in_three_ways(self, told: dict[str, Any], pages: int) -> None:
        assert decode_page(json_reply({"entities": [], **told})).pages == pages

    @pytest.mark.parametrize("count", [-1, 10_001])
    def test_a_number_of_pages_that_cannot_be(self, count: int) -> None:
        with pytest.raises(BadReply, match="pages"):
            decode_page(json_reply({"entities": [], "pageCount": count}))
