"""How well colours can be told apart. Pure. Used by host.screen_settings; resources/qml has the themes themselves."""

import re

# Where the house's own colour stands in each theme: on the ground, and around rows.
SURFACES = {
    "dark": ("#0b1020", "#10172c", "#131b33"),
    "light": ("#e9edf5", "#ffffff", "#ffffff"),
    "high_contrast": ("#000000", "#12151e", "#191d29"),
}
MARKS = 3.0  # the least contrast of what is no text: WCAG 2.2, 1.4.11

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether it is a colour as it stands in the settings.

    >>> is_colour("#5aa9ff"), is_colour("blue")
    (True, False)
    """
    return _COLOUR.fullmatch(text) is not None


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2, from 0 to 1."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How many to one: from 1, the same, to 21, black and white.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(mark: str, theme: str) -> float:
    """That of a mark with the surface of a theme which is nearest to it."""
    return min(contrast(mark, surface) for surface in SURFACES[theme])


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
