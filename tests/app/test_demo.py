"""The demo: a stage of its own, nothing left of it afterwards, however it ends."""

import asyncio
import signal
import stat
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.app.processes import Family, read_until
from wallboard.app import demo
from wallboard.app.demo import CannotStage, Simulated, settings_text, staged
from wallboard.host import settings

TOLD = Simulated("http://127.0.0.1:4321", 'an "id"', "sec\\ret", datetime(2026, 11, 23, 12, 20, tzinfo=UTC), 10.0)
READY = """
import sys
print('{"base_url": "http://127.0.0.1:1", "client_id": "i", "client_secret": "s",'
      ' "origin": "2026-11-23T12:20:00.000Z", "rate": 10.0}', flush=True)
sys.stdin.read()
"""

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="ends programs by the signals of POSIX")


def contents(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert contents(tmp_path) == []


def simulate(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setattr(demo, "simulator_command", lambda: [sys.executable, "-c", program])


def test_its_settings_are_accepted_by_the_poller() -> None:
    read = settings.parse(settings_text(TOLD))
    assert (read.genesys.base_url, read.genesys.client_id) == (TOLD.base_url, TOLD.client_id)
    assert read.genesys.client_secret is not None
    assert read.genesys.client_secret.reveal() == TOLD.client_secret
    assert read.rehearsal is not None
    assert (read.rehearsal.origin, read.rehearsal.rate) == (TOLD.origin, 10.0)
    (board,) = read.boards
    assert (board.id, board.title, board.time_zone) == ("all", "All agents", "Asia/Jerusalem")


def test_the_recorded_day_is_there() -> None:
    command = demo.simulator_command()
    assert Path(command[command.index("--calls") + 1]).is_file()
    assert "--child" in command


@pytest.mark.asyncio
@pytest.mark.usefixtures("folder")
class TestStage:
    async def test_it_stands_while_the_block_runs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        simulate(monkeypatch, READY)
        async with staged() as stage:
            assert settings.parse(stage.config.read_text("utf-8")).rehearsal is not None
            assert stage.run_directory.is_dir()
            if sys.platform != "win32":
                modes = [stat.S_IMODE(path.stat().st_mode) for path in (stage.config, stage.config.parent)]
                assert modes == [0o600, 0o700]

    @pytest.mark.parametrize("program", ["", "print('hello')", "import sys; sys.exit(2)"])
    async def test_a_simulator_that_does_not_start_is_told(self, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
        simulate(monkeypatch, program)
        with pytest.raises(CannotStage, match="did not start"):
            async with staged():
                pass

    async def test_a_simulator_that_says_nothing_is_told_and_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        simulate(monkeypatch, "import sys; sys.stdin.read()")
        monkeypatch.setattr(demo, "_START_LIMIT", timedelta(seconds=0.1))
        with pytest.raises(CannotStage, match="no sign of life"):
            async with staged():
                pass

    async def test_a_missing_simulator_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(demo, "simulator_command", lambda: ["./no-such-program"])
        with pytest.raises(CannotStage, match="no-such-program"):
            async with staged():
                pass

    async def test_cancelled_halfway_it_leaves_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        simulate(monkeypatch, "import sys; sys.stdin.read()")

        async def enter() -> None:
            async with staged():
                pass

        entering = asyncio.create_task(enter())
        await asyncio.sleep(0)
        entering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await entering


@pytest.mark.asyncio
class TestRealDemo:
    async def test_its_picture_shows_the_recorded_day_and_nothing_is_left_running(self, tmp_path: Path) -> None:
        family = Family(tmp_path / "temporary")
        family.folder.mkdir()
        shot = tmp_path / "wallboard.png"
        async with family.start("-m", "wallboard.app.main", "demo", "--snapshot", str(shot)) as program:
            said, log = (part.decode() for part in await program.communicate())
            assert program.returncode == 0, log
            assert family.members() == []
        assert said.startswith(f"{shot}: All agents: ")
        assert "1 Tova 1" in said
        assert "live; 14 agents" in said
        image = QImage(str(shot))
        assert (image.width(), image.height()) == (1920, 1080)
        assert "Traceback" not in log
        assert contents(family.folder) == []

    @posix_only
    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    async def test_a_signal_ends_all_that_it_started(self, tmp_path: Path, number: signal.Signals) -> None:
        family = Family(tmp_path)
        async with family.start("-m", "wallboard.app.main", "demo") as program:
            log = await read_until("poll.good", program.stderr)
            assert len(family.members()) == 3  # screen, poller, simulator
            program.send_signal(number)
            _, rest = await program.communicate()
            assert program.returncode == 0, log + rest.decode()
            assert family.members() == []
        assert "Traceback" not in rest.decode()
        assert contents(tmp_path) == []
