"""Say again what the screen shows: whenever something was heard, and every second. Between app.follow and the screen.

Keeps what a face needs besides the copy: which page, and who climbed at the last update.
"""

import contextlib
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from wallboard.app import crossing, drift, outage, rises, scenes
from wallboard.app.condition import Condition, condition, stands_in
from wallboard.app.crossing import Crossing
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Joined, Link, Refused, Starting
from wallboard.app.outage import Outage
from wallboard.app.picture_key import PictureKey
from wallboard.app.replica import Replica, poller_now
from wallboard.app.rises import Rises
from wallboard.app.scenes import Round, SceneKind, Step
from wallboard.app.stops import closed_goal_is_met, stops_of
from wallboard.app.style import Style, style_of
from wallboard.app.tongue import in_english, translate
from wallboard.board.freshness import Freshness
from wallboard.host.clock import Clock
from wallboard.wire.boards import Screen

log = logging.getLogger(__name__)

_SECOND = timedelta(seconds=1)


def until_next_second(now: datetime) -> timedelta:
    """The time left in this second of a clock: never nothing, never more than a second."""
    return _SECOND - timedelta(microseconds=now.microsecond)


def _no_pictures() -> Collection[PictureKey]:
    return ()


def _cannot_tell() -> bool | None:
    return None


def _cannot_show() -> Refused:
    return Refused(translate("condition", "What the service sends cannot be shown."))


class Presenter:
    """What one screen shows. Each of `shows` is given each face; `here` tells which pictures can be shown.

    `wants_less` tells whether the system wants less motion.
    """

    def __init__(
        self,
        shows: Sequence[Callable[[BoardFace], None]],
        clock: Clock,
        here: Callable[[], Collection[PictureKey]] = _no_pictures,
        wants_less: Callable[[], bool | None] = _cannot_tell,
    ) -> None:
        self.replica = Replica()
        self.link: Link = Starting()
        self._shows = shows
        self._clock = clock
        self._here = here
        self._round = Round()
        self._crossing = Crossing()
        self._celebrates_until: timedelta | None = None
        self._rises = Rises()
        self._outage = Outage()
        self._failing = False
        self._wants_less = wants_less
        self._screen = Screen()  # the last that was told: a wall keeps its look while its poller is away
        self._tall = False
        self._began = clock.elapsed()
        self._missing_monitor: Callable[[], str] = str  # none

    def tell(self, replica: Replica, link: Link) -> None:
        """Show what is known now."""
        self.replica = replica
        self.link = link
        if isinstance(link, Joined):
            self._screen = link.boards.screen
        self.refresh()

    def watch_monitor(self, missing: Callable[[], str]) -> None:
        """Say it beside the numbers while `missing` names a monitor that should be there."""
        self._missing_monitor = missing

    def turn(self, step: int) -> None:
        """Show another page or scene."""
        at = self._clock.elapsed()
        self._round = scenes.turn(self._round, self._stops(at), step, at)
        self.refresh()

    def pause(self) -> None:
        """Stop the round, or let it go on."""
        at = self._clock.elapsed()
        self._round = scenes.pause(self._round, self._stops(at), at)
        self.refresh()

    def fit(self, *, tall: bool) -> None:
        """Show what a window of this shape has room for."""
        if tall is not self._tall:
            self._tall = tall
            self.refresh()

    def face_in_english(self) -> BoardFace:
        """What is shown now, as the command line tells it."""
        with in_english():
            return self._face()

    async def tick(self) -> None:
        """Let the screen's clock and ages go on, until cancelled."""
        while True:
            self.refresh()
            now = poller_now(self.replica, self._clock.elapsed(), rate=1) or self._clock.now()
            await self._clock.sleep(until_next_second(now))

    def refresh(self) -> None:
        """Say it again: something else changed that a face is made of."""
        try:
            now = self._face()
            for show in self._shows:
                show(now)
        except Exception:
            # A wall that stops for one odd name is worse than one that waits for the next event. Told once.
            if not self._failing:
                log.exception("face.failed")
            self._failing = True
            self._show_trouble()
        else:
            self._failing = False

    def _show_trouble(self) -> None:
        """Whatever stood there last could look live for ever: say in its stead that nothing can be shown."""
        trouble = face(Replica(), _cannot_show(), timedelta(), page=0, style=self._style())
        with in_english():
            trouble = replace(trouble, logged=condition(Replica(), _cannot_show(), timedelta()))
        for show in self._shows:
            with contextlib.suppress(Exception):  # told already
                show(trouble)

    def _face(self) -> BoardFace:
        at = self._clock.elapsed()
        self._rises = rises.follow(self._rises, self.replica.shown)
        stops = self._stops(at)
        self._celebrate(stops, at)
        self._round = scenes.look(self._round, stops, at)
        place, here = scenes.place_of(self._round, stops), self._here()
        step = stops[place]
        now = face(self.replica, self.link, at, step.page, self._rises.risen, here, self._style(), step.scene)
        now = replace(now, stop=place, stops=len(stops), paused=self._round.paused, celebrates=self._is_celebrating(at))
        self._outage = outage.follow(self._outage, now.condition.freshness, at)
        with in_english():
            logged = self._with_notice(condition(self.replica, self.link, at))
        return replace(now, condition=self._with_notice(now.condition), logged=logged)

    def _with_notice(self, how: Condition) -> Condition:
        return replace(how, notice=how.notice or outage.said(self._outage) or self._stands_in(how.freshness))

    def _stands_in(self, freshness: Freshness) -> str:
        """What the badge has room for while it says no more than that all is well."""
        monitor = self._missing_monitor()
        return stands_in(monitor) if monitor and freshness in {Freshness.LIVE, Freshness.LATE} else ""

    def _style(self) -> Style:
        drifted = drift.offset(self._clock.elapsed() - self._began)
        return style_of(self._screen, wants_less=self._wants_less(), drift=drifted, tall=self._tall)

    def _stops(self, at: timedelta) -> tuple[Step, ...]:
        return stops_of(self.replica, self.link, at, self._style().rows)

    def _celebrate(self, stops: Sequence[Step], at: timedelta) -> None:
        """Once, when the goal is reached: its scene comes at once, and is lit while it stands."""
        shown = self.replica.shown
        start = None if shown is None or shown.window is None else shown.window.from_
        self._crossing, reached = crossing.follow(
            self._crossing, start, met=closed_goal_is_met(self.replica, self.link)
        )
        stop = next((step for step in stops if step.scene is SceneKind.GOAL), None)
        if reached and stop is not None:
            self._celebrates_until = at + stop.dwell
            self._round = scenes.interrupted(self._round, stop, at)

    def _is_celebrating(self, at: timedelta) -> bool:
        return self._celebrates_until is not None and at < self._celebrates_until
