"""One agent's conversations, and what a look at an instant says of them. Pure.

Made by day, asked by realtime. The rules of a look at `end`, the end of the window, taken at `now`:

* an event is seen once its delay has passed; an answer not seen: no conversation; a closing not seen: it runs;
* a conversation belongs to the window in which it was answered, both edges included;
* its handle time goes from the answer to its closing, or to `end` while it runs;
* wrap-up follows the hangup until its time is over or another conversation of the agent is answered.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from itertools import accumulate

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.simulator.delay import Delay, EventKind

SIGNED_IN_AFTER_LAST_CALL = timedelta(minutes=30)
AVAILABLE = "Available"
ON_A_CALL = "On a Call"
WRAP_UP = "Wrap-up"
OFFLINE = "Offline"


@dataclass(frozen=True, slots=True, order=True)
class Talk:
    """What was recorded of a conversation; `queue` is the id of the queue that it came from."""

    answer: datetime
    hangup: datetime
    queue: str
    media: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """`answer <= hangup <= closed`; `key` tells it from every other one. `media` is `voice` or `callback`."""

    key: str
    answer: datetime
    hangup: datetime
    closed: datetime
    queue: str
    media: str


class Stage(Enum):
    """How far a conversation has come, as far as can be seen."""

    UNSEEN = "unseen"
    TALKING = "talking"
    WRAPPING_UP = "wrapping up"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Timeline:
    """One agent's conversations by answer, at least one.

    `all_closed_by[i]` is when the conversations up to and with `i` are all closed; `handled[i]` is the whole handle
    time of those before `i`. So a look only walks through the few conversations at its end.
    """

    agent_id: AgentId
    conversations: tuple[Conversation, ...]
    answers: tuple[datetime, ...]
    all_closed_by: tuple[datetime, ...]
    handled: tuple[timedelta, ...]
    signs_out: datetime


def timeline(agent_id: AgentId, talks: Iterable[Talk], wrap_up: timedelta) -> Timeline:
    """An agent's timeline from her talks, given in any order."""
    by_answer = sorted(talks)
    answers = tuple(talk.answer for talk in by_answer)
    conversations = tuple(
        Conversation(
            f"{agent_id} {place}",
            talk.answer,
            talk.hangup,
            _closed(answers, place, talk.hangup, wrap_up),
            talk.queue,
            talk.media,
        )
        for place, talk in enumerate(by_answer)
    )
    return Timeline(
        agent_id,
        conversations,
        answers,
        all_closed_by=tuple(accumulate((each.closed for each in conversations), max)),
        handled=tuple(accumulate((each.closed - each.answer for each in conversations), initial=timedelta())),
        signs_out=max(each.hangup for each in conversations) + SIGNED_IN_AFTER_LAST_CALL,
    )


def _closed(answers: Sequence[datetime], place: int, hangup: datetime, wrap_up: timedelta) -> datetime:
    following = bisect_left(answers, hangup)
    if following == place:  # a call of 0 s does not end its own wrap-up
        following += 1
    over = hangup + wrap_up
    return min(over, answers[following]) if following < len(answers) else over


def stage(conversation: Conversation, end: datetime, now: datetime, delay: Delay) -> Stage:
    """What can be seen now of a conversation as it stood at `end`."""

    def seen(kind: EventKind, happened: datetime) -> bool:
        return happened <= end and delay.shows(conversation.key, kind, happened, now)

    if not seen(EventKind.ANSWER, conversation.answer):
        return Stage.UNSEEN
    if not seen(EventKind.HANGUP, conversation.hangup):
        return Stage.TALKING
    # Without wrap-up the hangup is the closing: one event, seen at one moment.
    if conversation.closed > conversation.hangup and not seen(EventKind.CLOSING, conversation.closed):
        return Stage.WRAPPING_UP
    return Stage.CLOSED


def look_at(line: Timeline, window: MetricsWindow, now: datetime, delay: Delay) -> AgentLook:
    """What Genesys Cloud would say of this agent now, true at the window's end."""
    first = bisect_left(line.answers, window.start)
    beyond = bisect_right(line.answers, window.end)
    settled = bisect_right(line.all_closed_by, min(window.end, now - delay.most))
    started = closed = max(settled - first, 0)
    handled = line.handled[max(settled, first)] - line.handled[first]
    stages = [stage(each, window.end, now, delay) for each in line.conversations[settled:beyond]]
    for place, (reached, each) in enumerate(zip(stages, line.conversations[settled:beyond], strict=True), settled):
        if place >= first and reached is not Stage.UNSEEN:
            started += 1
            closed += reached is Stage.CLOSED
            handled += (each.closed if reached is Stage.CLOSED else window.end) - each.answer
    known = settled > 0 or any(reached is not Stage.UNSEEN for reached in stages)
    status = _status(stages, signed_in=known and window.end <= line.signs_out)
    return AgentLook(line.agent_id, status, started, closed, handled, window.end)


def _status(stages: Sequence[Stage], *, signed_in: bool) -> str:
    if Stage.TALKING in stages:
        return ON_A_CALL
    if Stage.WRAPPING_UP in stages:
        return WRAP_UP
    return AVAILABLE if signed_in else OFFLINE
