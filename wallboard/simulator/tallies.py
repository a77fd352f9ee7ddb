"""Count what happened to an agent's conversations in an interval: how often, and for how long. Pure.

Used by aggregates, which says how an interval counts. What is settled is read from sums over a tape; only what happened
within the longest delay is looked at one by one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from wallboard.simulator.instants import MILLISECOND, NEVER
from wallboard.simulator.tape import Moment, Tape
from wallboard.simulator.timeline import Sight, Stage, Timeline


class Tally(msgspec.Struct, frozen=True, gc=False):
    """How many, and their times together, the shortest and the longest, in milliseconds."""

    count: int
    total: int
    least: int
    most: int


def joined(those: Sequence[Tally]) -> Tally:
    """All of them together, at least one."""
    return Tally(
        sum([one.count for one in those]),
        sum([one.total for one in those]),
        min([one.least for one in those]),
        max([one.most for one in those]),
    )


@dataclass(frozen=True, slots=True)
class _Metric:
    """What is counted when it happens, since when its time runs, and from which stage on it is seen."""

    when: Moment
    since: Moment
    seen_at: frozenset[Stage]


_CLOSED = frozenset({Stage.CLOSED})
_AFTER_TALK = _CLOSED | {Stage.WRAPPING_UP}
_METRICS: Mapping[str, _Metric] = {
    "nConnected": _Metric(Moment.ANSWER, Moment.ANSWER, _AFTER_TALK | {Stage.TALKING}),
    "tTalk": _Metric(Moment.HANGUP, Moment.ANSWER, _AFTER_TALK),
    "tHandle": _Metric(Moment.CLOSING, Moment.ANSWER, _CLOSED),
    "tAcw": _Metric(Moment.CLOSING, Moment.HANGUP, _CLOSED),
}
OCCURRING = frozenset(_METRICS)


def tally(line: Timeline, kinds: frozenset[int], metric: str, sight: Sight) -> Tally | None:
    """One metric of some kinds of an agent's conversations, as far as it can be seen; None where there is nothing."""
    asked, own, begins, pace = _METRICS[metric], line.tape, line.begins, line.pace
    events = own.events(kinds, asked.since, asked.when)
    times, whole = events.times, len(events.times)
    # Who has but the beginning of a tape has its conversations one after the other.
    theirs = whole if line.count == len(own.answers) else bisect_left(events.places, line.count)
    first = bisect_right(times, (sight.start - begins) // pace, 0, theirs)
    settled = bisect_right(times, (sight.settled - begins) // pace, first, theirs)
    last = (sight.end - begins) // pace
    late = []
    for place in range(settled, theirs):
        if times[place] > last:
            break
        if sight.stage(line, events.places[place]) in asked.seen_at:
            late.append(events.lasted[place])
    count, total = settled - first + len(late), events.sums[settled] - events.sums[first] + sum(late)
    if not count:
        return None
    if first == 0 and settled and not late:
        least, most = events.lows[settled - 1], events.highs[settled - 1]
    else:
        counted = [*events.lasted[first:settled], *late]
        least, most = min(counted), max(counted)
    return Tally(count, total * pace // MILLISECOND, least * pace // MILLISECOND, most * pace // MILLISECOND)


def next_event(line: Timeline, sight: Sight) -> int:
    """When something happens to this agent's conversations that was not settled yet: until then her tallies stand."""
    own, count = line.tape, line.count
    step = line.not_after(sight.settled)
    first = bisect_right(own.all_closed_by, step, 0, count)
    beyond = bisect_right(own.answers, step, 0, count)
    ahead = list(_ends_after(own, step, first, beyond))
    if beyond < count:
        ahead.append(own.answers[beyond])
    return line.at(min(ahead)) if ahead else NEVER


def _ends_after(own: Tape, step: int, first: int, beyond: int) -> Iterator[int]:
    for place in range(first, beyond):
        if own.hangups[place] > step:
            yield own.hangups[place]
        if own.closings[place] > step:
            yield own.closings[place]
