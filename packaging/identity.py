"""Which state of the source a build is made from. Told by `--version`, through resources/build.json of the build.

The commit and its date, never the time of the build: the same source gives the same words.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

_GIT = ("git", "-c", "safe.directory=*")


@dataclass(frozen=True)
class Identity:
    """A commit, whether files differ from it, its date as YYYY-MM-DD, and the same in seconds since 1970."""

    commit: str
    changed: bool
    date: str
    epoch: int

    @property
    def words(self) -> str:
        """As `--version` says it."""
        return f"build {self.commit}{'-changed' if self.changed else ''}, {self.date}"


def told(made_from: Identity | None) -> str:
    """As the program reads it: wallboard.host.build."""
    if made_from is None:
        return '{"commit": "unknown", "date": null}\n'
    commit = made_from.commit + ("-changed" if made_from.changed else "")
    return json.dumps({"commit": commit, "date": made_from.date}) + "\n"


def of(root: Path) -> Identity | None:
    """Of a checkout; None where there is no git, or this is none of its folders."""
    told = _ask(root, "log", "-1", "--abbrev=7", "--format=%h %cs %ct")
    changed = _ask(root, "status", "--porcelain")
    if told is None or changed is None:
        return None
    commit, date, epoch = told.split()
    return Identity(commit, bool(changed.strip()), date, int(epoch))


def _ask(root: Path, *words: str) -> str | None:
    try:
        return subprocess.run([*_GIT, *words], cwd=root, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
