"""Keep the quiet hours of one screen. Between app.presenter, which gives it each face, and app.board_state.

While the screen is black no face reaches it, so that nothing is painted; the poller is told that each was seen, since a
screen that is dark on purpose does not stand still.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from wallboard.app.condition import rate_of, zone_of
from wallboard.app.face import BoardFace
from wallboard.app.link import Joined, Link
from wallboard.app.quiet import Light, Woken, light
from wallboard.app.replica import Replica, poller_now
from wallboard.host.clock import Clock
from wallboard.host.screen_settings import Screen

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the poller last told: a night goes on when it is replaced or refuses, and no message lights the room."""

    screen: Screen
    zone: tzinfo
    replica: Replica
    rate: float


class Night:
    """`show` gets the faces that are to be seen, `dim` how brightly, `unseen` the revision of those that are not."""

    def __init__(
        self,
        show: Callable[[BoardFace], None],
        dim: Callable[[Light], None],
        unseen: Callable[[int], None],
        clock: Clock,
    ) -> None:
        self._show = show
        self._dim = dim
        self._unseen = unseen
        self._clock = clock
        self._known: _Known | None = None
        self._woken = Woken()
        self._face: BoardFace | None = None
        self.light = Light.FULL

    @property
    def screen(self) -> Screen:
        """How screens are to look, as the poller last told."""
        return Screen() if self._known is None else self._known.screen

    def tell(self, replica: Replica, link: Link) -> None:
        """Take in what is known now."""
        if isinstance(link, Joined) and replica.poller_now is not None:
            self._known = _Known(link.boards.screen, zone_of(link), replica, rate_of(link))

    def show(self, face: BoardFace) -> None:
        """Show this face as brightly as the hour allows."""
        self._face = face
        self._look()
        if self.light is Light.OFF:
            self._unseen(face.revision)
        else:
            self._show(face)
        self._dim(self.light)

    def wake(self) -> None:
        """Somebody pressed a key or clicked: show the board for a while."""
        self._woken = Woken(self._clock.elapsed())
        if self._face is not None:
            self.show(self._face)

    def _look(self) -> None:
        at = self._clock.elapsed()
        was, self.light = self.light, self._light(at)
        if was is not self.light:
            log.info("screen.light", extra={"was": was.name, "now": self.light.name})

    def _light(self, at: timedelta) -> Light:
        known = self._known
        if known is None:
            return Light.FULL
        return light(known.screen, known.zone, poller_now(known.replica, at, known.rate), self._woken, at)
