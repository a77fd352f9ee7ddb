"""The drawn work of a day."""

from datetime import timedelta
from math import log
from random import Random
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.simulator.crowd_figures import BREAKS, GAP, LONGEST_GAP, LONGEST_TALK, PROFILES, REGULAR, Profile
from wallboard.simulator.day import queue_id
from wallboard.simulator.pattern import LENGTH, STEP, pattern
from wallboard.simulator.tape import Tape

USUAL = timedelta(seconds=20)
ONE_QUEUE = Profile(1.0, ((REGULAR, 1.0),))
profiles = st.sampled_from(PROFILES)
seeds = st.integers(0, 10_000)


def drawn(profile: Profile, seed: int, wrap_up: timedelta = USUAL) -> Tape:
    return pattern(profile, wrap_up, Random(seed))  # noqa: S311 - a rehearsal, not a secret


@given(profiles, seeds)
def test_conversations_follow_one_another_and_nobody_speaks_in_a_break(profile: Profile, seed: int) -> None:
    own = drawn(profile, seed)
    edges = [edge for each in zip(own.answers, own.hangups, own.closings, strict=True) for edge in each]
    assert edges == sorted(edges)
    for away in own.away:
        assert not any(
            answer < away.end and away.start < closing
            for answer, closing in zip(own.answers, own.closings, strict=True)
        )


@given(profiles, seeds)
def test_the_work_lasts_for_the_longest_shift_of_the_fastest_agent_and_has_its_breaks(
    profile: Profile, seed: int
) -> None:
    own = drawn(profile, seed)
    assert own.closings[-1] > LENGTH >= timedelta(hours=8) / STEP / 0.75
    assert [(away.presence, (away.end - away.start) * STEP) for away in own.away] == [
        (each.presence, each.length) for each in BREAKS
    ]
    assert {own.places[kind] for kind in own.kinds} <= set(own.places)
    assert [kind.queue for kind in own.places] == [queue_id(service.code) for service, _ in profile.work]


def test_talks_and_gaps_are_distributed_as_they_were_fitted() -> None:
    talks, gaps = [], []
    for seed in range(60):
        own = drawn(ONE_QUEUE, seed)
        talks += [(hangup - answer) / 10 for answer, hangup in zip(own.answers, own.hangups, strict=True)]
        ends = {away.start for away in own.away}
        gaps += [
            (following - hangup) / 10
            for hangup, closing, following in zip(own.hangups, own.closings, own.answers[1:], strict=False)
            if closing not in ends
        ]
    assert (fmean(map(log, talks)), pstdev(map(log, talks))) == pytest.approx(REGULAR.talk, abs=0.03)
    assert max(talks) <= LONGEST_TALK.total_seconds()
    inside = [log(gap) for gap in gaps if gap < LONGEST_GAP.total_seconds()]
    # What is cut off at a quarter of an hour makes the mean and the deviation a little smaller.
    assert (fmean(inside), pstdev(inside)) == pytest.approx(GAP, abs=0.15)


def test_without_wrap_up_a_hangup_is_the_closing() -> None:
    own = drawn(ONE_QUEUE, 1, timedelta())
    assert own.hangups == own.closings
    with_it = drawn(ONE_QUEUE, 1)
    assert sum(map(int, with_it.closings)) > sum(map(int, with_it.hangups))
