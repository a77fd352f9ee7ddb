"""How a verb of `wallboard-poller` ends: the code for scripts, the words for people. Used by poller.main and admin."""

import contextlib
import sys
from collections.abc import Sequence
from enum import IntEnum


class Exit(IntEnum):
    """An exit code. 2 is argparse's own as well; 4 was that of a `run` without a secret, which now waits for one."""

    OK = 0
    DIFFERS = 1
    SETTINGS = 2
    RUNNING = 3
    KEYRING = 5
    REJECTED = 6
    INTERNAL = 7
    NOT_TOLD = 8
    UNREAD = 9
    NOT_RUNNING = 10
    NOT_READY = 11
    SEALED = 12
    NOT_DELETED = 13
    NOT_WRITTEN = 14
    DOCTOR_SETTINGS = 20
    DOCTOR_KEYRING = 21
    DOCTOR_NAMES = 22
    DOCTOR_PROXY = 23
    DOCTOR_CONNECTION = 24
    DOCTOR_TLS = 25
    DOCTOR_CLOCK = 26
    DOCTOR_TOKEN = 27
    DOCTOR_PERMISSIONS = 28
    DOCTOR_AGENTS = 29
    DOCTOR_LIMIT = 30
    DOCTOR_BOARDS = 31
    DOCTOR_ANSWERS = 32


MEANINGS = {
    Exit.OK: "it was done",
    Exit.DIFFERS: "reconcile: numbers differ by more than the settings allow",
    Exit.SETTINGS: "the settings, the arguments, such as a folder that is not there, or the given secret make no sense",
    Exit.RUNNING: "another poller of this user runs already",
    Exit.KEYRING: "login, logout: the keyring cannot be used",
    Exit.REJECTED: "login: signing in came to nothing; nothing was kept",
    Exit.INTERNAL: "run: this machine lacks something, such as a folder that cannot be made, or a port",
    Exit.NOT_TOLD: "reconcile: the secret cannot be had, or Genesys Cloud does not answer",
    Exit.UNREAD: "nobody read to the end what it had to say, or it found no room",
    Exit.NOT_RUNNING: "status: no poller of this user runs",
    Exit.NOT_READY: "status: a poller runs, but numbers are old or painted nowhere, or it waits to be set up",
    Exit.SEALED: "seal, login --sealed: the file cannot be sealed, opened or read; nothing was kept",
    Exit.NOT_DELETED: "login --sealed: the secret is kept, but its file could not be deleted",
    Exit.NOT_WRITTEN: "diagnostics: the archive cannot be written, or is there already",
    Exit.DOCTOR_SETTINGS: "doctor: there are no settings, or they make no sense",
    Exit.DOCTOR_KEYRING: "doctor: the keyring cannot be used, or holds no client secret",
    Exit.DOCTOR_NAMES: "doctor: a host has no address",
    Exit.DOCTOR_PROXY: "doctor: the proxy does not let this machine through",
    Exit.DOCTOR_CONNECTION: "doctor: a host takes no connection",
    Exit.DOCTOR_TLS: "doctor: a certificate is not trusted",
    Exit.DOCTOR_CLOCK: "doctor: this machine's clock is off by minutes",
    Exit.DOCTOR_TOKEN: "doctor: the client does not sign in",
    Exit.DOCTOR_PERMISSIONS: "doctor: the client lacks a permission",
    Exit.DOCTOR_AGENTS: "doctor: a query brings no agents",
    Exit.DOCTOR_LIMIT: "doctor: the rate limit is nearly spent",
    Exit.DOCTOR_BOARDS: "doctor: a board names a group, team, queue or division that is not there",
    Exit.DOCTOR_ANSWERS: "doctor: Genesys Cloud does not answer as it should",
}
EPILOG = "exit codes:\n" + "\n".join(f"  {code.value}  {words}" for code, words in MEANINGS.items())


def refuse(words: str, code: Exit, choices: Sequence[str] = ()) -> Exit:
    """Tell a person what is wrong, and the ways out, and end with a code."""
    tell(words, choices)
    return code


def say(words: str) -> None:
    """Say what was done, or asked for, on standard output."""
    if sys.stdout is not None:  # a program without a console has none
        sys.stdout.write(words + "\n")


def tell(words: str, choices: Sequence[str] = ()) -> None:
    """Say something to a person on standard error."""
    lines = [f"wallboard-poller: {words}", *(f"  - {choice}" for choice in choices)]
    if sys.stderr is not None:  # a program without a console has none
        with contextlib.suppress(OSError):  # a full disk: the code tells
            sys.stderr.write("\n".join(lines) + "\n")
