"""The whole product as real processes: a screen and the poller that it starts, on a simulated organisation.

The simulator is served by the test itself, so that it can be stopped and started again with the same credentials.
What the screen says is read from its log, line by line: tests wait for words, never for time.
"""

import asyncio
import contextlib
import json
import os
import re
import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import psutil

from tests.truth import CALLS
from wallboard.host.clock import RehearsalClock
from wallboard.simulator.api import STANDARD_TERMS, GenesysSimulator, Terms
from wallboard.simulator.calls import read_calls
from wallboard.simulator.day import lay
from wallboard.wire import run_record
from wallboard.wire.codec import decode_event
from wallboard.wire.messages import Event, Handshake

ZONE = ZoneInfo("Asia/Jerusalem")
TODAY = date(2026, 11, 23)
DAY = date(1999, 2, 2)
START = time(14, 20)
RATE = 20.0
WRAP_UP = timedelta(seconds=20)
PATIENCE_SECONDS = 40.0


class Organisation:
    """A simulated Genesys Cloud that can go away and come back."""

    def __init__(self, rate: float, terms: Terms) -> None:
        self.clock = RehearsalClock(datetime.combine(TODAY, START, ZONE), rate)
        self.origin = self.clock.now()
        with CALLS.open(encoding="utf-8") as file:
            replay = lay(read_calls(file).calls, DAY, TODAY, ZONE, WRAP_UP)
        self.simulator = GenesysSimulator(replay, self.clock, terms)
        self.port = 0
        self._served = AsyncExitStack()

    async def come(self) -> None:
        """Serve, always on the same port."""
        base_url = await self._served.enter_async_context(self.simulator.served(self.port))
        self.port = int(base_url.rpartition(":")[2])

    async def go(self) -> None:
        """Serve no longer."""
        await self._served.aclose()

    def machine_seconds(self) -> float:
        """The machine's time since this organisation began."""
        return self.clock.elapsed().total_seconds() / self.clock.rate

    def settings(self) -> str:
        """A settings file for this organisation."""
        return f"""
            [genesys]
            base_url = "http://127.0.0.1:{self.port}"
            client_id = "{self.simulator.client_id}"
            client_secret = "{self.simulator.client_secret}"
            [[boards]]
            id = "all"
            title = "All agents"
            time_zone = "Asia/Jerusalem"
            shift_starts = ["07:00"]
            [rehearsal]
            origin = "{self.origin.isoformat()}"
            rate = {self.clock.rate}
        """


class Program:
    """A running program of the product; its log is read as it comes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._grew = asyncio.Condition()

    async def read(self) -> None:
        """Read the log until the program ends."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            async with self._grew:
                self.lines.append(line.decode().rstrip())
                self._grew.notify_all()

    def kill_child(self, pid: int) -> None:
        """Kill a process that this program started, and no other."""
        child = psutil.Process(pid)
        assert child in psutil.Process(self.process.pid).children(recursive=True)
        child.kill()

    async def says(self, pattern: str, after: int = 0) -> int:
        """Wait for a line that holds the pattern, beyond the first `after` lines; how many lines that makes."""
        seen = after
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._grew:
                while True:
                    while seen < len(self.lines):
                        seen += 1
                        if re.search(pattern, self.lines[seen - 1]):
                            return seen
                    await self._grew.wait()
        except TimeoutError:
            raise AssertionError(f"nothing said {pattern!r} in:\n" + "\n".join(self.lines)) from None


@asynccontextmanager
async def running(
    *words: str, env: dict[str, str] | None = None, spare_children: bool = False
) -> AsyncIterator[Program]:
    """A program of the product, killed at the block's end, and its children with it unless they are spared."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **(env or {})},
    )
    program = Program(process)
    reading = asyncio.create_task(program.read())
    try:
        yield program
    finally:
        lives = process.returncode is None and not spare_children
        for child in psutil.Process(process.pid).children(recursive=True) if lives else ():
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        if spare_children:  # they hold the log open, and go on writing to it
            reading.cancel()
            process._transport.close()  # type: ignore[attr-defined]
        await process.wait()
        await asyncio.wait({reading})


@asynccontextmanager
async def screen(folder: Path, *words: str, spare_children: bool = False) -> AsyncIterator[Program]:
    """A screen on the settings and the run directory of this folder."""
    places = ("--config", str(folder / "wallboard.toml"), "--run-dir", str(folder / "run"))
    async with running("wallboard.app.main", *places, *words, spare_children=spare_children) as program:
        yield program


@asynccontextmanager
async def organisation(folder: Path, rate: float = RATE, terms: Terms = STANDARD_TERMS) -> AsyncIterator[Organisation]:
    """A served organisation, with its settings file and an empty run directory in the folder."""
    (folder / "run").mkdir(mode=0o700)
    there = Organisation(rate, terms)
    await there.come()
    (folder / "wallboard.toml").write_text(there.settings(), "utf-8")
    try:
        yield there
    finally:
        await there.go()


def record(folder: Path) -> Handshake:
    """The record of the running poller."""
    found = run_record.read(folder / "run")
    assert found is not None
    return found


async def events(poller: Handshake) -> AsyncGenerator[Event]:
    """A raw reader of the board: every event of one view."""
    base_url = f"http://127.0.0.1:{poller.port}/v1"
    headers = {"Authorization": f"Bearer {poller.token}"}
    async with httpx.AsyncClient(headers=headers, timeout=PATIENCE_SECONDS, trust_env=False) as client:
        made = await client.post(f"{base_url}/views", json={"board": "all", "ranges": [[0, 300]]})
        async with client.stream("GET", f"{base_url}/views/{made.json()['id']}/events") as answer:
            name = ""
            async for line in answer.aiter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    event = decode_event(name, value)
                    assert event is not None, json.loads(value)
                    yield event
