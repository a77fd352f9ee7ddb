"""Every pair of colours that meets on the screen can be told apart by those who read it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQml import QQmlEngine, QQmlExpression, qmlContext

from wallboard.host.paths import resource

NAMES_AND_NUMBERS, OTHER_TEXT, MARKS = 7.0, 4.5, 3.0
SETS = ("fresh", "old")
CHIPS = ("available", "onCall", "wrapUp", "other")


@pytest.fixture
def theme(qapp: QGuiApplication) -> Iterator[QObject]:
    engine = QQmlEngine()
    engine.addImportPath(str(resource("qml")))
    made = engine.singletonInstance("Wallboard", "Theme")
    assert isinstance(made, QObject)
    yield made
    engine.clearSingletons()


def colour(owner: QObject, path: str) -> QColor:
    context = qmlContext(owner)
    assert context is not None
    found = QQmlExpression(context, owner, path).evaluate()[0]
    assert isinstance(found, QColor), path
    return found


def luminance(shade: QColor) -> float:
    """The relative luminance of WCAG 2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(shade.redF()) + 0.7152 * linear(shade.greenF()) + 0.0722 * linear(shade.blueF())


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tones", SETS)
def test_names_and_numbers(theme: QObject, tones: str) -> None:
    for surface in ("row", "card", "lit"):
        for ink in ("name", "rank"):
            found = contrast(colour(theme, f"{tones}.{ink}"), colour(theme, f"{tones}.{surface}"))
            assert found >= NAMES_AND_NUMBERS, (surface, ink, found)


@pytest.mark.parametrize("tones", SETS)
def test_other_text_of_the_rows(theme: QObject, tones: str) -> None:
    for surface in ("row", "card", "lit"):
        for ink in ("label", "up", "down"):
            found = contrast(colour(theme, f"{tones}.{ink}"), colour(theme, f"{tones}.{surface}"))
            assert found >= OTHER_TEXT, (surface, ink, found)
    for chip in (*CHIPS, "avatar", "goldAvatar"):
        found = contrast(colour(theme, f"{tones}.{chip}.ink"), colour(theme, f"{tones}.{chip}.surface"))
        assert found >= OTHER_TEXT, (chip, found)


@pytest.mark.parametrize("ink", ["text", "softText", "quiet", "notice", "good", "alarm", "lost"])
def test_text_on_the_ground(theme: QObject, ink: str) -> None:
    assert contrast(colour(theme, ink), colour(theme, "ground")) >= OTHER_TEXT


@pytest.mark.parametrize("panel", ["panel", "alarmPanel", "lostPanel"])
def test_the_badge(theme: QObject, panel: str) -> None:
    for ink in ("text", "softText", "notice"):
        assert contrast(colour(theme, ink), colour(theme, f"{panel}.surface")) >= OTHER_TEXT, ink


def test_the_sign_in_page(theme: QObject) -> None:
    panel, field = colour(theme, "panel.surface"), colour(theme, "field.surface")
    for ink in ("text", "softText", "quiet", "notice", "lost"):
        assert contrast(colour(theme, ink), panel) >= OTHER_TEXT, ink
    for ink in ("field.ink", "quiet"):
        assert contrast(colour(theme, ink), field) >= OTHER_TEXT, ink
    assert contrast(colour(theme, "button.ink"), colour(theme, "button.surface")) >= NAMES_AND_NUMBERS
    assert contrast(colour(theme, "text"), colour(theme, "fieldEdge")) >= OTHER_TEXT  # the button while it is busy
    for edge in ("fieldEdge", "focusEdge", "lost"):
        for surface in (panel, field):
            assert contrast(colour(theme, edge), surface) >= MARKS, edge


@pytest.mark.parametrize("pair", ["alarmBanner", "lostBanner", "rehearsal"])
def test_banners_are_read_from_afar(theme: QObject, pair: str) -> None:
    assert contrast(colour(theme, f"{pair}.ink"), colour(theme, f"{pair}.surface")) >= NAMES_AND_NUMBERS


@pytest.mark.parametrize("mark", ["fresh.litEdge", "fresh.longCall", "fresh.gold", "fresh.silver", "fresh.bronze"])
def test_marks(theme: QObject, mark: str) -> None:
    assert contrast(colour(theme, mark), colour(theme, "ground")) >= MARKS


def test_a_long_conversation_stands_out_from_its_row_and_chip(theme: QObject) -> None:
    outline = colour(theme, "fresh.longCall")
    assert contrast(outline, colour(theme, "fresh.row")) >= MARKS
    assert contrast(outline, colour(theme, "fresh.onCall.surface")) >= MARKS


def test_old_rows_have_lost_their_hue(theme: QObject) -> None:
    for name in ("gold", "bronze", "longCall", "up", "down", *(f"{chip}.ink" for chip in CHIPS)):
        fresh, old = colour(theme, f"fresh.{name}"), colour(theme, f"old.{name}")
        assert old.hslSaturationF() < 0.25, (name, old.hslSaturationF())
        assert luminance(old) < luminance(fresh)


def test_under_the_veil_of_quiet_hours_all_is_still_read(theme: QObject) -> None:
    veil = theme.property("veil")

    def veiled(path: str) -> QColor:
        full = colour(theme, path)
        return QColor.fromRgbF(*(part * (1 - veil) for part in (full.redF(), full.greenF(), full.blueF())))

    for ink in ("text", "softText", "quiet", "alarm", "lost", "good", "notice"):
        assert contrast(veiled(ink), veiled("ground")) >= MARKS, ink
    for panel in ("alarmBanner", "lostBanner"):
        assert contrast(veiled(f"{panel}.ink"), veiled(f"{panel}.surface")) >= MARKS
        assert luminance(veiled(f"{panel}.surface")) < luminance(colour(theme, f"{panel}.surface")) / 2
