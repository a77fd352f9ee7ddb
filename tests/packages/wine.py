"""Windows' own installer, as wine has it: a fresh Windows in a folder, without a display. For test_msi alone."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# A program of wine's that runs until it is ended: it stands in for ours, which cannot be frozen here.
STAND_IN = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ping.exe")
POLICIES = r"HKLM\Software\Policies\Wallboard"
OWN = r"HKLM\Software\Wallboard"
RUN = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Run"
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"


def why_not() -> str | None:
    """Why this cannot be tried here, if so."""
    lacking = [name for name in ("wixl", "msibuild", "wine", "wineserver") if shutil.which(name) is None]
    if lacking:
        return f"needs {lacking[0]}"
    return None if STAND_IN.is_file() else f"needs {STAND_IN}"


def payload(folder: Path) -> Path:
    """A folder like a frozen one: three programs, and files below."""
    shutil.rmtree(folder, ignore_errors=True)
    below = folder / "_internal" / "resources"
    below.mkdir(parents=True)
    (below / "words with spaces ü.txt").write_text("text", "utf-8")
    (folder / "_internal" / "python311.dll").write_bytes(b"MZ stands in")
    for name in ("wallboard", "wallboard-poller", "wallboard-simulator"):
        shutil.copyfile(STAND_IN, folder / f"{name}.exe")
    return folder


class Windows:
    """One such folder. Made anew by entering it, and ended with the block."""

    def __init__(self, prefix: Path) -> None:
        self._prefix = prefix
        self.drive = prefix / "drive_c"
        self._env = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",  # or it offers to fetch them
            "DISPLAY": "",
        }

    @contextlib.contextmanager
    def made(self) -> Iterator["Windows"]:
        """A fresh one."""
        shutil.rmtree(self._prefix, ignore_errors=True)
        self._prefix.parent.mkdir(parents=True, exist_ok=True)
        try:
            assert self.run("wineboot", "--init").returncode == 0
            yield self
        finally:
            subprocess.run(["wineserver", "--kill"], check=False, env=self._env)  # noqa: S607
            shutil.rmtree(self._prefix, ignore_errors=True)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows to its end; what it said on both outputs is in stdout."""
        # Into a file: wine's services outlive the program and would keep a pipe open.
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            command = ["wine", *words]
            done = subprocess.run(
                command, check=False, env=self._env, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
            said.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, said.read())

    @contextlib.contextmanager
    def running(self, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
        """Start a program, and have it run; ended with the block."""
        quiet = subprocess.DEVNULL
        with subprocess.Popen(["wine", *words], env=self._env, stdin=quiet, stdout=quiet, stderr=quiet) as child:  # noqa: S607
            try:
                while not _is_named(child.pid, words[0]):
                    assert child.poll() is None, "it does not run"
                    time.sleep(0.1)
                yield child
            finally:
                child.kill()

    def msiexec(self, verb: str, package: Path, *properties: str) -> int:
        """The exit code of a silent run: 0 when it is done; the lowest eight bits of Windows' own code else."""
        return self.run("msiexec", verb, str(package), "/qn", *properties).returncode

    def values(self, key: str) -> dict[str, str]:
        """The texts under a key of the registry; none where there is no such key."""
        done = self.run("reg", "query", key, "/s")
        lines = [line.split(maxsplit=2) for line in done.stdout.replace("\r", "").splitlines() if " REG_SZ" in line]
        return {words[0]: (words[2] if len(words) == 3 else "") for words in lines}


def _is_named(process: int, program: str) -> bool:
    """Whether wine has come so far as to have given the process its Windows name."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().startswith(program.encode())
    except OSError:
        return False
