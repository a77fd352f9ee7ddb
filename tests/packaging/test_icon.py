"""The committed icon is the drawing, in every size."""

import importlib
import struct
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

icon: Any = importlib.import_module("icon")


@pytest.mark.parametrize("size", icon.SIZES)
def test_each_picture_has_its_size_and_is_the_drawing(size: int) -> None:
    picture = QImage(str(icon.FOLDER / f"wallboard-{size}.png"))
    assert (picture.width(), picture.height()) == (size, size)
    drawn = QImage.fromData(icon.drawn(icon.FOLDER / "wallboard.svg", size))
    assert drawn == picture.convertToFormat(drawn.format()), "run packaging/icon.py"


def test_windows_icon_leads_to_each_picture() -> None:
    content = (icon.FOLDER / "wallboard.ico").read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, len(icon.ICO_SIZES))
    for number, size in enumerate(icon.ICO_SIZES):
        width, height, *_, length, offset = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        assert (width or 256, height or 256) == (size, size)
        assert content[offset : offset + length] == (icon.FOLDER / f"wallboard-{size}.png").read_bytes()


@pytest.mark.qt_log_level_fail("CRITICAL")  # Qt says what is wrong with it as well
def test_what_is_no_drawing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.svg").write_text("none", "utf-8")
    with pytest.raises(ValueError, match="cannot be drawn"):
        icon.drawn(tmp_path / "none.svg", 16)
