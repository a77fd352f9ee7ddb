"""Which processes run from a folder, or were started with a variable. Used by selftest.py.

Standard library only. Windows and macOS: not yet run.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

_PATIENCE = 30.0  # seconds


def processes_of(folder: Path) -> dict[int, str]:
    """Every process whose program lies in the folder, by its id."""
    if sys.platform.startswith("linux"):
        found = {int(path.parent.name): _target(path) for path in Path("/proc").glob("[0-9]*/exe")}
    else:
        listed = subprocess.run(_listing(), stdout=subprocess.PIPE, check=True).stdout.decode(errors="replace")
        rows = (line.strip().partition(" ") for line in listed.splitlines() if line.strip())
        found = {int(pid): path.strip() for pid, _, path in rows}
    inside = os.path.normcase(str(folder.resolve()) + os.sep)
    return {pid: path for pid, path in found.items() if os.path.normcase(path).startswith(inside)}


def processes_given(variable: str) -> list[int]:
    """The ids of the processes that were started with this `NAME=value`, on Linux; also of those that left a parent."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # ended since, or somebody else's
            if os.fsencode(variable) in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
    return found


def end_given(variable: str) -> None:
    """End them, and wait until they are gone. Raises TimeoutError."""
    until = time.monotonic() + _PATIENCE
    while left := processes_given(variable):
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        if time.monotonic() > until:
            raise TimeoutError(f"still there: {left}")
        time.sleep(0.05)


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # ended since, or somebody else's
        return ""


def _listing() -> list[str]:
    if os.name == "nt":
        told = 'Get-Process | Where-Object Path | ForEach-Object { "$($_.Id) $($_.Path)" }'
        return ["powershell", "-NoProfile", "-Command", told]
    return ["/bin/ps", "-axo", "pid=,comm="]
