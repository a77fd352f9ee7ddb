"""Makes .venv from the lock, once: the locked packages with their hashes, then this project itself.

Used by dev.py. A stamp inside .venv, written last, says what it was made from: without the right one it is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import debian
from console import run, say

_LOCK = Path("packaging", "locks", "dev.txt")
_STAMP = "wallboard-stamp"
_ONLINE = "Is this machine online? Then run this again: it starts where nothing is half done."


def ensure(root: Path) -> None:
    """Leave with a .venv that holds exactly what the lock says; says nothing when it does already."""
    wanted = fingerprint(root)
    if _stamp(root) == wanted:
        return
    with alone(root):
        if _stamp(root) != wanted:  # another dev.py may have made it meanwhile
            _make(root, wanted)


def program(root: Path, name: str) -> Path:
    """The path of a program inside .venv."""
    windows = os.name == "nt"
    return root / ".venv" / ("Scripts" if windows else "bin") / (name + (".exe" if windows else ""))


def base_python() -> str:
    """The interpreter under a venv, if we run in one: a .venv cannot make itself anew."""
    return getattr(sys, "_base_executable", None) or sys.executable


def fingerprint(root: Path) -> str:
    """What a .venv depends on: the lock, the project's own table, Python, and the place (scripts hold its path)."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    parts = {
        "lock": (root / _LOCK).read_text("utf-8"),
        "project": [project.get(table) for table in ("project", "dependency-groups", "build-system")],
        "python": [sys.implementation.name, *sys.version_info[:2]],
        "place": str(root),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _make(root: Path, wanted: str) -> None:
    begun = time.monotonic()
    debian.provide(debian.VENV, purpose="making .venv")
    folder = root / ".venv"
    (folder / _STAMP).unlink(missing_ok=True)
    say(f"Making .venv with Python {'.'.join(map(str, sys.version_info[:3]))} …")
    run([base_python(), "-m", "venv", "--clear", folder], what="Making .venv", next_step="Read Python's words above.")
    python = program(root, "python")
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"]
    say(f"Installing the packages of {_LOCK.as_posix()} (some 130 MB to fetch the first time) …")
    run(
        [python, *pip, "--require-hashes", "--only-binary", ":all:", "--requirement", root / _LOCK],
        what="Installing the locked packages",
        next_step=_ONLINE,
    )
    say("Installing wallboard itself, in place …")
    run(
        [python, *pip, "--no-build-isolation", "--editable", root],
        what="Installing wallboard",
        next_step="Read pip's words above.",
    )
    (folder / _STAMP).write_text(wanted, "utf-8")
    say(f".venv is ready ({time.monotonic() - begun:.0f} s).")


def _stamp(root: Path) -> str | None:
    """What .venv was made from; None when there is none, it is half made, or its Python is gone."""
    if not program(root, "python").exists():  # follows the link: false when the system's Python was removed
        return None
    try:
        return (root / ".venv" / _STAMP).read_text("utf-8")
    except OSError:
        return None


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold this project's set-up for ourselves; the system lets go of it when we end, however we end."""
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("a+b") as file:
        if not _try_lock(file.fileno()):
            say("Another dev.py is making an environment: waiting for it …")
            while not _try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def _try_lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  there is none elsewhere

            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
