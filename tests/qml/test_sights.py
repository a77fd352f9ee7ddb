"""Whoever lacks a kind of cone, or sees all in grey, still tells one state from another: by hue, or by shape and word.

Okabe and Ito ask for both, and so does WCAG 2 (1.4.1): a hue is never the only sign.
"""

from datetime import UTC
from itertools import combinations
from math import dist

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlExpression, qmlContext, qmlEngine

from tests.app.known import AS_OF, day
from tests.qml.shades import EVERY_SIGHT, MORE_SIGHTS, SIGHTS, colour, seen
from tests.qml.test_theme import CHIPS, JUST_SEEN, SETS
from tests.screens.screens import SCREENS
from wallboard.app.looks import Looks
from wallboard.app.row_face import row_face
from wallboard.board.agents import StatusKind, status_kind

HUES = {
    Looks.Kind.AVAILABLE: "available",
    Looks.Kind.ON_CALL: "onCall",
    Looks.Kind.WRAP_UP: "wrapUp",
    Looks.Kind.OFF_QUEUE: "other",
    Looks.Kind.OFFLINE: "other",
    Looks.Kind.OTHER: "other",
}
STATUSES = ["Available", "On a Call", "Wrap-up", "Off queue: Break", "Offline", "Meditating"]
TRUST = {"live": "good", "late": "notice", "stale": "alarm", "silent": "softText", "offline": "lost"}
MEDALS = ["gold", "silver", "bronze"]


def asked(theme: QObject, source: str, question: str) -> object:
    """What a component answers that is made so."""
    engine = qmlEngine(theme)
    assert engine is not None
    component = QQmlComponent(engine)
    component.setData(f"import Wallboard; import Wallboard.Model; {source}".encode(), QUrl())
    made = component.create()
    assert made is not None, component.errorString()
    context = qmlContext(made)
    assert context is not None
    answer: object = QQmlExpression(context, made, question).evaluate()[0]
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)  # while there is a theme that it reads
    return answer


def status_shape(theme: QObject, kind: Looks.Kind) -> object:
    chip = (
        f'StatusChip {{ duration: ""; kind: {kind.value}; longCall: false; room: 999; status: ""; tones: Theme.fresh }}'
    )
    return asked(theme, chip, "shape()")


def trust_shape(theme: QObject, name: str) -> object:
    trust = Looks.Trust[SCREENS[name].condition.freshness.name]
    return asked(theme, f"TrustMark {{ size: 9; trust: {trust.value} }}", "shape")


def arrow(theme: QObject, moved: int) -> object:
    return asked(theme, f"Movement {{ moved: {moved}; size: 30; tones: Theme.fresh }}", "children[0].text")


def apart(theme: QObject, one: str, other: str, sight: str) -> float:
    return dist(seen(colour(theme, one), sight), seen(colour(theme, other), sight))


def chips_apart(theme: QObject, one: str, other: str, sight: str) -> float:
    return max(apart(theme, f"{one}.{part}", f"{other}.{part}", sight) for part in ("surface", "ink"))


@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_white_stays_white_and_grey_stays_grey(sight: str) -> None:
    assert [sum(row) for row in EVERY_SIGHT[sight]] == pytest.approx([1, 1, 1], abs=1e-4)


def test_the_simulations_merge_what_their_sights_cannot_tell_apart() -> None:
    # A red and a green of one brightness for that sight; the same two are far apart with all cones.
    for sight in ("no red, 1999", "no green, 1999"):
        red_share, green_share, _ = MORE_SIGHTS[sight][0]
        red, green = QColor.fromRgbF(1, 0, 0), QColor.fromRgbF(0, 0, 0)
        level = red_share / green_share  # of linear light
        green.setGreenF(12.92 * level if level <= 0.0031308 else 1.055 * level ** (1 / 2.4) - 0.055)
        assert dist(seen(red, sight), seen(green, sight)) < 0.03
        assert dist(seen(red, "all cones"), seen(green, "all cones")) > 0.3
    assert seen(QColor("#ff0000"), "grey")[1:] == pytest.approx((0, 0), abs=1e-3)


@pytest.mark.parametrize("sight", [*SIGHTS, "no red, 1999", "no green, 1999"])
def test_fresh_statuses_arrows_and_medals_differ_in_hue_for_every_sight(theme: QObject, sight: str) -> None:
    for one, other in combinations(CHIPS, 2):
        assert chips_apart(theme, f"fresh.{one}", f"fresh.{other}", sight) >= JUST_SEEN, (one, other)
    for one, other in (*combinations(MEDALS, 2), ("up", "down")):
        assert apart(theme, f"fresh.{one}", f"fresh.{other}", sight) >= JUST_SEEN, (one, other)


@pytest.mark.parametrize("tones", SETS)
@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_statuses_are_told_by_hue_or_else_by_shape_and_word(theme: QObject, sight: str, tones: str) -> None:
    words = {Looks.Kind[status_kind(status).name]: status for status in STATUSES}
    assert len(words) == len(StatusKind) == len(HUES)
    for one, other in combinations(HUES, 2):
        if chips_apart(theme, f"{tones}.{HUES[one]}", f"{tones}.{HUES[other]}", sight) < JUST_SEEN:
            assert status_shape(theme, one) != status_shape(theme, other), (one, other)
            assert words[one] != words[other]


def test_every_status_and_every_trust_has_a_shape_of_its_own(theme: QObject) -> None:
    statuses = {status_shape(theme, kind) for kind in HUES}
    assert len(statuses) == len(HUES)
    assert len({trust_shape(theme, name) for name in TRUST}) == len(TRUST)
    clock = asked(theme, 'Mark { color: "red"; shape: Mark.Clock; size: 9 }', "shape")
    assert clock not in statuses


@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_trust_is_told_by_hue_or_else_by_shape_and_word(theme: QObject, sight: str) -> None:
    for one, other in combinations(TRUST, 2):
        if apart(theme, TRUST[one], TRUST[other], sight) < JUST_SEEN:
            assert trust_shape(theme, one) != trust_shape(theme, other), (one, other)
            assert SCREENS[one].condition.badge != SCREENS[other].condition.badge


@pytest.mark.parametrize("tones", SETS)
@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_arrows_are_told_by_hue_or_else_by_shape(theme: QObject, sight: str, tones: str) -> None:
    if apart(theme, f"{tones}.up", f"{tones}.down", sight) < JUST_SEEN:
        assert (arrow(theme, 3), arrow(theme, -3)) == ("▲", "▼")


@pytest.mark.parametrize("tones", SETS)
@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_medals_are_told_by_hue_or_else_by_the_rank_beside_them(theme: QObject, sight: str, tones: str) -> None:
    cards = {face.medal.value: face.rank for face in (row_face(row, AS_OF, UTC, risen=False) for row in day()[:3])}
    assert list(cards) == MEDALS
    for one, other in combinations(MEDALS, 2):
        if apart(theme, f"{tones}.{one}", f"{tones}.{other}", sight) < JUST_SEEN:
            assert cards[one] != cards[other]


@pytest.mark.parametrize("sight", EVERY_SIGHT)
def test_a_long_conversation_is_outlined_for_every_sight(theme: QObject, sight: str) -> None:
    for surface in ("onCall.surface", "row"):
        assert apart(theme, "fresh.longCall", f"fresh.{surface}", sight) >= 5 * JUST_SEEN
