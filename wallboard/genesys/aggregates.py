"""Everybody's counters in one answer: `POST /api/v2/analytics/conversations/aggregates/query`. Pure.

Source: the Platform API. `tHandle` is told when the handling of a conversation is done, with the work after it: its
count is what an agent has closed, its sum the time of that alone. `nConnected` counts what she has begun; a
conversation that began before the window and ended inside it is closed and not begun, so closed may be the larger.
Used by genesys.platform_source.

An answer is taken whole or not at all, by the limits of genesys.realtime.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from sys import intern
from typing import NamedTuple

import msgspec

from wallboard.board.agents import AgentLook
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.aggregate_groups import (
    CLOSED,
    LONGEST_MS,
    MOST,
    MOST_LETTERS,
    STARTED,
    Counters,
    Result,
    counters_of,
    handled,
    interval_of,
    longest_ms_in,
)
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of
from wallboard.genesys.repeats import Repeats
from wallboard.genesys.scope_parts import joined
from wallboard.genesys.source import ScopeFilter
from wallboard.genesys.uncollected import uncollected

PATH = "/api/v2/analytics/conversations/aggregates/query"
_MILLISECOND = timedelta(milliseconds=1)
_AS_LOOK = tuple.__new__  # what AgentLook does, without a call of Python for every agent


@dataclass(frozen=True, slots=True)
class Aggregates:
    """What one answer says. `nameless` counts the conversations that were handled in groups that tell of no agent."""

    looks: Looks
    nameless: int


@dataclass(frozen=True, slots=True)
class QueueAggregates:
    """What one answer says of each queue. Work of no queue, such as a call from one desk to another, is left out."""

    looks: Mapping[str, tuple[AgentLook, ...]]
    nameless: int

    def of(self, queue_ids: Collection[str]) -> tuple[AgentLook, ...]:
        """The looks over some of the queues together: an agent stands in them once."""
        return joined(self.looks.get(queue_id, ()) for queue_id in sorted(set(queue_ids)))


class _Body(msgspec.Struct, gc=False):
    results: list[Result] = []  # where nobody did anything, it may be absent


class _Parts(msgspec.Struct, gc=False):
    """The same body, whose results are not read yet."""

    results: list[msgspec.Raw] = []


_WHOLE = msgspec.json.Decoder(_Body)
_PARTS = msgspec.json.Decoder(_Parts)
_RESULTS = msgspec.json.Decoder(list[Result])
_LASTING = "as asked"  # what stands for the interval that was asked for
_Key = tuple[str, str | None, str | None]  # user, queue, media type


class _Told(NamedTuple):
    """One group: of whom and what, and the look of somebody of whom no other group tells."""

    key: _Key
    look: AgentLook

    @property
    def counters(self) -> Counters:
        """Begun, closed, milliseconds of the closed ones."""
        _, _, started, closed, handle_time, *_ = self.look
        return started, closed, handle_time // _MILLISECOND


class _Groups(NamedTuple):
    """The groups of one answer that tell of an agent; `nameless` counts what was handled in the others."""

    news: Sequence[_Told]
    repeated: Sequence[_Told]
    nameless: int


class Memory:
    """What earlier answers to the same question said, group by group."""

    def __init__(self) -> None:
        self.groups: Repeats[_Told] = Repeats()


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
        "interval": interval_of(window),
        "groupBy": ["userId", "queueId"] if by_queue else ["userId"],
        "metrics": [CLOSED, STARTED],
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
def decode(reply: Reply, window: MetricsWindow, memory: Memory | None = None) -> Aggregates:
    """Everybody's look, true at the window's end; an agent who is not in it has done nothing. Raises BadReply.

    With the `memory` of earlier answers to this question, those whom it repeats are known again.
    """
    told = _groups(reply, window, memory or Memory())
    users = {look[0] for _, look in told.repeated}
    users.update(look[0] for _, look in told.news)
    if len(users) == len(told.news) + len(told.repeated):
        looks = Looks([one.look for one in told.news], [one.look for one in told.repeated], window.end)
        return Aggregates(looks, told.nameless)
    whole, parts = _in_parts(told)
    summed = _looks(reply, _summed(_counted_once(reply, parts)), window.end)
    looks = Looks([*(one.look for one in whole.news), *summed], [one.look for one in whole.repeated], window.end)
    return Aggregates(looks, told.nameless)


@uncollected
def decode_by_queue(reply: Reply, window: MetricsWindow, memory: Memory | None = None) -> QueueAggregates:
    """Everybody's look in each queue, true at the window's end. Raises BadReply."""
    told = _groups(reply, window, memory or Memory())
    queues: dict[str, list[_Told]] = {}
    for one in _counted_once(reply, told):
        _, queue, _ = one.key
        if queue is not None:
            queues.setdefault(queue, []).append(one)
    looks = {queue: _looks(reply, _summed(groups), window.end) for queue, groups in queues.items()}
    return QueueAggregates(looks, told.nameless)


def _groups(reply: Reply, window: MetricsWindow, memory: Memory) -> _Groups:
    """The groups that tell of an agent, and the conversations that were handled in the others."""
    parts, asked = body_of(reply, _PARTS, PATH).results, interval_of(window)
    if f'"{_LASTING}"'.encode() in reply.body:  # it is their word as well: nothing can be known again by it
        memory, lasting = Memory(), asked
    else:
        lasting = _LASTING
    memory.groups.since(window.start)
    meanings = memory.groups.meanings(_in_lasting_words(parts, asked, lasting))
    new = (part for part, meaning in zip(parts, meanings, strict=True) if meaning is None)
    unknown = list(_in_lasting_words(new, asked, lasting))
    longest_ms = longest_ms_in(window)
    news: list[_Told] = []
    nameless = 0
    for part, result in zip(unknown, _results(reply, unknown), strict=True):
        group = result.group
        user = group.user_id
        if user is None:
            nameless += handled(result)
            continue
        try:
            counters = counters_of(result, user, lasting, window, longest_ms)
        except ValueError as why:
            raise _refused(reply, f"agent {user[:MOST_LETTERS]!r} {why}") from None
        user = intern(user)  # every poll tells it anew, and one is enough
        told = _Told((user, group.queue_id, group.media_type), _look(user, counters, window.end))
        memory.groups.learn(told.key, part, told)
        news.append(told)
    return _Groups(news, [one for one in meanings if one is not None], nameless)


def _in_lasting_words(parts: Iterable[msgspec.Raw], asked: str, lasting: str) -> Iterator[bytes]:
    """The results, in which a word that lasts stands for the interval that every poll moves."""
    old, new = f'"{asked}"'.encode(), f'"{lasting}"'.encode()
    return (bytes(part).replace(old, new) for part in parts)


def _results(reply: Reply, parts: Sequence[bytes]) -> list[Result]:
    try:
        return _RESULTS.decode(b"[" + b",".join(parts) + b"]")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return body_of(reply, _WHOLE, PATH).results  # says where in the answer it is


def _in_parts(told: _Groups) -> tuple[_Groups, _Groups]:
    """The groups of those who have one alone, and of those who have several, such as one for each medium."""
    groups = Counter(one.look.agent_id for one in (*told.news, *told.repeated))
    whole, parts = (
        _Groups(
            [one for one in told.news if (groups[one.look.agent_id] == 1) is is_whole],
            [one for one in told.repeated if (groups[one.look.agent_id] == 1) is is_whole],
            told.nameless,
        )
        for is_whole in (True, False)
    )
    return whole, parts


def _counted_once(reply: Reply, groups: _Groups) -> Iterable[_Told]:
    """An answer may hold groups of fewer dimensions beside the full ones: they count the same work once more."""
    told: dict[_Key, _Told] = {}
    for one in (*groups.repeated, *groups.news):
        before = told.setdefault(one.key, one)
        if before.counters != one.counters:
            raise _refused(reply, f"agent {one.look.agent_id!r} stands twice with different numbers")
    told_apart = {(user, queue) for user, queue, media in told if media is not None}
    return [one for key, one in told.items() if key[2] is not None or key[:2] not in told_apart]


def _summed(groups: Iterable[_Told]) -> dict[str, Counters]:
    counters: dict[str, Counters] = {}
    for one in groups:
        agent = one.look.agent_id
        before = counters.get(agent)
        counters[agent] = one.counters if before is None else _sum(before, one.counters)
    return counters


def _sum(one: Counters, other: Counters) -> Counters:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _looks(reply: Reply, counters: Mapping[str, Counters], as_of: datetime) -> tuple[AgentLook, ...]:
    for user, (started, closed, handle_ms) in counters.items():
        if started > MOST or closed > MOST or handle_ms > LONGEST_MS:
            raise _refused(reply, f"agent {user!r} has closed {closed} of {started} conversations in {handle_ms} ms")
    return tuple(_look(user, told, as_of) for user, told in counters.items())


def _look(user: str, counters: Counters, as_of: datetime) -> AgentLook:
    started, closed, handle_ms = counters
    return _AS_LOOK(AgentLook, (user, None, started, closed, timedelta(0, 0, 0, handle_ms), as_of, True))


def _refused(reply: Reply, why: str) -> BadReply:
    return BadReply(PATH, why, reply.status, context_id_of(reply))
