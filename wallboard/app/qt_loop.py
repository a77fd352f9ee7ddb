"""Qt's event loop for asyncio: qasync's, without the widgets that it imports by the way.

qasync asks QtWidgets for QApplication, of which it uses `instance` and `processEvents` alone: QGuiApplication has both,
and there is no widget in this program. So that name is lent to it while it is imported, and QtWidgets need be neither
loaded nor shipped: 14 MB on the disk and two libraries fewer at each start. Used by app.main.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from PySide6.QtGui import QGuiApplication

_WIDGETS = "PySide6.QtWidgets"


@contextmanager
def _lent() -> Iterator[None]:
    if _WIDGETS in sys.modules:  # somebody needs the real one
        yield
        return
    stand_in = ModuleType(_WIDGETS)
    stand_in.QApplication = QGuiApplication  # type: ignore[attr-defined]
    sys.modules[_WIDGETS] = stand_in
    try:
        yield
    finally:
        del sys.modules[_WIDGETS]


with _lent():
    from qasync import QEventLoop

__all__ = ["QEventLoop"]
