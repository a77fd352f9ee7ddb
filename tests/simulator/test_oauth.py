"""Sign-in, and the life of a token."""

from base64 import b64encode
from datetime import timedelta

import pytest

from tests.simulator.organisation import at
from wallboard.simulator.errors import Refused, SignInRefused
from wallboard.simulator.oauth import TokenBody, TokenDesk

NOON = at("12:00")
HOUR = timedelta(hours=1)


def basic(text: str) -> str:
    return f"Basic {b64encode(text.encode()).decode()}"


@pytest.fixture
def desk() -> TokenDesk:
    return TokenDesk("client", "secret", HOUR)


def test_a_client_with_its_secret_gets_a_token(desk: TokenDesk) -> None:
    body = desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    assert body == TokenBody("token", 3600, "bearer")
    assert desk.authorise("bearer token", NOON) == "token"


@pytest.mark.parametrize(
    ("authorization", "grant_type", "status", "error"),
    [
        (basic("stranger:secret"), "client_credentials", 400, "invalid_client"),
        (basic("client:wröng"), "client_credentials", 401, "invalid_client"),
        (basic("client:secret"), "password", 400, "unsupported_grant_type"),
        (basic("client:secret"), None, 400, "unsupported_grant_type"),
        (None, "client_credentials", 400, "invalid_client"),
        ("Basic %%%", "client_credentials", 400, "invalid_client"),
        ("Basic /w==", "client_credentials", 400, "invalid_client"),
        (basic("client"), "client_credentials", 400, "invalid_client"),
        ("Bearer token", "client_credentials", 400, "invalid_client"),
    ],
)
def test_anybody_else_is_refused(
    desk: TokenDesk, authorization: str | None, grant_type: str | None, status: int, error: str
) -> None:
    with pytest.raises(SignInRefused) as refused:
        desk.issue(authorization, grant_type, NOON, "token")
    assert (refused.value.status, refused.value.body.error) == (status, error)


def test_a_token_ends_with_its_lifetime(desk: TokenDesk) -> None:
    desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    desk.issue(basic("client:secret"), "client_credentials", NOON + HOUR / 2, "younger")
    assert desk.authorise("Bearer token", NOON + HOUR - timedelta(milliseconds=1)) == "token"
    with pytest.raises(Refused):
        desk.authorise("Bearer token", NOON + HOUR)
    assert desk.authorise("Bearer younger", NOON + HOUR) == "younger"


def test_revoked_tokens_are_unknown(desk: TokenDesk) -> None:
    desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    desk.revoke_all()
    with pytest.raises(Refused) as refused:
        desk.authorise("Bearer token", NOON)
    assert (refused.value.status, refused.value.code) == (401, "bad.credentials")


@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic abc"])
def test_a_request_without_a_token_is_told_so(desk: TokenDesk, authorization: str | None) -> None:
    with pytest.raises(Refused) as refused:
        desk.authorise(authorization, NOON)
    assert (refused.value.status, refused.value.code) == (401, "authentication.required")


def test_a_client_that_is_gone_is_not_found_until_it_is_back(desk: TokenDesk) -> None:
    desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    desk.revoke_client()
    with pytest.raises(Refused):
        desk.authorise("Bearer token", NOON)
    with pytest.raises(SignInRefused) as refused:
        desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    assert (refused.value.status, refused.value.body.description) == (400, "client not found")
    desk.restore_client()
    assert desk.issue(basic("client:secret"), "client_credentials", NOON, "token").access_token == "token"


def test_a_new_secret_takes_the_place_of_the_old_one(desk: TokenDesk) -> None:
    desk.issue(basic("client:secret"), "client_credentials", NOON, "token")
    desk.change_secret("new")
    assert desk.authorise("Bearer token", NOON) == "token"
    with pytest.raises(SignInRefused) as refused:
        desk.issue(basic("client:secret"), "client_credentials", NOON, "other")
    assert refused.value.status == 401
    assert desk.issue(basic("client:new"), "client_credentials", NOON, "other").access_token == "other"
