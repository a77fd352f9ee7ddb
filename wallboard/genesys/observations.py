"""Who waits in the queues now, and since when: `POST /api/v2/analytics/queues/observations/query`. Pure.

Source: the Platform API. `oWaiting` is counted for each queue and medium; its details name each one who waits, oldest
first. A list that was cut off keeps its oldest half, so the longest wait is told all the same.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from wallboard.board.queues import Waiting, together
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of

PATH = "/api/v2/analytics/queues/observations/query"
_WAITING = "oWaiting"
_MOST = 1_000_000  # who can wait in one queue
_MOST_LETTERS = 100  # of an id, in a message


class _Stats(msgspec.Struct, gc=False):
    count: int | float | None = None  # JSON makes no difference between 3 and 3.0


class _Observation(msgspec.Struct, gc=False, rename="camel"):
    observation_date: datetime


class _Metric(msgspec.Struct, gc=False):
    metric: str
    stats: _Stats | None = None
    observations: list[_Observation] = []


class _Group(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    queue_id: str | None = None
    media_type: str | None = None


class _Result(msgspec.Struct, gc=False):
    group: _Group = _Group()
    data: list[_Metric] = []


class _Body(msgspec.Struct, gc=False):
    results: list[_Result] = []


_DECODER = msgspec.json.Decoder(_Body)


def request(queue_ids: Collection[str], media_types: Collection[str] = ()) -> Request:
    """Ask who waits in these queues, at least one. In order, so that equal scopes ask alike."""
    wanted = [("queueId", queue_ids), ("mediaType", media_types)]
    clauses = [
        {"type": "or", "predicates": [{"dimension": dimension, "value": value} for value in sorted(values)]}
        for dimension, values in wanted
        if values
    ]
    query = {
        "filter": {"type": "and", "clauses": clauses},
        "metrics": [_WAITING],
        "detailMetrics": [_WAITING],
    }
    return Request("POST", PATH, body=msgspec.json.encode(query))


def decode(reply: Reply, queue_ids: Collection[str], as_of: datetime) -> Waiting:
    """Who waits in these queues at `as_of`; a queue that is not told of is not known. Raises BadReply.

    A queue may stand once for each medium and once for all of them: the whole is then left out, so that nobody is
    counted twice.
    """
    groups: dict[tuple[str, str | None], Waiting] = {}
    for result in body_of(reply, _DECODER, PATH).results:
        queue = result.group.queue_id
        if queue is None or queue not in queue_ids:
            continue
        told = _waiting(result, queue, reply, as_of)
        if groups.setdefault((queue, result.group.media_type), told) != told:
            raise _refused(reply, queue, "stands twice with different numbers")
    apart = {queue for queue, media in groups if media is not None}
    by_queue: dict[str, list[Waiting]] = {queue: [] for queue in queue_ids}
    for (queue, media), told in groups.items():
        if media is not None or queue not in apart:
            by_queue[queue].append(told)
    return together([together(of_each_medium) for of_each_medium in by_queue.values()])


def _waiting(result: _Result, queue: str, reply: Reply, as_of: datetime) -> Waiting:
    """One group. Where the count is not told, it is not known."""
    for metric in result.data:
        if metric.metric != _WAITING or metric.stats is None or metric.stats.count is None:
            continue
        count = metric.stats.count
        if not (0 <= count <= _MOST and count == int(count)):
            raise _refused(reply, queue, f"has {count:g} waiting")
        seen = [one.observation_date for one in metric.observations]
        if any(instant.tzinfo is None for instant in seen):
            raise _refused(reply, queue, "tells an instant without its zone")
        # Nobody began to wait later than the answer is true for, whatever its clocks say.
        since = min(*seen, as_of) if seen and count else None
        return Waiting(int(count), since)
    return Waiting()


def _refused(reply: Reply, queue: str, why: str) -> BadReply:
    return BadReply(PATH, f"queue {queue[:_MOST_LETTERS]!r} {why}", reply.status, context_id_of(reply))
