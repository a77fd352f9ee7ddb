"""Draw the work of a day: a tape of conversations and breaks that agents of a crowd share. Pure; chance comes in.

Used by crowd, which gives each agent a pattern, a beginning and a pace of her own. A step of the tape is a tenth of a
second at the usual pace.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import accumulate
from random import Random

from wallboard.simulator.crowd_figures import (
    BREAK_SPREAD,
    BREAKS,
    FASTEST,
    GAP,
    LONGEST_GAP,
    LONGEST_TALK,
    SHIFTS,
    SHORTEST_TALK,
    WRAP_UP_DEVIATION,
    Profile,
)
from wallboard.simulator.day import queue_id
from wallboard.simulator.tape import Away, Kind, Tape, tape

STEP = timedelta(milliseconds=100)
_STEPS_A_SECOND = 10
_LONGEST_SHIFT = max(shift.length for shift in SHIFTS)
# Whoever is fast uses up more of the tape.
LENGTH = round(_LONGEST_SHIFT / STEP / FASTEST)
_Drawn = tuple[int, int, int, Kind]


def pattern(profile: Profile, wrap_up: timedelta, chance: Random) -> Tape:
    """The work of an agent of this profile, for as long as the longest shift; `wrap_up` is the usual one."""
    drawn: list[_Drawn] = []
    away: list[Away] = []
    breaks = [(_steps(each.after) + _around(chance), each) for each in BREAKS]
    for answer, hangup, closing, kind in _work(profile, wrap_up, chance):
        begin = answer + sum(each.end - each.start for each in away)
        moved = begin - answer
        drawn.append((begin, hangup + moved, closing + moved, kind))
        if breaks and closing + moved >= breaks[0][0]:
            _, own = breaks.pop(0)
            away.append(Away(closing + moved, closing + moved + _steps(own.length), own.presence))
        if closing + moved > LENGTH:
            break
    return tape(drawn, away, places=tuple(_kinds(profile)))


def _work(profile: Profile, wrap_up: timedelta, chance: Random) -> Iterator[_Drawn]:
    """Conversations without an end, as if there were no breaks."""
    kinds, talks = _kinds(profile), [service.talk for service, _ in profile.work]
    shares = list(accumulate(share for _, share in profile.work))
    places = range(len(kinds))
    usual = wrap_up / STEP
    at = _gap(chance)
    while True:
        place = chance.choices(places, cum_weights=shares)[0]
        hangup = at + _talk(talks[place], chance)
        following = hangup + _gap(chance)
        after = round(usual * chance.lognormvariate(0, WRAP_UP_DEVIATION)) if usual else 0
        yield at, hangup, min(hangup + after, following), kinds[place]
        at = following


def _kinds(profile: Profile) -> list[Kind]:
    return [Kind(queue_id(service.code), service.media) for service, _ in profile.work]


def _talk(talk: tuple[float, float], chance: Random) -> int:
    steps = round(chance.lognormvariate(*talk) * _STEPS_A_SECOND)
    return min(max(steps, _SHORTEST_TALK), _LONGEST_TALK)


def _gap(chance: Random) -> int:
    return min(max(round(chance.lognormvariate(*GAP) * _STEPS_A_SECOND), 1), _LONGEST_GAP)


def _around(chance: Random) -> int:
    return round(chance.uniform(-1, 1) * _steps(BREAK_SPREAD))


def _steps(length: timedelta) -> int:
    return round(length / STEP)


_SHORTEST_TALK, _LONGEST_TALK, _LONGEST_GAP = _steps(SHORTEST_TALK), _steps(LONGEST_TALK), _steps(LONGEST_GAP)
