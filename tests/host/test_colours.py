"""Contrast, as WCAG 2 counts it."""

import pytest

from wallboard.host.colours import MARKS, SURFACES, contrast, is_colour, least_contrast, luminance


@pytest.mark.parametrize(("one", "other", "wanted"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)])
def test_contrast_of_known_pairs(one: str, other: str, wanted: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(wanted, abs=0.01)


def test_green_is_the_lightest_of_the_three() -> None:
    assert luminance("#00ff00") > luminance("#ff0000") > luminance("#0000ff") > luminance("#000000") == 0


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345g", "#1234567", " #123456"])
def test_what_is_no_colour(text: str) -> None:
    assert not is_colour(text)


def test_one_surface_decides() -> None:
    assert least_contrast("#0b1020", "dark") == 1.0
    assert all(least_contrast("#808080", theme) > MARKS for theme in SURFACES if theme != "light")
