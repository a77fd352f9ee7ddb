"""QML gets the pictures that are here, at the size at which it paints them."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from wallboard.app.picture_key import PictureKey
from wallboard.app.picture_provider import PictureProvider

KEY = PictureKey("a 1", "v/2")
PATH = "a%201/v%2F2"


def orange() -> QImage:
    image = QImage(200, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(240, 140, 20))
    return image


@pytest.fixture
def provider(qapp: object) -> PictureProvider:
    return PictureProvider(lambda key: orange() if key == KEY else None)


@pytest.mark.parametrize(("wanted", "given"), [(QSize(66, 66), 66), (QSize(), 200), (QSize(104, 104), 104)])
def test_at_the_size_asked_for(provider: PictureProvider, wanted: QSize, given: int) -> None:
    size = QSize()
    image = provider.requestImage(PATH, size, wanted)
    assert (image.width(), image.height()) == (given, given)
    assert size == QSize(200, 200)
    assert image.pixelColor(3, 3) == QColor(240, 140, 20)


def test_an_old_one_is_grey(provider: PictureProvider) -> None:
    image = provider.requestImage(f"{PATH}/old", QSize(), QSize(66, 66))
    assert image.pixelColor(30, 30).hsvSaturation() < 60


@pytest.mark.parametrize("path", ["somebody/else", "", "a%201/v%2F2/new"])
def test_one_that_is_not_here_cannot_be_seen(provider: PictureProvider, path: str) -> None:
    image = provider.requestImage(path, QSize(), QSize(66, 66))
    assert not image.isNull()
    assert image.pixelColor(0, 0).alpha() == 0
