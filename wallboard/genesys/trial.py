"""The small questions that tell what a client may see, each for one need of a wallboard. Pure: requests and answers.

Asked by poller.check_organisation, for the first sign-in and for the doctor. Sources: the OpenAPI description of the
Platform API for bodies and permissions; the guide for the realtime agents contract.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import assert_never

import msgspec

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.genesys import agent_status, aggregates, observations, realtime, roster, user_aggregates
from wallboard.genesys.exchange import Reply, Request, body_of
from wallboard.genesys.source import ScopeFilter

SIGN_IN_PATH = "/oauth/token"
_LAG = timedelta(seconds=30)
PAGE = 100
_NOBODY = "00000000-0000-0000-0000-000000000000"  # may be asked for like anybody, and is not there
_ONE = (("pageSize", "1"), ("pageNumber", "1"))


class Need(Enum):
    """What a wallboard asks of an organisation: the permission that it takes, as far as it is known."""

    REALTIME = "analytics:realtime:view"
    NUMBERS = "analytics:conversationAggregate:view"
    STATUSES = "analytics:agentState:view"
    STATUS_NAMES = "analytics:agentStateNames:view"
    NAMES = "directory:user:view"
    QUEUES = "routing:queue:view"
    TEAMS = "groups:team:view"
    WAITING = "analytics:queueObservation:view"
    TIME_ON_QUEUE = "analytics:userAggregate:view"


PURPOSES = {
    Need.REALTIME: "the agents' numbers and statuses",
    Need.NUMBERS: "the agents' numbers",
    Need.STATUSES: "what the agents do now",
    Need.STATUS_NAMES: "whose status it is",
    Need.NAMES: "the agents' names",
    Need.QUEUES: "who waits in the queues, and boards of queues",
    Need.TEAMS: "boards of teams",
    Need.WAITING: "who waits in the queues",
    Need.TIME_ON_QUEUE: "closed conversations per hour on queue",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """The agents of an answer: so many are named, and `hidden` says that others alone are told of, without a name."""

    agents: int
    hidden: bool = False


def window_before(now: datetime, length: timedelta) -> MetricsWindow:
    """A window as long, which ends where events are visible to everybody."""
    end = (now - _LAG).replace(microsecond=0)
    return MetricsWindow(end - length, end)


def request_for(need: Need, window: MetricsWindow) -> Request:
    """The smallest request that needs this permission."""
    match need:
        case Need.REALTIME:
            return realtime.page_request(window, None, PAGE, None)
        case Need.NUMBERS:
            return aggregates.request(window, ScopeFilter())
        case Need.STATUSES | Need.STATUS_NAMES:
            waiting = {"dimension": "routingStatus", "value": "IDLE"}
            body = {"userFilter": {"type": "or", "predicates": [waiting]}}
            return Request("POST", agent_status.PATH, body=msgspec.json.encode(body))
        case Need.NAMES:
            return Request("GET", roster.PATH, _ONE)
        case Need.QUEUES:
            return Request("GET", "/api/v2/routing/queues", _ONE)
        case Need.TEAMS:
            return Request("GET", "/api/v2/teams", (("pageSize", "1"),))
        case Need.WAITING:
            return observations.request([_NOBODY])
        case Need.TIME_ON_QUEUE:
            return user_aggregates.request(window, [AgentId(_NOBODY)])
    assert_never(need)


class _Agent(msgspec.Struct, rename="camel"):
    user_id: str | None = None


class _Statuses(msgspec.Struct):
    entities: list[_Agent] = []


class _Listing(msgspec.Struct):
    entities: list[msgspec.Raw]


_STATUSES = msgspec.json.Decoder(_Statuses)
_LISTING = msgspec.json.Decoder(_Listing)


def seen_in(need: Need, reply: Reply, window: MetricsWindow) -> Seen:
    """Whom an answer to `request_for` tells of. Raises BadReply."""
    match need:
        case Need.REALTIME:
            return Seen(len(realtime.decode_page(reply, window).looks))
        case Need.NUMBERS:
            told = aggregates.decode(reply, window)
            return Seen(len(told.looks), hidden=told.nameless > 0 and not told.looks)
        case Need.STATUSES | Need.STATUS_NAMES:
            agents = body_of(reply, _STATUSES, agent_status.PATH).entities
            named = [one for one in agents if one.user_id]
            return Seen(len(named), hidden=bool(agents) and not named)
        case Need.NAMES:
            return Seen(len(roster.decode_names(reply)))
        case Need.QUEUES | Need.TEAMS:
            body_of(reply, _LISTING, request_for(need, window).path)
            return Seen(0)  # that it may be asked for is all that counts
        case Need.WAITING:
            observations.decode(reply, [], window.end)
            return Seen(0)
        case Need.TIME_ON_QUEUE:
            user_aggregates.decode(reply, [], window)
            return Seen(0)
    assert_never(need)
