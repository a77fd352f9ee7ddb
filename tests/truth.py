"""What the recorded calls say, worked out from the file alone: the independent truth of the tests.

Shares no code with the simulator or the product. Instants are local wall-clock times of the recorded day.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

CALLS = Path(__file__).parent / "data" / "bank-calls-1999-02-01-to-04.csv"
DAYS = [date(1999, 2, day) for day in (1, 2, 3, 4)]


@dataclass(frozen=True)
class Conversation:
    """One call with its wrap-up: from answer to hang-up the agent talks, then wraps up until it closes."""

    answer: datetime
    hangup: datetime
    closes: datetime


@dataclass(frozen=True)
class Truth:
    """One agent at one instant. `handled` is over closed conversations; `running_since` is the longest one's start."""

    status: str
    started: int
    closed: int
    handled: timedelta
    running_since: datetime | None
    idle_since: datetime | None

    @property
    def aht_ms(self) -> int | None:
        return round(self.handled / timedelta(milliseconds=1) / self.closed) if self.closed else None


@cache
def conversations(day: date, wrap_up: timedelta) -> dict[str, list[Conversation]]:
    """Every agent's conversations of a day, by shown name."""
    calls: dict[str, list[tuple[datetime, datetime]]] = {}
    with CALLS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"] != day.isoformat() or row["agent"] in {"", "NO_SERVER"}:
                continue
            answer = datetime.combine(day, time.fromisoformat(row["answer"]))
            hangup = datetime.combine(day, time.fromisoformat(row["hangup"]))
            if hangup < answer:
                hangup += timedelta(days=1)
            calls.setdefault(row["agent"].title(), []).append((answer, hangup))
    return {name: [_conversation(index, own, wrap_up) for index in range(len(own))] for name, own in calls.items()}


def _conversation(index: int, own: list[tuple[datetime, datetime]], wrap_up: timedelta) -> Conversation:
    answer, hangup = own[index]
    later = [begun for other, (begun, _) in enumerate(own) if other != index and begun >= hangup]
    return Conversation(answer, hangup, min([hangup + wrap_up, *later]))


@dataclass(frozen=True)
class Waits:
    """The callers of some services at one instant; `answered`, `in_time` (20 s) and `hung_up` since the shift began."""

    waiting: int
    longest_since: datetime | None
    answered: int
    in_time: int
    hung_up: int


@cache
def _waits(day: date) -> list[tuple[str, datetime, datetime, bool]]:
    """Service, begin and end of each wait of a day, and whether somebody answered. The file has no instant at which a
    wait began: before the answer, so many seconds; without an answer, on arrival."""
    found = []
    with CALLS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date"] != day.isoformat():
                continue
            queued = timedelta(seconds=int(row["queue_seconds"]))
            answered = row["outcome"] == "AGENT" and row["agent"] not in {"", "NO_SERVER"}
            if answered:
                end = datetime.combine(day, time.fromisoformat(row["answer"]))
                found.append((row["service"], end - queued, end, True))
            elif queued:
                begin = datetime.combine(day, time.fromisoformat(row["arrival"]))
                found.append((row["service"], begin, begin + queued, False))
    return found


def waits(day: date, at: datetime, window_start: datetime, window_end: datetime, services: set[str]) -> Waits:
    """Who waits at `at`, and what became of those whose wait ended within the window."""
    ours = [one for one in _waits(day) if one[0] in services]
    now = [begin for _, begin, end, _ in ours if begin <= at < end]
    over = [one for one in ours if window_start <= one[2] <= window_end]
    return Waits(
        waiting=len(now),
        longest_since=min(now, default=None),
        answered=sum(answered for *_, answered in over),
        in_time=sum(answered and end - begin <= timedelta(seconds=20) for _, begin, end, answered in over),
        hung_up=sum(not answered for *_, answered in over),
    )


def truth(day: date, at: datetime, window_start: datetime, wrap_up: timedelta) -> dict[str, Truth]:
    """Every agent of the day, true at `at`, counted since `window_start`."""
    return {name: _truth_of(own, at, window_start) for name, own in conversations(day, wrap_up).items()}


def _truth_of(own: list[Conversation], at: datetime, window_start: datetime) -> Truth:
    counted = [one for one in own if window_start <= one.answer <= at]
    closed = [one for one in counted if one.closes <= at]
    running = [one for one in counted if one.closes > at]
    return Truth(
        status=_status(own, at),
        started=len(counted),
        closed=len(closed),
        handled=sum((one.closes - one.answer for one in closed), timedelta()),
        running_since=min((one.answer for one in running), default=None),
        idle_since=None if running else max((one.closes for one in closed), default=None),
    )


def _status(own: list[Conversation], at: datetime) -> str:
    if any(one.answer <= at < one.hangup for one in own):
        return "On a Call"
    if any(one.hangup <= at < one.closes for one in own):
        return "Wrap-up"
    first, last = min(one.answer for one in own), max(one.hangup for one in own)
    return "Available" if first <= at <= last + timedelta(minutes=30) else "Offline"


def on_queue(day: date, start: datetime, end: datetime) -> dict[str, timedelta]:
    """How long each agent was on queue: from her first answer until half an hour after her last hang-up."""
    times = {}
    for name, own in conversations(day, timedelta()).items():
        came, left = min(one.answer for one in own), max(one.hangup for one in own) + timedelta(minutes=30)
        times[name] = max(min(left, end) - max(came, start), timedelta())
    return times
