"""The gate: only this machine's names, only with the token."""

import json
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from wallboard.host.secret import Secret
from wallboard.poller.gate import Gate

pytestmark = pytest.mark.asyncio

TOKEN = "the-token"
GOOD = {"host": "127.0.0.1:8700", "authorization": f"Bearer {TOKEN}"}


async def inside(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def nothing() -> Message:
    raise AssertionError("the gate reads no body")


async def asked(headers: dict[str, str], kind: str = "http") -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []

    async def send(message: Message) -> None:
        sent.append(dict(message))

    raw = [(key.encode("latin-1"), text.encode("latin-1")) for key, text in headers.items()]
    await Gate(inside, Secret(TOKEN), 8700)({"type": kind, "headers": raw}, nothing, send)
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1:8700", "localhost:8700"])
async def test_who_has_the_token_and_calls_by_a_name_of_this_machine_is_let_through(host: str) -> None:
    assert (await asked(GOOD | {"host": host}))[0]["status"] == 200


@pytest.mark.parametrize(
    "host", ["", "127.0.0.1", "127.0.0.1:80", "evil.example:8700", "localhost:8700.evil.example", "[::1]:8700", "ü"]
)
async def test_a_foreign_name_is_misdirected_also_with_the_token(host: str) -> None:
    start, body = await asked(GOOD | {"host": host})
    assert start["status"] == 421
    assert "127.0.0.1" in json.loads(body["body"])["error"]


async def test_no_name_is_misdirected() -> None:
    assert (await asked({"authorization": GOOD["authorization"]}))[0]["status"] == 421


@pytest.mark.parametrize(
    "given",
    ["", TOKEN, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer ", f"Bearer {TOKEN} ", "ü"],
)
async def test_without_the_very_token_nobody_is_let_through(given: str) -> None:
    start, body = await asked(GOOD | {"authorization": given})
    assert start["status"] == 401
    assert (b"www-authenticate", b"Bearer") in start["headers"]
    assert "token" in json.loads(body["body"])["error"]
    assert TOKEN not in str(start) + str(body)


async def test_what_is_no_request_is_not_answered() -> None:
    assert await asked(GOOD, kind="websocket") == []


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1:8700", 200), ("evil.example:8700", 421)])
async def test_where_there_is_no_token_the_name_alone_is_looked_at(host: str, status: int) -> None:
    sent: list[dict[str, Any]] = []

    async def send(message: Message) -> None:
        sent.append(dict(message))

    await Gate(inside, None, 8700)({"type": "http", "headers": [(b"host", host.encode())]}, nothing, send)
    assert sent[0]["status"] == status
