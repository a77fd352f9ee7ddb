"""The language of the screen: which one, its words, its numbers, its clock."""

from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication

from tests.app.tongues import speaking, tongue
from wallboard.app.tongue import (
    PLURAL,
    beside,
    day,
    in_english,
    number,
    speak,
    spoken,
    tenths,
    time_of_day,
    tongue_of,
    translate,
    whole,
)
from wallboard.host.screen_settings import ClockHours, Language

AFTERNOON = datetime(2026, 11, 2, 14, 35, 2)  # noqa: DTZ001  what a clock on the wall says
MORNING = datetime(2026, 11, 2, 0, 5, 9)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("language", "system", "words", "locale"),
    [
        (None, "de_CH", "wallboard_de.qm", "de_CH"),  # its own groups of digits
        (None, "de_DE", "wallboard_de.qm", "de_DE"),
        (None, "fr_FR", "wallboard_en.qm", "en_US"),
        (None, "C", "wallboard_en.qm", "en_US"),
        ("en", "de_DE", "wallboard_en.qm", "en_US"),
        ("de", "en_GB", "wallboard_de.qm", "de_DE"),
        ("en", "en_GB", "wallboard_en.qm", "en_GB"),
        ("ar", "C", "wallboard_ar.qm", "ar_AE"),
        (None, "ar_MA", "wallboard_ar.qm", "ar_MA"),
        (None, "ar_EG", "wallboard_ar.qm", "ar_AE"),  # its digits are others than those of the reports
    ],
)
def test_the_settings_choose_and_otherwise_the_machine(
    language: Language | None, system: str, words: str, locale: str
) -> None:
    chosen = tongue_of(language, None, QLocale(system))
    assert (chosen.words.name, chosen.locale.name()) == (words, locale)


@pytest.mark.parametrize(
    ("language", "clock", "system", "twelve_hours"),
    [
        (None, None, "C", False),
        (None, None, "en_US", True),
        (None, None, "en_GB", False),
        (None, "24h", "en_US", False),
        ("de", None, "en_US", False),
        ("de", "12h", "de_DE", True),
        ("ar", None, "C", True),
    ],
)
def test_a_clock_of_twelve_hours(
    language: Language | None, clock: ClockHours | None, system: str, twelve_hours: bool
) -> None:
    assert tongue_of(language, clock, QLocale(system)).twelve_hours is twelve_hours


@pytest.mark.parametrize("language", get_args(Language))
def test_all_digits_are_western(language: Language) -> None:
    with speaking(language):
        assert [spoken().locale.zeroDigit(), whole(0), number(7.5)[0]] == ["0", "0", "7"]
        assert set(time_of_day(AFTERNOON)) >= {"3", "5"}
        assert day(AFTERNOON).startswith("2")


@pytest.mark.parametrize(
    ("language", "clock", "said"),
    [
        ("en", "24h", ["14:35", "14:35:02", "00:05"]),
        ("en", "12h", ["2:35 PM", "2:35:02 PM", "12:05 AM"]),
        ("de", "24h", ["14:35", "14:35:02", "00:05"]),
        ("ar", "12h", ["2:35 م", "2:35:02 م", "12:05 ص"]),
    ],
)
def test_what_a_clock_says(language: Language, clock: ClockHours, said: list[str]) -> None:
    with speaking(tongue(language, clock)):
        assert [time_of_day(AFTERNOON), time_of_day(AFTERNOON, seconds=True), time_of_day(MORNING)] == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1,234,567", "999", "2.5", "1200", "2 Nov"]),
        ("de", ["1.234.567", "999", "2,5", "1200", "2. Nov."]),
        ("ar", ["1,234,567", "999", "2.5", "1200", "2 نوفمبر"]),
    ],
)
def test_numbers_and_days(language: Language, said: list[str]) -> None:
    with speaking(language):
        assert [whole(1_234_567), whole(999), number(2.5), number(1200.0), day(AFTERNOON)] == said


def test_one_digit_after_the_point() -> None:
    assert (tenths(25.0), tenths(1234.56)) == ("25.0", "1234.6")
    with speaking("de"):
        assert tenths(2.04) == "2,0"


@given(st.integers(min_value=0))
def test_no_number_is_too_large_for_a_message(count: int) -> None:
    assert translate("words", "%n active", "agents", PLURAL, count) == f"{count:,} active"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 day"),
        ("en", 2, "2 days"),
        ("de", 1, "1 Tag"),
        ("de", 2_001, "2.001 Tagen"),
        ("ar", 2, "يومين"),
        ("ar", 3, "3 أيام"),
        ("ar", 11, "11 يومًا"),
        ("ar", 5_000_000_103, "5,000,000,103 أيام"),  # the form hangs on its last two digits
    ],
)
def test_plural_forms(language: Language, count: int, said: str) -> None:
    with speaking(language):
        assert translate("words", "%n day(s)", "", PLURAL, count) == said


def test_parts_in_a_row_stay_in_their_places() -> None:
    assert beside(("AHT 2:11", "4 active")) == "AHT 2:11 · 4 active"
    with speaking("ar"):
        assert beside(("AHT 2:11", "4 نشط")) == "AHT 2:11\u200f · \u200f4 نشط"


def test_a_text_that_nobody_translated_stays() -> None:
    with speaking("de"):
        assert translate("words", "of tomorrow's version") == "of tomorrow's version"
        assert translate("words", "%n of tomorrow's version", "", PLURAL, 1_200) == "1.200 of tomorrow's version"


@pytest.mark.usefixtures("qapp")
def test_qt_speaks_along_and_back() -> None:
    def said() -> tuple[str, str, Qt.LayoutDirection]:
        seen = QCoreApplication.translate("ListHeader", "Agent")
        return seen, QLocale().name(), QGuiApplication.layoutDirection()

    before = said()
    with speaking("ar"):
        assert said() == ("الموظف", "ar_AE", Qt.LayoutDirection.RightToLeft)
        with speaking("de"):
            assert said() == ("Agent", "de_DE", Qt.LayoutDirection.LeftToRight)
    assert said() == ("Agent", "en_US", Qt.LayoutDirection.LeftToRight)
    assert before[0] == "Agent"


def test_what_is_spoken_already_is_no_news() -> None:
    with speaking("de"):
        assert not speak(tongue("de"))
        assert speak(tongue("de", "12h"))


def test_what_is_for_logs_is_english_meanwhile_and_no_longer() -> None:
    with speaking("de"):
        german = translate("condition", "Stale data")
        with in_english():
            assert translate("condition", "Stale data") == "Stale data"
            assert number(2.5) == "2.5"
        assert translate("condition", "Stale data") == german != "Stale data"
        assert number(2.5) == "2,5"
