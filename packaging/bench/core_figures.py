"""What the poller does with an answer, beside what others would: decoding, one cycle, ranking, and its growth.

Processor time, that of a server which does a part of the work included.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import log

import guide
import least
import ours
import stores
from figures import Row, Size, at_least, at_most
from official import PEER, Official
from payload import Answers, Crowd
from side_by_side import side_by_side

_JSON, _LIMIT = "json + dicts", "least: msgspec, gc off"
_GUIDE = "json + dicts, guide's code"
_MS = 1000.0


def decode_aggregates(size: Size) -> list[Row]:
    """One aggregates answer to domain types, of which a tenth is other than in the answer before it."""
    polls = _polls(size, pages=False)
    official = Official()
    taken = side_by_side(
        {
            "ours": ours.Decoder().aggregates,
            _JSON: lambda one: guide.decode_aggregates(one.aggregates),
            _LIMIT: lambda one: least.decode_aggregates(one.aggregates),
            PEER: lambda one: official.decode_aggregates(one.aggregates),
            "first": lambda one: ours.Decoder().aggregates(one),
        },
        polls,
    )
    figure, mine = f"decode {size.agents:,} agents, aggregates", taken["ours"] * _MS
    return [
        at_least(figure, mine, taken[PEER] * _MS, PEER, "ms", 100),
        at_least(figure, mine, taken[_JSON] * _MS, _JSON, "ms", 4),
        at_most(figure, mine, taken[_LIMIT] * _MS, _LIMIT, "ms", 1.5),
        _told(f"{figure}, the first answer", taken["first"], taken[_JSON], _JSON),
    ]


def decode_pages(size: Size) -> list[Row]:
    """All realtime pages to domain types, of which a tenth is other than the last time."""
    polls = _polls(size, aggregates=False)
    taken = side_by_side(
        {
            "ours": ours.Decoder().pages,
            _JSON: lambda one: guide.decode_pages(one.pages),
            _LIMIT: lambda one: least.decode_pages(one.pages),
            "first": lambda one: ours.Decoder().pages(one),
        },
        polls,
    )
    figure, mine = f"decode {len(polls[0].pages):,} realtime pages", taken["ours"] * _MS
    return [
        at_least(figure, mine, taken[_JSON] * _MS, _JSON, "ms", 4),
        at_most(figure, mine, taken[_LIMIT] * _MS, _LIMIT, "ms", 1.5),
        _told(f"{figure}, the first time", taken["first"], taken[_JSON], _JSON),
    ]


def cycle(size: Size) -> list[Row]:
    """Bytes, table, rank, views, encoded deltas, when a tenth of the agents has changed."""
    crowd, polls = _crowd(size)
    official = Official()
    by_aggregates, by_pages = _watched(crowd), _watched(crowd)
    boards = {name: guide.Leaderboard(crowd.names) for name in ("aggregates", "pages", "official")}
    taken = side_by_side(
        {
            "ours": by_aggregates.cycle_of_aggregates,
            "ours, pages": by_pages.cycle_of_pages,
            _GUIDE: lambda one: boards["aggregates"].send(guide.decode_aggregates(one.aggregates)),
            "guide, pages": lambda one: boards["pages"].send(guide.decode_pages(one.pages)),
            PEER: lambda one: boards["official"].send(official.agents(one.aggregates)),
        },
        polls,
    )
    figure = f"one cycle, {size.agents:,} agents, 10 % changed"
    mine, pages = taken["ours"] * _MS, taken["ours, pages"] * _MS
    return [
        at_most(f"{figure}, aggregates", mine, taken[_GUIDE] * _MS, _GUIDE, "ms", 0.25),
        at_most(f"{figure}, realtime", pages, taken["guide, pages"] * _MS, _GUIDE, "ms", 0.25),
        at_least(f"{figure}, aggregates", mine, taken[PEER] * _MS, f"{PEER}, guide's code", "ms", 80),
    ]


def rank(size: Size) -> list[Row]:
    """Fresh looks at everybody in, order and changes out: what was decoded is given to each in its own form."""
    crowd, polls = _crowd(size, pages=False)
    core = _watched(crowd)
    board, sqlite, columns = guide.Leaderboard(crowd.names), stores.Sqlite(), least.Columns()
    decoder = ours.Decoder()
    looks = {id(one): (decoder.aggregates(one),) for one in polls}
    dicts = {id(one): guide.decode_aggregates(one.aggregates) for one in polls}
    flat = {id(one): least.decode_aggregates(one.aggregates) for one in polls}
    with stores.redis_server() as server:
        ranking = stores.SortedSet(server)
        contestants: dict[str, Callable[[Answers], object]] = {
            "ours": lambda one: core.take(one, looks[id(one)]),
            "SQLite in memory": lambda one: sqlite.rank_and_diff(flat[id(one)]),
            "Redis sorted set": lambda one: ranking.rank_and_diff(flat[id(one)]),
            "guide's code": lambda one: board.rank_and_diff(dicts[id(one)]),
            "numpy": lambda one: columns.rank_and_diff(flat[id(one)]),
        }
        taken = side_by_side(contestants, polls, lambda: time.process_time() + server.cpu_seconds())
    figure, mine = f"rank and diff {size.agents:,}", taken["ours"] * _MS
    return [
        at_most(figure, mine, taken["SQLite in memory"] * _MS, "SQLite in memory", "ms", 0.3),
        at_most(figure, mine, taken["Redis sorted set"] * _MS, "Redis sorted set", "ms", 1.0),
        at_most(figure, mine, taken["guide's code"] * _MS, "guide's code", "ms", 1.0),
        _told(figure, taken["ours"], taken["numpy"], "numpy"),
    ]


def least_and_growth(size: Size) -> list[Row]:
    """From bytes to a ranked board: beside decoding and one sort, and beside a tenth of the agents."""
    few = max(size.agents // 10, 10)
    crowd, polls = _crowd(size, pages=False)
    small = Crowd(few)
    small_polls = [small.poll(pages=False) for _ in polls]
    core, small_core = _watched(crowd), _watched(small)
    pairs = list(zip(polls, small_polls, strict=True))
    limit = "msgspec decode + one sort"
    taken = side_by_side(
        {
            "ours": lambda pair: core.cycle_of_aggregates(pair[0]),
            "small": lambda pair: small_core.cycle_of_aggregates(pair[1]),
            limit: lambda pair: least.decode_and_sort(pair[0].aggregates),
        },
        pairs,
    )
    figure, mine, tenth = f"decode, rank and diff {size.agents:,}", taken["ours"] * _MS, taken["small"] * _MS
    bound = size.agents * log(size.agents) / (few * log(few))
    return [
        at_most(figure, mine, taken[limit] * _MS, limit, "ms", 2.0),
        at_most("its growth as n log n", mine, tenth, f"ours with {few:,}", "ms", round(bound, 2)),
    ]


def _told(figure: str, mine: float, peer: float, peer_name: str) -> Row:
    """A figure that has no aim, in seconds of both."""
    return Row(figure, mine * _MS, peer * _MS, peer_name, "ms", mine / peer, "told", None)


def _polls(size: Size, *, aggregates: bool = True, pages: bool = True) -> list[Answers]:
    """The answers of as many polls as there are rounds, and one to begin with."""
    return _crowd(size, aggregates=aggregates, pages=pages)[1]


def _crowd(size: Size, *, aggregates: bool = True, pages: bool = True) -> tuple[Crowd, list[Answers]]:
    crowd = Crowd(size.agents)
    return crowd, [crowd.poll(aggregates=aggregates, pages=pages) for _ in range(size.rounds + 1)]


def _watched(crowd: Crowd) -> ours.Core:
    core = ours.Core(crowd.names)
    core.watch()
    return core
