"""Whose token it is and what it may ask, with as little as an answer tells."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import json_reply
from tests.genesys.platform_bodies import DOCUMENTED_TOKEN
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.organisation import (
    LIMITS,
    WHICH_ORGANISATION,
    WHOSE_TOKEN,
    TokenOwner,
    decode_limits,
    decode_organisation,
    decode_token_owner,
)


def limit(key: str, value: float, namespace: str | None = "platform.api") -> dict[str, Any]:
    return {"key": key, "value": value, "namespace": namespace}


def per_minute(*limits: dict[str, Any]) -> int | None:
    return decode_limits(json_reply({"entities": limits})).per_minute


def test_three_requests_that_need_no_permission() -> None:
    assert [(one.method, one.path, one.params) for one in (WHOSE_TOKEN, WHICH_ORGANISATION, LIMITS)] == [
        ("GET", "/api/v2/tokens/me", ()),
        ("GET", "/api/v2/organizations/me", ()),
        ("GET", "/api/v2/organizations/limits/namespaces/platform.api", ()),
    ]


class TestTokenOwner:
    def test_the_documented_answer(self) -> None:
        assert decode_token_owner(Reply(200, {}, DOCUMENTED_TOKEN)) == TokenOwner(
            "0e5f0c6a-6f53-4d2e-9f4e-0f6a5b7f3a10", "Example Org", "Wallboard poller"
        )

    @pytest.mark.parametrize(
        ("told", "owner"),
        [
            ({}, TokenOwner(None, None, None)),
            ({"organization": None, "OAuthClient": None}, TokenOwner(None, None, None)),
            ({"homeOrganization": {"id": "1", "name": "Home"}}, TokenOwner("1", "Home", None)),
            ({"organization": {"name": " "}, "OAuthClient": {"name": " Us "}}, TokenOwner(None, None, "Us")),
            ({"organization": {"name": "x" * 900}}, TokenOwner(None, "x" * 200, None)),
        ],
    )
    def test_what_is_not_told_is_none(self, told: dict[str, Any], owner: TokenOwner) -> None:
        assert decode_token_owner(json_reply(told)) == owner


@pytest.mark.parametrize(("told", "name"), [({"name": "Example Org"}, "Example Org"), ({}, None), ({"name": ""}, None)])
def test_the_organisation_itself_tells_its_name(told: dict[str, Any], name: str | None) -> None:
    assert decode_organisation(json_reply(told)) == name


class TestLimits:
    def test_the_narrower_of_the_two_holds(self) -> None:
        own, any_token = "client.credentials.token.rate.per.minute", "token.rate.per.minute"
        assert per_minute(limit(own, 300), limit("org.user.rate.per.minute", 30)) == 300
        assert per_minute(limit(any_token, 240)) == 240
        assert per_minute(limit(any_token, 600), limit(own, 300)) == 300
        assert per_minute(limit(any_token, 180), limit(own, 300)) == 180

    def test_where_none_is_told_none_is_known(self) -> None:
        assert per_minute() is None
        assert decode_limits(json_reply({})).per_minute is None
        assert per_minute(limit("token.rate.per.minute", 0)) is None
        assert per_minute(limit("token.rate.per.minute", 99, "analytics")) is None

    def test_every_limit_of_the_api_is_there_by_its_key(self) -> None:
        told = [limit("request.bytes.max", 512_000), limit("x", 1, "analytics"), limit("y", 2.0, None), {"key": "z"}]
        assert decode_limits(json_reply({"entities": told})).by_key == {"request.bytes.max": 512_000, "y": 2}


@pytest.mark.parametrize("decode", [decode_token_owner, decode_organisation, decode_limits])
@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"name": 7, "organization": 7, "entities": 7}'])
def test_what_is_something_else_is_a_bad_reply(decode: Callable[[Reply], object], body: bytes) -> None:
    with pytest.raises(BadReply):
        decode(Reply(200, {}, body))
