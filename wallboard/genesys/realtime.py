"""The realtime agents contract: `GET /api/v2/analytics/realtime/agents`. Pure.

Source: the guide that this product implements; see its contract for every parameter. Used by genesys.realtime_source.

A page is taken whole or not at all. What no contact centre can bring about is refused: it is a fault on the way, and
a wall that shows it lies. The limits are wide, because a page that is refused in error hides everybody on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sys import intern

import msgspec

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, body_of, context_id_of
from wallboard.genesys.repeats import Repeats
from wallboard.genesys.uncollected import uncollected

PATH = "/api/v2/analytics/realtime/agents"
_MOST = 1_000_000  # conversations of one agent in one window
_MOST_AT_ONCE = 100_000  # of them running: some are never told to be closed, and add up in a long contest
_OLDEST = timedelta(days=31)  # how long before the window a conversation may have begun
_LONGEST_MS = 10**12  # 31 years: more would leave the calendar when it is reckoned with
_MOST_LETTERS = 100  # of an id or a status
_MOST_CURSOR = 4_000  # it travels in an address
_METRICS = "agentStatus,conversationCount,conversationCountClosed,handleTime"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says; `cursor` leads to the next, None on the last."""

    looks: Looks
    cursor: str | None


class _Text(msgspec.Struct, gc=False, rename="camel"):
    value: str


class _Number(msgspec.Struct, gc=False, rename="camel"):
    value: int | float  # JSON makes no difference between 155 and 155.0


class _Metrics(msgspec.Struct, gc=False, rename="camel"):
    agent_status: _Text
    conversation_count: _Number
    conversation_count_closed: _Number
    handle_time: _Number


class _Agent(msgspec.Struct, gc=False, rename="camel"):
    id: str
    metrics: _Metrics


class _Groups(msgspec.Struct, gc=False, rename="camel"):
    agent: list[msgspec.Raw]  # not read yet


class _Body(msgspec.Struct, gc=False, rename="camel"):
    group_by: _Groups
    date_from: datetime | None = None
    date_to: datetime | None = None
    next_page_token: str | None = None


_MILLISECOND = timedelta(milliseconds=1)
_AS_LOOK = tuple.__new__  # what AgentLook does, without a call of Python for every agent
_DECODER = msgspec.json.Decoder(_Body)
_AGENTS = msgspec.json.Decoder(list[_Agent])
Memory = Repeats[AgentLook]  # what earlier pages said of agents for whom nothing ran


def page_request(window: MetricsWindow, group_id: str | None, max_records: int, cursor: str | None) -> Request:
    """Ask for one page of everybody's counters in a window; `metricIds` is never left out."""
    params = [
        ("dateFrom", _instant(window.start)),
        ("dateTo", _instant(window.end)),
        ("groupBy", "agent"),
        ("metricIds", _METRICS),
        ("maxRecords", str(max_records)),
    ]
    if group_id is not None:
        params.append(("groupId", group_id))
    if cursor is not None:
        params.append(("nextPageToken", cursor))
    return Request("GET", PATH, tuple(params))


@uncollected
def decode_page(reply: Reply, window: MetricsWindow, memory: Memory | None = None) -> Page:
    """A page's looks, all true at the window's end. Raises BadReply: a page is taken whole or not at all.

    Of equal keys in one object the last counts, as everywhere. An agent who is told twice in the same words is taken
    once; in different words she makes the page unusable, since nobody knows which of them are true. With the `memory`
    of earlier pages, those whom it repeats are known again.
    """
    memory = Repeats() if memory is None else memory
    memory.since(window.start)
    body = body_of(reply, _DECODER, PATH)
    # A cache on the way that repeats an old answer would make old numbers look new.
    for told, asked in ((body.date_from, window.start), (body.date_to, window.end)):
        if told is not None and told != asked:
            raise _refused(reply, f"answers for {told.isoformat()}, asked was {asked.isoformat()}")
    looks = _looks(reply, list(map(bytes, body.group_by.agent)), window, memory)
    # The guide names both places; the header is the one that its own code reads.
    cursor = reply.headers.get("next-page-token") or body.next_page_token or None
    if cursor is not None and len(cursor) > _MOST_CURSOR:
        raise _refused(reply, f"the token of the next page has {len(cursor)} letters")
    return Page(looks, cursor)


def _looks(reply: Reply, parts: list[bytes], window: MetricsWindow, memory: Memory) -> Looks:
    known = memory.meanings(parts)
    unknown = [part for part, look in zip(parts, known, strict=True) if look is None]
    longest_ms = (window.end - window.start + _OLDEST) / _MILLISECOND  # one conversation
    news: list[AgentLook] = []
    for part, agent in zip(unknown, _agents(reply, unknown), strict=True):
        try:
            look = _look(agent, window.end, longest_ms)
        except ValueError as why:
            raise _refused(reply, f"agent {agent.id[:_MOST_LETTERS]!r} {why}") from None
        news.append(look)
        if look[2] == look[3]:  # as many begun as closed: what runs makes equal words mean something else
            memory.learn(look[0], part, look)
    repeated = [look for look in known if look is not None]
    if len({look[0] for look in news} | {look[0] for look in repeated}) == len(parts):
        return Looks(news, repeated, window.end)
    return Looks(_once(reply, Looks(news, repeated, window.end)), (), window.end)


def _agents(reply: Reply, parts: list[bytes]) -> list[_Agent]:
    try:
        return _AGENTS.decode(b"[" + b",".join(parts) + b"]")
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(reply, f"cannot be read: {error}") from error


def _once(reply: Reply, looks: Iterable[AgentLook]) -> tuple[AgentLook, ...]:
    once: dict[AgentId, AgentLook] = {}
    for look in looks:
        if once.setdefault(look.agent_id, look) != look:
            raise _refused(reply, f"agent {look.agent_id!r} stands twice on one page, with different numbers")
    return tuple(once.values())


def _refused(reply: Reply, why: str) -> BadReply:
    return BadReply(PATH, why, reply.status, context_id_of(reply))


def _look(agent: _Agent, as_of: datetime, longest_ms: float) -> AgentLook:
    """One agent's look. Raises ValueError for what no contact centre can bring about.

    Asked for every agent of an organisation in every sweep: hence no call where there is nothing to say.
    """
    metrics = agent.metrics
    user, status = agent.id, metrics.agent_status.value
    started, closed = metrics.conversation_count.value, metrics.conversation_count_closed.value
    handle_ms = metrics.handle_time.value
    if not 0 < len(user) <= _MOST_LETTERS:
        raise ValueError(f"has an id of {len(user)} letters")
    if len(status) > _MOST_LETTERS:
        raise ValueError(f"has a status of {len(status)} letters")
    if not (0 <= started <= _MOST and 0 <= closed <= _MOST and started - closed <= _MOST_AT_ONCE):
        raise ValueError(f"has {started:g} conversations started and {closed:g} closed")
    begun, done = int(started), int(closed)
    if begun != started or done != closed:
        raise ValueError(f"has {started:g} conversations started and {closed:g} closed")
    if not (0 <= handle_ms <= (max(started, closed) + 1) * longest_ms and handle_ms <= _LONGEST_MS):
        raise ValueError(f"has handled {max(started, closed):g} conversations in {handle_ms:g} ms")
    # Every sweep tells the same words anew, and one of each is enough.
    user, status = intern(user), intern(status)
    return _AS_LOOK(AgentLook, (user, status, begun, done, timedelta(0, 0, 0, round(handle_ms)), as_of, False))


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
