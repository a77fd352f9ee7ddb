"""Logs: an event is one line with its fields."""

import io
import logging
import sys
from collections.abc import Iterator
from types import TracebackType

import pytest

from wallboard.host import logs

Fault = tuple[type[BaseException], BaseException, TracebackType | None]


def line(message: str, fault: Fault | None = None, **fields: object) -> str:
    record = logging.LogRecord("x", logging.WARNING, "x.py", 1, message, (), fault)
    vars(record).update(fields)
    return logs.FieldFormatter("%(levelname)s %(message)s").format(record)


def test_fields_follow_the_event() -> None:
    assert line("poll.bad", boards="all", cause="timeout") == "WARNING poll.bad boards=all cause=timeout"


def test_an_event_without_fields_is_its_name() -> None:
    assert line("poller.ready") == "WARNING poller.ready"


def test_a_traceback_comes_after_the_line() -> None:
    text = ""
    try:
        int("oops")
    except ValueError as error:
        text = line("http.failed", (ValueError, error, error.__traceback__), path="/v1")
    first, *rest = text.splitlines()
    assert first == "WARNING http.failed path=/v1"
    assert rest[0].startswith("Traceback")
    assert rest[-1] == "ValueError: invalid literal for int() with base 10: 'oops'"


@pytest.mark.parametrize("odd", ["two\nlines", "two\r\nlines", "a\x1b[31mred", "end\u2028less"])
def test_what_others_said_can_not_forge_a_line(odd: str) -> None:
    text = line("poll.bad", reason=odd)
    assert text.splitlines() == [text]
    assert text.isprintable()


def test_words_of_any_language_stay_readable() -> None:
    assert (
        line("poll.bad", reason="Zeit überschritten, נסה שוב") == "WARNING poll.bad reason=Zeit überschritten, נסה שוב"
    )


@pytest.fixture
def logging_restored() -> Iterator[None]:
    root = logging.getLogger()
    quiet = ["httpx", "httpcore", "asyncio", "uvicorn.error"]
    before = root.level, list(root.handlers), {name: logging.getLogger(name).level for name in quiet}
    root.handlers = []
    yield
    root.level, root.handlers = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


@pytest.mark.usefixtures("logging_restored")
def test_programs_log_to_standard_error_and_libraries_only_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure()
    logging.getLogger("wallboard.any").info("poll.good", extra={"boards": "all"})
    logging.getLogger("wallboard.any").debug("poll.detail")
    logging.getLogger("httpx").info("HTTP Request: GET https://api.example")
    logging.getLogger("httpx").warning("httpx.odd")
    events = [text.split(" ", 1)[1] for text in written.getvalue().splitlines()]
    assert events == ["INFO poll.good boards=all", "WARNING httpx.odd"]
