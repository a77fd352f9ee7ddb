"""Agents' pictures, fetched when a screen asks for one, and kept: one fetch a picture, however many ask.

The host of a picture is not Genesys Cloud: it is asked over a carrier of its own that holds no token, and what it sends
is checked by genesys.picture. A picture is asked for again after a day; a failure is not repeated for an hour, and an
older picture stands meanwhile. Served by poller.agent_routes.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar
from weakref import WeakValueDictionary

from wallboard.board.agents import AgentId
from wallboard.genesys import picture
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.picture import Marks, picture_version
from wallboard.genesys.transport import Transport
from wallboard.host.clock import Clock
from wallboard.poller.picture_file import KeptPicture, Picture, PictureFolder

log = logging.getLogger(__name__)

_ASKED_AGAIN_AFTER = timedelta(days=1)
_FAILED_FOR = timedelta(hours=1)
_AT_ONCE = 4
_MOST_FAILURES = 10_000
_SHELF_BYTES = 8 * 1024 * 1024  # of what the disk refuses
_GONE = frozenset({404, 410})

T = TypeVar("T")


class Pictures:
    """The pictures of one organisation.

    `address_of` tells where an agent's picture lies, None where she has none; `clock` is the machine's: a picture does
    not rehearse. `base_url` is that of an organisation which is not in a region.
    """

    def __init__(
        self,
        address_of: Callable[[AgentId], str | None],
        base_url: str | None,
        carrier: Transport,
        folder: PictureFolder,
        clock: Clock,
    ) -> None:
        self._address_of = address_of
        self._base_url = base_url
        self._carrier = carrier
        self._folder = folder
        self._clock = clock
        self._fetching: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._at_once = asyncio.Semaphore(_AT_ONCE)
        self._disk = ThreadPoolExecutor(_AT_ONCE, "pictures")  # one that hangs holds up nobody else's threads
        self._failed: OrderedDict[str, timedelta] = OrderedDict()  # by address, until when
        self._shelf: OrderedDict[str, KeptPicture] = OrderedDict()

    async def find(self, agent_id: AgentId) -> Picture | None:
        """The agent's picture; None where she has none, or none that can be had or shown."""
        address = self._address_of(agent_id)
        if address is None:
            return None
        lock = self._fetching.setdefault(address, asyncio.Lock())
        async with lock:  # whoever comes meanwhile finds what the first one fetched, or that it failed
            kept = await self._kept(address)
            if not self._is_due(address, kept):
                return None if kept is None else kept.picture
            kept = await self._asked(address, kept)
        return None if kept is None else kept.picture

    def _is_due(self, address: str, kept: KeptPicture | None) -> bool:
        until = self._failed.get(address)
        if until is not None and self._clock.elapsed() < until:
            return False
        # Also after the clock was put back: nobody knows then how old the picture is.
        return kept is None or abs(self._clock.now() - kept.checked_at) >= _ASKED_AGAIN_AFTER

    async def _asked(self, address: str, kept: KeptPicture | None) -> KeptPicture | None:
        """The picture as its host has it now; what is kept where that cannot be had."""
        self._failed.pop(address, None)
        try:
            fetched = await self._fetched(address, None if kept is None else kept.marks)
        except GenesysError as error:
            self._note(address, error)
            if isinstance(error, BadReply) and error.status in _GONE:
                await self._forget(address)
                return None
            return kept
        if fetched is not None:
            shown, marks = Picture(fetched.media_type, fetched.body), fetched.marks
        elif kept is not None:
            shown, marks = kept.picture, kept.marks
        else:
            return None
        newest = KeptPicture(shown, marks, self._clock.now())
        await self._keep(address, newest)
        return newest

    async def _fetched(self, address: str, known: Marks | None) -> picture.Fetched | None:
        """A new picture; None: the known one has not changed. Raises GenesysError."""
        why = picture.why_not(address, self._base_url)
        if why is not None:
            raise GenesysError(why)
        host, request = picture.picture_request(address, known)
        async with self._at_once:
            reply = await self._carrier.fetch(host, request)
        return await asyncio.to_thread(picture.decode_picture, request, reply)

    def _note(self, address: str, error: GenesysError) -> None:
        """Not to be tried again for a while. The address is not logged: it may open a store for files."""
        log.info("picture.failed", extra={"picture": picture_version(address), "reason": error.reason})
        self._failed[address] = self._clock.elapsed() + _FAILED_FOR
        while len(self._failed) > _MOST_FAILURES:
            self._failed.popitem(last=False)

    async def _kept(self, address: str) -> KeptPicture | None:
        return self._shelf.get(address) or await self._on_disk(lambda: self._folder.find(address))

    async def _keep(self, address: str, kept: KeptPicture) -> None:
        """On the disk; where that fails, in memory, so that no host is asked over and over."""
        self._shelf.pop(address, None)
        if await self._on_disk(lambda: self._folder.keep(address, kept)):
            return
        self._shelf[address] = kept
        while sum(len(one.picture.body) for one in self._shelf.values()) > _SHELF_BYTES:
            self._shelf.popitem(last=False)

    async def _forget(self, address: str) -> None:
        self._shelf.pop(address, None)
        await self._on_disk(lambda: self._folder.forget(address))

    async def _on_disk(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._disk, work)
