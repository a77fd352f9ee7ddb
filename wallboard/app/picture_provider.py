"""Give QML the pictures that are here, by their address. Added to the engine by app.scene.

It is asked on the GUI thread, while a face is shown: QML's images load synchronously, so that no Python ever runs on
a thread of Qt's own.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from wallboard.app import picture_key
from wallboard.app.picture_decode import grey
from wallboard.app.picture_key import PictureKey


class PictureProvider(QQuickImageProvider):
    """`find` looks into what is kept."""

    def __init__(self, find: Callable[[PictureKey], QImage | None]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._find = find

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803 Qt's names
        """The picture at the size asked for; a transparent one where there is none, for a warning would help nobody."""
        asked = picture_key.read(id)
        found = None if asked is None else self._find(asked[0])
        if found is None or asked is None:
            found = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
            found.fill(Qt.GlobalColor.transparent)
            return found
        if asked[1]:
            found = grey(found)
        size.setWidth(found.width())
        size.setHeight(found.height())
        if requestedSize.isEmpty():
            return found
        # Scaled here: the renderer's own way to shrink an image leaves rough edges.
        return found.scaled(
            requestedSize, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
