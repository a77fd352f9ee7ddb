"""The realtime agents contract: `GET /api/v2/analytics/realtime/agents`. Pure.

Source: the guide that this product implements; see its contract for every parameter. Used by poller.sweep.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply, Request

PATH = "/api/v2/analytics/realtime/agents"
_MOST = 1_000_000  # conversations of one agent: more would overflow what is reckoned from them
_METRICS = "agentStatus,conversationCount,conversationCountClosed,handleTime"


@dataclass(frozen=True, slots=True)
class Page:
    """What one page says; `cursor` leads to the next, None on the last."""

    looks: tuple[AgentLook, ...]
    cursor: str | None


class _Text(msgspec.Struct, gc=False, rename="camel"):
    value: str


class _Count(msgspec.Struct, gc=False, rename="camel"):
    value: int


class _Milliseconds(msgspec.Struct, gc=False, rename="camel"):
    value: float


class _Metrics(msgspec.Struct, gc=False, rename="camel"):
    agent_status: _Text
    conversation_count: _Count
    conversation_count_closed: _Count
    handle_time: _Milliseconds


class _Agent(msgspec.Struct, gc=False, rename="camel"):
    id: str
    metrics: _Metrics


class _Groups(msgspec.Struct, gc=False, rename="camel"):
    agent: list[_Agent]


class _Body(msgspec.Struct, gc=False, rename="camel"):
    group_by: _Groups
    next_page_token: str | None = None


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
    """A page's looks, all true at the window's end. Raises BadReply: a page is taken whole or not at all."""
    try:
        body = _DECODER.decode(reply.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadReply(PATH, f"cannot be read: {error}", reply.status) from error
    looks = tuple(_look(agent, window.end) for agent in body.group_by.agent)
    # The guide names both places; the header is the one that its own code reads.
    return Page(looks, reply.headers.get("next-page-token") or body.next_page_token or None)


def _look(agent: _Agent, as_of: datetime) -> AgentLook:
    metrics = agent.metrics
    started, closed = metrics.conversation_count.value, metrics.conversation_count_closed.value
    handle_ms = metrics.handle_time.value
    if not agent.id or not 0 <= closed <= _MOST or not 0 <= started <= _MOST or not 0 <= handle_ms < 1e12:
        raise BadReply(PATH, f"agent {agent.id!r}: {started} started, {closed} closed, {handle_ms} ms is impossible")
    status = metrics.agent_status.value
    return AgentLook(AgentId(agent.id), status, started, closed, timedelta(milliseconds=round(handle_ms)), as_of)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
