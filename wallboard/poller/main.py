"""`wallboard-poller`: the companion service. Reads its settings, takes its lease, polls and serves until told to end.

The first line on standard output is a Handshake or a Refusal; people are told on standard error.
"""

import argparse
import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from wallboard import __version__
from wallboard.host import logs, paths, settings
from wallboard.host.secret import Secret
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller import lease, lifeline
from wallboard.poller.service import Service, running
from wallboard.wire.codec import encode
from wallboard.wire.messages import Handshake, Refusal

log = logging.getLogger(__name__)

EXIT_OK, EXIT_SETTINGS, EXIT_RUNNING, EXIT_NO_SECRET = 0, 2, 3, 4


class NoSecret(Exception):
    """There is no client secret to sign in with."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    asked = _parser().parse_args(arguments)
    logs.configure()
    try:
        chosen = settings.read(asked.config)
        run_directory = asked.run_dir or paths.run_directory()
        with lease.held(run_directory):
            return asyncio.run(_run(chosen, _secret(chosen), run_directory, child=asked.child))
    except SettingsError as error:
        return _refuse(Refusal(str(error), "settings"), EXIT_SETTINGS)
    except lease.AlreadyHeld as error:
        return _refuse(Refusal(str(error), "already_running"), EXIT_RUNNING)
    except NoSecret as error:
        return _refuse(Refusal(str(error), "no_secret"), EXIT_NO_SECRET)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wallboard-poller", description="The companion service of Wallboard.")
    parser.add_argument("--version", action="version", version=f"wallboard-poller {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    run = verbs.add_parser("run", help="poll Genesys Cloud and serve the screens of this machine")
    run.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    run.add_argument("--run-dir", type=_directory, default=None, help="where lock and run record lie")
    run.add_argument("--child", action="store_true", help="end a minute after standard input and the last screen")
    return parser


def _directory(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is not a folder")
    return path


def _secret(chosen: Settings) -> Secret:
    secret = chosen.genesys.client_secret
    if secret is None:
        raise NoSecret(f"there is no client secret for {chosen.genesys.region or chosen.genesys.base_url}")
    return secret


async def _run(chosen: Settings, secret: Secret, run_directory: Path, *, child: bool) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(one, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(one, lambda *_: loop.call_soon_threadsafe(stop.set))
    async with running(chosen, secret, run_directory, _announce) as service:
        log.info("poller.ready", extra={"boards": len(chosen.boards), "rehearsal": chosen.rehearsal is not None})
        await _until_over(stop, service, child=child)
    return EXIT_OK


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


def _announce(handshake: Handshake) -> None:
    _say(encode(handshake))


def _refuse(refusal: Refusal, code: int) -> int:
    sys.stderr.write(f"wallboard-poller: {refusal.refused}\n")
    _say(encode(refusal))
    return code


def _say(line: bytes) -> None:
    if sys.stdout is not None:
        sys.stdout.write(line.decode() + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
