"""Agents as the board knows them: what one look says of an agent, and what is known of her after it.

`AgentLook` is filled by genesys; `AgentMetrics` is made by poller.table and read by board.ranking.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import NamedTuple, NewType

from wallboard.board.on_queue import OnQueue

AgentId = NewType("AgentId", str)


class StatusKind(Enum):
    """What a status means for the board; the words themselves are kept beside it."""

    AVAILABLE = "available"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    OFF_QUEUE = "off_queue"
    OFFLINE = "offline"
    OTHER = "other"


# A tuple: to compare members is faster than to hash them.
ACTIVE_KINDS = (StatusKind.AVAILABLE, StatusKind.ON_CALL, StatusKind.WRAP_UP)

_KINDS = {
    "available": StatusKind.AVAILABLE,
    "ringing": StatusKind.AVAILABLE,
    "alerting": StatusKind.AVAILABLE,
    "on a call": StatusKind.ON_CALL,
    "on an interaction": StatusKind.ON_CALL,
    "wrap-up": StatusKind.WRAP_UP,
    "offline": StatusKind.OFFLINE,
}


@lru_cache(maxsize=1_000)  # asked for every agent that did something, of a handful of words
def status_kind(words: str | None) -> StatusKind:
    """What the status words of an agent mean. Unknown words are OTHER, which is not active; so is no status.

    >>> status_kind("On a Call")
    <StatusKind.ON_CALL: 'on_call'>
    """
    known = (words or "").strip().casefold()
    if known.startswith("off queue"):
        return StatusKind.OFF_QUEUE
    return _KINDS.get(known, StatusKind.OTHER)


class AgentLook(NamedTuple):
    """What Genesys Cloud said of one agent, true at `as_of`, inside one window.

    `handle_time` holds the running conversations' time so far as well, and board.completed takes it out; unless
    `completed_alone`: then it is that of the closed ones alone. `status` is None where it is not told with the counts.
    """

    agent_id: AgentId
    status: str | None
    started: int
    closed: int
    handle_time: timedelta
    as_of: datetime
    completed_alone: bool = False


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """What an agent does at `as_of`, where that is told apart from her counts.

    `since` is when the status began, `call_since` when the running conversation did; None where it is not known.
    `on_queue_since` is when she went on queue last; None where she is not, or it is not known.
    """

    agent_id: AgentId
    words: str
    since: datetime | None
    call_since: datetime | None
    as_of: datetime
    on_queue_since: datetime | None = None


class Since(NamedTuple):
    """When something began. Not `exact`: it began at this instant or before it."""

    at: datetime
    exact: bool


class Aht(NamedTuple):
    """Average handle time over closed conversations, to the millisecond.

    `bound` is the most that `value` can be off: zero when exact, None while it is not known yet;
    `value` is then the most it can be.
    """

    value: timedelta
    bound: timedelta | None


class AgentMetrics(NamedTuple):
    """What is known of one agent, true at `as_of`. `aht` is None while nothing is closed: never zero.

    `status` is None until it was told, and true at `status_as_of`; None there: at `as_of`, like the counts.
    `handled` is the time that `aht` is made of; None like it.
    `on_queue` is None until it was told, and for a board that does not rank by it.
    """

    agent_id: AgentId
    status: str | None
    kind: StatusKind
    status_since: Since | None
    closed: int
    aht: Aht | None
    call_since: Since | None
    as_of: datetime
    status_as_of: datetime | None = None
    started: int = 0
    handled: timedelta | None = None
    on_queue: OnQueue | None = None
