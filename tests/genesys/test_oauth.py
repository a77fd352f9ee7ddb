"""Tokens: what is asked, what is answered, and that neither secret nor token is ever told."""

from base64 import b64decode
from datetime import timedelta

import pytest

from tests.builders import json_reply
from wallboard.genesys.errors import BadReply, GenesysError, Rejected, ServerFailed, SignInTrouble, Throttled
from wallboard.genesys.exchange import Reply
from wallboard.genesys.oauth import AccessToken, Credentials, decode_token, token_request
from wallboard.host.secret import Secret

CREDENTIALS = Credentials("the-id", Secret("hush:with a colon, ü"))
REQUEST = token_request(CREDENTIALS)


def decoded(reply: Reply) -> AccessToken:
    return decode_token(REQUEST, reply, "https://login.example")


def token(expires_in: object, text: str = "a-token") -> Reply:
    return json_reply({"access_token": text, "token_type": "bearer", "expires_in": expires_in})


def test_the_request_is_a_client_credentials_grant_with_basic_credentials() -> None:
    assert (REQUEST.method, REQUEST.path, REQUEST.form) == (
        "POST",
        "/oauth/token",
        {"grant_type": "client_credentials"},
    )
    scheme, _, pair = REQUEST.headers["Authorization"].partition(" ")
    assert scheme == "Basic"
    assert b64decode(pair).decode() == "the-id:hush:with a colon, ü"


class TestLife:
    @pytest.mark.parametrize(
        ("lives", "usable"), [(86_400, 86_340), (120, 60), (119, 59.5), (60, 30), (10, 5), (0, 0), (-5, 0)]
    )
    def test_a_token_is_used_a_minute_less_than_it_lives_and_half_of_a_short_life(
        self, lives: float, usable: float
    ) -> None:
        assert decoded(token(lives)).usable_for == timedelta(seconds=usable)

    @pytest.mark.parametrize("lives", [1e308, 10**17])
    def test_a_life_beyond_all_measure_is_a_long_one(self, lives: float) -> None:
        assert decoded(token(lives)).usable_for > timedelta(days=100)


class TestRefusal:
    @pytest.mark.parametrize(
        ("status", "words", "trouble"),
        [
            (400, "client not found", SignInTrouble.WRONG_REGION),
            (401, "authentication failed", SignInTrouble.WRONG_SECRET),
        ],
    )
    def test_an_unknown_client_and_a_wrong_secret_are_told_apart_and_the_host_is_named(
        self, status: int, words: str, trouble: SignInTrouble
    ) -> None:
        body = {"error": "invalid_client", "description": words, "error_description": words}
        with pytest.raises(Rejected, match=r"https://login\.example .*is .*region right") as caught:
            decoded(json_reply(body, status))
        assert (caught.value.status, caught.value.trouble) == (status, trouble)
        assert caught.value.base_url == "https://login.example"

    @pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff", b'{"error": 7}', b'{"error": "Oops: tok-en"}'])
    def test_a_refusal_in_other_words_is_told_by_its_status(self, body: bytes) -> None:
        for status, trouble in ((400, SignInTrouble.WRONG_REGION), (401, SignInTrouble.WRONG_SECRET)):
            with pytest.raises(Rejected) as caught:
                decoded(Reply(status, {}, body))
            assert caught.value.trouble is trouble

    @pytest.mark.parametrize("error", ["unauthorized_client", "unsupported_grant_type"])
    def test_a_client_of_another_kind_is_neither(self, error: str) -> None:
        reply = json_reply({"error": error, "description": "tok-en"}, 400, {"inin-correlation-id": "c-1"})
        with pytest.raises(BadReply) as caught:
            decoded(reply)
        assert str(caught.value) == f"/oauth/token: answered 400 {error} (contextId c-1)"
        assert caught.value.status == 400

    @pytest.mark.parametrize("status", [400, 401])
    def test_a_proxys_page_says_nothing_of_the_client(self, status: int) -> None:
        with pytest.raises(BadReply):
            decoded(Reply(status, {}, b" <!doctype html><title>Sign in to the network"))

    def test_a_sign_in_can_be_throttled(self) -> None:
        with pytest.raises(Throttled) as caught:
            decoded(Reply(429, {"retry-after": "7"}, b""))
        assert caught.value.retry_after == timedelta(seconds=7)

    def test_a_sign_in_can_fail(self) -> None:
        with pytest.raises(ServerFailed):
            decoded(Reply(503, {}, b""))

    @pytest.mark.parametrize(
        "reply",
        [
            Reply(200, {}, b""),
            Reply(200, {}, b'{"access_token": "tok-en", "expires_in": "soon"}'),
            Reply(200, {}, b'{"access_token": "tok-en"}'),
            Reply(200, {}, b'["tok-en"]'),
            Reply(200, {}, b'{"access_token": "tok-en\xff", "expires_in": 5}'),
            token(60, ""),
            token(60, "tok-en\nX-Other: 1"),
            token(60, "tok-en é"),
            token(60, "tok-en "),
        ],
        ids=repr,
    )
    def test_an_answer_without_a_token_that_can_be_sent_is_a_bad_reply_and_not_quoted(self, reply: Reply) -> None:
        with pytest.raises(BadReply) as caught:
            decoded(reply)
        assert "tok-en" not in all_that_is_told(caught.value)


def all_that_is_told(error: BaseException | None) -> str:
    """The words of an error and of everything behind it."""
    told = ""
    while error is not None:
        told += f"{error} {error!r} {error.args} "
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return told


def test_neither_secret_nor_token_is_printed() -> None:
    secret_words = ["hush", REQUEST.headers["Authorization"], "a-token"]
    printed = f"{CREDENTIALS!r} {CREDENTIALS} {REQUEST!r} {decoded(token(60))!r} {token(60)!r}"
    assert [word for word in secret_words if word in printed] == []


def test_every_refusal_is_of_the_family() -> None:
    for status in (302, 403, 404, 500):
        with pytest.raises(GenesysError):
            decoded(Reply(status, {}, b""))
