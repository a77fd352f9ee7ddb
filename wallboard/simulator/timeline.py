"""One agent's conversations, and what a look at an instant says of them. Pure.

Made by day and crowd, asked by realtime. The rules of a look at `end`, the end of the window, taken at `now`:

* an event is seen once its delay has passed; an answer not seen: no conversation; a closing not seen: it runs;
* a conversation belongs to the window in which it was answered, both edges included;
* its handle time goes from the answer to its closing, or to `end` while it runs;
* wrap-up follows the hangup until its time is over or another conversation of the agent is answered;
* when she comes, goes home and has her breaks is known at once.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.simulator.delay import Delay, EventKind
from wallboard.simulator.instants import MICROSECOND, micros, to_instant
from wallboard.simulator.tape import Away, Kind, Tape, tape

SIGNED_IN_AFTER_LAST_CALL = timedelta(minutes=30)
AVAILABLE = "Available"
ON_A_CALL = "On a Call"
ON_AN_INTERACTION = "On an Interaction"
WRAP_UP = "Wrap-up"
OFFLINE = "Offline"
CALLS = frozenset({"voice", "callback"})


@dataclass(frozen=True, slots=True, order=True)
class Talk:
    """What was recorded of a conversation; `queue` is the id of the queue that it came from."""

    answer: datetime
    hangup: datetime
    queue: str
    media: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """`answer <= hangup <= closed`; `key` tells it from every other one. `media` is as the Platform API spells it."""

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
    """One agent's day: the first `count` conversations of a tape, which begins at `begins` and goes at her pace.

    Times are microseconds; a step of the tape is `pace` of them. `signs_in` None: with her first conversation, so
    never when she has none.
    """

    agent_id: AgentId
    tape: Tape
    begins: int
    pace: int
    count: int
    signs_in: int | None
    signs_out: int

    def at(self, steps: int) -> int:
        """When this is on the tape."""
        return self.begins + steps * self.pace

    def not_after(self, instant: int) -> int:
        """The last step of the tape that is not after the instant."""
        return (instant - self.begins) // self.pace

    def not_before(self, instant: int) -> int:
        """The first step of the tape that is not before the instant."""
        return -((self.begins - instant) // self.pace)

    def key(self, place: int) -> str:
        """What tells a conversation from every other one."""
        return f"{self.agent_id} {place}"

    def kind(self, place: int) -> Kind:
        """What a conversation is about."""
        return self.tape.places[self.tape.kinds[place]]

    def conversation(self, place: int) -> Conversation:
        """One conversation."""
        own, kind = self.tape, self.kind(place)
        answer, hangup, closed = (
            to_instant(self.at(each)) for each in (own.answers[place], own.hangups[place], own.closings[place])
        )
        return Conversation(self.key(place), answer, hangup, closed, kind.queue, kind.media)

    @property
    def conversations(self) -> tuple[Conversation, ...]:
        """All her conversations, by answer."""
        return tuple(map(self.conversation, range(self.count)))

    @property
    def here_from(self) -> int | None:
        """When she comes; None for who does not."""
        if self.signs_in is not None or not self.count:
            return self.signs_in
        return self.at(self.tape.answers[0])

    def away(self, instant: int) -> Away | None:
        """The break that she has at this instant, between coming and going home."""
        if not self.tape.away or self.signs_in is None or not self.signs_in <= instant <= self.signs_out:
            return None
        step = self.not_after(instant)
        return next((each for each in self.tape.away if each.start <= step < each.end), None)


def timeline(agent_id: AgentId, talks: Iterable[Talk], wrap_up: timedelta) -> Timeline:
    """An agent's timeline from her talks, at least one, given in any order."""
    by_answer = sorted(talks)
    answers = [micros(talk.answer) for talk in by_answer]
    hangups = [micros(talk.hangup) for talk in by_answer]
    closings = [_closed(answers, place, hangup, wrap_up // MICROSECOND) for place, hangup in enumerate(hangups)]
    kinds = [Kind(talk.queue, talk.media) for talk in by_answer]
    signs_out = max(hangups) + SIGNED_IN_AFTER_LAST_CALL // MICROSECOND
    recorded = tape(zip(answers, hangups, closings, kinds, strict=True))
    return Timeline(agent_id, recorded, 0, 1, len(answers), signs_in=None, signs_out=signs_out)


def _closed(answers: Sequence[int], place: int, hangup: int, wrap_up: int) -> int:
    following = bisect_left(answers, hangup)
    if following == place:  # a call of 0 s does not end its own wrap-up
        following += 1
    over = hangup + wrap_up
    return min(over, answers[following]) if following < len(answers) else over


class Sight:
    """What can be seen of a window at an instant: the same for every agent of a page. Times are microseconds."""

    __slots__ = ("as_of", "delay", "end", "longest", "now", "settled", "start")

    def __init__(self, window: MetricsWindow, now: datetime, delay: Delay) -> None:
        self.as_of = window.end
        self.start, self.end, self.now = micros(window.start), micros(window.end), micros(now)
        self.delay = delay
        self.longest = delay.most // MICROSECOND
        # What happened up to here is seen whatever its delay.
        self.settled = min(self.end, self.now - self.longest)

    def shows(self, line: Timeline, place: int, kind: EventKind, happened: int) -> bool:
        """Whether this event is inside the window's end, and can be seen."""
        if happened <= self.settled:
            return True
        return happened <= self.end and happened + self.delay.of(line.key(place), kind) // MICROSECOND <= self.now

    def stage(self, line: Timeline, place: int) -> Stage:
        """What can be seen now of a conversation as it stood at the window's end."""
        own = line.tape
        if not self.shows(line, place, EventKind.ANSWER, line.at(own.answers[place])):
            return Stage.UNSEEN
        hangup, closing = own.hangups[place], own.closings[place]
        if not self.shows(line, place, EventKind.HANGUP, line.at(hangup)):
            return Stage.TALKING
        # Without wrap-up the hangup is the closing: one event, seen at one moment.
        if closing > hangup and not self.shows(line, place, EventKind.CLOSING, line.at(closing)):
            return Stage.WRAPPING_UP
        return Stage.CLOSED


def look_at(line: Timeline, window: MetricsWindow, now: datetime, delay: Delay) -> AgentLook:
    """What Genesys Cloud would say of this agent now, true at the window's end."""
    return look(line, Sight(window, now, delay))


def look(line: Timeline, sight: Sight) -> AgentLook:
    """The same, for many agents with one sight.

    A look only walks through the few conversations at its end: what is settled is read from the tape's sums.
    """
    own, count = line.tape, line.count
    first = bisect_left(own.answers, line.not_before(sight.start), 0, count)
    beyond = bisect_right(own.answers, line.not_after(sight.end), 0, count)
    settled = bisect_right(own.all_closed_by, line.not_after(sight.settled), 0, count)
    started = closed = max(settled - first, 0)
    handled = (own.handled[max(settled, first)] - own.handled[first]) * line.pace
    seen: list[tuple[int, Stage]] = []
    for place in range(settled, beyond):
        reached = sight.stage(line, place)
        if reached is not Stage.UNSEEN:
            seen.append((place, reached))
            if place >= first:
                started += 1
                closed += reached is Stage.CLOSED
                answer = line.at(own.answers[place])
                handled += (line.at(own.closings[place]) if reached is Stage.CLOSED else sight.end) - answer
    status = _status(line, seen, sight.end, known=settled > 0 or bool(seen))
    return AgentLook(line.agent_id, status, started, closed, timedelta(microseconds=handled), sight.as_of)


def _status(line: Timeline, seen: Sequence[tuple[int, Stage]], end: int, *, known: bool) -> str:
    talking = [place for place, reached in seen if reached is Stage.TALKING]
    if talking:
        return ON_A_CALL if any(line.kind(place).media in CALLS for place in talking) else ON_AN_INTERACTION
    if any(reached is Stage.WRAPPING_UP for _, reached in seen):
        return WRAP_UP
    here = known if line.signs_in is None else line.signs_in <= end
    if not here or end > line.signs_out:
        return OFFLINE
    away = line.away(end)
    return AVAILABLE if away is None else away.presence.title()


def nothing(agent_id: AgentId, own: Tape) -> Timeline:
    """The day of an agent who does not come, and would have done this work."""
    return Timeline(agent_id, own, 0, 1, 0, signs_in=None, signs_out=0)
