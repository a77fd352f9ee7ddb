"""Another language for as long as something lasts."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale

from wallboard.app.tongue import Tongue, speak, spoken, tongue_of
from wallboard.host.screen_settings import ClockHours, Language

ENGLISH = tongue_of("en", None, QLocale.c())


def tongue(language: Language, clock: ClockHours | None = None) -> Tongue:
    """One of ours, on a machine that speaks none."""
    return tongue_of(language, clock, QLocale.c())


@contextmanager
def speaking(wanted: Tongue | Language) -> Iterator[None]:
    """Speak like this, and like before afterwards."""
    before = spoken()
    speak(wanted if isinstance(wanted, Tongue) else tongue(wanted))
    try:
        yield
    finally:
        speak(before)
