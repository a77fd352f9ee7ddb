"""Where the log of real programs goes: into files of their own, as the settings have it, and to the journal."""

import asyncio
import os
import re
import sys
from pathlib import Path

import filelock
import pytest

from tests.line.stack import PATIENCE_SECONDS, organisation, running, screen

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180)]


def read(path: Path) -> str:
    return path.read_text("utf-8")


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


async def holds(path: Path, words: str) -> None:
    """Return when the file does; a line goes to standard error before."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while words not in (read(path) if path.exists() else ""):  # noqa: ASYNC110, ASYNC240  another process
            await asyncio.sleep(0.05)


async def test_two_screens_and_their_poller_write_a_file_each(tmp_path: Path) -> None:
    logs = tmp_path / "run" / "logs"
    async with organisation(tmp_path), screen(tmp_path) as first:
        await first.says('badge="Live"')
        async with screen(tmp_path):
            await holds(logs / "screen.log", 'badge="Live"')
            await holds(logs / "screen-2.log", 'badge="Live"')
            await holds(logs / "poller.log", "poll.good")


async def test_where_the_settings_want_no_file_a_screen_gives_its_own_up_once_it_is_told(tmp_path: Path) -> None:
    async with organisation(tmp_path) as there:
        (tmp_path / "wallboard.toml").write_text(there.settings() + "\n[logs]\nfile = false\n", "utf-8")
        async with screen(tmp_path) as program:
            await program.says('badge="Live"')
            logs = tmp_path / "run" / "logs"
            filelock.FileLock(logs / "screen.log.lock").acquire(timeout=PATIENCE_SECONDS)
            assert 'badge="Starting"' in read(logs / "screen.log")
            assert 'badge="Live"' not in read(logs / "screen.log")
            assert not (logs / "poller.log").exists()


async def test_a_demo_and_a_picture_leave_no_log_behind(tmp_path: Path) -> None:
    env = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "LOCALAPPDATA": str(tmp_path)}
    words = ("wallboard.app.main", "demo", "--snapshot", str(tmp_path / "board.png"), "--size", "640x360")
    async with running(*words, env=env) as program, asyncio.timeout(PATIENCE_SECONDS * 2):
        await program.process.wait()
    assert "board.png" in files(tmp_path)
    assert [name for name in files(tmp_path) if ".log" in name] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has the journal")
async def test_the_journal_is_told_levels_and_no_time(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with (tmp_path / "journal").open("wb") as journal:
        stat = os.fstat(journal.fileno())
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "wallboard.poller.main", "run", "--run-dir", str(tmp_path / "run")),
            *("--config", str(tmp_path / "none.toml")),
            stdout=asyncio.subprocess.PIPE,
            stderr=journal,
            env={**os.environ, "JOURNAL_STREAM": f"{stat.st_dev}:{stat.st_ino}"},
        )
    assert process.stdout is not None
    await process.stdout.readline()
    await holds(tmp_path / "run" / "logs" / "poller.log", "poller.set_up")
    process.terminate()
    await process.communicate()
    (line,) = [one for one in read(tmp_path / "journal").splitlines() if "poller.set_up" in one]
    assert line.startswith("<6>poller.set_up needs=settings why=")
    assert re.match(r"20\d\d-\d\d-\d\dT\S+ INFO poller\.set_up", read(tmp_path / "run" / "logs" / "poller.log"))
