"""Pictures of those who are shown are fetched, kept, and not asked for in vain."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from tests.app.known import HEARD_AT, JOINED
from tests.app.test_picture_decode import encoded, plain
from wallboard.app.face import BoardFace, face
from wallboard.app.feed import Lost
from wallboard.app.picture_key import PictureKey
from wallboard.app.pictures import MOST_KEPT, Album
from wallboard.wire.messages import Handshake

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("qapp")]

POLLER = Handshake(1, "t", 1)
GOOD = encoded(plain(), "PNG")


def showing(*pictures: str) -> BoardFace:
    """A face with one agent for each picture."""
    blank = face(known.heard(), JOINED, HEARD_AT, 0)
    return replace(blank, pictures=tuple(PictureKey(f"agent-{name}", name) for name in pictures))


class Gallery:
    """A poller that has what `pictures` says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes | Lost | None] = {}
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.changed = asyncio.Event()
        self.answered = asyncio.Event()
        self.clock = HurriedClock()
        self.listening_to: tuple[Handshake, str] | None = (POLLER, "all")
        self.album = Album(lambda: self.listening_to, self._ask, self.clock, self.changed.set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator["Gallery"]:
        running = asyncio.create_task(self.album.run())
        try:
            yield self
        finally:
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    async def until(self, done: Callable[[], bool], told: asyncio.Event | None = None) -> None:
        event = self.answered if told is None else told
        while not done():
            event.clear()
            await event.wait()

    async def settle(self) -> None:
        """Whatever could be asked for without a wait has been asked for."""
        for _ in range(20):
            await asyncio.sleep(0)

    async def _ask(self, poller: Handshake, board: str, agent_id: str) -> bytes | None:
        assert (poller, board) == (POLLER, "all")
        self.asked.append(agent_id)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        answer = self.pictures.get(agent_id)
        self.answered.set()
        if isinstance(answer, Lost):
            raise answer
        return answer

    def here(self) -> set[str]:
        return {key.picture for key in self.album.here}


async def test_whoever_is_shown_is_asked_for_once_and_kept() -> None:
    gallery = Gallery()
    gallery.pictures = {f"agent-{name}": GOOD for name in "abcdefgh"}
    async with gallery.open():
        gallery.album.show(showing(*"abcdefgh"))
        await gallery.until(lambda: gallery.here() == set("abcdefgh"), gallery.changed)
        gallery.album.show(showing(*"abcdefgh"))
        await gallery.settle()
    assert sorted(gallery.asked) == [f"agent-{name}" for name in "abcdefgh"]
    assert gallery.most_at_once == 4
    assert gallery.album.find(PictureKey("agent-a", "a")) is not None
    assert gallery.album.find(PictureKey("agent-a", "b")) is None


async def test_a_new_picture_of_the_same_agent_is_another() -> None:
    gallery = Gallery()
    gallery.pictures = {"agent-a": GOOD}
    async with gallery.open():
        gallery.album.show(showing("a"))
        await gallery.until(lambda: gallery.here() == {"a"}, gallery.changed)
        newer = replace(showing(), pictures=(PictureKey("agent-a", "a2"),))
        gallery.album.show(newer)
        await gallery.until(lambda: gallery.here() == {"a", "a2"}, gallery.changed)
    assert gallery.asked == ["agent-a", "agent-a"]


@pytest.mark.parametrize("answer", [None, b"no picture"])
async def test_in_vain_it_asks_but_once_an_hour(answer: bytes | None) -> None:
    gallery = Gallery()
    gallery.pictures = {"agent-a": answer, "agent-b": GOOD}
    async with gallery.open():
        gallery.album.show(showing("a"))
        await gallery.until(lambda: gallery.asked == ["agent-a"])
        gallery.album.show(showing("a", "b"))  # the next round: this one is over by then
        await gallery.until(lambda: gallery.here() == {"b"}, gallery.changed)
        for seconds in (1, 3598):
            gallery.clock.at += timedelta(seconds=seconds)
            gallery.album.show(showing("a", "b"))
            await gallery.settle()
            assert gallery.asked.count("agent-a") == 1
        gallery.clock.at += timedelta(seconds=1)
        gallery.album.show(showing("a", "b"))
        await gallery.until(lambda: gallery.asked.count("agent-a") == 2)


async def test_a_poller_that_is_gone_is_asked_again_soon() -> None:
    gallery = Gallery()
    gallery.pictures = {"agent-a": Lost("refused")}
    async with gallery.open():
        gallery.album.show(showing("a"))
        await gallery.until(lambda: len(gallery.asked) == 1)
        await gallery.settle()
        gallery.album.show(showing("a"))
        await gallery.settle()
        assert len(gallery.asked) == 1
        gallery.pictures = {"agent-a": GOOD}
        gallery.clock.at += timedelta(seconds=10)
        gallery.album.show(showing("a"))
        await gallery.until(lambda: gallery.here() == {"a"}, gallery.changed)


async def test_without_a_poller_nobody_is_asked() -> None:
    gallery = Gallery()
    gallery.pictures = {"agent-a": GOOD}
    gallery.listening_to = None
    async with gallery.open():
        gallery.album.show(showing("a"))
        await gallery.settle()
        assert gallery.asked == []
        gallery.listening_to = (POLLER, "all")
        gallery.album.show(showing("a"))  # as at every second
        await gallery.until(lambda: gallery.here() == {"a"}, gallery.changed)


async def test_those_seen_longest_ago_go_first() -> None:
    gallery = Gallery()
    names = [f"{number:03}" for number in range(MOST_KEPT + 1)]
    gallery.pictures = {f"agent-{name}": GOOD for name in names}
    async with gallery.open():
        for first in range(0, MOST_KEPT, 10):
            gallery.album.show(showing(*names[first : first + 10]))
            await gallery.until(lambda last=first + 10: len(gallery.here()) == last, gallery.changed)  # type: ignore[misc]
        for name in (*names[:-1], names[0]):  # of one page, whose pictures come in any order, all were seen at once
            gallery.album.show(showing(name))
        gallery.album.show(showing(names[-1]))
        await gallery.until(lambda: names[-1] in gallery.here(), gallery.changed)
    assert len(gallery.here()) == MOST_KEPT
    assert names[0] in gallery.here()
    assert names[1] not in gallery.here()
