"""`wallboard-poller`: the companion service. Reads its settings, takes its lease, polls and serves until told to end.

The first line of `run` on standard output is a Handshake or a Refusal; people are told on standard error. The verbs
that keep and remove the secret stand in poller.admin.
"""

import argparse
import asyncio
import logging
import signal
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from wallboard import __version__
from wallboard.host import logs, paths, settings
from wallboard.host.secret import forbid_core_dumps
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller import admin, lease, lifeline
from wallboard.poller.exits import EPILOG, Exit, refuse
from wallboard.poller.service import Places, Service, running
from wallboard.poller.sign_in import NoSecret, SignIn, sign_in_of
from wallboard.wire.codec import encode
from wallboard.wire.messages import Handshake, Refusal

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    asked, unknown = parser().parse_known_args(arguments)
    if unknown:
        return refuse(_not_known(unknown), Exit.SETTINGS)
    logs.configure()
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
    parser.add_argument("--version", action="version", version=f"wallboard-poller {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    run = verbs.add_parser("run", help="poll Genesys Cloud and serve the screens of this machine")
    run.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    run.add_argument("--run-dir", type=_directory, default=None, help="where lock and run record lie")
    run.add_argument("--state-dir", type=_directory, default=None, help="where the history lies (else: in --run-dir)")
    run.add_argument("--child", action="store_true", help="end a minute after standard input and the last screen")
    run.set_defaults(carry_out=_run)
    admin.add_verbs(verbs.add_parser)
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
    try:
        chosen = settings.read(asked.config)
        # Whoever names a run directory wants a poller apart from the user's own: it shares no history with it.
        state = asked.state_dir or asked.run_dir or paths.state_directory()
        places = Places(asked.run_dir or paths.run_directory(), state)
        with lease.held(places.run):
            sign_in = sign_in_of(chosen.genesys, Keyring())
            asyncio.run(_serve(chosen, sign_in, places, child=asked.child))
    except SettingsError as error:
        return _refuse(Refusal(str(error), "settings"), Exit.SETTINGS)
    except lease.AlreadyHeld as error:
        return _refuse(Refusal(str(error), "already_running"), Exit.RUNNING)
    except NoSecret as error:
        return _refuse(Refusal(str(error), "no_secret"), Exit.NO_SECRET, error.choices)
    except (OSError, sqlite3.Error) as error:
        return _refuse(Refusal(f"The poller cannot run on this machine: {error}", "internal"), Exit.INTERNAL)
    return Exit.OK


async def _serve(chosen: Settings, sign_in: SignIn, places: Places, *, child: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(one, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(one, lambda *_: loop.call_soon_threadsafe(stop.set))
    announce = _say_all if child else _say_without_token
    async with running(chosen, sign_in, places, announce) as service:
        log.info("poller.ready", extra={"boards": len(chosen.boards), "rehearsal": chosen.rehearsal is not None})
        await _until_over(stop, service, child=child)


async def _until_over(stop: asyncio.Event, service: Service, *, child: bool) -> None:
    told = asyncio.create_task(stop.wait(), name="signal")
    alone = asyncio.create_task(_left_alone(service), name="lifeline") if child else told
    try:
        await asyncio.wait({told, alone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        told.cancel()
        alone.cancel()
        await asyncio.gather(told, alone, return_exceptions=True)


async def _left_alone(service: Service) -> None:
    await lifeline.parent_gone()
    await lifeline.alone(service.broadcast)


def _say_all(handshake: Handshake) -> None:
    _say(encode(handshake))


def _say_without_token(handshake: Handshake) -> None:
    # A service's standard output ends in a journal: what opens this poller stands in the run record alone.
    _say(encode(msgspec.structs.replace(handshake, token="")))


def _refuse(refusal: Refusal, code: Exit, choices: Sequence[str] = ()) -> Exit:
    _say(encode(refusal))
    return refuse(refusal.refused, code, choices)


def _say(line: bytes) -> None:
    if sys.stdout is not None:
        sys.stdout.write(line.decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
