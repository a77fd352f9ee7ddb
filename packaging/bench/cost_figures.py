"""What screens cost at Genesys Cloud: a real poller on a real simulator, its requests counted there."""

from __future__ import annotations

import asyncio
import http.client
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from figures import Row, Size
from readers import Visit

from wallboard.app import demo
from wallboard.app.demo import Stage
from wallboard.host import paths
from wallboard.wire import run_record
from wallboard.wire.messages import Handshake

_PATIENCE_SECONDS = 60.0
_LOOK_SECONDS = 0.05


def screens(size: Size) -> list[Row]:
    """Requests a poll with one screen and with many; each case has a stack of its own, on the same recorded hour."""
    polls = 10 if size.rounds > 1 else 2
    one, many = (asyncio.run(_requests_a_poll(readers, polls)) for readers in (1, size.screens))
    return [
        Row(
            f"requests a poll with {size.screens} screens",
            many,
            one,
            "with 1 screen",
            "requests",
            many / one,
            "ratio = 1",
            many == one,
        )
    ]


async def _requests_a_poll(readers: int, polls: int) -> float:
    async with demo.staged() as stage:
        return await asyncio.to_thread(_count, stage, readers, polls)


def _count(stage: Stage, readers: int, polls: int) -> float:
    places = ["--config", str(stage.config), "--run-dir", str(stage.run_directory)]
    command = [*paths.program("wallboard-poller"), "run", *places]
    simulator = tomllib.loads(stage.config.read_text("utf-8"))["genesys"]["base_url"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as poller:
        try:
            if poller.stdout is None or not poller.stdout.readline():
                raise RuntimeError("the poller did not start")
            found = run_record.read(stage.run_directory)
            if found is None:
                raise RuntimeError("the poller left no record")
            with _screens(found, readers):
                begun, before = _after_poll(found, simulator, 3)
                ended, after = _after_poll(found, simulator, begun + polls)
            return (after - before) / (ended - begun)
        finally:
            poller.terminate()


def _after_poll(poller: Handshake, simulator: str, number: int) -> tuple[int, int]:
    """The polls so far and the requests so far, right after that poll or a later one."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while (polls := _polls(poller)) < number:
        if time.monotonic() > until:
            raise TimeoutError(f"there were {polls} polls of {number}")
        time.sleep(_LOOK_SECONDS)
    address = urlsplit(simulator)
    counts = _ask(address.port or 80, "GET", "/control/requests")
    return polls, counts["total"]


def _polls(poller: Handshake) -> int:
    polls: int = _ask(poller.port, "GET", "/v1/status", poller.token)["boards"][0]["polls"]
    return polls


def _ask(port: int, method: str, path: str, token: str = "", body: str | None = None) -> Any:  # noqa: ANN401  JSON
    connection = http.client.HTTPConnection("127.0.0.1", port)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    connection.request(method, path, body, headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer


@contextmanager
def _screens(poller: Handshake, readers: int) -> Iterator[None]:
    """So many readers of the poller, each with a view of its own, while the block runs."""
    asked = json.dumps({"board": "all", "ranges": [[0, 300]]})
    views = [_ask(poller.port, "POST", "/v1/views", poller.token, asked)["id"] for _ in range(readers)]
    head = f"Host: 127.0.0.1:{poller.port}\r\nAuthorization: Bearer {poller.token}\r\n\r\n"
    visit = Visit(poller.port, [f"GET /v1/views/{view}/events HTTP/1.1\r\n{head}" for view in views])
    command = [sys.executable, str(Path(__file__).with_name("readers.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        if child.stdin is None or child.stdout is None:
            raise RuntimeError("a child without pipes")
        child.stdin.write(msgspec.json.encode(visit) + b"\n")
        child.stdin.flush()
        child.stdout.readline()
        try:
            yield
        finally:
            child.kill()
