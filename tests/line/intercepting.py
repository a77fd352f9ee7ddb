"""A real intercepting proxy on this machine: mitmproxy, with its own authority and a sign-in, in an environment apart.

Only it knows the hosts of the region `wallboard.test`: it leads to the simulator whatever is asked of them.
"""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.line.stack import PATIENCE_SECONDS

ROOT = Path(__file__).resolve().parent.parent.parent
REGION = "wallboard.test"
USER, PASSWORD = "ada", "the-password-of-the-proxy"
_LISTENS = re.compile(r"listening at \S*?:(\d+)")


@dataclass(slots=True)
class Intercepting:
    """The proxy as it runs: its port, the file of its authority, and what it has said of what went through."""

    port: int
    ca_file: Path
    scheme: str = "http"  # it takes both
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"

    def carried(self) -> int:
        """How many requests went through, and were answered well."""
        return sum("<< 200" in line for line in self.said)


@cache
def _made() -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "packaging/proxy.py"]
    return subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)


def mitmdump() -> str:
    """The program; the test is skipped where it cannot be had, but not in CI."""
    made = _made()
    if made.returncode != 0 and "CI" not in os.environ:
        pytest.skip(f"needs mitmproxy in build/proxy: {made.stderr.strip()}")
    assert made.returncode == 0, made.stdout + made.stderr
    return made.stdout.splitlines()[-1]


@asynccontextmanager
async def intercepting(folder: Path, simulator: int, *words: str) -> AsyncIterator[Intercepting]:
    """The proxy before the simulator on this port; it keeps its authority in the folder."""
    lead = f"|https://[a-z]+.{REGION}/|http://127.0.0.1:{simulator}/"
    options = ("--listen-host", "127.0.0.1", "--listen-port", "0", "--proxyauth", f"{USER}:{PASSWORD}")
    sets = (f"confdir={folder}", "connection_strategy=lazy", "flow_detail=1", "termlog_verbosity=info")
    process = await asyncio.create_subprocess_exec(
        *(mitmdump(), *options, "--map-remote", lead, *(word for one in sets for word in ("--set", one)), *words),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONUNBUFFERED": "1"},
    )
    reading: asyncio.Task[None] | None = None
    try:
        running = Intercepting(await _port(process), folder / "mitmproxy-ca-cert.pem")
        reading = asyncio.create_task(_read(process, running.said))
        yield running
    finally:
        process.terminate()
        await process.wait()
        if reading is not None:
            await reading


async def _port(process: asyncio.subprocess.Process) -> int:
    assert process.stdout is not None
    said = ""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while line := await process.stdout.readline():
            said += line.decode()
            if found := _LISTENS.search(said):
                return int(found[1])
    raise AssertionError(f"the proxy does not listen: {said}")


async def _read(process: asyncio.subprocess.Process, into: list[str]) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        into.append(line.decode().rstrip())  # noqa: PERF401  it is looked into while it grows
