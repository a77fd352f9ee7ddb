"""A program's log in files that take no more of the disk than they may. Used by poller.modes and app.main.

A disk that is full or a folder that cannot be written is told once, and stops nothing.
"""

import contextlib
import logging
import os
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import filelock

from wallboard.host import logs
from wallboard.host.log_settings import Logs

log = logging.getLogger(__name__)

_MOST_PROGRAMS = 9  # of one kind at a time that have files of their own
_BYTES = 1_000_000  # in a megabyte


class LogFile:
    """`NAME.log` in a folder, and beside it the older `NAME.log.1`, `NAME.log.2`, …

    Two programs must not turn over the same files: a second one that runs at the same time takes `NAME-2.log`.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._used: Logs | None = None
        self._lock: filelock.BaseFileLock | None = None
        self._handler: _CappedFile | None = None

    def use(self, chosen: Logs) -> None:
        """Write there from now on, or no longer, as the settings have it."""
        if chosen == self._used:
            return
        self.close()
        self._used = chosen
        if not chosen.file:
            return
        try:
            self._open(chosen)
        except (OSError, NotImplementedError) as error:  # not every file system has locks
            self.close()
            self._used = chosen  # it is told once
            log.warning("log.no_file", extra={"folder": self._folder, "reason": str(error)})

    def close(self) -> None:
        """Write there no longer."""
        self._used = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _open(self, chosen: Logs) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._own()
        if path is None:
            log.warning("log.no_file", extra={"folder": self._folder, "reason": "too many programs write there"})
            return
        self._handler = _CappedFile(path, chosen)
        logging.getLogger().addHandler(self._handler)

    def _own(self) -> Path | None:
        """The first file that no other program writes."""
        for number in range(1, _MOST_PROGRAMS + 1):
            path = self._folder / (f"{self._name}.log" if number == 1 else f"{self._name}-{number}.log")
            # A lock of another thread is a lock.
            lock = filelock.FileLock(path.with_suffix(".log.lock"), timeout=0, mode=0o600, thread_local=False)
            with contextlib.suppress(filelock.Timeout):
                lock.acquire()
                self._lock = lock
                return path
        return None


class _CappedFile(RotatingFileHandler):
    """For this user alone; what cannot be written is told once."""

    def __init__(self, path: Path, chosen: Logs) -> None:
        self._has_failed = False
        super().__init__(
            path,
            maxBytes=round(chosen.megabytes * _BYTES),
            backupCount=chosen.files - 1,
            encoding="utf-8",
            errors="backslashreplace",
        )
        self.setFormatter(logs.in_files())
        _remove_surplus(path, chosen.files)

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "a", encoding=self.encoding, errors=self.errors)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's own name
        """Tell on standard error that this file cannot be written; the next line opens it anew."""
        error = sys.exc_info()[1]
        self._let_go()
        if not isinstance(error, OSError):
            super().handleError(record)
        elif not self._has_failed:
            self._has_failed = True  # first: the line comes here as well
            log.warning("log.not_written", extra={"file": self.baseFilename, "reason": str(error)})

    def close(self) -> None:
        """End, also where the last words cannot be written any more."""
        self._let_go()
        super().close()

    def _let_go(self) -> None:
        stream, self.stream = self.stream, None  # the library opens it again
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()


def _remove_surplus(path: Path, files: int) -> None:
    """The settings may have allowed more files once."""
    for older in path.parent.glob(f"{path.name}.*"):
        number = older.suffix[1:]
        if number.isdecimal() and int(number) >= files:
            with contextlib.suppress(OSError):
                older.unlink()
