"""Names of agents: asked by the hundred, read where they are there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import json_reply
from wallboard.board.agents import AgentId
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.roster import decode_names, names_requests


@given(st.integers(0, 450))
def test_everybody_is_asked_for_once_and_at_most_a_hundred_at_a_time(number: int) -> None:
    agents = [AgentId(f"agent-{index}") for index in range(number)]
    requests = list(names_requests(agents))
    asked = [[text for key, text in request.params if key == "id"] for request in requests]
    assert [one for chunk in asked for one in chunk] == agents
    assert all(1 <= len(chunk) <= 100 for chunk in asked)
    assert all(("pageSize", "100") in request.params for request in requests)
    assert {(request.method, request.path) for request in requests} <= {("GET", "/api/v2/users")}


def test_names_are_read_by_id() -> None:
    entities = [{"id": "1", "name": "Tova", "state": "active"}, {"id": "2", "name": " דנה "}]
    assert decode_names(json_reply({"entities": entities, "total": 2})) == {"1": "Tova", "2": "דנה"}


@pytest.mark.parametrize("nameless", [{"id": "1"}, {"id": "1", "name": ""}, {"id": "1", "name": "  "}])
def test_who_has_no_name_gets_none(nameless: dict[str, str]) -> None:
    assert decode_names(json_reply({"entities": [nameless]})) == {}


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"entities": [{}]}', b'{"entities": [{"id": 7}]}', b"\xff"])
def test_what_is_no_list_of_users_is_a_bad_reply(body: bytes) -> None:
    with pytest.raises(BadReply):
        decode_names(Reply(200, {}, body))
