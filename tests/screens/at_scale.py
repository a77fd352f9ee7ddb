"""Whole screens on a display of another scale: a program of its own, for Qt reads QT_SCALE_FACTOR once, as it begins.

    python -m tests.screens.at_scale OUT

writes into OUT a picture of each screen, and prints a JSON object with what tests/screens/test_high_dpi.py judges.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQml import QQmlExpression, qmlContext

from tests.screens.portraits import portrait
from tests.screens.screens import EVERYTHING, TALL, show
from tests.screens.seen import faults, texts
from wallboard.app.board_state import BoardState
from wallboard.app.scene import Scene, open_scene

LYING, UPRIGHT = (1920, 1080), (1080, 1920)
SHOTS = [
    *((name, LYING) for name in ("live", "stale", "odd", "old statuses", "with pictures", "six rows")),
    *((name, LYING) for name in ("twelve rows", "sign-in refused", "rehearsal", "silent with cause")),
    *((name, UPRIGHT) for name in ("upright", "upright, stale", "upright, odd", "upright, old statuses")),
    *((name, (3840, 2160)) for name in ("live", "long names")),
]
_EDGE = 90  # levels; between neighbours, within a letter's contrast of 200 and more


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen: the picture's pixels, a name's height in them, and how many edges within names are sharp."""

    faults: list[str]
    size: tuple[int, int]
    name_height: float
    sharp: int


def shoot(scene: Scene, state: BoardState, name: str, size: tuple[int, int], out: Path) -> Shot:
    """Show it in a window that has so many of the display's pixels."""
    ratio = scene.window.devicePixelRatio()
    scene.window.resize(round(size[0] / ratio), round(size[1] / ratio))
    show(state, (EVERYTHING | TALL)[name])
    QCoreApplication.processEvents()
    image = scene.grab()
    image.save(str(out / f"{name.replace(', ', '-').replace(' ', '-')}-{size[0]}x{size[1]}.png"))
    heights, sharp = [0.0], 0
    for text in texts(scene.window.contentItem()):
        context = qmlContext(text)
        if text.objectName() == "name" and context is not None:
            heights.append(ratio * QQmlExpression(context, text, "fontInfo.pixelSize").evaluate()[0])
            corner = text.mapToScene(text.boundingRect().topLeft()) * ratio
            part = (round(corner.x()), round(corner.y()), round(text.width() * ratio), round(text.height() * ratio))
            sharp += edges(image.copy(*part))
    return Shot(faults(scene.window, image), (image.width(), image.height()), max(heights), sharp)


def edges(image: QImage) -> int:
    """Neighbours from left to right that differ much. Letters that were drawn small and enlarged have hardly any."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels, stride, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()
    lines = [pixels[start : start + width] for start in range(0, len(pixels), stride)]
    return sum(abs(one - other) > _EDGE for line in lines for one, other in pairwise(line))


def main() -> int:
    """Show them all."""
    out = Path(sys.argv[1])
    app = QGuiApplication(sys.argv[:1])
    state = BoardState()
    scene = open_scene(state, motion=0, find_picture=portrait)
    told = {f"{name} {size[0]}": asdict(shoot(scene, state, name, size, out)) for name, size in SHOTS}
    scene.close()
    del app
    sys.stdout.write(json.dumps({"ratio": os.environ.get("QT_SCALE_FACTOR"), "shots": told}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
