"""Make up an organisation of any size on a date: agents with shifts, breaks and conversations of several media. Pure.

Drawn from crowd_figures by a seed: the same seed makes the same agents, each with the same day. Served like a recorded
day: day.Replay. Twelve hundred days of work are drawn; each agent has one of these patterns, from her own beginning, at
her own pace and as long as her shift, so that fifty thousand are there in seconds. Who does not come today has an empty
timeline: she is asked for, and told with zeros.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2b
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from wallboard.board.agents import AgentId
from wallboard.simulator.crowd_figures import (
    AT_WORK,
    EARLIEST,
    FASTEST,
    LATEST,
    PACE_DEVIATION,
    PROFILES,
    SHIFTS,
    SLOWEST,
    Shift,
)
from wallboard.simulator.crowd_names import MOST_NAMES, names
from wallboard.simulator.day import Replay, queue_id
from wallboard.simulator.instants import MICROSECOND, SECOND, micros
from wallboard.simulator.pattern import STEP, pattern
from wallboard.simulator.tape import Moment, Tape
from wallboard.simulator.timeline import Timeline, nothing

TEAMS = (
    "Carmel", "Galil", "Negev", "Sharon", "Gilboa", "Tabor", "Hermon", "Golan", "Arava", "Hula", "Dan", "Sorek",
    "Alexander", "Kishon", "Besor", "Zin", "Paran", "Ramon", "Arbel", "Meron", "Atlit", "Lachish", "Ashdod", "Jaffa",
)  # fmt: skip
DIVISIONS = ("Bank", "Branch", "Insurance", "Mortgages")
_AGENTS_A_TEAM, _FEWEST_TEAMS = 2_000, 3
MOST_AGENTS = min(MOST_NAMES, 200_000)
USUAL_WRAP_UP = timedelta(seconds=20)
_MOST_PATTERNS = 1_200
_HUNDREDTH = STEP // MICROSECOND // 100  # a pace is a whole number of these, so that every event is on a millisecond


def replay(agents: int, seed: int, today: date, zone: ZoneInfo, wrap_up: timedelta = USUAL_WRAP_UP) -> Replay:
    """A crowd of so many agents on this date; `wrap_up` is the usual one. Raises ValueError for too many agents."""
    chance = Random(seed)  # noqa: S311 - a rehearsal, not a secret
    ids = sorted(_id(seed, number) for number in range(agents))
    called = dict(zip(ids, names(agents, chance), strict=True))
    tapes = _tapes(agents, wrap_up, chance)
    shifts = [_Begun(shift, today, zone) for shift in SHIFTS]
    weights = [shift.weight for shift in SHIFTS]
    timelines = {}
    for agent, profile in zip(ids, _profiles(agents, chance), strict=True):
        tape = chance.choice(tapes[profile])
        if chance.random() < AT_WORK:
            timelines[agent] = _line(agent, tape, chance.choices(shifts, weights)[0], chance)
        else:
            timelines[agent] = nothing(agent, tape)
    queues = {queue_id(one.code): one.name for profile in PROFILES for one, _ in profile.work}
    teams = TEAMS[: max(agents // _AGENTS_A_TEAM, _FEWEST_TEAMS)]
    return Replay(called, timelines, others={}, queues=dict(sorted(queues.items())), teams=teams, divisions=DIVISIONS)


class _Begun:
    """A shift on a date, as instants: it has its length also across a clock change."""

    __slots__ = ("begin", "length")

    def __init__(self, shift: Shift, today: date, zone: ZoneInfo) -> None:
        self.begin = micros(datetime.combine(today, shift.start, zone))
        self.length = shift.length // MICROSECOND


def _id(seed: int, number: int) -> AgentId:
    drawn = blake2b(f"crowd {seed} agent {number}".encode(), digest_size=16).digest()
    return AgentId(str(UUID(bytes=drawn, version=4)))


def _profiles(agents: int, chance: Random) -> Sequence[int]:
    return chance.choices(range(len(PROFILES)), [profile.share for profile in PROFILES], k=agents)


def _tapes(agents: int, wrap_up: timedelta, chance: Random) -> Mapping[int, Sequence[Tape]]:
    """Patterns of each profile, as many as fit its share; for a small crowd about one for each agent."""
    whole = min(agents, _MOST_PATTERNS)
    return {
        place: [_summed(pattern(profile, wrap_up, chance)) for _ in range(1 + round(whole * profile.share))]
        for place, profile in enumerate(PROFILES)
    }


def _summed(tape: Tape) -> Tape:
    """The tape, with the sums that every board asks for worked out: nobody's first answer waits for them."""
    for kinds, _ in tape.by_media:
        tape.events(kinds, Moment.ANSWER, Moment.ANSWER)
        tape.events(kinds, Moment.ANSWER, Moment.CLOSING)
    _ = tape.handled, tape.all_closed_by
    return tape


def _line(agent: AgentId, tape: Tape, shift: _Begun, chance: Random) -> Timeline:
    begins = shift.begin + round(chance.uniform(EARLIEST // MICROSECOND, LATEST // MICROSECOND) / SECOND) * SECOND
    drawn = chance.lognormvariate(0, PACE_DEVIATION)
    pace = round(min(max(drawn, FASTEST), SLOWEST) * 100) * _HUNDREDTH
    ends = begins + shift.length
    count = bisect_left(tape.answers, -((begins - ends) // pace))
    last = begins + tape.closings[count - 1] * pace if count else ends
    return Timeline(agent, tape, begins, pace, count, signs_in=begins, signs_out=max(ends, last))
