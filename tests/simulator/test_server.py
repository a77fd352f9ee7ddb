"""The HTTP server: loopback alone, a free port, and connections that can be cut."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from wallboard.simulator.server import CUT_EXTENSION, PortTaken, serve

pytestmark = pytest.mark.asyncio


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


async def cuts(scope: Scope, receive: Receive, send: Send) -> None:
    scope["extensions"][CUT_EXTENSION]()
    assert (await receive())["type"] in {"http.request", "http.disconnect"}
    while (await receive())["type"] != "http.disconnect":
        pass


async def test_it_serves_on_loopback_while_it_is_entered() -> None:
    async with serve(hello) as base_url, httpx.AsyncClient() as http:
        assert urlsplit(base_url).hostname == "127.0.0.1"
        answer = await http.get(base_url)
        assert answer.text == "hello"
        assert not {"date", "server"} & set(answer.headers)
    async with httpx.AsyncClient() as http:
        with pytest.raises(httpx.ConnectError):
            await http.get(base_url)


async def test_a_cut_connection_gives_no_answer_and_no_noise(caplog: pytest.LogCaptureFixture) -> None:
    async with serve(cuts) as base_url, httpx.AsyncClient() as http:
        with pytest.raises(httpx.RemoteProtocolError):
            await http.get(base_url)
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_taken_port_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port: int = holder.getsockname()[1]
        with pytest.raises(PortTaken, match=f"cannot listen on port {port}: "):
            async with serve(hello, port):
                pass
