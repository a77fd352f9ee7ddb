"""`wallboard-poller`: the companion service. Reads its settings, takes its lease, polls and serves until told to end.

The first line of `run` on standard output is a Handshake or a Refusal; people are told on standard error. Where
settings or secret are lacking it serves the set-up until they are there: see poller.modes. The verbs that keep and
remove the secret stand in poller.admin, the one that finds what is wrong in poller.doctor.
"""

import argparse
import asyncio
import logging
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from wallboard.host import logs, paths
from wallboard.host.build import this_build, version_line
from wallboard.host.clock import SystemClock
from wallboard.host.configuration import Sources
from wallboard.host.renewal import Renewal
from wallboard.host.secret import forbid_core_dumps
from wallboard.host.secrets import Keyring
from wallboard.host.settings_words import SettingsError
from wallboard.poller import (
    admin,
    config_verb,
    diagnostics,
    doctor,
    lease,
    lifeline,
    reconcile_verb,
    setup,
    status_verb,
)
from wallboard.poller.check_organisation import proving
from wallboard.poller.credentials import CredentialsDesk
from wallboard.poller.exits import EPILOG, Exit, refuse, tell
from wallboard.poller.modes import Lifelines, Modes
from wallboard.poller.service import Places
from wallboard.poller.setup import Lacking, Ready
from wallboard.wire.codec import encode
from wallboard.wire.messages import Handshake, Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    try:
        try:
            return _carried_out(arguments)
        finally:  # also after --help and --version, which leave by SystemExit
            if sys.stdout is not None:
                sys.stdout.flush()
    except OSError as error:
        if not isinstance(error, BrokenPipeError):  # as after `| head`: whoever read has seen enough
            tell(f"what it had to say could not be written to its end: {error.strerror}.")
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains when it ends
        return Exit.UNREAD


def _carried_out(arguments: Sequence[str] | None) -> Exit:
    asked, unknown = parser().parse_known_args(arguments)
    if unknown:
        return refuse(_not_known(unknown), Exit.SETTINGS)
    # Who runs a verb reads its words; what went well on the way to them is for the service's log.
    logs.configure(logging.INFO if asked.carry_out is _run else logging.WARNING)
    forbid_core_dumps()
    code: Exit = asked.carry_out(asked)
    return code


def parser() -> argparse.ArgumentParser:
    """The verbs and their arguments."""
    parser = argparse.ArgumentParser(
        prog="wallboard-poller",
        description="The companion service of Wallboard.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=version_line("wallboard-poller", this_build()))
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    run = verbs.add_parser("run", help="poll Genesys Cloud and serve the screens of this machine")
    run.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    run.add_argument("--run-dir", type=_directory, default=None, help="where lock and run record lie")
    run.add_argument("--state-dir", type=_directory, default=None, help="where the history lies (else: in --run-dir)")
    run.add_argument("--log-dir", type=Path, default=None, help="where the log files lie (else: in --run-dir)")
    run.add_argument("--child", action="store_true", help="end a minute after standard input and the last screen")
    run.set_defaults(carry_out=_run)
    admin.add_verbs(verbs.add_parser)
    doctor.add_verb(verbs.add_parser)
    config_verb.add_verb(verbs.add_parser)
    reconcile_verb.add_verb(verbs.add_parser)
    status_verb.add_verb(verbs.add_parser)
    diagnostics.add_verb(verbs.add_parser)
    return parser


def _not_known(words: Sequence[str]) -> str:
    # Never as it was typed: somebody may have put the secret there.
    names = [word.partition("=")[0] for word in words if word.startswith("--")]
    return f"there is an argument that is not known{': ' if names else ''}{', '.join(names)}; --help lists them"


def _directory(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def _run(asked: argparse.Namespace) -> Exit:
    renewal = Renewal(paths.own_program())
    try:
        # Whoever names a run directory wants a poller apart from the user's own: it shares no history with it.
        state = asked.state_dir or asked.run_dir or paths.state_directory()
        log_folder = asked.log_dir or paths.log_directory(asked.run_dir)
        places = Places(asked.run_dir or paths.run_directory(), state, log_folder)
        keyring = Keyring()
        with lease.held(places.run):
            sources = Sources.of_this_machine(asked.config)
            found = setup.look(sources, keyring)
            asyncio.run(_serve(found, sources, keyring, places, renewal, child=asked.child))
        renewal.carry_out(sys.argv[1:])
    except SettingsError as error:
        return _refuse(Refusal(str(error), "settings"), Exit.SETTINGS)
    except lease.AlreadyHeld as error:
        return _refuse(Refusal(str(error), "already_running"), Exit.RUNNING)
    except (OSError, sqlite3.Error) as error:
        return _refuse(Refusal(f"The poller cannot run on this machine: {error}", "internal"), Exit.INTERNAL)
    return Exit.OK


async def _serve(
    found: Ready | Lacking, sources: Sources, keyring: Keyring, places: Places, renewal: Renewal, *, child: bool
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(one, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(one, lambda *_: loop.call_soon_threadsafe(stop.set))
    announce = _once(_say_all if child else _say_without_token)
    desk = CredentialsDesk(sources, keyring, proving(sources, keyring))
    modes = Modes(sources, keyring, places, desk, announce, _lacks, SystemClock())
    gone = asyncio.Event()
    tasks = [asyncio.create_task(_set_when_replaced(renewal, stop), name="renewal")]
    if child:
        tasks.append(asyncio.create_task(_set_when_gone(gone), name="lifeline"))
    try:
        await modes.run(found, Lifelines(stop, gone if child else None))
    finally:
        for task in tasks:
            task.cancel()


async def _set_when_replaced(renewal: Renewal, stop: asyncio.Event) -> None:
    await renewal.watch(SystemClock())
    stop.set()


async def _set_when_gone(gone: asyncio.Event) -> None:
    await lifeline.parent_gone()
    gone.set()


def _lacks(lacking: Lacking) -> None:
    tell(f"waiting to be set up. {lacking.setup.reason}", lacking.choices)


def _once(say: Callable[[Handshake], None]) -> Callable[[Handshake], None]:
    """Say the first handshake alone: the first line leads a screen here, the record leads it on."""
    said = False

    def announce(handshake: Handshake) -> None:
        nonlocal said
        if not said:
            said = True
            say(handshake)

    return announce


def _say_all(handshake: Handshake) -> None:
    _say(encode(handshake))


def _say_without_token(handshake: Handshake) -> None:
    # A service's standard output ends in a journal: what opens this poller stands in the run record alone.
    _say(encode(msgspec.structs.replace(handshake, token="")))


def _refuse(refusal: Refusal, code: Exit) -> Exit:
    _say(encode(refusal))
    return refuse(refusal.refused, code)


def _say(line: bytes) -> None:
    if sys.stdout is not None:
        sys.stdout.write(line.decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
