"""Why the numbers do not come, in words."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from wallboard.app import cause_words
from wallboard.wire.messages import Cause, CauseCode

NOW = datetime(2026, 11, 23, 14, 35, 2, tzinfo=UTC)


@pytest.mark.parametrize("code", get_args(CauseCode))
def test_every_cause_has_words_of_its_own(code: CauseCode) -> None:
    said = cause_words.cause(Cause(code))
    others = {cause_words.cause(Cause(other)) for other in get_args(CauseCode) if other != code}
    assert len(said.split()) > 3  # a sentence, and not the code
    assert "_" not in said
    assert said not in others


def test_a_cause_carries_what_the_server_answered() -> None:
    assert cause_words.cause(Cause("server_error", http_status=503)) == "Genesys Cloud reports a fault of its own (503)"
    assert cause_words.cause(Cause("forbidden", http_status=403)).endswith("ask IT to check its permissions (403)")


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
    assert cause_words.cause(Cause("bad_reply", status)) == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Cause("proxy"), "The network's proxy cannot be reached: tell IT"),
        (Cause("proxy", 407), "The proxy refuses the sign-in (407): ask IT to run wallboard-poller doctor"),
        (Cause("proxy", 403), "The proxy does not let through to Genesys Cloud: tell IT (403)"),
        (
            Cause("certificate", detail="login.mypurecloud.ie"),
            "Certificate of login.mypurecloud.ie is not trusted: ask IT to run wallboard-poller doctor",
        ),
        (Cause("certificate"), "A certificate is not trusted: ask IT to run wallboard-poller doctor"),
    ],
)
def test_what_stands_in_the_network_is_told_from_genesys_cloud(told: Cause, said: str) -> None:
    assert cause_words.cause(told) == said


@pytest.mark.parametrize("kind", ["group", "team", "queue"])
def test_what_a_board_names_and_is_not_there_is_told_by_its_kind(kind: str) -> None:
    said = cause_words.cause(Cause("bad_reply", 404, detail=kind))
    assert said == f"{kind.capitalize()} not found: ask IT to run wallboard-poller doctor (404)"
    other = cause_words.cause(Cause("bad_reply", 404, detail="of a newer poller"))
    assert other == cause_words.cause(Cause("bad_reply", 404))


def test_a_refused_sign_in_says_what_it_has_to_do() -> None:
    assert cause_words.cause(Cause("wrong_secret", 401)).endswith("ask IT to run wallboard-poller login")


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
    assert cause_words.cause(told) == said


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
    assert cause_words.trouble(told, NOW + timedelta(minutes=minutes), NOW, ZoneInfo("Europe/Berlin")) == said


def test_a_long_wait_stays_a_time_of_day_while_it_runs_out() -> None:
    told = Cause("throttled", 429, 7_200_000)
    assert (
        cause_words.trouble(told, NOW, NOW - timedelta(minutes=2), UTC) == "Genesys Cloud asks to wait until 14:35:02"
    )


def test_a_wish_without_a_time_is_counted_down_alone() -> None:
    told = cause_words.trouble(Cause("throttled", 429), NOW + timedelta(seconds=40), NOW, UTC)
    assert told == "Genesys Cloud asks to wait; next try in 40 s"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (Cause("throttled", 429, 70_000), "Genesys Cloud asks to wait until 15:36:12"),
        (Cause("throttled", 429), "Genesys Cloud asks to wait, retrying"),
        (Cause("timeout"), "Genesys Cloud did not answer in time, retrying"),
        (Cause("unreachable"), "Genesys Cloud cannot be reached, retrying"),
        (Cause("unreachable", detail="clock"), "Last poll failed, retrying"),
        (Cause("server_error", 503), "Genesys Cloud reports a fault of its own (503), retrying"),
        (Cause("bad_reply", 200), "Genesys Cloud sends answers that cannot be read, retrying"),
        (Cause("bad_reply", 302), "Last poll failed, retrying"),
        (Cause("wrong_secret", 401), "Last poll failed, retrying"),
    ],
)
def test_the_badge_tells_the_cause_where_it_has_the_room(told: Cause, said: str) -> None:
    assert cause_words.failed_poll(told, NOW + timedelta(seconds=70), NOW, ZoneInfo("Europe/Berlin")) == said


def test_a_trouble_of_which_the_next_try_is_not_known() -> None:
    assert cause_words.trouble(Cause("timeout"), None, NOW, UTC) == "Genesys Cloud did not answer in time"


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
    assert cause_words.next_try(at, NOW) == said


def test_without_a_clock_nothing_is_counted_down() -> None:
    assert cause_words.next_try(NOW, None) == ""
