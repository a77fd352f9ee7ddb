"""`wallboard-poller status`: ask the running poller how it goes, for people and for programs. A verb of poller.main."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from wallboard.host import paths
from wallboard.poller import running, status_words
from wallboard.poller.exits import EPILOG, Exit, refuse
from wallboard.poller.report import HealthReport, StatusReport
from wallboard.poller.running import NoAnswer, NotRunning
from wallboard.poller.status_words import Told
from wallboard.wire.codec import BadMessage, decode


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser the verb; `add` is its subparsers' own `add_parser`."""
    words = "ask the running poller whether the numbers are fresh and painted, and what is lacking"
    verb = add(
        "status", help=words, description=words, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verb.add_argument("--json", action="store_true", help="for programs: one JSON object in the place of the lines")
    verb.add_argument("--run-dir", type=Path, default=None, help="where the running poller is found")
    verb.set_defaults(carry_out=status)


def status(asked: argparse.Namespace) -> Exit:
    """Ask, and tell. The code is 0 only for a poller that is ready."""
    try:
        found = look(asked.run_dir or paths.run_directory())
    except OSError as error:
        return refuse(f"this machine has no folder to look in: {error}", Exit.INTERNAL)
    if asked.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n")
    else:
        sys.stdout.write("\n".join(status_words.lines(found)) + "\n")
    return Exit(found.code)


def look(run_directory: Path) -> Told:
    """What the poller of that directory says of itself, or that it says nothing. Raises OSError."""
    try:
        poller = running.find(run_directory)
        health = decode(HealthReport, running.ask(poller, run_directory, "/v1/health"))
        return status_words.told(health, decode(StatusReport, running.ask(poller, run_directory, "/v1/status")))
    except NotRunning as error:
        return Told(Exit.NOT_RUNNING, running=False, words=str(error))
    except NoAnswer as error:
        return Told(Exit.NOT_READY, running=True, words=str(error))
    except BadMessage:
        words = "The poller answers what this version cannot read: is it of another version?"
        return Told(Exit.NOT_READY, running=True, live=True, words=words)
