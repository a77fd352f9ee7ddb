"""The program as a whole: what it imports, how it refuses, how it ends."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil
import pytest
from PySide6.QtGui import QImage

from tests.app.processes import Family, ended, read_until
from tests.line.stack import organisation
from wallboard.app import main
from wallboard.app.feed import open_client
from wallboard.wire import run_record

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="ends programs by the signals of POSIX")

pytestmark = pytest.mark.asyncio

IMPORTS = """
import sys
import wallboard.app.main
for name in sorted(sys.modules):
    print(name)
"""

# Nothing but what the settings say of the language, as the poller tells it.
TONGUES = """
from PySide6.QtGui import QGuiApplication
from wallboard.app import main, tongue
from wallboard.app.board_state import BoardState
from wallboard.host.screen_settings import Screen
app = QGuiApplication([])
main._speak(Screen(), None)
state = BoardState()
state.tongue_changed.connect(lambda: print("changed"))
for screen in (Screen(), Screen(language="de"), Screen(language="de", clock="12h"), Screen(language="de", clock="12h")):
    main._speak(screen, state)
    print(tongue.spoken().words.stem, tongue.spoken().twelve_hours)
"""

# The product's own main, and a hand that does something to the window soon after it is open.
WITH_A_HAND = """
import sys
from PySide6.QtCore import QTimer
from wallboard.app import main as program
opening = program.open_scene
def open_scene(state, **options):
    scene = opening(state, **options)
    QTimer.singleShot(0, lambda: {gesture})
    return scene
program.open_scene = open_scene
sys.exit(program.main(sys.argv[1:]))
"""

# The product's own main, with a window that is given up at once.
GIVEN_UP = """
import sys
from wallboard.app import main as program
async def keep_watch(*_):
    return None
