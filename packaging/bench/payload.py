"""A made-up contact centre and what Genesys Cloud would answer of it: the same numbers in every run.

Knows neither the product nor its peers; both are given what is made here.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WINDOW_START = datetime(2026, 11, 24, 7, tzinfo=UTC)
_FIRST_END = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
_CADENCE = timedelta(seconds=30)
_STATUSES = ("Available", "On a Call", "Wrap-up")
_CHANGED_SHARE = 0.1
MARK = b"@@"  # stands before and after the instant that an event carries
_STAMP = "@@{:020d}@@"  # nanoseconds of the machine's monotonic clock, always as many letters
STAMP_LETTERS = len(_STAMP.format(0))


@dataclass(frozen=True, slots=True)
class Answers:
    """One poll: everybody's counts as both contracts tell them, true at `end`."""

    start: datetime
    end: datetime
    aggregates: bytes
    pages: tuple[bytes, ...]


class Crowd:
    """So many agents in the middle of a shift; each `poll` is 30 s after the one before, and a tenth has changed.

    Whoever changed has closed one conversation that took less than those 30 s: what no source can doubt.
    """

    def __init__(self, agents: int, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311  reproducible numbers are wanted, not secret ones
        self.ids = [f"{self._chance.getrandbits(32):08x}-0000-4000-8000-{one:012x}" for one in range(agents)]
        self.names = {agent: f"Agent {place:05}" for place, agent in enumerate(self.ids)}
        self.closed = [self._chance.randrange(150) for _ in self.ids]
        self.handle_ms = [one * self._chance.randrange(60_000, 180_000) for one in self.closed]
        self.polls = 0

    def poll(self, *, aggregates: bool = True, pages: bool = True, a_page: int = 100) -> Answers:
        """The answers of the next poll; only those kinds are made that are asked for."""
        if self.polls:
            self._work()
        end = _FIRST_END + self.polls * _CADENCE
        self.polls += 1
        return Answers(
            WINDOW_START,
            end,
            self._aggregates(end) if aggregates else b"",
            self._pages(end, a_page) if pages else (),
        )

    def _work(self) -> None:
        for one in self._chance.sample(range(len(self.ids)), round(len(self.ids) * _CHANGED_SHARE)):
            self.closed[one] += 1
            self.handle_ms[one] += self._chance.randrange(5_000, 29_000)

    def _aggregates(self, end: datetime) -> bytes:
        interval = f"{to_text(WINDOW_START)}/{to_text(end)}"
        groups = (
            f'{{"group":{{"mediaType":"voice","userId":"{agent}"}},"data":[{{"interval":"{interval}","metrics":['
            f'{{"metric":"nConnected","stats":{{"count":{closed}}}}},'
            f'{{"metric":"tHandle","stats":{{"max":{180_000},"min":{5_000},"count":{closed},"sum":{ms}}}}}]}}]}}'
            for agent, closed, ms in zip(self.ids, self.closed, self.handle_ms, strict=True)
        )
        return f'{{"results":[{",".join(groups)}]}}'.encode()

    def _pages(self, end: datetime, a_page: int) -> tuple[bytes, ...]:
        return tuple(self.page(end, first, a_page) for first in range(0, len(self.ids), a_page))

    def page(self, end: datetime, first: int = 0, a_page: int = 100) -> bytes:
        """The realtime page that begins with this agent, as the counts are now."""
        agents = ",".join(
            f'{{"id":"{self.ids[one]}","metrics":{{"agentStatus":{{"value":"{_STATUSES[one % 3]}"}},'
            f'"conversationCount":{{"value":{self.closed[one]}}},'
            f'"conversationCountClosed":{{"value":{self.closed[one]}}},"handleTime":{{"value":{self.handle_ms[one]}}}}}}}'
            for one in range(first, min(first + a_page, len(self.ids)))
        )
        last = first + a_page >= len(self.ids)
        token = "" if last else f',"nextPageToken":"page-{first + a_page}"'
        body = f'"groupBy":{{"agent":[{agents}]}}{token}'
        return f'{{"dateFrom":"{to_text(WINDOW_START)}","dateTo":"{to_text(end)}",{body}}}'.encode()


def to_text(instant: datetime) -> str:
    """An instant as Genesys Cloud writes it."""
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def stamp(nanoseconds: int) -> str:
    """An instant of the monotonic clock, to be found again in a stream of bytes."""
    return _STAMP.format(nanoseconds)


def event_of(size: int, nanoseconds: int) -> bytes:
    """An event of about so many bytes whose end carries that instant: what another server passes on as it is."""
    filler = '{"id":"6f0c","rank":1,"name":"Tova","closed":155,"aht_ms":113645},'
    rows = filler * max((size - 60) // len(filler), 1)
    return f'{{"rows":[{rows}{{"name":"{stamp(nanoseconds)}"}}]}}'.encode()
