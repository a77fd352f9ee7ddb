"""What dev.py can do.

Every verb first sees to the few system libraries that Qt needs (debian.py) and makes .venv from packaging/locks/dev.txt
if it is not there or no longer fits (environment.py); then it becomes the program that does the work.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import checks
import debian
import display
import environment
import freeze as freezer
import locks
import translations
from console import Failed, hand_over, say

ROOT = Path(__file__).resolve().parent.parent
_WISHED = (*debian.X11, *debian.XVFB, *debian.XORG, *debian.KEYRING)
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}

HELP = """\
usage: python3 packaging/dev.py VERB [ARGUMENTS]

  demo     open simulator, poller and screen in a recorded day; without a display, write wallboard.png
  test     run the tests; --slow adds the long ones, other arguments go to pytest
  check    run the linters, the type checker and the house rules
  bench    measure the product beside its peers: a table, and build/bench.json; names choose figures, --quick only tries
  freeze   make build/frozen/wallboard: the three programs in one folder that needs no Python
  package  make what people install, from the frozen folder, in build/packages; names choose: bill, deb, msi, wheel
  setup    only make .venv and install what Qt needs; the other verbs do it by themselves
  words    take the screen's new texts into resources/i18n, and compile the translations
  lock     renew packaging/locks/ from pyproject.toml; arguments go to uv, for example --upgrade
"""


def demo(arguments: list[str]) -> int:
    """Show the recorded day: in a window, or as a picture where there is no display."""
    wallboard = environment.program(ROOT, "wallboard")
    if display.answers(os.environ):
        debian.provide((*debian.OFFSCREEN, *_window_system()), purpose="Qt's window")
        environment.ensure(ROOT)
        hand_over([wallboard, "demo", *arguments])
    debian.provide(debian.OFFSCREEN, purpose="Qt")
    environment.ensure(ROOT)
    if not any(word.split("=")[0] == "--snapshot" for word in arguments):
        arguments = ["--snapshot", "wallboard.png", *arguments]
    say("No display: rendering offscreen.")
    hand_over([wallboard, "demo", *arguments], env=OFFSCREEN)


def test(arguments: list[str]) -> int:
    """Run the tests, offscreen."""
    packages = debian.PACKAGES if "--packages" in arguments else ()
    debian.provide(debian.OFFSCREEN, (*_WISHED, *packages), purpose="Qt and the tests")
    environment.ensure(ROOT)
    os.chdir(ROOT)
    hand_over([environment.program(ROOT, "python"), "-m", "pytest", *arguments], env=OFFSCREEN)


def check() -> int:
    """Run all checks, also after one has failed."""
    debian.provide(debian.OFFSCREEN, purpose="Qt's linters")
    environment.ensure(ROOT)
    return 0 if checks.run_all(ROOT, checks.checks(ROOT), OFFSCREEN) else 1


def bench(arguments: list[str]) -> int:
    """Measure the product beside its peers, offscreen."""
    debian.provide(debian.OFFSCREEN, debian.PEERS, purpose="Qt and the benchmark's peers")
    environment.ensure(ROOT)
    os.chdir(ROOT)
    hand_over([environment.program(ROOT, "python"), "packaging/bench/run.py", *arguments], env=OFFSCREEN)


def freeze() -> int:
    """Make the folder that runs without Python."""
    debian.provide((*debian.OFFSCREEN, *debian.X11, *debian.WAYLAND, *debian.FREEZE), purpose="freezing")
    environment.ensure(ROOT)
    freezer.freeze(ROOT)
    return 0


def package(arguments: list[str]) -> int:
    """Make what people install, out of the frozen folder."""
    debian.provide(debian.OFFSCREEN, purpose="Qt")
    environment.ensure(ROOT)
    hand_over([environment.program(ROOT, "python"), ROOT / "packaging" / "package.py", *arguments], env=OFFSCREEN)


def setup() -> int:
    """Make everything ready, for every other verb."""
    debian.provide(debian.OFFSCREEN, _WISHED, purpose="Qt and the tests")
    environment.ensure(ROOT)
    say("Ready. Next: python3 packaging/dev.py demo, or test.")
    return 0


def words() -> int:
    """Renew the translations."""
    debian.provide(debian.OFFSCREEN, purpose="Qt's translation tools")
    environment.ensure(ROOT)
    translations.renew(ROOT)
    say("resources/i18n is renewed; what is new there is marked as unfinished.")
    return 0


def lock(arguments: list[str]) -> int:
    """Renew the locks."""
    debian.provide(debian.VENV, purpose="making a venv")
    locks.renew(ROOT, environment.base_python(), arguments)
    say("The locks are renewed; every verb brings .venv up to them.")
    return 0


PLAIN: dict[str, Callable[[], int]] = {"setup": setup, "check": check, "words": words, "freeze": freeze}
PASSING_ON: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "bench": bench,
    "lock": lock,
    "package": package,
}


def carry_out(words: list[str]) -> int:
    """Run one verb; a failure is told in words, without a traceback."""
    if not words or words[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0 if words else 2
    verb, arguments = words[0], words[1:]
    if verb not in PLAIN and verb not in PASSING_ON:
        print(f"dev.py has no verb {verb!r}.\n\n{HELP}", end="", file=sys.stderr)
        return 2
    if verb in PLAIN and arguments:
        print(f"{verb} takes no arguments; it was given: {' '.join(arguments)}", file=sys.stderr)
        return 2
    try:
        return PASSING_ON[verb](arguments) if verb in PASSING_ON else PLAIN[verb]()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _window_system() -> tuple[debian.Need, ...]:
    wayland_alone = display.wayland_answers(os.environ) and not display.x11_answers(os.environ)
    return debian.WAYLAND if wayland_alone else debian.X11
