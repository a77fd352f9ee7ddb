"""The checks of `dev.py check`: each a program with one verdict line; only what failed shows its output."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from console import say
from environment import program


@dataclass(frozen=True)
class Check:
    """One check: what it says when it passes, and the command."""

    name: str
    command: Sequence[str]


def checks(root: Path) -> list[Check]:
    """All of them, the quick ones first."""
    python = str(program(root, "python"))
    mypy = [python, "-m", "mypy", "--no-error-summary"]
    folders = (root / "packaging", root / "packaging" / "bench")
    scripts = [str(path) for folder in folders for path in sorted(folder.glob("*.py"))]
    return [
        Check("style (ruff check)", [python, "-m", "ruff", "check", "--quiet"]),
        Check("layout (ruff format)", [python, "-m", "ruff", "format", "--check", "--quiet"]),
        Check("locked packages fit together (pip check)", [python, "-m", "pip", "check"]),
        Check("floors and borders (lint-imports)", [str(program(root, "lint-imports")), "--no-cache"]),
        Check("QML (qmllint, qmlformat)", [python, "packaging/lint_qml.py"]),
        Check("types (mypy: wallboard, tests)", mypy),
        Check("types (mypy: packaging)", [*mypy, "--no-explicit-package-bases", *scripts]),
        Check("house rules", [python, "-m", "pytest", "-q", "tests/test_house.py", "tests/test_readme.py"]),
    ]


def run_all(root: Path, to_run: Sequence[Check], env: Mapping[str, str]) -> bool:
    """Run every check, also after one failed; True when all passed."""
    failed = [check.name for check in to_run if not _passes(root, check, env)]
    if failed:
        say(f"{len(failed)} of {len(to_run)} checks failed: {', '.join(failed)}.")
    else:
        say(f"All {len(to_run)} checks passed.")
    return not failed


def _passes(root: Path, check: Check, env: Mapping[str, str]) -> bool:
    begun = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            check=False,
            cwd=root,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        passed, output = done.returncode == 0, done.stdout.decode("utf-8", "replace").rstrip()
    except OSError as cause:
        passed, output = False, str(cause)
    say(f"{'ok    ' if passed else 'FAILED'}  {check.name}, {time.monotonic() - begun:.1f} s")
    if not passed and output:
        say("        " + output.replace("\n", "\n        "))
    return passed
