"""Everybody's counters in one answer: `POST /api/v2/analytics/conversations/aggregates/query`. Pure.

Source: the Platform API. `tHandle` is told when the handling of a conversation is done, with the work after it: its
count is what an agent has closed, its sum the time of that alone. `nConnected` counts what she has begun; a
conversation that began before the window and ended inside it is closed and not begun, so closed may be the larger.
Used by genesys.platform_source.

An answer is taken whole or not at all, by the limits of genesys.realtime.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from wallboard.board.agents import AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of, to_milliseconds
from wallboard.genesys.scope_parts import joined
from wallboard.genesys.source import ScopeFilter
from wallboard.genesys.uncollected import uncollected

PATH = "/api/v2/analytics/conversations/aggregates/query"
_CLOSED, _STARTED = "tHandle", "nConnected"
_MOST = 1_000_000  # conversations of one agent in one window
_OLDEST = timedelta(days=31)  # how long before the window a conversation may have begun
_LONGEST_MS = 10**12  # 31 years: more would leave the calendar when it is reckoned with
_MOST_LETTERS = 100  # of an id
_MILLISECOND = timedelta(milliseconds=1)
_AS_LOOK = tuple.__new__  # what AgentLook does, without a call of Python for every agent


@dataclass(frozen=True, slots=True)
class Aggregates:
    """What one answer says. `nameless` counts the conversations that were handled in groups that tell of no agent."""

    looks: tuple[AgentLook, ...]
    nameless: int


@dataclass(frozen=True, slots=True)
class QueueAggregates:
    """What one answer says of each queue. Work of no queue, such as a call from one desk to another, is left out."""

    looks: Mapping[str, tuple[AgentLook, ...]]
    nameless: int

    def of(self, queue_ids: Collection[str]) -> tuple[AgentLook, ...]:
        """The looks over some of the queues together: an agent stands in them once."""
        return joined(self.looks.get(queue_id, ()) for queue_id in sorted(set(queue_ids)))


class _Stats(msgspec.Struct, gc=False):
    count: int | float = 0  # JSON makes no difference between 155 and 155.0
    sum: int | float = 0


class _Metric(msgspec.Struct, gc=False):
    metric: str
    stats: _Stats | None = None


class _Data(msgspec.Struct, gc=False):
    interval: str
    metrics: list[_Metric] = []


class _Group(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    user_id: str | None = None
    queue_id: str | None = None
    media_type: str | None = None


class _Result(msgspec.Struct, gc=False):
    group: _Group = _Group()
    data: list[_Data] = []


class _Body(msgspec.Struct, gc=False):
    results: list[_Result] = []  # where nobody did anything, it may be absent


_DECODER = msgspec.json.Decoder(_Body)
_Counters = tuple[int, int, int]  # begun, closed, milliseconds of the closed ones
_Key = tuple[str, str | None, str | None]  # user, queue, media type


def request(window: MetricsWindow, scope: ScopeFilter, by_queue: bool = False) -> Request:
    """Ask for everybody's counters in a window that is not empty; `by_queue` tells each queue apart."""
    clauses = [
        _any_of("queueId", scope.queue_ids),
        _any_of("mediaType", scope.media_types),
        _any_of("divisionId", scope.division_ids),
        _any_of("teamId", scope.team_ids),
        _any_of("groupId", scope.group_ids),
    ]
    query = {
        "interval": _interval(window),
        "groupBy": ["userId", "queueId"] if by_queue else ["userId"],
        "metrics": [_CLOSED, _STARTED],
        "filter": {
            "type": "and",
            "clauses": [clause for clause in clauses if clause is not None],
            "predicates": [{"dimension": "userId", "operator": "exists"}],
        },
    }
    return Request("POST", PATH, body=msgspec.json.encode(query))


def _any_of(dimension: str, values: frozenset[str]) -> dict[str, object] | None:
    """Any of these values fits; None where there are none, and all fit. In order, so that equal scopes ask alike."""
    if not values:
        return None
    return {"type": "or", "predicates": [{"dimension": dimension, "value": value} for value in sorted(values)]}


@uncollected
def decode(reply: Reply, window: MetricsWindow) -> Aggregates:
    """Everybody's look, true at the window's end; an agent who is not in it has done nothing. Raises BadReply."""
    groups, nameless = _groups(reply, window)
    counters: dict[str, _Counters] = {}
    for (user, _, _), told in groups.items():
        before = counters.setdefault(user, told)
        if before is not told:
            counters[user] = _sum(before, told)
    return Aggregates(_looks(reply, counters, window.end), nameless)


@uncollected
def decode_by_queue(reply: Reply, window: MetricsWindow) -> QueueAggregates:
    """Everybody's look in each queue, true at the window's end. Raises BadReply."""
    groups, nameless = _groups(reply, window)
    queues: dict[str, dict[str, _Counters]] = {}
    for (user, queue, _), told in groups.items():
        if queue is not None:
            counters = queues.setdefault(queue, {})
            before = counters.get(user)
            counters[user] = told if before is None else _sum(before, told)
    looks = {queue: _looks(reply, counters, window.end) for queue, counters in queues.items()}
    return QueueAggregates(looks, nameless)


