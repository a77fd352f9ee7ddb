"""How dev.py speaks and runs other programs. Used by every module beside it; knows none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn


class Failed(Exception):
    """A step failed: what, and what to do next, in words for a person; `code` is the exit code to end with."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(line: str) -> None:
    """One line for the person, at once, also into a pipe."""
    print(line, flush=True)


def run(command: Sequence[str | Path], *, what: str, next_step: str, env: Mapping[str, str] | None = None) -> None:
    """Run a program to its end, its output passing through; it never asks anything.

    Raises Failed with the program's exit code: `what` failed, and `next_step`.
    """
    words = [str(word) for word in command]
    try:
        code = subprocess.run(words, check=False, stdin=subprocess.DEVNULL, env=_with(env)).returncode
    except OSError as cause:
        raise Failed(f"{what} failed: {cause}. {next_step}") from cause
    if code != 0:
        raise Failed(f"{what} failed (exit code {code}). {next_step}", exit_code(code))


def hand_over(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None) -> NoReturn:
    """Become another program: its signals, its terminal and its exit code are ours."""
    words = [str(word) for word in command]
    sys.stdout.flush()
    if os.name != "nt":
        os.execve(words[0], words, _with(env))  # noqa: S606  no shell is wanted
    with subprocess.Popen(words, env=_with(env)) as child:
        while True:
            try:
                sys.exit(child.wait())
            except KeyboardInterrupt:
                continue  # the console sent it to the child as well, which ends in its own way


def exit_code(returncode: int) -> int:
    """A shell's exit code: a program that a signal ended gives 128 + its number."""
    return returncode if returncode >= 0 else 128 - returncode


def _with(env: Mapping[str, str] | None) -> dict[str, str]:
    return {**os.environ, **(env or {})}
