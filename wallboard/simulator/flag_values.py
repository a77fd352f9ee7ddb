"""What may stand behind each flag of wallboard-simulator: from a text to a value, or why not. Pure.

Used by arguments.
"""

import argparse
import math
import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from wallboard.simulator.crowd import MOST_AGENTS
from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.permissions import is_held

_MOST_SECONDS = 10**7
_FASTEST = 100_000  # a day in a second; beyond it the calendar would end within weeks
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_SPREAD = re.compile(r"(\d{1,6}(?:\.\d+)?)(?:-(\d{1,6}(?:\.\d+)?))?", re.ASCII)


def _bad(why: str) -> argparse.ArgumentTypeError:
    return argparse.ArgumentTypeError(why)


def day(text: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad(f"{text!r} is not a date YYYY-MM-DD") from None


def start(text: str) -> time:
    """A time of day."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise _bad(f"{text!r} is not a time of day HH:MM or HH:MM:SS")
    hour, minute, second = match.groups(default="0")
    return time(int(hour), int(minute), int(second))


def speed(text: str) -> float:
    """How many times as fast."""
    speed = _finite(text)
    if speed is None or not 0 < speed <= _FASTEST:
        raise _bad(f"{text!r} is not a number above 0 and up to {_FASTEST}")
    return speed


def port(text: str) -> int:
    """A port."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise _bad(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def delay(text: str) -> Delay:
    """A processing delay, or a spread of them."""
    match = _SPREAD.fullmatch(text)
    if match is None:
        raise _bad(f"{text!r} is not a number of seconds, such as 20, or a spread, such as 15-30")
    least = float(match[1])
    most = float(match[2] or match[1])
    if least > most:
        raise _bad(f"{text!r} begins above its end")
    return Delay(timedelta(seconds=least), timedelta(seconds=most))


def wrap_up(text: str) -> timedelta:
    """Seconds of wrap-up."""
    seconds = _finite(text)
    if seconds is None or not 0 <= seconds <= 86400:
        raise _bad(f"{text!r} is not a number of seconds from 0 to 86400")
    return timedelta(seconds=seconds)


def number_from_one(text: str) -> int:
    """A number of requests, records or agents."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and int(text) >= 1):
        raise _bad(f"{text!r} is not a number from 1 on")
    return int(text)


def agents(text: str) -> int:
    """The size of a crowd."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and 1 <= int(text) <= MOST_AGENTS):
        raise _bad(f"{text!r} is not a number from 1 to {MOST_AGENTS}")
    return int(text)


def seed(text: str) -> int:
    """What chance begins with."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise _bad(f"{text!r} is not a number from 0 on")
    return int(text)


def share(text: str) -> float:
    """A share of all."""
    number = _finite(text)
    if number is None or not 0 <= number <= 1:
        raise _bad(f"{text!r} is not a share from 0 to 1, such as 0.05")
    return number


def lateness(text: str) -> float:
    """How late, in seconds."""
    number = _finite(text)
    if number is None or not 0 <= number <= _MOST_SECONDS:
        raise _bad(f"{text!r} is not a number of seconds from 0 to {_MOST_SECONDS}")
    return number


def lifetime(text: str) -> timedelta:
    """How long something is good for."""
    seconds = _finite(text)
    if seconds is None or not 0 < seconds <= 86400:
        raise _bad(f"{text!r} is not a number of seconds above 0 and up to 86400")
    return timedelta(seconds=seconds)


def permission(text: str) -> str:
    """A permission of the client's role."""
    if not is_held(text):
        raise _bad(f"{text!r} is no permission that the client's role has")
    return text


def zone(text: str) -> ZoneInfo:
    """A time zone."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # a region alone, such as Asia, is a folder
        raise _bad(f"{text!r} is not a time zone such as Asia/Jerusalem") from None


def fault(text: str) -> FaultOrder:
    """A fault on order, with its seconds."""
    name, told, seconds = text.partition("=")
    try:
        fault = Fault(name)
    except ValueError:
        raise _bad(f"{text!r} is none of {faults()}") from None
    number = _finite(seconds) if told else None
    if told and (number is None or abs(number) > _MOST_SECONDS):
        raise _bad(f"{text!r} has no number of seconds up to {_MOST_SECONDS} behind its equals sign")
    return FaultOrder(fault, seconds=number)


def faults() -> str:
    """The words for all of them."""
    return ", ".join(fault.value for fault in Fault)


def _finite(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
