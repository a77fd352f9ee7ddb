#!/usr/bin/env python3
"""The one entrance for people: set up, demo, test, check. Standard library only.

Every verb first makes .venv from packaging/locks/dev.txt, if it is not there or no longer fits (environment.py),
and sees to the few system libraries that Qt needs (debian.py). This file itself also starts on an older Python, to
say that it is too old: the modules beside it are imported only after that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent.parent
QUIET_QT = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

HELP = """\
usage: python3 packaging/dev.py VERB [ARGUMENTS]

  demo     open simulator, poller and screen in a recorded day; without a display, write wallboard.png
  test     run the tests; --slow adds the long ones, other arguments go to pytest
  check    run the linters, the type checker and the house rules
  setup    only make .venv and install what Qt needs; the other verbs do it by themselves
  lock     renew packaging/locks/ from pyproject.toml; arguments go to uv, for example --upgrade
"""


def setup() -> int:
    """Make everything ready, for every other verb."""
    import debian
    import environment
    from console import say

    debian.provide(debian.OFFSCREEN, (*debian.X11, *debian.XVFB), purpose="Qt and the tests")
    environment.ensure(ROOT)
    say("Ready. Next: python3 packaging/dev.py demo, or test.")
    return 0


def demo(arguments: list[str]) -> int:
    """Show the recorded day: in a window, or as a picture where there is no display."""
    import debian
    import display
    import environment
    from console import hand_over, say

    wallboard = environment.program(ROOT, "wallboard")
    if display.answers(os.environ):
        wayland_alone = display.wayland_answers(os.environ) and not display.x11_answers(os.environ)
        window = debian.WAYLAND if wayland_alone else debian.X11
        debian.provide((*debian.OFFSCREEN, *window), purpose="Qt's window")
        environment.ensure(ROOT)
        hand_over([wallboard, "demo", *arguments])
    debian.provide(debian.OFFSCREEN, purpose="Qt")
    environment.ensure(ROOT)
    if not any(word.split("=")[0] == "--snapshot" for word in arguments):
        arguments = ["--snapshot", "wallboard.png", *arguments]
    say("No display: rendering offscreen.")
    hand_over([wallboard, "demo", *arguments], env=QUIET_QT)


def test(arguments: list[str]) -> int:
    """Run the tests, offscreen."""
    import debian
    import environment
    from console import hand_over

    debian.provide(debian.OFFSCREEN, (*debian.X11, *debian.XVFB), purpose="Qt and the tests")
    environment.ensure(ROOT)
    os.chdir(ROOT)
    hand_over([environment.program(ROOT, "python"), "-m", "pytest", *arguments], env=QUIET_QT)


def check() -> int:
    """Run all checks."""
    import checks
    import debian
    import environment

    debian.provide(debian.OFFSCREEN, purpose="Qt's linters")
    environment.ensure(ROOT)
    return 0 if checks.run_all(ROOT, checks.checks(ROOT), QUIET_QT) else 1


def lock(arguments: list[str]) -> int:
    """Renew the locks."""
    import debian
    import environment
    import locks
    from console import say

    debian.provide(debian.VENV, purpose="making a venv")
    (ROOT / "build").mkdir(exist_ok=True)
    locks.renew(ROOT, environment.base_python(), arguments)
    say("The locks are renewed; every verb brings .venv up to them.")
    return 0


PLAIN = {"setup": setup, "check": check}
PASSING_ON = {"demo": demo, "test": test, "lock": lock}  # their arguments belong to another program


def main(words: list[str]) -> int:
    """Carry out one verb; the exit code is its program's."""
    complaint = complain_about_python(sys.version_info[:2])
    if complaint is not None:
        print(complaint, file=sys.stderr)
        return 1
    if not words or words[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0 if words else 2
    verb, arguments = words[0], words[1:]
    if verb not in {**PLAIN, **PASSING_ON}:
        print(f"dev.py has no verb {verb!r}.\n\n{HELP}", end="", file=sys.stderr)
        return 2
    if verb in PLAIN and arguments:
        print(f"{verb} takes no arguments, not {' '.join(arguments)!r}.", file=sys.stderr)
        return 2
    return carry_out(verb, arguments)


def carry_out(verb: str, arguments: list[str]) -> int:
    """Run the verb; a failure is told in words."""
    from console import Failed

    try:
        return PASSING_ON[verb](arguments) if verb in PASSING_ON else PLAIN[verb]()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def complain_about_python(version: tuple[int, ...]) -> str | None:
    """What is wrong with this Python, if anything."""
    if OLDEST <= tuple(version) <= NEWEST:
        return None
    span = "{}.{} to {}.{}".format(*OLDEST, *NEWEST)
    return "wallboard needs Python {}; this is {}.{} ({}).".format(span, *version, sys.executable)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
