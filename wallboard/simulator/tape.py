"""A tape of conversations: when each was answered, hung up and closed, in steps from a beginning of its own. Pure.

Made by timeline from a record, and by pattern by drawing. A tape says nothing of who speaks and when the day begins:
timeline lays it on an agent and a date, so that many agents of a crowd can share one.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

WHOLE_NUMBERS = "q"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a conversation is about: the id of its queue, and its medium."""

    queue: str
    media: str


@dataclass(frozen=True, slots=True)
class Away:
    """A time without conversations, of an agent who has not gone home: `start <= time < end`; `presence` says why."""

    start: int
    end: int
    presence: str


@dataclass(frozen=True)
class Tape:
    """Conversations by answer; `kinds[i]` is the place in `places` of what conversation `i` is about.

    Each has `answer <= hangup <= closing`. `away` lies between conversations, in order.
    """

    answers: "array[int]"
    hangups: "array[int]"
    closings: "array[int]"
    kinds: "array[int]"
    places: tuple[Kind, ...]
    away: tuple[Away, ...] = ()

    @cached_property
    def all_closed_by(self) -> "array[int]":
        """By place: when the conversations up to and with this one are all closed."""
        return array(WHOLE_NUMBERS, accumulate(self.closings, max))

    @cached_property
    def handled(self) -> "array[int]":
        """By place: the whole handle time of the conversations before this one; one more at the end, for all."""
        lasted = (closing - answer for answer, closing in zip(self.answers, self.closings, strict=True))
        return array(WHOLE_NUMBERS, accumulate(lasted, initial=0))


def tape(
    conversations: Iterable[tuple[int, int, int, Kind]], away: Sequence[Away] = (), places: tuple[Kind, ...] = ()
) -> Tape:
    """A tape of (answer, hangup, closing, kind), given by answer. `places`: the kinds that are there in any case."""
    known = {kind: place for place, kind in enumerate(places)}
    answers, hangups, closings = array(WHOLE_NUMBERS), array(WHOLE_NUMBERS), array(WHOLE_NUMBERS)
    kinds = array("H")
    for answer, hangup, closing, kind in conversations:
        answers.append(answer)
        hangups.append(hangup)
        closings.append(closing)
        kinds.append(known.setdefault(kind, len(known)))
    return Tape(answers, hangups, closings, kinds, tuple(known), tuple(away))
