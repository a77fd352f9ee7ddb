"""Logs: one line an event, its name and its fields, on standard error. Used by every program's main."""

import logging
import sys

_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class FieldFormatter(logging.Formatter):
    """`2026-11-23T14:20:00 WARNING poll.bad cause=timeout`: a message and whatever came as `extra`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 the library's own name
        """One line; a traceback comes after it."""
        fields = {key: value for key, value in vars(record).items() if key not in _PLAIN}
        words = [super().formatMessage(record), *(f"{key}={_on_one_line(value)}" for key, value in fields.items())]
        return " ".join(words)


def _on_one_line(value: object) -> str:
    text = str(value)
    return text if text.isprintable() else repr(text)


def configure(level: int = logging.INFO) -> None:
    """Log to standard error. Libraries speak only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FieldFormatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    # A reader that stalls and is cut off is this product's own decision, not an error.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
