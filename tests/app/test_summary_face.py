"""What all agents and queues do together: each figure with its words, and a mark beyond its threshold alone."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.known import NOW
from wallboard.app.summary_face import Beyond, Part, both, line, queues, runs, summary
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import Queues, Summary

NOTHING, OVER, UNDER = Beyond.NOTHING, Beyond.OVER, Beyond.UNDER
TOLD = Summary(14, 6, 6, 2, 1_843, 142_000, 0)
BUSY = Queues(12, NOW - timedelta(seconds=72), 0.824, 31)


def aht(value_ms: int | None, bound_ms: int | None = 0, most: int | None = 300) -> Part:
    told = Summary(1, closed=1, aht_ms=value_ms, aht_bound_ms=bound_ms)
    return summary(told, Thresholds(aht=most))[-1]


def test_without_thresholds_nothing_is_marked() -> None:
    totals, waiting = both(TOLD, NOW, Thresholds())
    assert line(totals) == "14 active · 6 on a call · 2 in wrap-up · 1,843 closed · AHT 2:22"
    assert waiting == ()
    assert line(queues(BUSY, NOW, Thresholds())) == "12 waiting · longest 1:12 · 82 % in time · 31 hung up"


@pytest.mark.parametrize(
    ("thresholds", "text", "beyond"),
    [
        (Thresholds(waiting=11), "12 waiting, over 11", OVER),
        (Thresholds(waiting=12), "12 waiting", NOTHING),
        (Thresholds(waiting=0), "12 waiting, over 0", OVER),
        (Thresholds(longest_wait=71), "longest 1:12, over 1:11", OVER),
        (Thresholds(longest_wait=72), "longest 1:12", NOTHING),
        (Thresholds(service_level=83), "82 % in time, under 83 %", UNDER),
        (Thresholds(service_level=82), "82 % in time", NOTHING),
        (Thresholds(abandoned=30), "31 hung up, over 30", OVER),
        (Thresholds(abandoned=31), "31 hung up", NOTHING),
    ],
)
def test_a_figure_is_marked_beyond_its_number_and_not_at_it(thresholds: Thresholds, text: str, beyond: Beyond) -> None:
    assert Part(text, beyond) in queues(BUSY, NOW, thresholds)
    assert len([part for part in queues(BUSY, NOW, thresholds) if part.beyond is not NOTHING]) == (
        beyond is not NOTHING
    )


def test_a_part_of_a_second_that_is_not_shown_does_not_count() -> None:
    told = Queues(longest_since=NOW - timedelta(seconds=60.9))
    assert queues(told, NOW, Thresholds(longest_wait=60)) == (Part("longest 1:00"),)


@pytest.mark.parametrize(("level", "marked"), [(0.796, False), (0.794, True), (0.8, False), (0.0, True)])
def test_a_service_level_is_judged_as_it_is_shown(level: float, marked: bool) -> None:
    (part,) = queues(Queues(service_level=level), None, Thresholds(service_level=80))
    assert (part.beyond is UNDER) is marked
    assert part.text.startswith(f"{level * 100:.0f} % in time")


@pytest.mark.parametrize(
    ("value_ms", "bound_ms", "text", "beyond"),
    [
        (300_499, 0, "AHT 5:00", NOTHING),
        (300_500, 0, "AHT 5:01, over 5:00", OVER),
        (300_600, 400, "AHT 5:01, over 5:00", OVER),  # as exact as it is shown
        (303_000, 2_000, "AHT ≈ 5:03, over 5:00", OVER),
        (303_000, 3_000, "AHT ≈ 5:03", NOTHING),  # it may be 5:00
        (900_000, None, "AHT ≤ 15:00", NOTHING),  # it may be anything
        (None, None, "AHT N/A", NOTHING),
    ],
)
def test_an_average_is_marked_where_it_is_surely_over(
    value_ms: int | None, bound_ms: int | None, text: str, beyond: Beyond
) -> None:
    assert aht(value_ms, bound_ms) == Part(text, beyond)


def test_what_is_not_known_is_neither_told_nor_marked() -> None:
    strict = Thresholds(waiting=0, longest_wait=1, service_level=100, abandoned=0)
    assert queues(None, NOW, strict) == queues(Queues(), NOW, strict) == ()
    assert queues(Queues(waiting=0, abandoned=0), NOW, strict) == (Part("0 waiting"), Part("0 hung up"))


def test_of_some_queues_alone_the_least_is_told_and_marked_where_even_that_is_over() -> None:
    told = Queues(waiting_at_least=3, longest_at_least_since=NOW - timedelta(seconds=72))
    assert line(queues(told, NOW, Thresholds(waiting=3, longest_wait=72))) == "≥ 3 waiting · longest ≥ 1:12"
    marked = queues(told, NOW, Thresholds(waiting=2, longest_wait=60))
    assert line(marked) == "▲ ≥ 3 waiting, over 2 · ▲ longest ≥ 1:12, over 1:00"


def test_where_no_mark_can_be_drawn_a_sign_stands_for_it() -> None:
    told = queues(BUSY, NOW, Thresholds(waiting=5, service_level=90))
    assert line(told) == "▲ 12 waiting, over 5 · longest 1:12 · ▼ 82 % in time, under 90 % · 31 hung up"


parts = st.lists(st.builds(Part, st.text("ab", min_size=1, max_size=3), st.sampled_from(Beyond)), max_size=8)


@given(parts)
def test_fewer_parts_say_the_same_and_mark_the_same(some: list[Part]) -> None:
    fewer = runs(some)
    assert line(fewer) == line(some)
    marked = [part for part in some if part.beyond is not NOTHING]
    assert [part for part in fewer if part.beyond is not NOTHING] == marked
    assert len(fewer) <= 2 * len(marked) + 1