def _groups(reply: Reply, window: MetricsWindow) -> tuple[dict[_Key, _Counters], int]:
    """The counters of each group that tells of an agent, and the conversations that were handled in the others."""
    body = body_of(reply, _DECODER, PATH)
    asked = _interval(window)
    longest_ms = (window.end - window.start + _OLDEST) / _MILLISECOND  # one conversation
    groups: dict[_Key, _Counters] = {}
    nameless, totals = 0, False
    for result in body.results:
        group = result.group
        user = group.user_id
        if user is None:
            nameless += _handled(result)
            continue
        try:
            told = _counters(result, user, asked, window, longest_ms)
        except ValueError as why:
            raise _refused(reply, f"agent {user[:_MOST_LETTERS]!r} {why}") from None
        totals = totals or group.media_type is None
        key = (user, group.queue_id, group.media_type)
        if groups.setdefault(key, told) is not told and groups[key] != told:
            raise _refused(reply, f"agent {user!r} stands twice with different numbers")
    return _without_totals(groups) if totals else groups, nameless


def _handled(result: _Result) -> int:
    """The conversations that were handled in a group; for what has no agent a rough look is enough."""
    counts = (one.stats.count for data in result.data for one in data.metrics if one.stats and one.metric == _CLOSED)
    return sum(round(count) for count in counts if 0 < count <= _LONGEST_MS)


def _without_totals(groups: dict[_Key, _Counters]) -> dict[_Key, _Counters]:
    """An answer may hold groups of fewer dimensions beside the full ones: they count the same work once more."""
    told_apart = {(user, queue) for user, queue, media in groups if media is not None}
    return {key: told for key, told in groups.items() if key[2] is not None or key[:2] not in told_apart}


def _counters(result: _Result, user: str, asked: str, window: MetricsWindow, longest_ms: float) -> _Counters:
    """One group's counters; a metric that never occurred is not told. Raises ValueError for what cannot be.

    Asked for every agent of an organisation at every poll: hence no call where there is nothing to say.
    """
    closed: float = 0
    handle_ms: float = 0
    started: float = 0
    if len(result.data) != 1 or result.data[0].interval != asked or not 0 < len(user) <= _MOST_LETTERS:
        _check_group(result, user, asked, window)
    for data in result.data:
        for metric in data.metrics:
            stats = metric.stats
            if stats is None:
                continue
            name = metric.metric
            if name == _CLOSED:
                closed, handle_ms = stats.count, stats.sum
            elif name == _STARTED:
                started = stats.count
    if not (0 <= started <= _MOST and 0 <= closed <= _MOST and started == int(started) and closed == int(closed)):
        raise ValueError(f"has {started:g} conversations started and {closed:g} closed")
    if not (0 <= handle_ms <= closed * longest_ms and handle_ms <= _LONGEST_MS):
        raise ValueError(f"has handled {closed:g} conversations in {handle_ms:g} ms")
    return int(started), int(closed), round(handle_ms)


def _check_group(result: _Result, user: str, asked: str, window: MetricsWindow) -> None:
    """Whether a group that is not as usual may stand all the same. Raises ValueError."""
    if not 0 < len(user) <= _MOST_LETTERS:
        raise ValueError(f"has an id of {len(user)} letters")
    if len(result.data) > 1:
        raise ValueError(f"has {len(result.data)} intervals")
    # A cache on the way that repeats an old answer would make old numbers look new.
    for data in result.data:
        if data.interval != asked and not _is_interval(data.interval, window):
            raise ValueError(f"has numbers of {data.interval[:_MOST_LETTERS]}, asked was {asked}")


def _sum(one: _Counters, other: _Counters) -> _Counters:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _looks(reply: Reply, counters: Mapping[str, _Counters], as_of: datetime) -> tuple[AgentLook, ...]:
    looks = []
    for user, (started, closed, handle_ms) in counters.items():
        if started > _MOST or closed > _MOST or handle_ms > _LONGEST_MS:
            raise _refused(reply, f"agent {user!r} has closed {closed} of {started} conversations in {handle_ms} ms")
        look = (user, None, started, closed, timedelta(0, 0, 0, handle_ms), as_of, True)
        looks.append(_AS_LOOK(AgentLook, look))
    return tuple(looks)


def _interval(window: MetricsWindow) -> str:
    return f"{to_milliseconds(window.start)}/{to_milliseconds(window.end)}"


def _is_interval(text: str, window: MetricsWindow) -> bool:
    """Whether it is the window in other letters, such as `+00:00` for `Z`."""
    try:
        start, end = (datetime.fromisoformat(instant) for instant in text.split("/"))
    except ValueError:
        return False
    return (_in_utc(start), _in_utc(end)) == (window.start, window.end)


def _in_utc(instant: datetime) -> datetime:
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)


def _refused(reply: Reply, why: str) -> BadReply:
    return BadReply(PATH, why, reply.status, context_id_of(reply))
