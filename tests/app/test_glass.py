"""What is told of the glass: new revisions, the newest alone, to the poller that is listened to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from wallboard.app.feed import Lost
from wallboard.app.glass import Glass
from wallboard.wire.messages import Handshake

pytestmark = pytest.mark.asyncio

POLLER = Handshake(4711, "the-token", 1)
OTHER = Handshake(4712, "another-token", 2)


class Told:
    """What a poller was told; while the `door` is shut, telling takes its time."""

    def __init__(self) -> None:
        self.poller: tuple[Handshake, str] | None = (POLLER, "all")
        self.said: list[tuple[Handshake, str, int]] = []
        self.asked = asyncio.Queue[int]()
        self.door = asyncio.Event()
        self.door.set()
        self.lost = False
        self.glass = Glass(lambda: self.poller, self.tell)

    async def tell(self, poller: Handshake, board_id: str, revision: int) -> None:
        self.asked.put_nowait(revision)
        await self.door.wait()
        if self.lost:
            raise Lost("it went away")
        self.said.append((poller, board_id, revision))

    @property
    def revisions(self) -> list[int]:
        return [revision for _, _, revision in self.said]


@asynccontextmanager
async def telling() -> AsyncIterator[Told]:
    told = Told()
    running = asyncio.create_task(told.glass.run())
    try:
        yield told
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.wait({running})


async def turns() -> None:
    """Everybody who can go on does; nothing here waits for anything but the loop."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_each_new_revision_is_told_to_the_poller_and_board_that_are_shown() -> None:
    async with telling() as told:
        for revision in (1, 2, 3):
            told.glass.painted(revision)
            await told.asked.get()
        await turns()
        assert told.said == [(POLLER, "all", 1), (POLLER, "all", 2), (POLLER, "all", 3)]


async def test_frames_of_the_same_revision_are_told_once() -> None:
    async with telling() as told:
        for _ in range(60):
            told.glass.painted(7)
            await turns()
        assert told.revisions == [7]


async def test_of_those_painted_while_one_is_told_only_the_newest_follows() -> None:
    async with telling() as told:
        told.door.clear()
        told.glass.painted(1)
        assert await told.asked.get() == 1
        for revision in (2, 3, 4):
            told.glass.painted(revision)
        told.door.set()
        assert await told.asked.get() == 4
        await turns()
        assert told.revisions == [1, 4]


async def test_a_poller_that_is_lost_ends_nothing() -> None:
    async with telling() as told:
        told.lost = True
        told.glass.painted(1)
        await told.asked.get()
        await turns()
        told.lost = False
        told.glass.painted(2)
        await told.asked.get()
        await turns()
        assert told.revisions == [2]


async def test_nothing_is_told_while_no_poller_is_listened_to_nor_later() -> None:
    async with telling() as told:
        told.poller = None
        told.glass.painted(1)
        await turns()
        told.poller = (OTHER, "sales")
        await turns()
        assert told.said == []
        told.glass.painted(2)
        await told.asked.get()
        await turns()
        assert told.said == [(OTHER, "sales", 2)]


async def test_a_frame_without_rows_is_not_told() -> None:
    async with telling() as told:
        told.glass.painted(0)
        await turns()
        assert told.said == []


async def test_a_revision_that_comes_back_after_another_is_told_again() -> None:
    async with telling() as told:
        for revision in (41, 0, 41):  # another poller counts anew
            told.glass.painted(revision)
            await turns()
        assert told.revisions == [41, 41]


async def test_what_is_painted_before_it_runs_is_told_when_it_does() -> None:
    told = Told()
    told.glass.painted(5)
    running = asyncio.create_task(told.glass.run())
    assert await told.asked.get() == 5
    running.cancel()
    await asyncio.wait({running})


async def test_the_first_frame_is_logged_and_whenever_rows_come_where_none_were(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", logger="wallboard.app.glass")
    async with telling() as told:
        for revision in (0, 0, 3, 4, 0, 5):
            told.glass.painted(revision)
        await turns()
    logged = [(record.getMessage(), getattr(record, "revision", None)) for record in caplog.records]
    assert logged == [("glass.first_frame", None), ("glass.rows", 3), ("glass.rows", 5)]
