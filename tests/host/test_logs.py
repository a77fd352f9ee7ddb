"""Logs: an event is one line with its fields."""

import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
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
    quiet = ["httpx", "httpcore", "asyncio", "uvicorn.error", "wakepy", "jeepney"]
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
    logging.getLogger("wakepy.core.mode").warning("Could not activate wakepy Mode")
    logging.getLogger("jeepney.auth").error("jeepney.odd")
    events = [text.split(" ", 1)[1] for text in written.getvalue().splitlines()]
    assert events == ["INFO poll.good boards=all", "WARNING httpx.odd", "ERROR jeepney.odd"]


def test_what_others_said_loses_credentials_and_the_ids_of_people() -> None:
    agent = "6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10"
    text = line("poll.bad", reason=f"agent {agent} stands twice, by http://me:hush@proxy")
    assert text == "WARNING poll.bad reason=agent {id} stands twice, by http://***@proxy"


@pytest.mark.parametrize(
    ("level", "number"),
    [(logging.DEBUG, 7), (logging.INFO, 6), (logging.WARNING, 4), (logging.ERROR, 3), (logging.CRITICAL, 2)],
)
def test_the_journal_is_told_each_level(level: int, number: int) -> None:
    record = logging.LogRecord("x", level, "x.py", 1, "poll.bad", (), None)
    vars(record)["cause"] = "timeout"
    assert logs.JournalFormatter().format(record) == f"<{number}>poll.bad cause=timeout"


def test_every_line_of_a_traceback_has_its_level_in_the_journal() -> None:
    lines: list[str] = []
    try:
        int("oops")
    except ValueError as error:
        fault = (ValueError, error, error.__traceback__)
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "http.failed", (), fault)
        lines = logs.JournalFormatter().format(record).split("\n")
    assert len(lines) > 3
    assert {text[:3] for text in lines} == {"<3>"}


def test_the_journal_is_known_by_the_file_that_it_reads(tmp_path: Path) -> None:
    with (tmp_path / "journal").open("w") as there, (tmp_path / "other").open("w") as other:
        stat = os.fstat(there.fileno())
        told = {"JOURNAL_STREAM": f"{stat.st_dev}:{stat.st_ino}"}
        assert logs.is_journal(told, there)
        assert not logs.is_journal(told, other)
        assert not logs.is_journal({}, there)
    assert not logs.is_journal(told, there)
    assert not logs.is_journal(told, io.StringIO())


@pytest.mark.expected_log_warnings
@pytest.mark.usefixtures("logging_restored")
def test_under_systemd_lines_bear_levels_and_no_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "journal").open("w+") as there:
        stat = os.fstat(there.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{stat.st_dev}:{stat.st_ino}")
        monkeypatch.setattr(sys, "stderr", there)
        logs.configure()
        logging.getLogger("wallboard.any").warning("poll.bad", extra={"cause": "timeout"})
        there.seek(0)
        assert there.read() == "<4>poll.bad cause=timeout\n"
        logging.getLogger().handlers = []


@pytest.mark.usefixtures("logging_restored")
def test_a_program_without_a_console_says_nothing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    logs.configure()
    logging.getLogger("wallboard.any").info("poll.good")
    assert [type(handler) for handler in logging.getLogger().handlers] == [logging.NullHandler]
