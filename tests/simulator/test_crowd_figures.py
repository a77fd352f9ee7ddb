"""The figures of a crowd, fitted again to the recorded days."""

import csv
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from math import log
from statistics import fmean, pstdev

import pytest

from tests.truth import CALLS
from wallboard.simulator.crowd_figures import (
    AT_WORK,
    BY_HOUR,
    GAP,
    LONGEST_GAP,
    LONGEST_TALK,
    PROFILES,
    RECORDED,
    SHIFTS,
    Service,
)
from wallboard.simulator.day import _QUEUE_NAMES

Row = dict[str, str]


def answered() -> list[Row]:
    with CALLS.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["outcome"] == "AGENT" and row["agent"] != "NO_SERVER"]


ROWS = answered()


def seconds(text: str) -> int:
    hour, minute, second = map(int, text.split(":"))
    return hour * 3600 + minute * 60 + second


def talk(row: Row) -> int:
    return (seconds(row["hangup"]) - seconds(row["answer"])) % 86400


def shares(counts: Sequence[float]) -> list[float]:
    return [count / sum(counts) for count in counts]


def apart(one: Sequence[float], other: Sequence[float]) -> float:
    """What share of the one would have to move to make it the other."""
    return sum(abs(a - b) for a, b in zip(shares(one), shares(other), strict=True)) / 2


def test_arrivals_by_hour() -> None:
    hours = Counter(int(row["answer"][:2]) for row in ROWS)
    assert tuple(round(1000 * hours[hour] / len(ROWS)) for hour in range(24)) == BY_HOUR


@pytest.mark.parametrize("service", RECORDED, ids=lambda service: service.code)
def test_mean_and_deviation_of_the_logarithm_of_talks(service: Service) -> None:
    logs = [log(talk(row)) for row in ROWS if row["service"] == service.code and talk(row) > 0]
    assert service.talk == pytest.approx((fmean(logs), pstdev(logs)), abs=0.006)
    assert service.name == _QUEUE_NAMES[service.code]


def test_the_longest_talk_and_those_of_no_length() -> None:
    talks = [talk(row) for row in ROWS]
    assert (max(talks), talks.count(0)) == (LONGEST_TALK.total_seconds(), 22)


def test_gaps_between_an_agents_calls() -> None:
    days: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in ROWS:
        begin = seconds(row["answer"])
        days[row["date"], row["agent"]].append((begin, begin + talk(row)))
    gaps = [
        following - end
        for own in days.values()
        for (_, end), (following, _) in zip(sorted(own), sorted(own)[1:], strict=False)
    ]
    logs = [log(gap) for gap in gaps if 0 < gap < LONGEST_GAP.total_seconds()]
    assert pytest.approx((fmean(logs), pstdev(logs)), abs=0.006) == GAP


def test_who_is_at_work() -> None:
    at_work = {(row["date"], row["agent"]) for row in ROWS}
    everybody = {agent for _, agent in at_work}
    days = {day for day, _ in at_work}
    assert pytest.approx(len(at_work) / len(days) / len(everybody), abs=0.006) == AT_WORK


def test_those_on_shift_follow_the_calls() -> None:
    midnight = datetime(2026, 11, 24)  # noqa: DTZ001 - hours of a day without a zone

    def on_shift(hour: int) -> int:
        middle = midnight + timedelta(hours=hour, minutes=30)
        begun = [(datetime.combine(midnight, shift.start), shift) for shift in SHIFTS]
        return sum(shift.weight for begin, shift in begun if begin <= middle < begin + shift.length)

    assert apart([on_shift(hour) for hour in range(24)], BY_HOUR) < 0.06
    assert sum(shift.weight for shift in SHIFTS) == 1000
    assert len({shift.start for shift in SHIFTS if shift.start > time(0)}) >= 6


def test_the_work_of_a_profile_is_whole_and_that_of_all_is_mostly_the_records() -> None:
    assert sum(profile.share for profile in PROFILES) == pytest.approx(1)
    assert [sum(share for _, share in profile.work) for profile in PROFILES] == pytest.approx([1] * len(PROFILES))
    counts = Counter(row["service"] for row in ROWS)
    drawn: Counter[str] = Counter()
    for profile in PROFILES:
        for service, share in profile.work:
            drawn[service.code] += round(10_000 * profile.share * share)
    codes = [service.code for service in RECORDED]
    assert apart([counts[code] for code in codes], [drawn[code] for code in codes]) < 0.06
