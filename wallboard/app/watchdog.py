"""Open a window anew that paints nothing although it should, and give up when that does not help. Run by app.main.

What to do when, app.watch decides.
"""

import logging
from collections.abc import Callable
from typing import Protocol, assert_never

from wallboard.app import watch
from wallboard.app.scene import Unloadable
from wallboard.app.watch import Sight, Step
from wallboard.host.clock import Clock

log = logging.getLogger(__name__)


class Glazing(Protocol):
    """What is asked of app.scene."""

    @property
    def frames(self) -> int:
        """How many frames there were."""
        ...

    @property
    def is_exposed(self) -> bool:
        """Whether the system shows the window."""
        ...

    def ask(self) -> None:
        """Ask for a frame."""
        ...

    def reopen(self) -> None:
        """Open it anew. Raises Unloadable."""
        ...


async def keep_watch(scene: Glazing, is_lit: Callable[[], bool], clock: Clock) -> None:
    """Watch the window until nothing helps any more. `is_lit`: not in quiet hours that show nothing."""
    seen = watch.begin(clock.elapsed())
    while True:
        await clock.sleep(watch.LOOK_EVERY)
        at = clock.elapsed()
        seen = watch.look(seen, Sight(scene.is_exposed and is_lit(), scene.frames), at)
        match seen.step:
            case Step.NONE:
                pass
            case Step.ASK:
                if seen.asks == 2:  # the first question is one of routine
                    log.warning("screen.asked", extra={"silent_s": round((at - seen.alive_at).total_seconds())})
                scene.ask()
            case Step.RESTART:
                log.warning("screen.restarted", extra={"restarts": seen.restarts})
                try:
                    scene.reopen()
                except Unloadable as error:
                    log.exception("screen.ended", extra={"restarts": seen.restarts, "why": str(error)})
                    return
            case Step.END:
                log.error("screen.ended", extra={"restarts": seen.restarts, "why": "it paints nothing"})
                return
            case _:
                assert_never(seen.step)
