"""Whether an answer tells of the division that was asked for."""

import json

import pytest

from wallboard.genesys.divisions import PATH, is_there, request
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply


def reply(body: object) -> Reply:
    return Reply(200, {}, json.dumps(body).encode())


def test_it_is_asked_for_by_its_id() -> None:
    asked = request("d-1")
    assert (asked.method, asked.path, asked.params) == ("GET", PATH, (("id", "d-1"),))


def test_it_is_there_or_not_whoever_else_is() -> None:
    assert is_there(reply({"entities": [{"id": "d-0", "name": "X"}, {"id": "d-1"}]}), "d-1")
    assert not is_there(reply({"entities": [{"id": "d-0"}]}), "d-1")
    assert not is_there(reply({"entities": []}), "d-1")


@pytest.mark.parametrize("body", [{}, [], {"entities": [{"name": "X"}]}, {"entities": None}])
def test_what_is_no_list_is_refused(body: object) -> None:
    with pytest.raises(BadReply):
        is_there(reply(body), "d-1")
