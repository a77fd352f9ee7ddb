"""wallboard-simulator: read the command line, replay a record or make a crowd, say where to call, serve until told.

It ends at once on SIGTERM and SIGINT, and with `--child` when its standard input closes.
"""

import asyncio
import contextlib
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import assert_never

import msgspec

from wallboard.host.clock import RehearsalClock
from wallboard.simulator import crowd, realtime
from wallboard.simulator.api import GenesysSimulator
from wallboard.simulator.arguments import Arguments, MadeUp, Record, read_arguments
from wallboard.simulator.calls import CallFile, NotACallFile, read_calls
from wallboard.simulator.day import Replay, lay
from wallboard.simulator.server import PortTaken

_MOST_DAYS_NAMED = 10
# On Windows a program is asked to end by Ctrl+Break.
_ENDS = (signal.SIGINT, getattr(signal, "SIGBREAK", signal.SIGTERM))


class FirstLine(msgspec.Struct, frozen=True):
    """All that a client needs; `origin` is the instant at start in the simulated clock, `rate` its speed."""

    base_url: str
    client_id: str
    client_secret: str
    origin: str
    rate: float


class CannotStart(Exception):
    """A person has to change something; the words say what."""


def main() -> None:
    """The console script."""
    for name in _ENDS:
        signal.signal(name, lambda *_: sys.exit(0))
    arguments = read_arguments(sys.argv[1:])
    try:
        today = datetime.now(arguments.zone).date()
        asyncio.run(_serve(arguments, _replay(arguments, today), _origin(arguments, today)))
    except CannotStart as error:
        print(f"wallboard-simulator: {error}", file=sys.stderr)
        sys.exit(2)


def _replay(arguments: Arguments, today: date) -> Replay:
    match arguments.cast:
        case MadeUp(agents, seed):
            return crowd.replay(agents, seed, today, arguments.zone, arguments.wrap_up)
        case Record(file, day):
            return _recorded(file, day, arguments, today)
    assert_never(arguments.cast)


def _recorded(file: Path, day: date, arguments: Arguments, today: date) -> Replay:
    calls = _read(file)
    for bad in calls.malformed:
        print(f"{file} line {bad.line}: {bad.why}; the line is skipped", file=sys.stderr)
    if day not in (days := calls.days()):
        raise CannotStart(f"{file} has no calls on {day}; it has {_named(days)}")
    return lay(calls.calls, day, today, arguments.zone, arguments.wrap_up)


def _read(file: Path) -> CallFile:
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as lines:
            return read_calls(lines)
    except OSError as error:
        raise CannotStart(f"cannot read {file}: {error.strerror}") from error
    except NotACallFile as error:
        raise CannotStart(f"{file} is not a call file: {error}") from error


def _named(days: Sequence[date]) -> str:
    if not days:
        return "none at all"
    if len(days) > _MOST_DAYS_NAMED:
        return f"{len(days)} days from {days[0]} to {days[-1]}"
    return ", ".join(map(str, days))


def _origin(arguments: Arguments, today: date) -> datetime:
    return datetime.combine(today, arguments.start, arguments.zone).astimezone(UTC)


async def _serve(arguments: Arguments, replay: Replay, origin: datetime) -> None:
    clock = RehearsalClock(origin, arguments.speed)
    simulator = GenesysSimulator(replay, clock, arguments.terms)
    for order in arguments.faults:
        simulator.faults.order(order)
    if arguments.chaos is not None:
        simulator.faults.break_loose(arguments.chaos)
    ended = _end_of_service(child=arguments.child)
    gc.freeze()  # a crowd is there to stay: nothing is gained by walking through it again and again
    try:
        async with simulator.served(arguments.port) as base_url:
            first_line = FirstLine(
                base_url, simulator.client_id, simulator.client_secret, realtime.to_text(origin), arguments.speed
            )
            print(msgspec.json.encode(first_line).decode(), flush=True)
            await ended.wait()
    except PortTaken as error:
        raise CannotStart(str(error)) from error


def _end_of_service(*, child: bool) -> asyncio.Event:
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def end() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended already
            loop.call_soon_threadsafe(ended.set)

    for name in _ENDS:
        signal.signal(name, lambda *_: end())
    if child:
        threading.Thread(target=_end_with_input, args=(end,), name="standard input", daemon=True).start()
    return ended


def _end_with_input(end: Callable[[], None]) -> None:
    # Unbuffered: a thread that waits in a buffered read would break the interpreter's shutdown.
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    end()


if __name__ == "__main__":
    main()
