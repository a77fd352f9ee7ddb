"""Colours of a theme, how far they differ, and what is left of them for those who lack a kind of cone."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlExpression, qmlContext


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


# What is left of red, green and blue light for those who lack one kind of cone: Machado, Oliveira, Fernandes (2009),
# "A physiologically-based model for simulation of color vision deficiency", at full severity.
SIGHTS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}

# The same two by Viénot, Brettel, Mollon (1999), "Digital video colourmaps for checking the legibility of displays by
# dichromats", for the two models differ; and a screen that is seen, printed or filmed without hue.
_LUMINANCE = (0.2126, 0.7152, 0.0722)
MORE_SIGHTS = {
    "no red, 1999": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "no green, 1999": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "grey": (_LUMINANCE, _LUMINANCE, _LUMINANCE),
}
EVERY_SIGHT = SIGHTS | MORE_SIGHTS


def seen(shade: QColor, sight: str) -> tuple[float, float, float]:
    """Lightness and two hues of OKLab, as somebody of that sight has them."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    lights = [linear(part) for part in (shade.redF(), shade.greenF(), shade.blueF())]
    red, green, blue = (
        min(max(sum(share * light for share, light in zip(row, lights, strict=True)), 0), 1)
        for row in EVERY_SIGHT[sight]
    )
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )
