"""The lifeline: a poller that a screen started ends when nobody is left."""

import asyncio
import contextlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.builders import NOON, FakeReader, PolledBoard
from tests.fakes import ManualClock
from wallboard.board.view import ViewSpec
from wallboard.poller import lifeline
from wallboard.poller.broadcast import Broadcast, Stream

pytestmark = pytest.mark.asyncio

PATIENCE = 5.0
SPEC = ViewSpec("all", ((0, 9),))


def a_broadcast() -> Broadcast:
    clock = ManualClock(NOON)
    return Broadcast("e1", [PolledBoard(clock).board], clock, clock.now)


def closed_file() -> IO[bytes]:
    with Path(os.devnull).open("rb") as closed:
        return closed


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The writing end of what is now standard input."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb", buffering=0) as raw, io.TextIOWrapper(io.BufferedReader(raw)) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield writing
        with contextlib.suppress(OSError):
            os.close(writing)


class TestParent:
    async def test_it_is_gone_when_standard_input_closes_whatever_came_before(self, parent: int) -> None:
        waiting = asyncio.create_task(lifeline.parent_gone())
        os.write(parent, b"some words\n" * 1000)
        done, _ = await asyncio.wait({waiting}, timeout=0.05)
        assert not done
        os.close(parent)
        await asyncio.wait_for(waiting, PATIENCE)

    @pytest.mark.parametrize("stdin", [None, io.StringIO()], ids=["none", "no file"])
    async def test_where_there_is_no_standard_input_there_is_no_parent(
        self, stdin: io.StringIO | None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", stdin)
        await asyncio.wait_for(lifeline.parent_gone(), PATIENCE)

    async def test_a_standard_input_that_is_closed_already_is_no_parent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", closed_file())
        await asyncio.wait_for(lifeline.parent_gone(), PATIENCE)


class TestAlone:
    async def test_without_viewers_it_is_over_after_its_time(self) -> None:
        await asyncio.wait_for(lifeline.alone(a_broadcast(), 0.02), PATIENCE)

    async def test_it_is_not_over_while_somebody_looks_and_counts_anew_when_she_has_left(self) -> None:
        broadcast = a_broadcast()
        stream = Stream(SPEC, FakeReader())
        waiting = asyncio.create_task(lifeline.alone(broadcast, 0.05))
        await asyncio.sleep(0)  # it counts already when she comes
        broadcast.join(stream)
        done, _ = await asyncio.wait({waiting}, timeout=0.2)
        assert not done
        broadcast.leave(stream)
        await asyncio.wait_for(waiting, PATIENCE)

    async def test_a_viewer_who_changes_her_view_is_a_viewer(self) -> None:
        broadcast = a_broadcast()
        stream = Stream(SPEC, FakeReader())
        broadcast.join(stream)
        waiting = asyncio.create_task(lifeline.alone(broadcast, 0.02))
        await asyncio.sleep(0)
        broadcast.change(stream, ViewSpec("all", ((0, 1),)))
        done, _ = await asyncio.wait({waiting}, timeout=0.1)
        assert not done
        broadcast.leave(stream)
        await asyncio.wait_for(waiting, PATIENCE)
