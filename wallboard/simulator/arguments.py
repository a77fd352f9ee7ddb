"""What wallboard-simulator can be told on its command line. Pure, but for argparse's own way to end the program.

Read by main.
"""

import argparse
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.permissions import is_held
from wallboard.simulator.terms import Contract

_MOST_SECONDS = 10**7
_FASTEST = 100_000  # a day in a second; beyond it the calendar would end within weeks
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_SPREAD = re.compile(r"(\d{1,6}(?:\.\d+)?)(?:-(\d{1,6}(?:\.\d+)?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command line that makes sense."""

    calls: Path
    day: date
    start: time
    speed: float
    port: int
    delay: Delay
    wrap_up: timedelta
    zone: ZoneInfo
    requests_per_minute: int
    requests_per_minute_and_endpoint: int | None
    limit_headers: bool
    contract: Contract
    withheld: frozenset[str]
    faults: tuple[FaultOrder, ...]
    child: bool


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line says what is wrong; the usage is there for those who ask for it."""
        self.exit(2, f"{self.prog}: {message}\n")


def read_arguments(words: Sequence[str]) -> Arguments:
    """The command line; ends the program with 2 and one line on stderr when it makes no sense."""
    told = _parser().parse_args(words)
    return Arguments(
        calls=told.calls,
        day=told.day,
        start=told.start,
        speed=told.speed,
        port=told.port,
        delay=told.delay,
        wrap_up=told.wrap_up,
        zone=told.time_zone,
        requests_per_minute=told.requests_per_minute,
        requests_per_minute_and_endpoint=told.requests_per_minute_and_endpoint,
        limit_headers=told.limit_headers == "on",
        contract=Contract(told.contract),
        withheld=frozenset(told.withhold),
        faults=tuple(told.fault),
        child=told.child,
    )


def _parser() -> _Parser:
    parser = _Parser(
        prog="wallboard-simulator",
        description="A Genesys Cloud on 127.0.0.1 that replays a recorded day of calls on today's date.",
        epilog="The first line on stdout is a JSON object: base_url, client_id, client_secret, origin, rate.",
    )
    add = parser.add_argument
    add("--calls", type=Path, required=True, metavar="FILE", help="recorded calls, as CSV")
    add("--day", type=_day, required=True, metavar="YYYY-MM-DD", help="the recorded day to replay")
    add("--start", type=_start, default="14:20", metavar="HH:MM[:SS]", help="time of day to start at (%(default)s)")
    add("--speed", type=_speed, default="1", metavar="X", help="how many times as fast as real time (%(default)s)")
    add("--port", type=_port, default="0", metavar="P", help="port; 0 takes any free one (%(default)s)")
    add("--delay", type=_delay, default="15-30", metavar="S-S", help="processing delay in seconds (%(default)s)")
    add("--wrap-up", type=_wrap_up, default="0", metavar="S", help="seconds of wrap-up after a call (%(default)s)")
    add("--time-zone", type=_zone, default="Asia/Jerusalem", metavar="Z", help="zone of the record (%(default)s)")
    add("--requests-per-minute", type=_requests, default="300", metavar="N", help="rate limit (%(default)s)")
    own_limit = "rate limit of each path for itself (none)"
    add("--requests-per-minute-and-endpoint", type=_requests, metavar="N", help=own_limit)
    headers_help = "whether answers tell how many requests are left (%(default)s)"
    add("--limit-headers", choices=("on", "off"), default="on", help=headers_help)
    contracts = [contract.value for contract in Contract]
    add("--contract", choices=contracts, default="both", help="which ways there are to read (%(default)s)")
    withhold_help = "a permission that the client's role lacks; as often as needed"
    add("--withhold", type=_permission, action="append", default=[], metavar="PERMISSION", help=withhold_help)
    fault_help = f"{_faults()}; on each request; seconds where a clock or a delay has them"
    add("--fault", type=_fault, action="append", default=[], metavar="FAULT[=SECONDS]", help=fault_help)
    add("--child", action="store_true", help="end when standard input closes")
    return parser


def _bad(why: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(why)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad(f"{text!r} is not a date YYYY-MM-DD") from None


def _start(text: str) -> time:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _bad(f"{text!r} is not a time of day HH:MM or HH:MM:SS")
    hour, minute, second = match.groups(default="0")
    return time(int(hour), int(minute), int(second))


def _speed(text: str) -> float:
    speed = _finite(text)
    if speed is None or not 0 < speed <= _FASTEST:
        raise _bad(f"{text!r} is not a number above 0 and up to {_FASTEST}")
    return speed


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise _bad(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _delay(text: str) -> Delay:
    match = _SPREAD.fullmatch(text)
    if match is None:
        raise _bad(f"{text!r} is not a number of seconds, such as 20, or a spread, such as 15-30")
    least = float(match[1])
    most = float(match[2] or match[1])
    if least > most:
        raise _bad(f"{text!r} begins above its end")
    return Delay(timedelta(seconds=least), timedelta(seconds=most))


def _wrap_up(text: str) -> timedelta:
    seconds = _finite(text)
    if seconds is None or not 0 <= seconds <= 86400:
        raise _bad(f"{text!r} is not a number of seconds from 0 to 86400")
    return timedelta(seconds=seconds)


def _requests(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text) >= 1):
        raise _bad(f"{text!r} is not a number from 1 on")
    return int(text)


def _permission(text: str) -> str:
    if not is_held(text):
        raise _bad(f"{text!r} is no permission that the client's role has")
    return text


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # a region alone, such as Asia, is a folder
        raise _bad(f"{text!r} is not a time zone such as Asia/Jerusalem") from None


def _fault(text: str) -> FaultOrder:
    name, told, seconds = text.partition("=")
    try:
        fault = Fault(name)
    except ValueError:
        raise _bad(f"{text!r} is none of {_faults()}") from None
    number = _finite(seconds) if told else None
    if told and (number is None or abs(number) > _MOST_SECONDS):
        raise _bad(f"{text!r} has no number of seconds up to {_MOST_SECONDS} behind its equals sign")
    return FaultOrder(fault, seconds=number)


def _faults() -> str:
    return ", ".join(fault.value for fault in Fault)


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
