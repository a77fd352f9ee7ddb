"""A program's log in files that take no more of the disk than they may. Used by poller.modes and app.main.

A disk that is full, a folder that cannot be written and a file that somebody holds are told once, and stop nothing:
it is tried again.
"""

import contextlib
import logging
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import filelock

from wallboard.host import logs
from wallboard.host.clock import Clock
from wallboard.host.log_settings import Logs

log = logging.getLogger(__name__)

_MOST_PROGRAMS = 9  # of one kind at a time that have files of their own
_BYTES = 1_000_000  # in a megabyte
_TRY_AGAIN = timedelta(seconds=30)


class LogFile:
    """`NAME.log` in a folder, and beside it the older `NAME.log.1`, `NAME.log.2`, …

    Two programs must not turn over the same files: a second one that runs at the same time takes `NAME-2.log`.
    """

    def __init__(self, folder: Path, name: str, clock: Clock) -> None:
        self._folder = folder
        self._name = name
        self._clock = clock
        self._used: Logs | None = None
        self._lock: filelock.BaseFileLock | None = None
        self._handler: OnceThere | None = None

    def use(self, chosen: Logs) -> None:
        """Write there from now on, or no longer, as the settings have it."""
        if chosen == self._used:
            return
        self.close()
        self._used = chosen
        if chosen.file:
            self._handler = OnceThere(self._folder, lambda: self._open(chosen), self._clock)
            logging.getLogger().addHandler(self._handler)

    def close(self) -> None:
        """Write there no longer."""
        self._used = None
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        self._let_go()

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _open(self, chosen: Logs) -> "_CappedFile":
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            return _CappedFile(self._own(), chosen, self._clock)
        except OSError:
            self._let_go()
            raise

    def _own(self) -> Path:
        """The first file that no other program writes. Raises OSError."""
        for number in range(1, _MOST_PROGRAMS + 1):
            path = self._folder / (f"{self._name}.log" if number == 1 else f"{self._name}-{number}.log")
            # A lock of another thread is a lock.
            lock = filelock.FileLock(path.with_suffix(".log.lock"), timeout=0, mode=0o600, thread_local=False)
            with contextlib.suppress(filelock.Timeout):
                lock.acquire()
                self._lock = lock
                return path
        raise OSError("too many programs write there")


class OnceThere(logging.Handler):
    """Hands every line on to the `file`, as soon as it can be had."""

    def __init__(self, folder: Path, open_file: Callable[[], "_CappedFile"], clock: Clock) -> None:
        super().__init__()
        self._folder = folder
        self._open_file = open_file
        self._clock = clock
        self.file = self._opened(is_first=True)

    def emit(self, record: logging.LogRecord) -> None:
        """Write it; where there was no file, look now and then whether there is one."""
        if self.file is None and self._clock.elapsed() >= self._next_try:
            self.file = self._opened(is_first=False)
        if self.file is not None:
            self.file.handle(record)

    def close(self) -> None:
        """End, and the file with it."""
        if self.file is not None:
            self.file.close()
        super().close()

    def _opened(self, *, is_first: bool) -> "_CappedFile | None":
        self._next_try = self._clock.elapsed() + _TRY_AGAIN
        try:
            return self._open_file()
        except (OSError, NotImplementedError) as error:  # not every file system has locks
            if is_first:
                log.warning("log.no_file", extra={"folder": self._folder, "reason": str(error)})
            return None


class _CappedFile(RotatingFileHandler):
    """For this user alone; what cannot be is told once."""

    def __init__(self, path: Path, chosen: Logs, clock: Clock) -> None:
        self._told: set[str] = set()
        self._clock = clock
        self._next_turn = clock.elapsed()
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

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802
        """Whether it is full; where it could not be turned over, it is not asked with every line."""
        return self._clock.elapsed() >= self._next_turn and bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802
        """Begin a new file. Where the old one is held, as by a reader on Windows, it goes on beyond its bound."""
        self._let_go()  # the next line opens it
        try:
            self._turn_over()
        except OSError as error:
            self._next_turn = self._clock.elapsed() + _TRY_AGAIN
            self._tell("log.not_turned_over", error)

    def _turn_over(self) -> None:
        """Give it the number 0, and only then move the older ones: as often as that fails, none of them is lost."""
        self._shift()  # what an earlier try left
        Path(self.baseFilename).rename(self._older(0))
        self._shift()

    def _shift(self) -> None:
        """Make the number 0 free: the first gap is filled, and only where there is none, the oldest goes."""
        if self._older(0).exists():
            numbers = range(1, self.backupCount + 1)
            gap = next((number for number in numbers if not self._older(number).exists()), self.backupCount)
            for number in range(gap, 0, -1):
                self._older(number - 1).replace(self._older(number))

    def _older(self, number: int) -> Path:
        return Path(f"{self.baseFilename}.{number}")

    def _tell(self, event: str, error: OSError) -> None:
        if event not in self._told:
            self._told.add(event)  # first: the line comes here as well
            log.warning(event, extra={"file": self.baseFilename, "reason": str(error)})

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's own name
        """Tell on standard error that this file cannot be written; the next line opens it anew."""
        error = sys.exc_info()[1]
        self._let_go()
        if not isinstance(error, OSError):
            super().handleError(record)
        else:
            self._tell("log.not_written", error)

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
