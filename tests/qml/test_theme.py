"""Every pair of colours that meets on the screen can be told apart by those who read it."""

from itertools import combinations
from math import dist

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from tests.qml.shades import SIGHTS, colour, contrast, luminance, seen
from wallboard.host.colours import SURFACES

NAMES_AND_NUMBERS, OTHER_TEXT, MARKS = 7.0, 4.5, 3.0
JUST_SEEN = 0.02  # in OKLab; shape and word tell the rest, also in grey
SETS = ("fresh", "old")
CHIPS = ("available", "onCall", "wrapUp", "other")


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


@pytest.mark.parametrize("tones", SETS)
def test_those_who_are_not_ranked_yet_stand_on_the_ground(theme: QObject, tones: str) -> None:
    ground = colour(theme, "ground")
    for ink in ("name", "rank"):
        assert contrast(colour(theme, f"{tones}.{ink}"), ground) >= NAMES_AND_NUMBERS, ink
    for ink in ("label", "up", "down"):
        assert contrast(colour(theme, f"{tones}.{ink}"), ground) >= OTHER_TEXT, ink


def test_goals_and_the_bars_of_teams(theme: QObject) -> None:
    for bar in ("fresh.litEdge", "good"):
        assert contrast(colour(theme, bar), colour(theme, "fresh.lit")) >= MARKS, bar
    for surface in ("card", "lit"):  # lit while a goal that was reached is celebrated
        for ink in ("good", "notice", "fresh.label"):
            found = contrast(colour(theme, ink), colour(theme, f"fresh.{surface}"))
            assert found >= OTHER_TEXT, (surface, ink, found)


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


@pytest.mark.parametrize("tones", SETS)
def test_figures_of_all_agents_and_those_beyond_their_threshold(theme: QObject, tones: str) -> None:
    for ink in ("rank", "beyond"):
        assert contrast(colour(theme, f"{tones}.{ink}"), colour(theme, "ground")) >= NAMES_AND_NUMBERS, ink


@pytest.mark.parametrize("sight", ["all cones", "no red", "no green", "no blue"])
def test_a_figure_beyond_its_threshold_has_another_hue_for_every_sight(theme: QObject, sight: str) -> None:
    marked, plain = (seen(colour(theme, f"fresh.{ink}"), sight) for ink in ("beyond", "rank"))
    assert dist(marked, plain) > JUST_SEEN


@pytest.mark.parametrize("mark", ["fresh.litEdge", "fresh.longCall", "fresh.gold", "fresh.silver", "fresh.bronze"])
def test_marks(theme: QObject, mark: str) -> None:
    assert contrast(colour(theme, mark), colour(theme, "ground")) >= MARKS


@pytest.mark.parametrize("tones", SETS)
def test_the_mark_of_an_age_is_seen_on_fresh_rows_and_on_old_ones(theme: QObject, tones: str) -> None:
    # A row that is old by itself wears the old tones, and the mark that of the board.
    for row in {tones, "old"}:
        for surface in ("row", "card", "lit"):
            found = contrast(colour(theme, f"{tones}.aged"), colour(theme, f"{row}.{surface}"))
            assert found >= MARKS, (row, surface, found)


def test_a_long_conversation_stands_out_from_its_row_and_chip(theme: QObject) -> None:
    outline = colour(theme, "fresh.longCall")
    assert contrast(outline, colour(theme, "fresh.row")) >= MARKS
    assert contrast(outline, colour(theme, "fresh.onCall.surface")) >= MARKS


def test_old_rows_have_lost_their_hue(theme: QObject) -> None:
    for name in ("gold", "bronze", "longCall", "beyond", "up", "down", *(f"{chip}.ink" for chip in CHIPS)):
        fresh, old = colour(theme, f"fresh.{name}"), colour(theme, f"old.{name}")
        assert old.hslSaturationF() < 0.25, (name, old.hslSaturationF())
        ground = colour(theme, "ground")
        assert contrast(old, ground) < contrast(fresh, ground), name


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


def test_the_houses_own_colour_takes_the_accents_place(theme: QObject) -> None:
    before = colour(theme, "accent")
    assert colour(theme, "fresh.litEdge") == before
    theme.setProperty("ownAccent", "#808080")
    assert colour(theme, "accent") == colour(theme, "fresh.litEdge") == QColor("#808080") != before
    assert colour(theme, "old.litEdge") != QColor("#808080")


def test_settings_are_checked_against_the_surfaces_that_there_are(theme: QObject) -> None:
    there = [colour(theme, path).name() for path in ("ground", "fresh.row", "fresh.card")]
    assert there == list(SURFACES[theme.property("name")])
    assert all(contrast(colour(theme, "accent"), QColor(surface)) >= MARKS for surface in there)


def test_high_contrast_gives_every_text_of_the_rows_seven_to_one(theme: QObject) -> None:
    if theme.property("name") != "high_contrast":
        return
    for tones in SETS:
        for surface in ("row", "card", "lit"):
            for ink in ("label", "up", "down"):
                found = contrast(colour(theme, f"{tones}.{ink}"), colour(theme, f"{tones}.{surface}"))
                assert found >= NAMES_AND_NUMBERS, (tones, ink, found)
        for chip in (*CHIPS, "avatar", "goldAvatar"):
            found = contrast(colour(theme, f"{tones}.{chip}.ink"), colour(theme, f"{tones}.{chip}.surface"))
            assert found >= NAMES_AND_NUMBERS, (tones, chip, found)


@pytest.mark.parametrize("sight", SIGHTS)
def test_states_differ_in_hue_for_every_sight(theme: QObject, sight: str) -> None:
    def shown(chip: str) -> list[tuple[float, float, float]]:
        return [seen(colour(theme, f"fresh.{chip}.{part}"), sight) for part in ("surface", "ink")]

    for one, other in combinations(CHIPS, 2):
        apart = max(dist(*pair) for pair in zip(shown(one), shown(other), strict=True))
        assert apart >= JUST_SEEN, (one, other, apart)
    for one, other in combinations(("up", "down"), 2):
        assert (
            dist(seen(colour(theme, f"fresh.{one}"), sight), seen(colour(theme, f"fresh.{other}"), sight)) > JUST_SEEN
        )
