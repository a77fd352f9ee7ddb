"""Read recorded calls from the lines of a call file: calls, and what is wrong with each malformed line. Pure.

Feeds day. A line is read on its own, so that a stray quotation mark spoils no other line. Oddities are kept as they
are: a hangup before the answer means the next day, and calls of 0 s or that overlap are calls. Rows that nobody
answered (outcome HANG, agent NO_SERVER or none) are calls of nobody.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

COLUMNS = ("date", "arrival", "service", "queue_seconds", "outcome", "answer", "hangup", "agent")
_NOBODY = frozenset({"", "NO_SERVER"})
_UNANSWERED = frozenset({"HANG", "NO_SERVER"})
_ANSWERED = "AGENT"
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answered:
    """The part of a call that an agent spoke, in the local time of the record."""

    agent: str
    at: time
    hangup: time

    @property
    def talk(self) -> timedelta:
        """How long they spoke; a hangup before the answer came on the next day."""
        talk = _since_midnight(self.hangup) - _since_midnight(self.at)
        return talk if talk >= timedelta() else talk + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Call:
    """One row. It belongs to the day of its row, also when it goes over midnight."""

    day: date
    arrival: time
    service: str
    queued: timedelta
    answered: Answered | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that was skipped; line 1 is the header."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class CallFile:
    """All that a call file says."""

    calls: tuple[Call, ...]
    malformed: tuple[Malformed, ...]

    def days(self) -> list[date]:
        """The days that have calls, oldest first."""
        return sorted({call.day for call in self.calls})


class NotACallFile(ValueError):
    """The first line does not name the columns."""


class _BadLine(ValueError):
    """Skip the line; the words say why."""


def read_calls(lines: Iterable[str]) -> CallFile:
    """Every line with its verdict; the columns may stand in any order. Raises NotACallFile."""
    calls: list[Call] = []
    malformed: list[Malformed] = []
    columns: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if columns is None:
            columns = _columns(line)
        elif line.strip():
            try:
                calls.append(_call(_row(columns, line)))
            except _BadLine as bad:
                malformed.append(Malformed(number, str(bad)))
    if columns is None:
        raise NotACallFile("it is empty")
    return CallFile(tuple(calls), tuple(malformed))


def _columns(header: str) -> list[str]:
    columns = _fields(header)
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        raise NotACallFile(f"its first line does not name the columns {', '.join(missing)}")
    return columns


def _fields(line: str) -> list[str]:
    try:
        return [field.strip() for field in next(csv.reader([line.rstrip("\r\n")]), [])]
    except csv.Error as error:
        raise _BadLine(str(error)) from error


def _row(columns: list[str], line: str) -> dict[str, str]:
    fields = _fields(line)
    if len(fields) != len(columns):
        raise _BadLine(f"it has {len(fields)} fields, not {len(columns)}")
    return dict(zip(columns, fields, strict=True))


def _call(row: dict[str, str]) -> Call:
    return Call(
        day=_day(row["date"]),
        arrival=_time("arrival", row["arrival"]),
        service=row["service"],
        queued=_seconds("queue_seconds", row["queue_seconds"]),
        answered=_answered(row),
    )


def _answered(row: dict[str, str]) -> Answered | None:
    outcome, agent = row["outcome"], row["agent"]
    if outcome != _ANSWERED and outcome not in _UNANSWERED:
        raise _BadLine(f"outcome {outcome!r} is not {_ANSWERED} or {' or '.join(sorted(_UNANSWERED))}")
    times = {column: _time(column, row[column]) for column in ("answer", "hangup") if row[column]}
    if outcome in _UNANSWERED or agent in _NOBODY:
        return None
    for column in ("answer", "hangup"):
        if column not in times:
            raise _BadLine(f"{column} is empty, though {agent} answered")
    return Answered(agent, times["answer"], times["hangup"])


def _day(text: str) -> date:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a 31st of February has the form of a date
    raise _BadLine(f"date {text!r} is not a date YYYY-MM-DD")


def _time(column: str, text: str) -> time:
    match = _TIME.fullmatch(text)
    if match is None:
        raise _BadLine(f"{column} {text!r} is not HH:MM:SS")
    hour, minute, second = match.groups()
    return time(int(hour), int(minute), int(second))


def _seconds(column: str, text: str) -> timedelta:
    if re.fullmatch(r"\d{1,9}", text, re.ASCII) is None:
        raise _BadLine(f"{column} {text!r} is not a number of seconds")
    return timedelta(seconds=int(text))


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)
