"""How a verb of `wallboard-poller` ends: the code for scripts, the words for people. Used by poller.main and admin."""

import sys
from collections.abc import Sequence
from enum import IntEnum


class Exit(IntEnum):
    """An exit code. 2 is argparse's own as well."""

    OK = 0
    SETTINGS = 2
    RUNNING = 3
    NO_SECRET = 4
    KEYRING = 5
    REJECTED = 6
    INTERNAL = 7


MEANINGS = {
    Exit.OK: "it was done",
    Exit.SETTINGS: "the settings, the arguments or the secret as it was given make no sense",
    Exit.RUNNING: "another poller of this user runs already",
    Exit.NO_SECRET: "run: no client secret can be had; login keeps one",
    Exit.KEYRING: "login, logout: the keyring cannot be used",
    Exit.REJECTED: "login: signing in came to nothing; nothing was kept",
    Exit.INTERNAL: "run: this machine lacks something, such as a folder or a port",
}
EPILOG = "exit codes:\n" + "\n".join(f"  {code.value}  {words}" for code, words in MEANINGS.items())


def refuse(words: str, code: Exit, choices: Sequence[str] = ()) -> Exit:
    """Tell a person what is wrong, and the ways out, and end with a code."""
    tell(words, choices)
    return code


def tell(words: str, choices: Sequence[str] = ()) -> None:
    """Say something to a person on standard error."""
    lines = [f"wallboard-poller: {words}", *(f"  - {choice}" for choice in choices)]
    sys.stderr.write("\n".join(lines) + "\n")
