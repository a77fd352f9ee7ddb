"""The realtime agents contract: `GET /api/v2/analytics/realtime/agents`. Pure.

Source: the guide that this product implements; see its contract for every parameter. Used by poller.sweep.

A page is taken whole or not at all. What no contact centre can bring about is refused: it is a fault on the way, and
a wall that shows it lies. The limits are wide, because a page that is refused in error hides everybody on it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request, context_id_of

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

    looks: tuple[AgentLook, ...]
    cursor: str | None


class _Text(msgspec.Struct, gc=False, rename="camel"):
    value: str


class _Number(msgspec.Struct, gc=False, rename="camel"):
    value: float  # also where it is a count: JSON makes no difference between 155 and 155.0


class _Metrics(msgspec.Struct, gc=False, rename="camel"):
    agent_status: _Text
    conversation_count: _Number
    conversation_count_closed: _Number
    handle_time: _Number


class _Agent(msgspec.Struct, gc=False, rename="camel"):
    id: str
    metrics: _Metrics


class _Groups(msgspec.Struct, gc=False, rename="camel"):
    agent: list[_Agent]


class _Body(msgspec.Struct, gc=False, rename="camel"):
    group_by: _Groups
    date_from: datetime | None = None
    date_to: datetime | None = None
    next_page_token: str | None = None


_MILLISECOND = timedelta(milliseconds=1)
_DECODER = msgspec.json.Decoder(_Body)


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


def decode_page(reply: Reply, window: MetricsWindow) -> Page:
    """A page's looks, all true at the window's end. Raises BadReply: a page is taken whole or not at all.

    Of equal keys in one object the last counts, as everywhere. An agent who is told twice in the same words is taken
    once; in different words she makes the page unusable, since nobody knows which of them are true.
    """
    try:
        body = _DECODER.decode(reply.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(reply, f"cannot be read: {error}") from error
    # A cache on the way that repeats an old answer would make old numbers look new.
    for told, asked in ((body.date_from, window.start), (body.date_to, window.end)):
        if told is not None and told != asked:
            raise _refused(reply, f"answers for {told.isoformat()}, asked was {asked.isoformat()}")
    looks: dict[AgentId, AgentLook] = {}
    for agent in body.group_by.agent:
        why = _impossible(agent, window)
        if why is not None:
            raise _refused(reply, f"agent {agent.id[:_MOST_LETTERS]!r} {why}")
        look = _look(agent, window.end)
        if looks.setdefault(look.agent_id, look) != look:
            raise _refused(reply, f"agent {look.agent_id!r} stands twice on one page, with different numbers")
    # The guide names both places; the header is the one that its own code reads.
    cursor = reply.headers.get("next-page-token") or body.next_page_token or None
    if cursor is not None and len(cursor) > _MOST_CURSOR:
        raise _refused(reply, f"the token of the next page has {len(cursor)} letters")
    return Page(tuple(looks.values()), cursor)


def _refused(reply: Reply, why: str) -> BadReply:
    return BadReply(PATH, why, reply.status, context_id_of(reply))


def _impossible(agent: _Agent, window: MetricsWindow) -> str | None:
    """What no contact centre can bring about; None for what may be true."""
    metrics = agent.metrics
    started, closed = metrics.conversation_count.value, metrics.conversation_count_closed.value
    handle_ms = metrics.handle_time.value
    longest = (window.end - window.start + _OLDEST) / _MILLISECOND  # one conversation
    if not 0 < len(agent.id) <= _MOST_LETTERS:
        return f"has an id of {len(agent.id)} letters"
    if len(metrics.agent_status.value) > _MOST_LETTERS:
        return f"has a status of {len(metrics.agent_status.value)} letters"
    if not (_is_count(started) and _is_count(closed) and started - closed <= _MOST_AT_ONCE):
        return f"has {started:g} conversations started and {closed:g} closed"
    if not 0 <= handle_ms <= min((max(started, closed) + 1) * longest, _LONGEST_MS):
        return f"has handled {max(started, closed):g} conversations in {handle_ms:g} ms"
    return None


def _is_count(value: float) -> bool:
    return 0 <= value <= _MOST and value.is_integer()


def _look(agent: _Agent, as_of: datetime) -> AgentLook:
    metrics = agent.metrics
    return AgentLook(
        agent_id=AgentId(agent.id),
        status=metrics.agent_status.value,
        started=int(metrics.conversation_count.value),
        closed=int(metrics.conversation_count_closed.value),
        handle_time=timedelta(milliseconds=round(metrics.handle_time.value)),
        as_of=as_of,
    )


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
