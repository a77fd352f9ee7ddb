"""The screen's words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app import words
from wallboard.wire.messages import Reconciled, Window

NOW = datetime(2026, 11, 23, 14, 35, 2, tzinfo=UTC)


def test_instants_are_told_in_the_boards_zone() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    assert words.hours_minutes(NOW, berlin) == "15:35"
    assert words.hours_minutes_seconds(NOW, berlin) == "15:35:02"


@pytest.mark.parametrize(
    ("instant", "now", "said"),
    [
        (NOW.replace(hour=7, minute=0), NOW, "07:00"),
        (NOW.replace(day=2, hour=7, minute=0), NOW, "2 Nov 07:00"),
        (NOW.replace(day=22, hour=22, minute=0), NOW, "22 Nov 22:00"),  # a night shift
        (NOW.replace(hour=7, minute=0), None, "23 Nov 07:00"),
    ],
)
def test_the_day_is_told_unless_it_is_today(instant: datetime, now: datetime | None, said: str) -> None:
    assert words.day_and_time(instant, now, UTC) == said


def test_today_is_the_boards_today() -> None:
    just_past_midnight = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert words.day_and_time(NOW, just_past_midnight, ZoneInfo("Europe/Berlin")) == "23 Nov 15:35"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0:00"), (7.9, "0:07"), (59.999, "0:59"), (60, "1:00"), (764, "12:44"), (3599, "59:59"), (3600, "1:00:00")],
)
def test_a_stopwatch_tells_whole_seconds_that_have_passed(seconds: float, said: str) -> None:
    assert words.stopwatch(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("value_ms", "bound_ms", "said"),
    [
        (None, None, "N/A"),
        (None, 0, "N/A"),
        (0, 0, "0:00"),  # an average of nothing at all is an average
        (113_645, 0, "1:54"),
        (113_499, 0, "1:53"),
        (113_645, 499, "1:54"),
        (113_645, 500, "≈ 1:54"),
        (141_000, None, "≤ 2:21"),
        (141_001, None, "≤ 2:22"),
        (3_723_000, 0, "1:02:03"),
        (3_599_700, 0, "1:00:00"),
    ],
)
def test_an_average_says_how_exact_it_is(value_ms: int | None, bound_ms: int | None, said: str) -> None:
    assert words.aht(value_ms, bound_ms) == said


@given(st.integers(0, 10**8), st.integers(0, 10**5))
def test_a_bound_is_never_understated(value_ms: int, part: int) -> None:
    told = words.aht(value_ms, None).removeprefix("≤ ")
    seconds = 0
    for figure in told.split(":"):
        seconds = seconds * 60 + int(figure)
    assert seconds * 1000 >= value_ms
    assert seconds * 1000 < value_ms + 1000


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "0 s"),
        (0, "0 s"),
        (28.9, "28 s"),
        (60, "1 min"),
        (192, "3 min 12 s"),
        (3600, "1 h"),
        (7509, "2 h 5 min"),
        (200_000, "2 days"),
    ],
)
def test_a_length_of_time(seconds: float, said: str) -> None:
    assert words.span(timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Tova", "To"),
        ("tova", "To"),
        ("Ng", "Ng"),
        ("X", "X"),
        ("Christopher M.", "CM"),
        ("Ana María de la Cruz", "AC"),
        ("Jean-Luc Picard", "JP"),
        ("(temp) Li", "TL"),
        ("山田 太郎", "山太"),
        ("김민준", "김민"),
        ("טובה", "טו"),
        ("A\u0301na C", "ÁC"),  # an accent that stands apart belongs to its letter
        ("…", "…"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_initials(name: str, said: str) -> None:
    assert words.initials(name) == said


@pytest.mark.parametrize(
    ("agents", "differing", "said"),
    [
        (14, 0, "Reconciled 07:00–15:00: 14 agents agree"),
        (1, 0, "Reconciled 07:00–15:00: 1 agent agrees"),
        (14, 2, "Reconciled 07:00–15:00: 2 of 14 agents differ"),
        (1500, 1, "Reconciled 07:00–15:00: 1 of 1,500 agents differs"),
        (0, 0, "Reconciled 07:00–15:00: nobody to compare"),
    ],
)
def test_what_came_of_asking_again_later(agents: int, differing: int, said: str) -> None:
    window = Window(NOW.replace(hour=6, minute=0), NOW.replace(hour=14, minute=0))
    told = Reconciled(window, NOW, agents, differing)
    assert words.reconciled(told, NOW, ZoneInfo("Europe/Berlin")) == said


def test_a_reconciled_window_of_another_day_tells_its_day() -> None:
    window = Window(NOW.replace(day=22, hour=22, minute=0), NOW.replace(hour=6, minute=0))
    assert words.reconciled(Reconciled(window, NOW, 3, 0), NOW, UTC).startswith("Reconciled 22 Nov 22:00–06:00: ")
