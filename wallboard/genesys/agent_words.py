"""What an agent does, in the board's words, made of what Genesys Cloud tells of her apart. Pure.

Presence is what she says of herself, routing status what the queues make of her, a session is her part of one
conversation. Used by genesys.agent_status.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

_TALKING = frozenset({"interact", "hold", "dialing", "contacting"})
_CALLS = frozenset({"voice", "callback"})
_RINGING = "alert"
_WRAP_UP = "wrapup"
_PLAUSIBLE_YEARS = range(1970, 3000)  # there is room to reckon on both sides
_MOST_LETTERS = 60  # of a word that is not known
_ON_QUEUE, _OFFLINE = "onqueue", "offline"
_PRESENCES = {
    "available": "Available",
    "away": "Away",
    "busy": "Busy",
    "idle": "Idle",
    "meal": "Meal",
    "training": "Training",
    "meeting": "Meeting",
    "break": "Break",
}


class AgentSession(msgspec.Struct, gc=False, rename="camel"):
    """An agent's part of one conversation, as far as it is used."""

    segment_type: str = "unknown"
    media_type: str = "unknown"
    session_start: datetime | None = None
    segment_start: datetime | None = None


class Agent(msgspec.Struct, gc=False, rename="camel"):
    """One agent of an answer, as far as she is used; nothing of it is sure to be told."""

    user_id: str | None = None
    system_presence: str | None = None
    presence_date: datetime | None = None
    routing_status: str | None = None
    routing_status_date: datetime | None = None
    sessions: list[AgentSession] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The board's words; when that began, and the running conversation; None where it is not known."""

    words: str
    since: datetime | None
    call_since: datetime | None = None


def on_queue_since(agent: Agent) -> datetime | None:
    """When she went on queue last; None for one who is not, and where it is not told."""
    return _in_utc(agent.presence_date) if _plain(agent.system_presence) == _ON_QUEUE else None


def words_of(agent: Agent) -> Told:
    """The first rule that fits. Unknown words are kept, and mean an agent who is not active.

    >>> words_of(Agent(system_presence="ON_QUEUE", routing_status="IDLE")).words
    'Available'
    """
    if _plain(agent.system_presence) == _OFFLINE:
        return Told("Offline", _in_utc(agent.presence_date))
    routing_since = _in_utc(agent.routing_status_date)
    in_session = _in_session(agent, routing_since)
    if in_session is not None:
        return in_session
    match _plain(agent.routing_status):
        case "notresponding":
            return Told("Not Responding", routing_since)
        case "interacting":
            return _interacting(agent, routing_since)
        case "idle":
            return Told("Available", routing_since)
        case "offqueue":
            return Told(_off_queue(agent.system_presence), _later(agent.presence_date, agent.routing_status_date))
        case "" | "unknown":
            return Told("Available", routing_since) if _only_rings(agent) else Told("Unknown", routing_since)
        case _:
            # Not bare: a word that Genesys Cloud adds may be one that the board takes for active.
            return Told(f"Unknown: {_kept(agent.routing_status)}", routing_since)


def _in_session(agent: Agent, routing_since: datetime | None) -> Told | None:
    """What the sessions tell; None where they tell of neither a conversation nor the work after one."""
    talking = [one for one in agent.sessions or () if one.segment_type in _TALKING]
    calls = [one for one in talking if one.media_type in _CALLS]
    if calls or _plain(agent.routing_status) == "communicating":
        began = _earliest(one.session_start for one in calls) or (None if calls else routing_since)
        return Told("On a Call", began, began)
    if talking:
        began = _earliest(one.session_start for one in talking)
        return Told("On an Interaction", began, began)
    wrapping = [one.segment_start for one in agent.sessions or () if one.segment_type == _WRAP_UP]
    if wrapping:
        # Of two, the later one was a conversation until then.
        return Told("Wrap-up", _later(*wrapping))
    return None


def _interacting(agent: Agent, routing_since: datetime | None) -> Told:
    """On a queue and at work, and no session says at what. The work may overlap: it tells no conversation's start."""
    if _only_rings(agent):
        return Told("Available", routing_since)
    media = {one.media_type for one in agent.sessions or ()}
    words = "On an Interaction" if media and not media & (_CALLS | {"unknown"}) else "On a Call"
    return Told(words, routing_since)


def _only_rings(agent: Agent) -> bool:
    return bool(agent.sessions) and all(one.segment_type == _RINGING for one in agent.sessions or ())


def _off_queue(presence: str | None) -> str:
    """Signed in and not on a queue. On the way from a queue the presence may still say that she is on one."""
    plain = _plain(presence)
    if plain in {"", "unknown", _ON_QUEUE}:
        return "Off queue"
    return f"Off queue: {_PRESENCES.get(plain) or _kept(presence)}"


def _plain(word: str | None) -> str:
    """One spelling of three: `ON_QUEUE`, `OnQueue`, `On Queue`."""
    return "".join(letter for letter in word or "" if letter.isalpha()).casefold()


def _kept(word: str | None) -> str:
    return " ".join((word or "").split())[:_MOST_LETTERS]


def _earliest(instants: Iterable[datetime | None]) -> datetime | None:
    return min((one for one in map(_in_utc, instants) if one is not None), default=None)


def _later(*instants: datetime | None) -> datetime | None:
    return max((one for one in map(_in_utc, instants) if one is not None), default=None)


def _in_utc(instant: datetime | None) -> datetime | None:
    """None also for an instant with which nobody can reckon; without a zone it is UTC."""
    if instant is None or instant.year not in _PLAUSIBLE_YEARS:
        return None
    return (instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)).astimezone(UTC)
