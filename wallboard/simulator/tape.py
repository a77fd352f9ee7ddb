"""A tape of conversations: when each was answered, hung up and closed, in steps from a beginning of its own. Pure.

Made by timeline from a record, and by pattern by drawing. A tape says nothing of who speaks and when the day begins:
timeline lays it on an agent and a date, so that many agents of a crowd can share one.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
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


class Moment(IntEnum):
    """What happens to a conversation."""

    ANSWER = 0
    HANGUP = 1
    CLOSING = 2


@dataclass(frozen=True, slots=True)
class Events:
    """Events of conversations of some kinds, by their times.

    `places[i]` is the conversation of event `i`, `lasted[i]` what had lasted until then; `sums[i]` is the sum of that
    before `i`, `lows[i]` and `highs[i]` its least and most up to and with `i`.
    """

    places: "array[int]"
    times: "array[int]"
    lasted: "array[int]"
    sums: "array[int]"
    lows: "array[int]"
    highs: "array[int]"


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
    _events: dict[tuple[frozenset[int], Moment, Moment], Events] = field(
        default_factory=dict, repr=False, compare=False
    )

    @cached_property
    def all_closed_by(self) -> "array[int]":
        """By place: when the conversations up to and with this one are all closed."""
        return array(WHOLE_NUMBERS, accumulate(self.closings, max))

    @cached_property
    def handled(self) -> "array[int]":
        """By place: the whole handle time of the conversations before this one; one more at the end, for all."""
        lasted = (closing - answer for answer, closing in zip(self.answers, self.closings, strict=True))
        return array(WHOLE_NUMBERS, accumulate(lasted, initial=0))

    @cached_property
    def by_media(self) -> Sequence[tuple[frozenset[int], Kind]]:
        """The kinds that have a medium in common; their queue is left open."""
        return [
            (frozenset(place for place, own in enumerate(self.places) if own.media == media), Kind("", media))
            for media in dict.fromkeys(kind.media for kind in self.places)
        ]

    @cached_property
    def by_kind(self) -> Sequence[tuple[frozenset[int], Kind]]:
        """Each kind for itself."""
        return [(frozenset({place}), kind) for place, kind in enumerate(self.places)]

    def events(self, kinds: frozenset[int], since: Moment, when: Moment) -> Events:
        """What happened to the conversations of these kinds, and what had lasted since another moment.

        Sorted out once for all who share the tape. A closing that is the hangup is no event beside it.
        """
        key = (kinds, since, when)
        if key not in self._events:
            self._events[key] = self._sorted_out(kinds, self._times(since), self._times(when), key[1:])
        return self._events[key]

    def _sorted_out(
        self, kinds: frozenset[int], begins: "array[int]", ends: "array[int]", moments: tuple[Moment, Moment]
    ) -> Events:
        places = [place for place, own in enumerate(self.kinds) if own in kinds]
        if moments == (Moment.HANGUP, Moment.CLOSING):
            places = [place for place in places if ends[place] > begins[place]]
        places.sort(key=ends.__getitem__)
        lasted = array(WHOLE_NUMBERS, [ends[place] - begins[place] for place in places])
        return Events(
            array(WHOLE_NUMBERS, places),
            array(WHOLE_NUMBERS, map(ends.__getitem__, places)),
            lasted,
            sums=array(WHOLE_NUMBERS, accumulate(lasted, initial=0)),
            lows=array(WHOLE_NUMBERS, accumulate(lasted, min)),
            highs=array(WHOLE_NUMBERS, accumulate(lasted, max)),
        )

    def _times(self, moment: Moment) -> "array[int]":
        match moment:
            case Moment.ANSWER:
                return self.answers
            case Moment.HANGUP:
                return self.hangups
            case Moment.CLOSING:
                return self.closings


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
