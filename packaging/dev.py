#!/usr/bin/env python3
"""The one entrance for people: set up, demo, test, check. Standard library only.

This file also starts on an older Python, to say that it is too old; the verbs stand in verbs.py.
"""

from __future__ import annotations

import sys

OLDEST, NEWEST = (3, 11), (3, 14)


def complain_about_python(version: tuple[int, ...]) -> str | None:
    """What is wrong with this Python, if anything."""
    if OLDEST <= version <= NEWEST:
        return None
    words = "wallboard needs Python {}.{} to {}.{}; this is {}.{} ({}). Run dev.py with another Python."
    return words.format(*OLDEST, *NEWEST, *version, sys.executable)


def main(words: list[str]) -> int:
    """Carry out one verb; the exit code is that of the program it runs."""
    complaint = complain_about_python(sys.version_info[:2])
    if complaint is not None:
        print(complaint, file=sys.stderr)
        return 1
    import verbs  # noqa: PLC0415  only a new enough Python can read it

    return verbs.carry_out(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
