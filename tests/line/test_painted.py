"""Health asks the glass: unready when the screen stands still or is gone, ready while it is black on purpose."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.line.home import ask
from tests.line.stack import PATIENCE_SECONDS, Program, organisation, record, running, screen

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(180),
    pytest.mark.skipif(sys.platform == "win32", reason="stops programs by the signals of POSIX"),
]

Told = dict[str, Any]


class Watched:
    """A screen beside a poller that does not depend on it."""

    def __init__(self, folder: Path, screen: Program) -> None:
        self.screen = screen
        self._poller = record(folder)

    async def health(self, wanted: Callable[[Told], bool]) -> Told:
        """What the poller says of its health, once it says what is wanted."""
        return await self._asked("/v1/health", wanted)

    async def board(self, wanted: Callable[[Told], bool]) -> Told:
        """What its status says of the board, once it says what is wanted."""
        told: Told = (await self._asked("/v1/status", lambda status: wanted(status["boards"][0])))["boards"][0]
        return told

    async def _asked(self, path: str, wanted: Callable[[Told], bool]) -> Told:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not wanted(told := (await ask(self._poller, "GET", path)).json()):  # noqa: ASYNC110  another process
                await asyncio.sleep(0.1)
        found: Told = told
        return found


@asynccontextmanager
async def watched(folder: Path, more: str = "") -> AsyncIterator[Watched]:
    places = ("--config", str(folder / "wallboard.toml"), "--run-dir", str(folder / "run"))
    async with organisation(folder) as there:
        (folder / "wallboard.toml").write_text(there.settings() + more, "utf-8")
        async with running("wallboard.poller.main", "run", *places) as poller:
            await poller.says("poller.ready")
            async with screen(folder) as program:
                yield Watched(folder, program)


async def test_a_screen_that_stands_still_makes_it_unready_and_one_that_goes_on_ready_again(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        await seen.health(lambda told: told["ready"])
        process = psutil.Process(seen.screen.process.pid)
        process.suspend()
        told = await seen.health(lambda told: not told["ready"])
        assert told["reason"] == "not_painted"
        assert (await seen.board(lambda _: True))["freshness"] == "live"
        process.resume()
        assert (await seen.health(lambda told: told["ready"]))["reason"] is None


async def test_a_screen_that_is_gone_makes_it_unready_while_the_numbers_go_on(tmp_path: Path) -> None:
    async with watched(tmp_path) as seen:
        await seen.health(lambda told: told["ready"])
        seen.screen.process.kill()
        assert (await seen.health(lambda told: not told["ready"]))["reason"] == "not_painted"
        polls = (await seen.board(lambda _: True))["polls"]
        assert (await seen.board(lambda told: told["polls"] > polls))["freshness"] == "live"


async def test_a_screen_that_is_black_by_plan_stays_ready(tmp_path: Path) -> None:
    async with watched(tmp_path, '\n[screen]\nquiet_hours = ["00:00-24:00"]\n') as seen:
        await seen.screen.says("screen.light was=FULL now=OFF")
        first = await seen.health(lambda told: told["ready"])
        assert first["since_painted_ms"] is not None
        polls = (await seen.board(lambda _: True))["polls"]
        for later in range(1, 6):  # beyond the two cadences after which it would be unready
            await seen.board(lambda told, later=later: told["polls"] >= polls + later)  # type: ignore[misc]  # a default
            assert (await seen.health(lambda _: True))["ready"]
