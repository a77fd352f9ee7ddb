"""A log in files: how much they hold, whose they are, who else writes there, and what happens when it cannot be."""

import io
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import ManualClock
from wallboard.host import log_files
from wallboard.host.clock import SystemClock
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs

log = logging.getLogger("wallboard.test")

SMALL = Logs(megabytes=0.1, files=3)
HOLDER = """
import sys
from pathlib import Path
from wallboard.host.clock import SystemClock
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs
file = LogFile(Path(sys.argv[1]), "screen", SystemClock())
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
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path, told: io.StringIO, clock: ManualClock) -> Iterator[LogFile]:
    one = LogFile(tmp_path / "deep" / "logs", "poller", clock)
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
        file = LogFile(tmp_path, "screen", SystemClock())
        file.use(Logs())
        assert names(tmp_path) == {"screen.log", "screen-2.log"}
        log.info("mine")
        file.close()
        other.communicate()
    assert "mine" in (tmp_path / "screen-2.log").read_text("utf-8")
    assert (tmp_path / "screen.log").read_text("utf-8") == ""


@pytest.mark.expected_log_warnings
def test_more_programs_than_have_files_are_told_so_and_take_one_that_becomes_free(
    tmp_path: Path, told: io.StringIO, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_files, "_MOST_PROGRAMS", 1)
    first, second = LogFile(tmp_path, "screen", clock), LogFile(tmp_path, "screen", clock)
    first.use(Logs())
    second.use(Logs())
    assert told.getvalue() == "log.no_file\n"
    first.close()
    clock.advance(timedelta(seconds=30))
    log.info("poll.good")
    second.close()
    assert (tmp_path / "screen.log").read_text("utf-8").endswith("INFO poll.good\n")


@pytest.mark.expected_log_warnings
def test_a_folder_that_cannot_be_is_told_once_stops_nothing_and_is_tried_again(
    tmp_path: Path, told: io.StringIO, clock: ManualClock
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    file = LogFile(tmp_path / "file" / "logs", "poller", clock)
    file.use(Logs())
    file.use(Logs())
    log.info("poll.good")
    clock.advance(timedelta(seconds=30))
    log.info("poll.good")
    assert told.getvalue() == "log.no_file\npoll.good\npoll.good\n"
    (tmp_path / "file").unlink()  # somebody mended it
    log.info("too early")
    clock.advance(timedelta(seconds=30))
    log.info("poll.good")
    log.info("poll.good")
    file.close()
    lines = (tmp_path / "file" / "logs" / "poller.log").read_text("utf-8").splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == ["INFO poll.good", "INFO poll.good"]
    assert told.getvalue().count("log.no_file") == 1


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


def held(name: str, call: Callable[..., None]) -> Callable[..., None]:
    """What the system answers, as on Windows, while somebody reads this file."""

    def answer(source: Path, target: Path) -> None:
        if name in {source.name, target.name}:
            raise PermissionError(13, "somebody reads it")
        call(source, target)

    return answer


def numbers(folder: Path) -> list[int]:
    """What was logged, from the oldest line on."""
    oldest_first = sorted(names(folder) - {"poller.log"}, reverse=True)
    lines = "".join((folder / name).read_text("utf-8") for name in [*oldest_first, "poller.log"]).splitlines()
    return [int(line.rpartition("number=")[2]) for line in lines if "number=" in line]


@pytest.mark.expected_log_warnings
@pytest.mark.parametrize("name", ["poller.log", "poller.log.1", "poller.log.2"])
def test_a_file_that_is_held_when_it_is_turned_over_costs_no_line_and_no_older_file(
    tmp_path: Path, file: LogFile, told: io.StringIO, clock: ManualClock, name: str
) -> None:
    folder = tmp_path / "deep" / "logs"
    file.use(Logs(megabytes=0.1, files=5))

    def write(first: int, count: int) -> None:
        for number in range(first, first + count):
            clock.advance(timedelta(seconds=1))
            log.info("x" * 900, extra={"number": number})

    write(0, 250)
    assert names(folder) == {"poller.log", "poller.log.1", "poller.log.2"}
    with pytest.MonkeyPatch.context() as reader:
        reader.setattr(os, "rename", held(name, os.rename))
        reader.setattr(os, "replace", held(name, os.replace))
        write(250, 400)
        assert numbers(folder) == list(range(650))
        assert [line for line in told.getvalue().splitlines() if "log." in line] == ["log.not_turned_over"]
    clock.advance(timedelta(seconds=30))
    write(650, 1)
    assert numbers(folder) == list(range(651))
    write(651, 700)
    assert names(folder) == {"poller.log", *(f"poller.log.{number}" for number in range(1, 5))}
    assert max(path.stat().st_size for path in folder.glob("poller.log*")) <= 101_000
    assert numbers(folder)[-400:] == list(range(951, 1351))


def test_what_a_program_left_when_it_was_cut_off_while_turning_over_is_kept(tmp_path: Path, file: LogFile) -> None:
    folder = tmp_path / "deep" / "logs"
    folder.mkdir(parents=True)
    (folder / "poller.log.0").write_text("number=1\n", "utf-8")
    (folder / "poller.log.1").write_text("number=0\n", "utf-8")
    (folder / "poller.log").write_text("number=2\n" + "x" * 100_000 + "\n", "utf-8")
    file.use(Logs(megabytes=0.1, files=4))
    log.info("poll.good", extra={"number": 3})
    assert numbers(folder) == [0, 1, 2, 3]
    assert names(folder) == {"poller.log", "poller.log.1", "poller.log.2", "poller.log.3"}
