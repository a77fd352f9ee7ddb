"""Which movement an update gets. Pure; asked by app.board_state, carried out by resources/qml."""

from collections.abc import Sequence
from enum import Enum
from typing import Literal

from wallboard.app.row_plan import Move, plan


class Motion(Enum):
    """What may move: everything; nothing, but fading is fine; nothing at all."""

    FULL = "full"
    CALM = "calm"
    OFF = "off"


class Change(Enum):
    """How rows come to their new places: they glide; the old list fades out while the new one fades in; at once."""

    GLIDE = "glide"
    FADE = "fade"
    JUMP = "jump"


def chosen(setting: Literal["full", "calm", "off"] | None, system_wants_less: bool | None) -> Motion:
    """The settings decide; where they say nothing the system, as far as it can tell.

    >>> chosen("full", True), chosen(None, True), chosen(None, None)
    (<Motion.FULL: 'full'>, <Motion.CALM: 'calm'>, <Motion.FULL: 'full'>)
    """
    if setting is not None:
        return Motion(setting)
    return Motion.CALM if system_wants_less else Motion.FULL


def movers(before: Sequence[str], after: Sequence[str]) -> int:
    """How many rows move by themselves or are new. Those that only make room for them do not count.

    >>> movers("abcd", "dabc"), movers("abcd", "abce"), movers("abcd", "abcd")
    (1, 1, 0)
    """
    known = set(before)
    newcomers = sum(one not in known for one in after)
    staying = [one for one in after if one in known]
    kept = set(staying)
    moves = plan([one for one in before if one in kept], staying)
    return newcomers + sum(isinstance(one, Move) for one in moves)


def change(motion: Motion, before: Sequence[str], after: Sequence[str]) -> Change:
    """What the rows of one list do. Where more than a third would move, nobody can follow them all."""
    match motion:
        case Motion.OFF:
            return Change.JUMP
        case Motion.CALM:
            return Change.GLIDE if before == after else Change.FADE
        case Motion.FULL:
            return Change.FADE if 3 * movers(before, after) > len(after) else Change.GLIDE
