"""The realtime agents contract: from a query to a page. Pure.

Asked by endpoints; fed by day and directory. Each page is a look at `dateTo` as it can be seen now: with a `dateTo` at
least the longest delay old it is exact, with `dateTo` = now it misses the newest events.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum

import msgspec
from msgspec import UNSET, UnsetType
from starlette.datastructures import QueryParams

from wallboard.board.agents import AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.simulator import page_tokens
from wallboard.simulator.delay import Delay
from wallboard.simulator.errors import bad_parameter
from wallboard.simulator.instants import MILLISECOND, micros
from wallboard.simulator.parameters import whole_number
from wallboard.simulator.timeline import Sight, Timeline, look

PATH = "/api/v2/analytics/realtime/agents"
MOST_RECORDS = 100
_MILLISECOND = timedelta(milliseconds=1)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class BoundTo(Enum):
    """What a page token belongs to: the group and the whole window, or the group and the window's beginning alone.

    The guide does not say which. In the second way each page may carry a `dateTo` of its own.
    """

    WINDOW = "window"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class PageRules:
    """How pages are given: `cap` agents at most, also when more are asked for, and more than `most_records` is refused.

    A page token is good for `token_lifetime`, None: for ever.
    """

    cap: int = MOST_RECORDS
    most_records: int = MOST_RECORDS
    bound_to: BoundTo = BoundTo.WINDOW
    token_lifetime: timedelta | None = None


USUAL_RULES = PageRules()


class Metric(StrEnum):
    """What can be asked of an agent."""

    AGENT_STATUS = "agentStatus"
    CONVERSATION_COUNT = "conversationCount"
    CONVERSATION_COUNT_CLOSED = "conversationCountClosed"
    HANDLE_TIME = "handleTime"


@dataclass(frozen=True, slots=True)
class Query:
    """A request that makes sense; `subject` is what a page token is bound to."""

    window: MetricsWindow
    metrics: frozenset[Metric]
    group_id: str | None
    max_records: int
    page_token: str | None
    subject: str


class Words(msgspec.Struct, frozen=True):
    """A metric that is a text."""

    value: str


class Number(msgspec.Struct, frozen=True):
    """A metric that is a number; a time is in milliseconds."""

    value: int


class Metrics(msgspec.Struct, frozen=True, rename="camel"):
    """The metrics that were asked for."""

    agent_status: Words | UnsetType = UNSET
    conversation_count: Number | UnsetType = UNSET
    conversation_count_closed: Number | UnsetType = UNSET
    handle_time: Number | UnsetType = UNSET


class Agent(msgspec.Struct, frozen=True):
    """One agent of a page."""

    id: str
    metrics: Metrics


class ByAgent(msgspec.Struct, frozen=True):
    """The only grouping there is."""

    agent: list[Agent]


class Page(msgspec.Struct, frozen=True, rename="camel"):
    """The body of one page; the last one has no token."""

    date_from: str
    date_to: str
    group_by: ByAgent
    next_page_token: str | UnsetType = UNSET


def parse(params: QueryParams, now: datetime, rules: PageRules = USUAL_RULES) -> Query:
    """Judge the parameters of a request. Raises Refused, naming the parameter."""
    start, end = _instant(params, "dateFrom"), _instant(params, "dateTo")
    if start > end:
        raise bad_parameter("dateFrom", "must not be later than dateTo")
    if end > now:
        raise bad_parameter("dateTo", "must not be in the future")
    if params.get("groupBy") != "agent":
        raise bad_parameter("groupBy", "must be agent")
    group_id = params.get("groupId")
    return Query(
        MetricsWindow(start, end),
        _metrics(params),
        group_id,
        whole_number(params, "maxRecords", min(MOST_RECORDS, rules.most_records), rules.most_records),
        params.get("nextPageToken"),
        subject=f"{params['dateFrom']} {params['dateTo'] if rules.bound_to is BoundTo.WINDOW else ''} {group_id or ''}",
    )


def answer(
    query: Query, agents: Sequence[Timeline], now: datetime, delay: Delay, rules: PageRules, page_secret: bytes
) -> Page:
    """The page that was asked for, of these agents. Raises Refused for a page token that is not good for it."""
    told_at = micros(now) // MILLISECOND
    begin = _begin(query, told_at, rules, page_secret)
    beyond = begin + min(query.max_records, rules.cap)
    sight = Sight(query.window, now, delay)
    following = page_tokens.Place(beyond, told_at)
    return Page(
        to_text(query.window.start),
        to_text(query.window.end),
        ByAgent([_agent(look(line, sight), query.metrics) for line in agents[begin:beyond]]),
        page_tokens.issue(page_secret, query.subject, following) if beyond < len(agents) else UNSET,
    )


def _begin(query: Query, now: int, rules: PageRules, page_secret: bytes) -> int:
    if query.page_token is None:
        return 0
    place = page_tokens.redeem(page_secret, query.subject, query.page_token)
    if place is None:
        raise bad_parameter("nextPageToken", "is unknown, or belongs to another query")
    if rules.token_lifetime is not None and now - place.told_at >= rules.token_lifetime // _MILLISECOND:
        raise bad_parameter("nextPageToken", "has expired")
    return place.offset


def to_text(instant: datetime) -> str:
    """An instant as Genesys Cloud writes it: UTC, with milliseconds and `Z`."""
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _agent(told: AgentLook, metrics: frozenset[Metric]) -> Agent:
    handled = told.handle_time // _MILLISECOND
    return Agent(
        told.agent_id,
        Metrics(
            Words(told.status) if Metric.AGENT_STATUS in metrics and told.status is not None else UNSET,
            Number(told.started) if Metric.CONVERSATION_COUNT in metrics else UNSET,
            Number(told.closed) if Metric.CONVERSATION_COUNT_CLOSED in metrics else UNSET,
            Number(handled) if Metric.HANDLE_TIME in metrics else UNSET,
        ),
    )


def _instant(params: QueryParams, name: str) -> datetime:
    text = params.get(name)
    if text is None:
        raise bad_parameter(name, "is missing")
    try:
        if _INSTANT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass  # a 25th hour has the form of an instant
    raise bad_parameter(name, f"must be like 2026-11-23T07:00:00.000Z, not {text!r}")


def _metrics(params: QueryParams) -> frozenset[Metric]:
    text = params.get("metricIds")
    if not text:
        raise bad_parameter("metricIds", "is missing")
    try:
        return frozenset(map(Metric, text.split(",")))
    except ValueError as error:
        raise bad_parameter("metricIds", f"holds a metric that does not exist: {error}") from error
