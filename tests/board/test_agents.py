"""Status words: which of them make an agent active."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.agents import ACTIVE_KINDS, StatusKind, status_kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Available", StatusKind.AVAILABLE),
        ("Ringing", StatusKind.AVAILABLE),
        ("Alerting", StatusKind.AVAILABLE),
        ("On a Call", StatusKind.ON_CALL),
        ("On an Interaction", StatusKind.ON_CALL),
        ("Wrap-up", StatusKind.WRAP_UP),
        ("Off queue: Available", StatusKind.OFF_QUEUE),
        ("Off Queue", StatusKind.OFF_QUEUE),
        ("Offline", StatusKind.OFFLINE),
        ("Meal", StatusKind.OTHER),
        ("Available soon", StatusKind.OTHER),
        ("", StatusKind.OTHER),
    ],
)
def test_every_known_word_has_its_meaning(words: str, kind: StatusKind) -> None:
    assert status_kind(words) is kind


@pytest.mark.parametrize("words", ["on a call", "ON A CALL", "  On a Call\t"])
def test_case_and_space_around_do_not_matter(words: str) -> None:
    assert status_kind(words) is StatusKind.ON_CALL


def test_active_is_who_works_or_waits_for_work() -> None:
    words = ["Available", "Ringing", "On a Call", "Wrap-up", "Off queue: Available", "Offline", "Break"]
    assert [status_kind(one) in ACTIVE_KINDS for one in words] == [True, True, True, True, False, False, False]


@given(st.text())
def test_a_word_nobody_knows_is_never_active(words: str) -> None:
    known = {"available", "ringing", "alerting", "on a call", "on an interaction", "wrap-up"}
    assert (status_kind(words) in ACTIVE_KINDS) == (words.strip().casefold() in known)
