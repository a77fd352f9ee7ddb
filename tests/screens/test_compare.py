"""Pictures are compared exactly, but for a few levels; and a difference is told and shown where it is."""

import random

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests.screens.compare import LEVELS, compare, png

WIDTH, HEIGHT = 37, 23  # no multiple of anything


def noise(seed: int = 0) -> QImage:
    """A picture in which no two pixels are alike."""
    pixels = random.Random(seed).randbytes(WIDTH * HEIGHT * 3)  # noqa: S311  the same every time
    image = QImage(pixels, WIDTH, HEIGHT, WIDTH * 3, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def channels(image: QImage, x: int, y: int) -> list[int]:
    colour = image.pixelColor(x, y)
    return [colour.red(), colour.green(), colour.blue()]


def with_pixel(image: QImage, x: int, y: int, channel: int, by: int) -> QImage:
    """A copy of which one channel of one pixel is off by some levels, up or down as there is room."""
    parts = channels(image, x, y)
    parts[channel] += by if parts[channel] + by <= 255 else -by
    changed = image.copy()
    changed.setPixelColor(x, y, QColor(*parts))
    return changed


def test_equal_pictures_do_not_differ() -> None:
    assert compare(noise(), noise()) is None


def test_a_few_levels_everywhere_do_not_matter() -> None:
    grey, lighter = (QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32) for _ in range(2))
    grey.fill(QColor(100, 100, 100))
    lighter.fill(QColor(100 + LEVELS, 100 - LEVELS, 100 + LEVELS))
    assert compare(lighter, grey) is None
    assert compare(grey, lighter) is None


@pytest.mark.parametrize("channel", range(3))
@pytest.mark.parametrize(("x", "y"), [(0, 0), (WIDTH - 1, 0), (5, 7), (0, HEIGHT - 1), (WIDTH - 1, HEIGHT - 1)])
def test_one_level_more_in_one_channel_of_one_pixel_is_found(x: int, y: int, channel: int) -> None:
    wanted = noise()
    assert compare(with_pixel(wanted, x, y, channel, LEVELS), wanted) is None
    found = compare(with_pixel(wanted, x, y, channel, LEVELS + 1), wanted)
    assert found is not None
    assert (found.pixels, found.levels, found.area) == (1, LEVELS + 1, QRect(x, y, 1, 1))


@pytest.mark.parametrize("seed", range(5))
def test_pixels_levels_and_area_are_counted_as_one_by_one(seed: int) -> None:
    actual, wanted = noise(seed), noise(seed)
    chance = random.Random(seed)  # noqa: S311  the same every time
    for _ in range(9):
        actual = with_pixel(actual, chance.randrange(8, 30), chance.randrange(4, 19), chance.randrange(3), 90)
    off = {}
    for x in range(WIDTH):
        for y in range(HEIGHT):
            pairs = zip(channels(actual, x, y), channels(wanted, x, y), strict=True)
            off[x, y] = max(abs(one - other) for one, other in pairs)
    far = {place for place, levels in off.items() if levels > LEVELS}
    left, top = (min(place[axis] for place in far) for axis in range(2))
    right, bottom = (max(place[axis] for place in far) for axis in range(2))
    found = compare(actual, wanted)
    assert found is not None
    assert (found.pixels, found.levels) == (len(far), max(off.values()))
    assert found.area == QRect(left, top, right - left + 1, bottom - top + 1)


def test_the_picture_of_a_difference_marks_it_in_magenta() -> None:
    wanted = noise()
    found = compare(with_pixel(wanted, 5, 7, 1, 100), wanted)
    assert found is not None
    magenta = QColor(255, 0, 255)
    marked = {(x, y) for x in range(WIDTH) for y in range(HEIGHT) if found.image.pixelColor(x, y) == magenta}
    assert marked == {(5, 7)}


def test_pictures_of_two_sizes_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="37×22 is not 37×23"):
        compare(noise().copy(0, 0, WIDTH, HEIGHT - 1), noise())


def test_a_written_picture_is_read_back_as_it_was() -> None:
    read = QImage.fromData(png(noise()))
    assert read.convertToFormat(QImage.Format.Format_RGB32) == noise()
