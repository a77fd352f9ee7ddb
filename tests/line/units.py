"""The units of packaging/linux as systemd would run them, but for systemd: their own lines, on real sealed files.

What systemd does itself is done here in its place: it opens the credentials that a unit loads, and puts in the
specifiers. So the text of the unit is what is tried.
"""

import asyncio
import re
import shlex
import sys
from pathlib import Path

from tests.line.home import Home
from tests.line.stack import PATIENCE_SECONDS

LINUX = Path(__file__).resolve().parent.parent.parent / "packaging" / "linux"
_POLLER = shlex.join([sys.executable, "-m", "wallboard.poller.main"])


def lines(unit: str, key: str) -> list[str]:
    """What a unit says for this key."""
    return re.findall(rf"^{key}=(.+)$", (LINUX / unit).read_text("utf-8"), re.MULTILINE)


class Units:
    """The machine that these units lie on: `etc` stands in for /etc/wallboard."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.etc = home.folder / "etc"
        self.etc.mkdir()

    async def follow(self, line: str) -> None:
        """Do what a line of the README says, as root."""
        shell = await asyncio.create_subprocess_exec(
            *("sh", "-c", line.replace("/etc/wallboard", str(self.etc))), stderr=asyncio.subprocess.DEVNULL
        )
        assert await shell.wait() == 0

    async def opened(self, name: str) -> bytes:
        """What a sealed file holds."""
        path = self.etc / f"{name.removeprefix('wallboard.')}.cred"
        words = ("systemd-creds", "decrypt", f"--name={name}", str(path), "-")
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        opening = await asyncio.create_subprocess_exec(*words, stdout=pipe, stderr=nowhere)
        out, _ = await opening.communicate()
        return out

    async def seal(self, name: str, plain: bytes) -> Path:
        """A sealed file, as an administrator makes it with the command of the unit's own comment."""
        path = self.etc / f"{name.removeprefix('wallboard.')}.cred"
        sealing = await asyncio.create_subprocess_exec(
            *("systemd-creds", "encrypt", "--with-key=host", f"--name={name}", "-", str(path)),
            stdin=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await sealing.communicate(plain)
        assert sealing.returncode == 0
        return path

    async def start(self, unit: str) -> int:
        """Start a unit: 0 when all its lines went well, or its condition says that there is nothing to do."""
        (condition,) = lines(unit, "ConditionPathExists")
        if not self._here(condition).exists():
            return 0
        credentials = self.home.folder / "credentials" / unit
        credentials.mkdir(parents=True, exist_ok=True)
        for loaded in lines(unit, "LoadCredentialEncrypted"):
            name, _, path = loaded.partition(":")
            await self._open(name, self._here(path), credentials / name)
        try:
            for word in lines(unit, "ExecCondition"):
                if await self._run(word, credentials):
                    return 0
            for word in (*lines(unit, "ExecStart"), *lines(unit, "ExecStartPost")):
                if code := await self._run(word, credentials):
                    return code
        finally:
            for one in credentials.iterdir():
                one.unlink()
        return 0

    def _here(self, path: str) -> Path:
        assert path.startswith("/etc/wallboard/")
        return self.etc / path.removeprefix("/etc/wallboard/")

    async def _open(self, name: str, sealed: Path, out: Path) -> None:
        opening = await asyncio.create_subprocess_exec(
            *("systemd-creds", "decrypt", f"--name={name}", str(sealed), str(out)), stderr=asyncio.subprocess.DEVNULL
        )
        assert await opening.wait() == 0

    async def _run(self, command: str, credentials: Path) -> int:
        command = command.removeprefix("+").replace("%d", str(credentials))
        command = command.replace("/etc/wallboard", str(self.etc)).replace("/usr/bin/wallboard-poller", _POLLER)
        with (self.home.folder / "units.log").open("ab") as told:
            process = await asyncio.create_subprocess_exec(
                *shlex.split(command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=told,
                stderr=told,
                env=self.home.env | {"CREDENTIALS_DIRECTORY": str(credentials)},
                cwd=self.home.folder,
            )
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await process.wait()
