"""Keep the screen's copy true: have a poller, listen to it, and begin anew whenever the stream ends. For ever.

Built and run by app.main; between app.companion, app.feed and app.replica.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from wallboard.app.companion import CannotRun, KeepsFailing
from wallboard.app.feed import Lost, NeedsSetup, NoBoard
from wallboard.app.link import Joined, Link, Refused, SetupNeeded, Starting, shows_the_same
from wallboard.app.replica import Gap, Replica, absorb
from wallboard.host.clock import Clock
from wallboard.wire.codec import BadMessage
from wallboard.wire.messages import Event, Handshake, Heartbeat
from wallboard.wire.setup import Setup

log = logging.getLogger(__name__)

_CONNECT_WAITS = tuple(timedelta(seconds=seconds) for seconds in (0, 0, 0.5, 1, 2, 5))
_NO_BOARD_RETRY = timedelta(seconds=10)
_SETUP_RETRY = timedelta(seconds=3)  # whoever runs login elsewhere looks at the wall next
_TELL_FROM_STREAK = 3


class Pollers(Protocol):
    """Where pollers come from: app.companion."""

    async def poller(self) -> Handshake:
        """The poller to listen to. Raises CannotRun."""
        ...

    def heard(self) -> None:
        """It gave a sign of life."""
        ...


class Events(Protocol):
    """How they are listened to: app.feed."""

    async def join(self, poller: Handshake, board_id: str | None) -> Joined:
        """The board to show."""
        ...

    async def listen(self, poller: Handshake, board_id: str, hear: Callable[[Event], None]) -> None:
        """Pass on events until the stream ends."""
        ...


def next_connect_wait(streak: int) -> timedelta:
    """How long to wait before connecting again, after this many streams in a row that ended unheard (1: the first)."""
    return _CONNECT_WAITS[min(streak, len(_CONNECT_WAITS) - 1)]


class Follower:
    """What one screen knows, and how it stands with its poller. `changed` is called after every change of either.

    `listening_to` is the poller and the board while a stream is open; `sets_up` the poller that asks to be set up.
    """

    def __init__(
        self,
        pollers: Pollers,
        events: Events,
        board_id: str | None,
        clock: Clock,
        changed: Callable[[Replica, Link], None],
    ) -> None:
        self.replica = Replica()
        self.link: Link = Starting()
        self._pollers = pollers
        self._events = events
        self._board_id = board_id
        self._clock = clock
        self._changed = changed
        self._streak = 0
        self._joined: Joined | None = None
        self.listening_to: tuple[Handshake, str] | None = None
        self.sets_up: Handshake | None = None

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            try:
                await self._follow_once()
            except KeepsFailing as failure:
                if self.replica.shown is None:
                    self._refuse(str(failure))
            except CannotRun as refusal:
                self._refuse(str(refusal))
            except NeedsSetup as need:
                self._need(need.setup)
                await self._clock.sleep(_SETUP_RETRY)
            except NoBoard as refusal:
                self._pollers.heard()  # it told its boards, so it does not hang: others listen to it
                self._refuse(str(refusal))
                await self._clock.sleep(_NO_BOARD_RETRY)
            except (Lost, Gap, BadMessage) as end:
                await self._wait_after(end)
            except Exception as trouble:
                # A full disk, a folder that is gone: a wall that ends is black, one that tries again may heal.
                if not self._streak:
                    log.exception("feed.unexpected")
                await self._wait_after(trouble)

    async def _follow_once(self) -> None:
        poller = await self._pollers.poller()
        self.sets_up = poller
        joined = await self._events.join(poller, self._board_id)
        self.sets_up = None
        if self._joined is not None and not shows_the_same(self._joined, joined):
            self.replica = Replica()  # another organisation, or another shift: its rows are not these
        self._joined = joined
        rate = 1.0 if joined.boards.rehearsal is None else joined.boards.rehearsal.rate

        def hear(event: Event) -> None:
            self.replica = absorb(self.replica, event, self._clock.elapsed(), rate)
            self.link = joined
            self._pollers.heard()
            if self._streak and isinstance(event, Heartbeat):  # not before: a stream may end after each snapshot
                log.info("feed.mended", extra={"streak": self._streak})
                self._streak = 0
            self._changed(self.replica, self.link)

        self.listening_to = (poller, joined.board.id)
        try:
            await self._events.listen(poller, joined.board.id, hear)
        finally:
            self.listening_to = None

    def _need(self, setup: Setup) -> None:
        self._pollers.heard()
        self._streak = 0
        needed = SetupNeeded(setup)
        if needed != self.link:
            log.info("link.setup_needed", extra={"needs": setup.needs, "why": setup.reason})
            self.replica = Replica()  # whoever is set up next need not be who was shown
            self._joined = None
            self.link = needed
            self._changed(self.replica, self.link)

    async def _wait_after(self, end: Exception) -> None:
        self._streak += 1
        if self._streak == 1:
            log.warning("feed.ended", extra={"kind": type(end).__name__, "why": str(end)})
        if self._streak >= _TELL_FROM_STREAK and self.replica.shown is None:
            self._refuse(f"The poller does not serve this screen: {end}.")
        await self._clock.sleep(next_connect_wait(self._streak))

    def _refuse(self, message: str) -> None:
        refused = Refused(message)
        if refused != self.link:
            log.warning("link.refused", extra={"why": message})
            self.link = refused
            self._changed(self.replica, self.link)
