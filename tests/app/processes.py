"""Run the product as real processes, and see which of them are still there."""

import asyncio
import os
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_MARK = "WALLBOARD_TEST_FAMILY"


@dataclass
class Family:
    """Processes that descend from one test, also those that outlive their parent: they inherit its mark."""

    folder: Path
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of its first process; temporary files go to `folder`."""
        return {**os.environ, "TMPDIR": str(self.folder), "TEMP": str(self.folder), _MARK: self.name, **more}

    def members(self) -> list[psutil.Process]:
        """Those that are still there."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.status() != psutil.STATUS_ZOMBIE and process.environ().get(_MARK) == self.name:
                    found.append(process)
        return found

    @asynccontextmanager
    async def start(self, *words: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """A Python program of this family; whatever is left of the family ends with the block."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self.environment(**more),
        )
        try:
            yield process
        finally:
            self.end()
            await process.communicate()

    def end(self) -> None:
        """End those that are still there."""
        for left in self.members():
            with suppress(psutil.Error):
                left.kill()


async def ended(program: asyncio.subprocess.Process) -> None:
    """Wait for this process alone: asyncio's own wait goes on until all who inherited its output have ended."""
    if hasattr(os, "waitid"):
        with suppress(ChildProcessError):
            await asyncio.to_thread(os.waitid, os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)
    else:
        await program.wait()


async def read_until(words: str, stream: asyncio.StreamReader | None) -> str:
    """What a program says until these words."""
    assert stream is not None
    said = ""
    while words not in said:
        line = await stream.readline()
        assert line, f"it ended without {words!r}, but with:\n{said}"
        said += line.decode()
    return said