program.keep_watch = keep_watch
sys.exit(program.main(sys.argv[1:]))
"""

# PySide's own classes are not all collected at the end; everything else that is left open is an error.
STRICT = ("-W", "error", "-W", "ignore:gc:ResourceWarning")


def places(folder: Path) -> list[str]:
    return ["--config", str(folder / "wallboard.toml"), "--run-dir", str(folder / "run")]


async def run(family: Family, *words: str, **more: str) -> tuple[int | None, str, str]:
    async with family.start(*words, **more) as program:
        await ended(program)
        family.end()
        said, log = await program.communicate()
        return program.returncode, said.decode(), log.decode()


@asynccontextmanager
async def polled(folder: Path) -> AsyncIterator[Family]:
    """An organisation, and a family whose poller ends with the block."""
    async with organisation(folder):
        yield Family(folder)


async def test_the_screen_knows_no_keyring_and_no_genesys(tmp_path: Path) -> None:
    code, said, log = await run(Family(tmp_path), "-c", IMPORTS)
    assert code == 0, log
    modules = said.split()
    assert "wallboard.app.feed" in modules
    strangers = ("keyring", "starlette", "uvicorn", "wallboard.genesys", "wallboard.poller", "wallboard.simulator")
    assert [name for name in modules if name.startswith(strangers)] == []


async def test_another_language_is_news_once(tmp_path: Path) -> None:
    code, said, log = await run(Family(tmp_path), "-c", TONGUES)
    assert code == 0, log
    assert said.splitlines() == [
        "wallboard_en False",
        *("changed", "wallboard_de False"),
        *("changed", "wallboard_de True"),
        "wallboard_de True",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
async def test_without_a_display_it_says_so_in_one_line(tmp_path: Path) -> None:
    family = Family(tmp_path)
    unset = "import os, sys; [os.environ.pop(name, None) for name in ('DISPLAY', 'WAYLAND_DISPLAY', 'QT_QPA_PLATFORM')]"
    script = f"{unset}; from wallboard.app.main import main; sys.exit(main(['demo']))"
    code, said, log = await run(family, "-c", script)
    assert (code, said) == (1, "")
    assert log.startswith("wallboard: there is no display")
    assert log.count("\n") == 1


async def test_a_run_directory_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    words = ["--run-dir", str(tmp_path / "file" / "run"), "--snapshot", str(tmp_path / "wall.png")]
    code, _, log = await run(Family(tmp_path), "-m", "wallboard.app.main", *words)
    assert code == 1
    assert log.startswith("wallboard: ")
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("settings", "why"), [(None, "Connect this wallboard"), ("[genesys]\nregion = 1\n", "The wallboard cannot start")]
)
@pytest.mark.timeout(50)  # a minute is what it waits for numbers that may yet come
async def test_where_only_a_person_can_help_there_is_no_picture_and_it_ends_at_once(
    tmp_path: Path, settings: str | None, why: str
) -> None:
    if settings is not None:
        (tmp_path / "wallboard.toml").write_text(settings, "utf-8")
    shot = tmp_path / "wall.png"
    words = [*places(tmp_path), "--snapshot", str(shot)]
    code, _, log = await run(Family(tmp_path), "-m", "wallboard.app.main", *words)
    assert code == 1
    (told,) = [line for line in log.splitlines() if line.startswith("wallboard: ")]
    assert told.startswith(f"wallboard: there is nothing to take a picture of: {why}: ")
    assert not shot.exists()


async def test_a_picture_of_the_first_board_with_data(tmp_path: Path) -> None:
    shot = tmp_path / "wall.png"
    async with polled(tmp_path) as family:
        with (tmp_path / "wallboard.toml").open("a", encoding="utf-8") as settings:
            settings.write('\n[screen]\nlanguage = "de"\n')
        words = [*places(tmp_path), "--snapshot", str(shot), "--size", "1280x720"]
        code, said, log = await run(family, "-m", "wallboard.app.main", *words)
    assert code == 0, log
    assert said.startswith(f"{shot}: All agents: Updated "), "the command line is English"
    assert 'screen.says badge="Live" notice="" banner="" instead=""' in log
    assert (QImage(str(shot)).width(), QImage(str(shot)).height()) == (1280, 720)


@posix_only
async def test_after_a_picture_nothing_holds_its_pipes_open_and_no_glass_counts_as_painted(tmp_path: Path) -> None:
    async with polled(tmp_path) as family:
        words = [*places(tmp_path), "--snapshot", str(tmp_path / "wall.png"), "--size", "640x360"]
        async with family.start("-m", "wallboard.app.main", *words) as program:
            _, log = await program.communicate()  # to the end of both pipes
            poller = run_record.read(tmp_path / "run")
            assert (program.returncode, poller is None) == (0, False), log
            assert poller is not None
            assert [left.pid for left in family.members()] == [poller.pid]  # it lives on for others
            async with open_client() as client:
                url, token = f"http://127.0.0.1:{poller.port}/v1/health", f"Bearer {poller.token}"
                health = (await client.get(url, headers={"Authorization": token})).json()
            assert (health["reason"], health["since_painted_ms"]) == ("not_painted", None)
            family.end()


@posix_only
async def test_its_token_stands_in_no_log(tmp_path: Path) -> None:
    async with polled(tmp_path) as family:
        async with family.start("-m", "wallboard.app.main", *places(tmp_path)) as program:
            log = await read_until('screen.says badge="Live"', program.stderr)
            poller = run_record.read(tmp_path / "run")
            program.send_signal(signal.SIGTERM)
            await ended(program)
            family.end()
            _, rest = await program.communicate()
        assert poller is not None
        assert poller.token not in log + rest.decode()
        assert "Bearer" not in log


@posix_only
async def test_ended_by_a_signal_it_leaves_the_poller_to_others(tmp_path: Path) -> None:
    async with polled(tmp_path) as family, family.start("-m", "wallboard.app.main", *places(tmp_path)) as program:
        await read_until('screen.says badge="Live"', program.stderr)
        poller = run_record.read(tmp_path / "run")
        assert poller is not None
        program.send_signal(signal.SIGTERM)
        await ended(program)
        assert [left.pid for left in family.members()] == [poller.pid]
        family.end()
        assert await program.wait() == 0


@pytest.mark.parametrize("gesture", ["scene.window.close()", "state.stop()"])
async def test_closing_the_window_ends_it_cleanly(tmp_path: Path, gesture: str) -> None:
    script = WITH_A_HAND.format(gesture=gesture)
    code, _, log = await run(Family(tmp_path), *STRICT, "-c", script, *places(tmp_path))
    assert code == 0, log
    for trouble in ("Traceback", "exception.", "WARNING qt"):
        assert trouble not in log


async def test_a_window_that_stands_still_for_good_ends_it_with_a_code_of_its_own(tmp_path: Path) -> None:
    code, _, log = await run(Family(tmp_path), *STRICT, "-c", GIVEN_UP, *places(tmp_path))
    assert code == 3, log
    assert "Traceback" not in log


async def test_two_screens_share_one_poller(tmp_path: Path) -> None:
    async with polled(tmp_path) as family:
        words = ("-m", "wallboard.app.main", *places(tmp_path))
        async with family.start(*words) as first, family.start(*words) as second:
            await asyncio.gather(*(read_until('badge="Live"', one.stderr) for one in (first, second)))
            poller = run_record.read(tmp_path / "run")
            assert poller is not None
            # Both may have started one: the slower poller refuses and ends.
            kept = {first.pid, second.pid, poller.pid}
            others = [one for one in family.members() if one.pid not in kept]
            _, still_there = await asyncio.to_thread(psutil.wait_procs, others, 30)
            assert still_there == []
            assert {one.pid for one in family.members()} == kept


async def test_a_screen_without_a_console_tells_its_log_why_it_cannot_run(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert main._fail(OSError("no display")) == 1
    assert [(record.getMessage(), vars(record)["why"]) for record in caplog.records] == [
        ("screen.cannot_run", "no display")
    ]
