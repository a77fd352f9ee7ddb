"""Shorten a person's name for a wall. Pure. Used by board.privacy.

A name is whatever an organisation wrote down: the words are told apart by spaces alone, and what has none stays whole.
"""

import unicodedata
from functools import lru_cache
from typing import Final

_PARTICLE_WORDS: Final = (
    "al ben bin bint d' da dal de del della den der des di do dos du el ibn la le ten ter van vom von y zu zum zur"
)
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())
_JOINERS: Final = "\u200d\ufe0f"  # they make one sign of several


@lru_cache(maxsize=8_192)  # of those who change from poll to poll; everybody's would be megabytes
def first_name_initial(name: str) -> str:
    """The first name, and the initial of the family name. A single word stays as it is: there is nothing to cut.

    >>> first_name_initial("Christopher Miller"), first_name_initial("Miller, Eva"), first_name_initial("山田太郎")
    ('Christopher M.', 'Eva M.', '山田太郎')
    """
    given, family = _parted(name)
    if family is None:
        return given
    return f"{given} {_initial(family)}."


@lru_cache(maxsize=8_192)
def initials(name: str) -> str:
    """The initials of the first and the family name; of a single word its first sign alone, for two may be all of it.

    >>> initials("Christopher Miller"), initials("Ludwig van Beethoven"), initials("Tova")
    ('C. M.', 'L. B.', 'T.')
    """
    given, family = _parted(name)
    signs = [_initial(one) for one in (given, family) if one]
    return " ".join(f"{sign}." for sign in signs)


def _parted(name: str) -> tuple[str, str | None]:
    """The first name, and the word that the family name is known by; None where there is but one word."""
    words = _words(name)
    if not words:
        return "", None
    if len(words) == 1:
        return words[0], None
    family = words[-1]
    if not _counts(family):  # "Ludwig van": the last is all that there is
        family = next((one for one in reversed(words[1:-1]) if _counts(one)), family)
    return words[0], family


def _words(name: str) -> list[str]:
    """The words, the first name before the family name, without what holds no letter: an emoji, a bracket."""
    if name.isascii() and "," not in name:  # most are; this is done for thousands in a poll
        return [one for one in name.split() if one[0].isalnum() or any(map(_is_sign, one))]
    last, comma, first = _normal(name).replace("\uff0c", ",").replace("،", ",").partition(",")
    bare = f"{first} {last}" if comma and first.strip() else last
    bare = bare.replace(",", " ")
    return [one for one in bare.split() if any(map(_is_sign, one))]


def _normal(name: str) -> str:
    """One form for each sign; marks that only steer the direction of writing are no part of a name."""
    if name.isascii():
        return name
    whole = unicodedata.normalize("NFC", name)
    return "".join(one for one in whole if one in _JOINERS or unicodedata.category(one) != "Cf")


def _counts(word: str) -> bool:
    return word.casefold().strip(".") not in _PARTICLES


def _initial(word: str) -> str:
    """The first letter with the marks that belong to it, as a capital where there are any."""
    if word.isascii() and word[0].isalnum():
        return word[0].upper()
    begin = end = next(place for place, one in enumerate(word) if _is_sign(one))
    end += 1
    while end < len(word) and unicodedata.category(word[end]).startswith("M"):
        end += 1
    sign = word[begin:end]
    upper = sign.upper()
    return upper if len(upper) == len(sign) else sign  # ß has no capital of its own


def _is_sign(one: str) -> bool:
    return one.isalnum()
