"""How dev.py speaks and runs other programs. Used by every module beside it; knows none of them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

_SIGN_OF_LIFE_SECONDS = 20.0


class Failed(Exception):
    """A step failed: what, and what to do next, in words for a person; `code` is the exit code to end with."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def say(line: str) -> None:
    """One line for the person, at once, also into a pipe."""
    print(line, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    what: str,
    next_step: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run a program to its end; it asks nothing, and its words are shown only when it fails.

    Raises Failed with the program's exit code: `what` failed, and `next_step`.
    """
    words = [str(word) for word in command]
    try:
        child = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=_with(env),
            cwd=cwd,
        )
    except OSError as cause:
        raise Failed(f"{what} failed: {cause}. {next_step}") from cause
    with child:
        output = _wait_for(child, what)
    if child.returncode != 0:
        say(output.rstrip())
        raise Failed(f"{what} failed (exit code {child.returncode}). {next_step}", exit_code(child.returncode))


def _wait_for(child: subprocess.Popen[str], what: str) -> str:
    begun = time.monotonic()
    try:
        while True:
            try:
                return child.communicate(timeout=_SIGN_OF_LIFE_SECONDS)[0]
            except subprocess.TimeoutExpired:
                say(f"… {what[0].lower()}{what[1:]} goes on ({time.monotonic() - begun:.0f} s)")
    except KeyboardInterrupt:
        child.terminate()  # the terminal has told it as well; leaving the block waits until it has ended
        raise


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
