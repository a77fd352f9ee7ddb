"""The least that can be done: typed decoding with the garbage collector kept out, one sort, and numpy's columns.

The limit that the product is held against. It checks nothing, remembers nothing and shows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

Flat = tuple[str, int, int, int]  # id, started, closed, milliseconds


class _Stats(msgspec.Struct, gc=False):
    count: int = 0
    sum: int = 0


class _Metric(msgspec.Struct, gc=False):
    metric: str
    stats: _Stats


class _Data(msgspec.Struct, gc=False):
    interval: str
    metrics: list[_Metric]


class _Group(msgspec.Struct, gc=False, rename="camel"):
    user_id: str


class _Result(msgspec.Struct, gc=False):
    group: _Group
    data: list[_Data]


class _Aggregates(msgspec.Struct, gc=False):
    results: list[_Result]


class _Value(msgspec.Struct, gc=False):
    value: int


class _Text(msgspec.Struct, gc=False):
    value: str


class _Metrics(msgspec.Struct, gc=False, rename="camel"):
    agent_status: _Text
    conversation_count: _Value
    conversation_count_closed: _Value
    handle_time: _Value


class _Agent(msgspec.Struct, gc=False):
    id: str
    metrics: _Metrics


class _Groups(msgspec.Struct, gc=False):
    agent: list[_Agent]


class _Page(msgspec.Struct, gc=False, rename="camel"):
    group_by: _Groups
    next_page_token: str | None = None


_AGGREGATES = msgspec.json.Decoder(_Aggregates)
_PAGE = msgspec.json.Decoder(_Page)


def decode_aggregates(body: bytes) -> list[Flat]:
    """Everybody's counters, flat."""
    return [_flat(one) for one in _AGGREGATES.decode(body).results]


def _flat(result: _Result) -> Flat:
    started = closed = handle_ms = 0
    for metric in result.data[0].metrics:
        if metric.metric == "tHandle":
            closed, handle_ms = metric.stats.count, metric.stats.sum
        elif metric.metric == "nConnected":
            started = metric.stats.count
    return result.group.user_id, started, closed, handle_ms


def decode_pages(bodies: Sequence[bytes]) -> list[tuple[str, str, int, int, int]]:
    """Everybody's counters with their statuses, flat."""
    return [
        (
            one.id,
            one.metrics.agent_status.value,
            one.metrics.conversation_count.value,
            one.metrics.conversation_count_closed.value,
            one.metrics.handle_time.value,
        )
        for body in bodies
        for one in _PAGE.decode(body).group_by.agent
    ]


def decode_and_sort(body: bytes) -> list[tuple[int, int, str]]:
    """Decode, and one sort: closed descending, average ascending, id."""
    return sorted(
        (-closed, handle_ms // closed if closed else 0, agent)
        for agent, _, closed, handle_ms in decode_aggregates(body)
    )


class Columns:
    """Everybody's numbers in numpy's columns: what sorting and comparing cost where no object is touched."""

    def __init__(self) -> None:
        self._places: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None

    def rank_and_diff(self, rows: Sequence[Flat]) -> tuple[int, int]:
        """How many stand elsewhere than before, of how many."""
        closed = np.fromiter((row[2] for row in rows), dtype=np.int64, count=len(rows))
        handle_ms = np.fromiter((row[3] for row in rows), dtype=np.int64, count=len(rows))
        average = np.where(closed > 0, handle_ms // np.maximum(closed, 1), 0)
        order = np.lexsort((average, -closed))
        places = np.empty(len(rows), dtype=np.int64)
        places[order] = np.arange(len(rows))
        moved = len(rows) if self._places is None else int(np.count_nonzero(places != self._places))
        self._places = places
        return moved, len(rows)
