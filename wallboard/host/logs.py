"""Logs: one line an event, its name and its fields, on standard error. Used by every program's main.

Beside it the same lines go into files: host.log_files.
"""

import logging
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from wallboard.host.redaction import without_credentials, without_ids

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_FORMAT, _INSTANT = "%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"
# syslog's numbers, which the journal reads at the start of a line.
_PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))


class FieldFormatter(logging.Formatter):
    """`2026-11-23T14:20:00 WARNING poll.bad cause=timeout`: a message and whatever came as `extra`.

    What others said may hold more than they should have: credentials and the ids of people are taken out.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the library's own name
        """One line; a traceback comes after it."""
        fields = {key: value for key, value in vars(record).items() if key not in _PLAIN}
        words = [super().formatMessage(record), *(f"{key}={_on_one_line(value)}" for key, value in fields.items())]
        return " ".join(words)

    def format(self, record: logging.LogRecord) -> str:
        """All of it."""
        return without_ids(without_credentials(super().format(record)))


class JournalFormatter(FieldFormatter):
    """`<4>poll.bad cause=timeout`: the journal knows the time by itself, and takes the level from the number."""

    def __init__(self) -> None:
        super().__init__("%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """All of it, each line an entry of the journal."""
        mark = f"<{priority_of(record.levelno)}>"
        return "\n".join(mark + line for line in super().format(record).split("\n"))


def priority_of(level: int) -> int:
    """syslog's number for a level."""
    return next((number for least, number in _PRIORITIES if level >= least), 7)


def _on_one_line(value: object) -> str:
    text = str(value)
    return text if text.isprintable() else repr(text)


def in_files() -> FieldFormatter:
    """How a line stands in a file, or on a terminal."""
    return FieldFormatter(_FORMAT, _INSTANT)


def configure(level: int = logging.INFO) -> None:
    """Log to standard error, where there is one. Libraries speak only when something is wrong."""
    logging.basicConfig(level=level, handlers=[_to_standard_error()], force=True)
    for noisy in ("httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # Each minute on a machine without a session bus, and at length: app.keep_awake says it once.
    for told_by_us in ("wakepy", "jeepney"):
        logging.getLogger(told_by_us).setLevel(logging.ERROR)
    # A reader that stalls and is cut off is this product's own decision, not an error.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)


def _to_standard_error() -> logging.Handler:
    if sys.stderr is None:  # a program without a console has none
        return logging.NullHandler()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JournalFormatter() if is_journal(os.environ, sys.stderr) else in_files())
    return handler


def is_journal(environment: Mapping[str, str], stream: TextIO) -> bool:
    """Whether what is written there ends in systemd's journal: it names the device and the file that it reads."""
    try:
        there = os.fstat(stream.fileno())
    except (OSError, ValueError):  # not every stream is a file
        return False
    return environment.get("JOURNAL_STREAM") == f"{there.st_dev}:{there.st_ino}"
