"""Have the pictures of the agents who are shown: ask the poller for them, keep some, and ask in vain but once.

Given every face by app.main, beside app.board_state; app.face names those that are here, app.picture_provider gives
them to QML.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta

from PySide6.QtGui import QImage

from wallboard.app import picture_decode
from wallboard.app.face import BoardFace
from wallboard.app.feed import Lost
from wallboard.app.picture_key import PictureKey
from wallboard.host.clock import Clock
from wallboard.wire.messages import Handshake

log = logging.getLogger(__name__)

MOST_KEPT = 200
_AFTER_FAILURE = timedelta(hours=1)
_AFTER_LOSS = timedelta(seconds=10)  # the poller was not there: that says nothing of the picture
_AT_ONCE = 4

Ask = Callable[[Handshake, str, str], Awaitable[bytes | None]]


class Album:
    """`ask` fetches one picture (poller, board, agent); `changed` is called whenever another one is here."""

    def __init__(
        self,
        listening_to: Callable[[], tuple[Handshake, str] | None],
        ask: Ask,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self._listening_to = listening_to
        self._ask = ask
        self._clock = clock
        self._changed = changed
        self._kept: OrderedDict[PictureKey, QImage] = OrderedDict()
        self._not_before: dict[PictureKey, timedelta] = {}
        self._wanted: tuple[PictureKey, ...] = ()
        self._news = asyncio.Event()

    @property
    def here(self) -> Collection[PictureKey]:
        """The pictures that can be shown now."""
        return self._kept.keys()

    def find(self, key: PictureKey) -> QImage | None:
        """One of them."""
        return self._kept.get(key)

    def show(self, face: BoardFace) -> None:
        """These agents are shown now."""
        self._wanted = face.pictures
        for key in self._wanted:
            if key in self._kept:
                self._kept.move_to_end(key)
        if self._missing():
            self._news.set()

    async def run(self) -> None:
        """Fetch what is wanted, until cancelled."""
        while True:
            await self._news.wait()
            self._news.clear()
            while (listening_to := self._listening_to()) is not None and (missing := self._missing()):
                async with asyncio.TaskGroup() as tasks:
                    for key in missing[:_AT_ONCE]:
                        tasks.create_task(self._fetch(*listening_to, key), name="picture")

    def _missing(self) -> list[PictureKey]:
        now = self._clock.elapsed()
        return [key for key in self._wanted if key not in self._kept and self._not_before.get(key, now) <= now]

    async def _fetch(self, poller: Handshake, board_id: str, key: PictureKey) -> None:
        try:
            content = await self._ask(poller, board_id, key.agent_id)
            image = None if content is None else await asyncio.to_thread(picture_decode.decode, content)
        except Lost as error:
            log.info("picture.not_asked", extra={"why": str(error)})
            self._wait(key, _AFTER_LOSS)
            return
        if image is None:
            self._wait(key, _AFTER_FAILURE)
            return
        self._kept[key] = image
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self._changed()

    def _wait(self, key: PictureKey, wait: timedelta) -> None:
        now = self._clock.elapsed()
        self._not_before = {one: at for one, at in self._not_before.items() if at > now}
        self._not_before[key] = now + wait
