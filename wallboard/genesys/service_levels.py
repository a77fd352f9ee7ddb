"""How well the callers of each queue were served: `POST /api/v2/analytics/conversations/aggregates/query`. Pure.

Source: the Platform API. `oServiceLevel` tells how many were answered within the target that the organisation has set,
and of how many; `tAbandon` counts those who hung up while they waited. Used by poller.queue_round.
"""

from collections.abc import Collection

import msgspec

from wallboard.board.queues import Served, served_together
from wallboard.board.window import MetricsWindow
from wallboard.genesys.aggregate_groups import interval_of
from wallboard.genesys.aggregates import PATH
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of

_LEVEL, _ABANDONED = "oServiceLevel", "tAbandon"
_MOST = 100_000_000  # callers of a queue in a window
_MOST_LETTERS = 100  # of an id, in a message


class _Stats(msgspec.Struct, frozen=True, gc=False):
    count: float = 0
    numerator: float = 0
    denominator: float = 0


class _Metric(msgspec.Struct, gc=False):
    metric: str
    stats: _Stats = _Stats()


class _Interval(msgspec.Struct, gc=False):
    metrics: list[_Metric] = []


class _Group(msgspec.Struct, gc=False, rename="camel"):
    queue_id: str | None = None


class _Result(msgspec.Struct, gc=False):
    group: _Group = msgspec.field(default_factory=_Group)
    data: list[_Interval] = []


class _Body(msgspec.Struct, gc=False):
    results: list[_Result] = []


_DECODER = msgspec.json.Decoder(_Body)


def request(window: MetricsWindow, queue_ids: Collection[str], media_types: Collection[str] = ()) -> Request:
    """Ask how the callers of these queues, at least one, were served in a window that is not empty."""
    wanted = [("queueId", queue_ids), ("mediaType", media_types)]
    query = {
        "interval": interval_of(window),
        "groupBy": ["queueId"],
        "metrics": [_LEVEL, _ABANDONED],
        "filter": {
            "type": "and",
            "clauses": [
                {"type": "or", "predicates": [{"dimension": dimension, "value": value} for value in sorted(values)]}
                for dimension, values in wanted
                if values
            ],
        },
    }
    return Request("POST", PATH, body=msgspec.json.encode(query))


def decode(reply: Reply, queue_ids: Collection[str]) -> Served:
    """How these queues' callers were served; to a queue that is not told of, nobody came. Raises BadReply.

    Beside the groups of a queue and a medium stands one for each medium, which names no queue and is left out.
    """
    found: list[Served] = []
    for result in body_of(reply, _DECODER, PATH).results:
        queue = result.group.queue_id
        if queue is not None and queue in queue_ids:
            found += [_served(interval, queue, reply) for interval in result.data]
    return served_together(found)


def _served(interval: _Interval, queue: str, reply: Reply) -> Served:
    told = {one.metric: one.stats for one in interval.metrics}
    level, abandoned = told.get(_LEVEL, _Stats()), told.get(_ABANDONED, _Stats())
    numbers = (level.numerator, level.denominator, abandoned.count)
    if not all(0 <= one <= _MOST and one == int(one) for one in numbers) or level.numerator > level.denominator:
        raise BadReply(
            PATH,
            f"queue {queue[:_MOST_LETTERS]!r} tells {level.numerator:g} of {level.denominator:g} served in time, and "
            f"{abandoned.count:g} who hung up",
            reply.status,
            context_id_of(reply),
        )
    return Served(*map(int, numbers))
