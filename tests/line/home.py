"""A user of the machine: folders of her own, a session with a bus and a keyring, and the poller's programs in it.

Whatever the programs say is kept in files among the user's own, where tests.line.hiding looks.
"""

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from tests.line.stack import PATIENCE_SECONDS, events, record
from wallboard.poller.exits import Exit
from wallboard.wire import run_record
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode
from wallboard.wire.messages import Cause, Handshake, Status
from wallboard.wire.setup import Setup

HAS_KEYRING = all(shutil.which(program) for program in ("dbus-run-session", "gnome-keyring-daemon"))
_OPEN_KEYRING = 'printf %s "a password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'
_TELL_BUS_AND_STAY = 'printf "%s\\n" "$DBUS_SESSION_BUS_ADDRESS"; exec cat'  # as long as its standard input is open
_LOCK_KEYRING = "import secretstorage; secretstorage.Collection(secretstorage.dbus_init()).lock()"


@dataclass(frozen=True, slots=True)
class Done:
    """What a program ended with, and what it said."""

    code: int | None
    out: str
    err: str


class Home:
    """The user's folders, and the environment of her programs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.env = {key: os.environ[key] for key in ("PATH", "LANG", "LC_ALL", "TZ") if key in os.environ}
        self.env |= {"HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp")}
        for place in ("home", "tmp", "state"):
            (folder / place).mkdir()
        self._started = 0

    @asynccontextmanager
    async def session(self, open_keyring: str = _OPEN_KEYRING) -> AsyncIterator[None]:
        """Signed in: a bus of her own, and gnome-keyring, open; `open_keyring` is what a shell is told to open it."""
        for key, place in {"RUNTIME_DIR": "runtime", "DATA_HOME": "data", "CONFIG_HOME": "config"}.items():
            (self.folder / place).mkdir(mode=0o700, exist_ok=True)
            self.env[f"XDG_{key}"] = str(self.folder / place)
        with (self.folder / "session.err").open("wb") as err:
            shell = await asyncio.create_subprocess_exec(
                *("dbus-run-session", "--", "sh", "-c", f"{open_keyring}; {_TELL_BUS_AND_STAY}"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=err,
                env=self.env,
            )
        assert shell.stdin is not None
        assert shell.stdout is not None
        self.env["DBUS_SESSION_BUS_ADDRESS"] = (await shell.stdout.readline()).decode().strip()
        try:
            yield
        finally:
            shell.stdin.close()
            await shell.wait()
            for left in self.processes():
                left.kill()

    async def shell(self, line: str) -> None:
        """Do this in the session."""
        process = await asyncio.create_subprocess_exec(
            *("sh", "-c", line), stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL, env=self.env
        )
        assert await process.wait() == 0

    async def cut_power(self) -> None:
        """End everything of this user at once, and let nothing tidy up."""
        for left in (killed := list(self.processes())):
            with contextlib.suppress(psutil.NoSuchProcess):
                left.kill()
        await asyncio.to_thread(psutil.wait_procs, killed, PATIENCE_SECONDS)

    async def lock_keyring(self) -> None:
        """Close the keyring, as a desktop does."""
        lock = await asyncio.create_subprocess_exec(sys.executable, "-c", _LOCK_KEYRING, env=self.env)
        assert await lock.wait() == 0

    async def done(self, *words: str, given: str = "") -> Done:
        """A program of the poller that ends by itself."""
        process, told = await self._start(*words)
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, _ = await process.communicate(given.encode())
        told.with_suffix(".out").write_bytes(out)
        return Done(process.returncode, out.decode(), told.with_suffix(".err").read_text("utf-8"))

    @asynccontextmanager
    async def waiting(self) -> AsyncIterator[tuple[Handshake, Setup]]:
        """A poller as a service runs that lacks something: its record, and what it lacks."""
        async with self._serving() as poller:
            boards = decode(Boards, (await ask(poller, "GET", "/v1/boards")).content)
            assert boards.setup is not None
            yield poller, boards.setup

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[Handshake]:
        """A poller as a service runs, without --child, that has polled; its record."""
        async with self._serving() as poller:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await polled(poller)
            yield poller

    @asynccontextmanager
    async def failing(self) -> AsyncIterator[tuple[Handshake, Cause]]:
        """A poller as a service runs, whose polls bring nothing: its record, and why."""
        async with self._serving() as poller:
            async with asyncio.timeout(PATIENCE_SECONDS):
                why = await cause(poller)
            yield poller, why

    async def after(self, poller: Handshake) -> Handshake:
        """The record of the same process in its next mode."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (found := run_record.read(self.folder / "run")) in {None, poller}:  # noqa: ASYNC110  another process
                await asyncio.sleep(0.05)
        assert found is not None
        assert found.pid == poller.pid
        return found

    @asynccontextmanager
    async def _serving(self) -> AsyncIterator[Handshake]:
        """A poller's record once it serves; it is told to end with the block."""
        process, told = await self._start(*self._run_words())
        assert process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                line = await process.stdout.readline()
                assert decode(Handshake, line).pid == process.pid
                told.with_suffix(".out").write_bytes(line)
            yield record(self.folder)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            assert await process.wait() == Exit.OK

    def processes(self) -> Iterator[psutil.Process]:
        """Every process of this user's session, and only those."""
        for one in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if one.environ().get("HOME") == self.env["HOME"]:
                    yield one

    def _run_words(self) -> tuple[str, ...]:
        places = ("--config", str(self.folder / "wallboard.toml"), "--run-dir", str(self.folder / "run"))
        return ("run", *places, "--state-dir", str(self.folder / "state"))

    async def _start(self, *words: str) -> tuple[asyncio.subprocess.Process, Path]:
        """A program of the poller, and the file, but for its ending, of what it says."""
        self._started += 1
        told = self.folder / f"{self._started}-{words[0]}"
        with told.with_suffix(".err").open("wb") as err:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "wallboard.poller.main", *words),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=err,
                env=self.env,
                cwd=self.folder,
            )
        return process, told


async def ask(poller: Handshake, method: str, path: str, content: bytes = b"") -> httpx.Response:
    """A screen's request to a poller."""
    headers = {"Authorization": f"Bearer {poller.token}"}
    base_url = f"http://127.0.0.1:{poller.port}"
    async with httpx.AsyncClient(
        base_url=base_url, headers=headers, timeout=PATIENCE_SECONDS, trust_env=False
    ) as client:
        return await client.request(method, path, content=content)


async def polled(poller: Handshake) -> None:
    """Return when it has polled, and well: the numbers that it begins with may be those of an earlier run."""
    async with contextlib.aclosing(events(poller)) as reader:
        async for _ in reader:
            boards = (await ask(poller, "GET", "/v1/status")).json()["boards"]
            if all(board["polls"] > board["failures_in_a_row"] == 0 for board in boards):
                return


async def cause(poller: Handshake) -> Cause:
    """Why its polls bring nothing."""
    async with contextlib.aclosing(events(poller)) as reader:
        async for event in reader:
            if isinstance(event, Status) and event.cause is not None:
                return event.cause
    raise AssertionError("it does not say why")
