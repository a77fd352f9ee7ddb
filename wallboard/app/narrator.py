"""Log what the screen says, whenever it says something else: what stood on a wall can be read afterwards.

Given every face by app.main, beside app.board_state. Its words are English, whatever the screen speaks. Numbers that
only count on are not news, and neither is each try of an outage.
"""

import logging
import re

from wallboard.app.face import BoardFace

log = logging.getLogger(__name__)

# A length of time loses its seconds, and then its minutes, as it counts on.
_NUMBERS = re.compile(r"[\d:.,]+(?: (?:s|min|h|days?)\b)?(?: \d+ (?:s|min)\b)*")
_TRIES = re.compile(r"next try in #|trying again now")


def said(face: BoardFace) -> dict[str, str]:
    """The words of a face that tell how far it can be trusted; no name of an agent is among them.

    `instead` is the message in the rows' stead.
    """
    how = face.logged or face.condition
    return {
        "badge": how.badge,
        "notice": how.notice,
        "banner": "" if how.banner is None else f"{how.banner.headline} {how.banner.text}",
        "instead": "" if how.message is None else f"{how.message.headline} {how.message.text}",
    }


class Narrator:
    """Remembers what was said since something other than a time or a try has changed."""

    def __init__(self) -> None:
        self._state: dict[str, str] | None = None
        self._told: list[dict[str, str]] = []

    def show(self, face: BoardFace) -> None:
        """Log the face if its words are others than before."""
        words = said(face)
        news = {key: _NUMBERS.sub("#", text) for key, text in words.items()}
        state = {key: _TRIES.sub("", text) for key, text in news.items()}
        if state != self._state:
            self._state, self._told = state, []
        if news not in self._told:
            self._told.append(news)
            log.info("screen.says", extra={key: f'"{text}"' for key, text in words.items()})
