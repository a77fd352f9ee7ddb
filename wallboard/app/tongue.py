"""The language of the screen: its words, its numbers, its clock. The one seam between the screen's texts and Qt.

Qt's translators and its locale belong to the whole process, and so does this: `speak` changes it, the others read it.
Until then it is English on a 24-hour clock. The words stand in resources/i18n; packaging/translations.py renews them.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, QTime, QTranslator
from PySide6.QtGui import QGuiApplication

from wallboard.host.paths import resource
from wallboard.host.screen_settings import ClockHours, Language

log = logging.getLogger(__name__)

# Stands before the number by which a message has plural forms: lupdate knows such a message by it alone.
PLURAL = "plural"

# Where the machine speaks another language. All have Western digits (packaging/decisions/languages.md).
_LOCALES: dict[Language, str] = {"en": "en_US", "de": "de_DE", "ar": "ar_AE"}
_HOURS: dict[Language, ClockHours] = {"en": "24h", "de": "24h", "ar": "12h"}
_WESTERN_ZERO = "0"
_FROM_THE_RIGHT = "\u200f"


@dataclass(frozen=True, slots=True)
class Tongue:
    """One way to speak: `words` is the file of messages, `locale` has the numbers and the names of months."""

    words: Path
    locale: QLocale
    twelve_hours: bool = False


def tongue_of(language: Language | None, clock: ClockHours | None, system: QLocale) -> Tongue:
    """What the settings ask for; where they say nothing, what the machine speaks, else English."""
    chosen = language or _ours(system) or "en"
    at_home = _ours(system) == chosen and system.zeroDigit() == _WESTERN_ZERO
    locale = system if at_home else QLocale(_LOCALES[chosen])
    hours = clock or (_habit(system) if at_home else _HOURS[chosen])
    return Tongue(resource("i18n", f"wallboard_{chosen}.qm"), locale, twelve_hours=hours == "12h")


def speak(tongue: Tongue) -> bool:
    """Speak like this from now on. False: it is spoken already. Texts that were made before stay as they are."""
    before = _now.tongue
    if tongue == before:
        return False
    _now.tongue = tongue
    QLocale.setDefault(tongue.locale)
    app = QCoreApplication.instance()
    if app is not None:
        for words in () if before is None else _layers(before):
            app.removeTranslator(words)
        for words in _layers(tongue):
            app.installTranslator(words)
    if isinstance(app, QGuiApplication):
        app.setLayoutDirection(tongue.locale.textDirection())
    return True


def spoken() -> Tongue:
    """What is spoken now."""
    return _now.tongue or _english()


@contextmanager
def in_english() -> Iterator[None]:
    """What is said within is English, on a clock of 24 hours: for logs and command line. Nothing may wait within."""
    before = _now.tongue
    _now.tongue = _english()
    try:
        yield
    finally:
        _now.tongue = before


def translate(context: str, text: str, comment: str = "", plural: str = "", n: int = -1) -> str:
    """The text in the language that is spoken, with `n` in the place of %n; in English where it has no translation.

    A message with plural forms is given PLURAL, and then its number. `comment` is for the translator, and tells equal
    texts apart.
    """
    # The forms hang on small numbers and the last digits; Qt takes no number of more than 32 bits.
    form = n if n < 1_000 else 1_000 + n % 1_000
    for words in reversed(_layers(spoken())):
        if said := words.translate(context, text, comment, form):
            break
    else:
        said = text
    return said.replace("%n", whole(n)) if plural else said


def beside(parts: Iterable[str]) -> str:
    """Parts in a row, each in its place: from the right one that ends in Latin letters draws no number to itself."""
    mark = _FROM_THE_RIGHT if spoken().locale.textDirection() is Qt.LayoutDirection.RightToLeft else ""
    return f"{mark} · {mark}".join(parts)


def comma() -> str:
    """What stands between the members of a list."""
    return translate("words", ", ", "between the members of a list")


def whole(value: int) -> str:
    """A whole number, however large, in groups of three.

    >>> whole(1_234_567)
    '1,234,567'
    """
    return f"{value:,}".replace(",", spoken().locale.groupSeparator())


def number(value: float) -> str:
    """A number without a needless fraction, and without groups.

    >>> number(30.0), number(2.5)
    ('30', '2.5')
    """
    return f"{value:g}".replace(".", spoken().locale.decimalPoint())


def tenths(value: float) -> str:
    """A number with one digit after the point.

    >>> tenths(25.0)
    '25.0'
    """
    return f"{value:.1f}".replace(".", spoken().locale.decimalPoint())


def time_of_day(local: datetime, *, seconds: bool = False) -> str:
    """What a clock says: of 24 hours or twice 12."""
    tongue = spoken()
    if tongue.twelve_hours:
        pattern = (
            translate("words", "h:mm:ss AP", "a clock of 12 hours, as QLocale.toString takes it")
            if seconds
            else translate("words", "h:mm AP", "a clock of 12 hours, as QLocale.toString takes it")
        )
        return tongue.locale.toString(QTime(local.hour, local.minute, local.second), pattern)
    return f"{local.hour:02}:{local.minute:02}" + (f":{local.second:02}" if seconds else "")


def day(local: datetime) -> str:
    """A day of this year."""
    pattern = translate("words", "d MMM", "a day of this year, as QLocale.toString takes it")
    return spoken().locale.toString(QDate(local.year, local.month, local.day), pattern)


class _Now:
    tongue: Tongue | None = None


_now = _Now()


def _ours(system: QLocale) -> Language | None:
    name = QLocale.languageToCode(system.language())
    return next((language for language in _LOCALES if language == name), None)


def _habit(system: QLocale) -> ClockHours:
    return "12h" if "a" in system.timeFormat(QLocale.FormatType.ShortFormat).lower() else "24h"


def _layers(tongue: Tongue) -> list[QTranslator]:
    """The files of messages, the last one first: what it lacks is said in English."""
    english = _english().words
    return [_load(english)] if tongue.words == english else [_load(english), _load(tongue.words)]


@cache
def _english() -> Tongue:
    return tongue_of("en", None, QLocale.c())


@cache
def _load(words: Path) -> QTranslator:
    translator = QTranslator()
    if not translator.load(str(words)):
        log.error("tongue.not_loaded", extra={"file": str(words)})
    return translator
