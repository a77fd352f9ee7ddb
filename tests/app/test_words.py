"""The screen's words."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app import words
from wallboard.wire.messages import Cause, CauseCode, Reconciled, Window

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


@pytest.mark.parametrize("code", get_args(CauseCode))
def test_every_cause_has_words_of_its_own(code: CauseCode) -> None:
    said = words.cause(Cause(code))
    others = {words.cause(Cause(other)) for other in get_args(CauseCode) if other != code}
    assert len(said.split()) > 3  # a sentence, and not the code
    assert "_" not in said
    assert said not in others


def test_a_cause_carries_what_the_server_answered() -> None:
    assert words.cause(Cause("server_error", http_status=503)) == "Genesys Cloud reports a fault of its own (503)"
    assert words.cause(Cause("forbidden", http_status=403)).endswith("ask IT to check its permissions (403)")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "Genesys Cloud sends answers that cannot be read"),
        (200, "Genesys Cloud sends answers that cannot be read"),
        (302, "The network leads elsewhere than to Genesys Cloud: ask IT to check it (302)"),
        (404, "Genesys Cloud does not accept what the wallboard asks: tell IT (404)"),
    ],
)
def test_an_answer_that_cannot_be_used_says_who_can_help(status: int | None, said: str) -> None:
    assert words.cause(Cause("bad_reply", status)) == said


def test_a_refused_sign_in_says_what_it_has_to_do() -> None:
    assert words.cause(Cause("wrong_secret", 401)).endswith("ask IT to run wallboard-poller login")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Cause("wrong_secret", 401), "Wrong client secret: ask IT to run wallboard-poller login"),
        (
            Cause("wrong_region", 401, detail="mypurecloud.de"),
            "Client unknown in mypurecloud.de: ask IT to check id and region",
        ),
        (Cause("wrong_region", 400), "Client unknown in its region: ask IT to check id and region"),
        (Cause("revoked", 401), "Sign-in revoked: ask IT to run wallboard-poller login"),
        (Cause("expired"), "Sign-in expired, and it cannot be renewed yet"),
        (
            Cause("forbidden", 403, detail="analytics:userAggregate:view"),
            "Permission missing: ask IT for analytics:userAggregate:view",
        ),
        (Cause("forbidden", 403), "Permission missing: ask IT to check its permissions (403)"),
        (Cause("forbidden", 401), "Genesys Cloud refuses the sign-in that it has just given: tell IT (401)"),
        (Cause("hidden", 200), "All agents are hidden: ask IT to add their division to the client's role"),
        (Cause("hidden", detail="1"), "An agent is hidden by now: ask IT to add their division to the client's role"),
        (Cause("hidden", detail="9"), "9 agents are hidden by now: ask IT to add their division to the client's role"),
    ],
)
def test_each_trouble_of_a_sign_in_says_who_does_what(told: Cause, said: str) -> None:
    assert words.cause(told) == said


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


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "Genesys Cloud asks to wait until 15:36:02; next try in 1 min"),
        (10, "Genesys Cloud asks to wait until 15:45:02; next try in 10 min"),
        (11, "Genesys Cloud asks to wait until 15:46:02"),
        (120, "Genesys Cloud asks to wait until 17:35:02"),
        (600, "Genesys Cloud asks to wait until 24 Nov 01:35:02"),
    ],
)
def test_a_wait_is_told_as_a_time_of_the_boards_day(minutes: int, said: str) -> None:
    told = Cause("throttled", 429, minutes * 60_000)
    assert words.trouble(told, NOW + timedelta(minutes=minutes), NOW, ZoneInfo("Europe/Berlin")) == said


def test_a_long_wait_stays_a_time_of_day_while_it_runs_out() -> None:
    told = Cause("throttled", 429, 7_200_000)
    assert words.trouble(told, NOW, NOW - timedelta(minutes=2), UTC) == "Genesys Cloud asks to wait until 14:35:02"


def test_a_wish_without_a_time_is_counted_down_alone() -> None:
    told = words.trouble(Cause("throttled", 429), NOW + timedelta(seconds=40), NOW, UTC)
    assert told == "Genesys Cloud asks to wait; next try in 40 s"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Cause("throttled", 429, 70_000), "Genesys Cloud asks to wait until 15:36:12"),
        (Cause("throttled", 429), "Genesys Cloud asks to wait, retrying"),
        (Cause("timeout"), "Genesys Cloud did not answer in time, retrying"),
        (Cause("unreachable"), "Genesys Cloud cannot be reached, retrying"),
        (Cause("server_error", 503), "Genesys Cloud reports a fault of its own (503), retrying"),
        (Cause("bad_reply", 200), "Genesys Cloud sends answers that cannot be read, retrying"),
        (Cause("bad_reply", 302), "Last poll failed, retrying"),
        (Cause("wrong_secret", 401), "Last poll failed, retrying"),
    ],
)
def test_the_badge_tells_the_cause_where_it_has_the_room(told: Cause, said: str) -> None:
    assert words.failed_poll(told, NOW + timedelta(seconds=70), NOW, ZoneInfo("Europe/Berlin")) == said


def test_a_trouble_of_which_the_next_try_is_not_known() -> None:
    assert words.trouble(Cause("timeout"), None, NOW, UTC) == "Genesys Cloud did not answer in time"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (None, ""),
        (NOW + timedelta(seconds=28), "next try in 28 s"),
        (NOW + timedelta(milliseconds=900), "trying again now"),
        (NOW - timedelta(seconds=5), "trying again now"),
    ],
)
def test_the_next_try_is_counted_down(at: datetime | None, said: str) -> None:
    assert words.next_try(at, NOW) == said


def test_without_a_clock_nothing_is_counted_down() -> None:
    assert words.next_try(NOW, None) == ""
