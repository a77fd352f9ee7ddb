"""What goes wrong where nobody can catch it is logged, and the screen goes on. Installed by app.main.

An exception in a slot would else be printed and swallowed, and Qt's own warnings would bypass the log.
"""

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

log = logging.getLogger(__name__)

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def install() -> None:
    """Send everything to the log."""
    sys.excepthook = _uncaught
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread
    qInstallMessageHandler(_from_qt)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error("exception.uncaught", exc_info=(kind, error, trace))


def _unraisable(told: "UnraisableHookArgs") -> None:
    if told.exc_value is not None:
        trouble = (told.exc_type, told.exc_value, told.exc_traceback)
        log.error("exception.unraisable", extra={"where": repr(told.object)}, exc_info=trouble)


def _in_thread(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is not None:
        log.error("exception.in_thread", exc_info=(told.exc_type, told.exc_value, told.exc_traceback))


def _from_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    log.log(_LEVELS[kind], "qt %s", text, extra={"category": context.category})
