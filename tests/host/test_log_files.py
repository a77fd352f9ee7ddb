"""A log in files: how much they hold, whose they are, who else writes there, and what happens when it cannot be."""

import io
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from wallboard.host import log_files
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs

log = logging.getLogger("wallboard.test")

SMALL = Logs(megabytes=0.1, files=3)
HOLDER = """
import sys
from pathlib import Path
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs
file = LogFile(Path(sys.argv[1]), "screen")
file.use(Logs())
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def told() -> Iterator[io.StringIO]:
    """What goes to standard error meanwhile; the root logger is as before afterwards."""
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    written = io.StringIO()
    root.handlers = [logging.StreamHandler(written)]
    root.setLevel(logging.INFO)
    yield written
    root.level, root.handlers = before


@pytest.fixture
def file(tmp_path: Path, told: io.StringIO) -> Iterator[LogFile]:
    one = LogFile(tmp_path / "deep" / "logs", "poller")
    yield one
    one.close()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_lines_go_there_as_well_and_the_file_is_for_this_user_alone(tmp_path: Path, file: LogFile) -> None:
    file.use(Logs())
    log.info("poll.good", extra={"boards": "all"})
    path = tmp_path / "deep" / "logs" / "poller.log"
    assert path.read_text("utf-8").split(" ", 1)[1] == "INFO poll.good boards=all\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_however_much_is_logged_the_disk_holds_no_more_than_it_may(tmp_path: Path, file: LogFile) -> None:
    file.use(SMALL)
    for number in range(6000):
        log.info("poll.good", extra={"number": number, "words": "שלום " * 10})
    folder = tmp_path / "deep" / "logs"
    assert names(folder) == {"poller.log", "poller.log.1", "poller.log.2"}
    sizes = [path.stat().st_size for path in folder.glob("poller.log*")]
    assert max(sizes) <= 100_000 + 1000
    assert "number=5999" in (folder / "poller.log").read_text("utf-8")
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in names(folder)} == {0o600}


def test_fewer_files_than_before_leave_no_surplus(tmp_path: Path, file: LogFile) -> None:
    folder = tmp_path / "deep" / "logs"
    folder.mkdir(parents=True)
    for number in (1, 2, 3, 12):
        (folder / f"poller.log.{number}").write_text("old", "utf-8")
    (folder / "poller.log.bak").write_text("somebody's own", "utf-8")
    file.use(SMALL)
    assert names(folder) == {"poller.log", "poller.log.1", "poller.log.2", "poller.log.bak"}


def test_other_settings_hold_at_once_and_none_means_none(tmp_path: Path, file: LogFile) -> None:
    file.use(Logs())
    file.use(Logs(file=False))
    log.info("unheard")
    assert (tmp_path / "deep" / "logs" / "poller.log").read_text("utf-8") == ""
    file.use(SMALL)
    log.info("heard")
    assert "heard" in (tmp_path / "deep" / "logs" / "poller.log").read_text("utf-8")


def test_two_programs_never_turn_over_the_same_file(tmp_path: Path, told: io.StringIO) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "there\n"
        file = LogFile(tmp_path, "screen")
        file.use(Logs())
        assert names(tmp_path) == {"screen.log", "screen-2.log"}
        log.info("mine")
        file.close()
        other.communicate()
    assert "mine" in (tmp_path / "screen-2.log").read_text("utf-8")
    assert (tmp_path / "screen.log").read_text("utf-8") == ""


@pytest.mark.expected_log_warnings
def test_more_programs_than_have_files_are_told_so(
    tmp_path: Path, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_files, "_MOST_PROGRAMS", 1)
    first, second = LogFile(tmp_path, "screen"), LogFile(tmp_path, "screen")
    first.use(Logs())
    second.use(Logs())
    assert told.getvalue() == "log.no_file\n"
    first.close()
    second.close()


@pytest.mark.expected_log_warnings
def test_a_folder_that_cannot_be_is_told_once_and_stops_nothing(tmp_path: Path, told: io.StringIO) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    file = LogFile(tmp_path / "file" / "logs", "poller")
    file.use(Logs())
    file.use(Logs())
    log.info("poll.good")
    file.close()
    assert told.getvalue() == "log.no_file\npoll.good\n"


@pytest.mark.expected_log_warnings
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_once_and_stops_nothing(tmp_path: Path, file: LogFile, told: io.StringIO) -> None:
    folder = tmp_path / "deep" / "logs"
    folder.mkdir(parents=True)
    (folder / "poller.log").symlink_to("/dev/full")
    file.use(Logs())
    for _ in range(3):
        log.info("poll.good")
    assert told.getvalue() == "poll.good\nlog.not_written\npoll.good\npoll.good\n"
    (folder / "poller.log").unlink()  # there is room again
    log.info("poll.good")
    assert (folder / "poller.log").read_text("utf-8").endswith("INFO poll.good\n")


@pytest.mark.expected_log_warnings
def test_a_file_that_is_in_the_way_of_turning_over_stops_nothing(
    tmp_path: Path, file: LogFile, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "somebody reads it")  # as on Windows

    monkeypatch.setattr(os, "rename", held)
    file.use(SMALL)
    for number in range(2000):
        log.info("x" * 100, extra={"number": number})
    lines = told.getvalue().splitlines()
    assert [line for line in lines if "log." in line] == ["log.not_written"]
    assert len(lines) == 2001
