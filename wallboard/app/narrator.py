"""Log what the screen says, whenever it says something else: what stood on a wall can be read afterwards.

Given every face by app.main, beside app.board_state. Numbers that only count on are not news.
"""

import logging
import re

from wallboard.app.face import BoardFace

log = logging.getLogger(__name__)

_NUMBERS = re.compile(r"[\d:.,]+")


def said(face: BoardFace) -> dict[str, str]:
    """The words of a face that tell how far it can be trusted; no name of an agent is among them.

    `instead` is the message in the rows' stead.
    """
    how = face.condition
    return {
        "badge": how.badge,
        "notice": how.notice,
        "banner": "" if how.banner is None else f"{how.banner.headline} {how.banner.text}",
        "instead": "" if how.message is None else f"{how.message.headline} {how.message.text}",
    }


class Narrator:
    """Remembers what was said last."""

    def __init__(self) -> None:
        self._last: dict[str, str] | None = None

    def show(self, face: BoardFace) -> None:
        """Log the face if its words are others than before."""
        words = said(face)
        news = {key: _NUMBERS.sub("#", text) for key, text in words.items()}
        if news != self._last:
            self._last = news
            log.info("screen.says", extra={key: f'"{text}"' for key, text in words.items()})
