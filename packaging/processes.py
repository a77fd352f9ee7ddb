"""Which processes run from a folder. Standard library only: used by selftest.py. Windows and macOS: not yet run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


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
