"""Take one picture of the board: wait until enough was painted and all is at rest, write it, say what it shows.

Used by app.main for --snapshot.
"""

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QImage

from wallboard.app.face import BoardFace
from wallboard.app.row_face import RowFace

_REST = timedelta(seconds=0.4)  # no frame for this long: every row has arrived
_LIMIT = timedelta(seconds=60)


class NoPicture(Exception):
    """There is nothing to take a picture of, or nowhere to put it: why, in words for a person."""


class Painter(Protocol):
    """What is asked of app.scene: `painted` tells the revision of each frame, 0 without rows."""

    @property
    def painted(self) -> SignalInstance:
        """Told with each frame."""
        ...

    def grab(self) -> QImage:
        """The window as it is now."""
        ...


class Studio:
    """Watches what is painted, from the first frame on."""

    def __init__(self, painter: Painter, updates: int) -> None:
        self._painter = painter
        self._updates = updates
        self._seen: set[int] = set()
        self._enough = asyncio.Event()
        self._hopeless = ""
        self._frame = asyncio.Event()
        painter.painted.connect(self._painted)

    async def at_rest(self, limit: timedelta = _LIMIT, rest: timedelta = _REST) -> QImage:
        """The picture, once that many updates were painted and nothing moves. Raises TimeoutError, NoPicture."""
        async with asyncio.timeout(limit.total_seconds()):
            await self._enough.wait()
            if self._hopeless:
                raise NoPicture(self._hopeless)
            while await self._moves_within(rest):
                pass
        return self._painter.grab()

    def look(self, face: BoardFace) -> None:
        """The screen says this now: where only a person can mend it, waiting would be in vain."""
        if face.condition.stuck and not self._enough.is_set():
            self._hopeless = f"there is nothing to take a picture of: {why_not(face)}"
            self._enough.set()

    async def _moves_within(self, rest: timedelta) -> bool:
        self._frame.clear()
        try:
            async with asyncio.timeout(rest.total_seconds()):
                await self._frame.wait()
        except TimeoutError:
            return False
        return True

    def _painted(self, revision: int) -> None:
        self._frame.set()
        if revision:
            self._seen.add(revision)
        if len(self._seen) >= self._updates:
            self._enough.set()


def write(image: QImage, path: Path) -> None:
    """Write the picture, whole or not at all. Raises NoPicture."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.png")
    try:
        if image.isNull() or not image.save(str(draft)):
            raise NoPicture(f"the picture cannot be written to {path}")
        draft.replace(path)
    except OSError as error:
        raise NoPicture(f"the picture cannot be written to {path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def describe(face: BoardFace, agents: int | None) -> str:
    """What a picture shows, in one line."""
    parts = [face.updated, _leaders(face.podium), face.condition.badge.lower()]
    if agents is not None:
        parts.append(f"{agents} agents")
    return f"{face.title}: " + "; ".join(part for part in parts if part)


def why_not(face: BoardFace) -> str:
    """Why there was nothing to take a picture of, as a log tells it: in English."""
    how = face.logged or face.condition
    said = how.message or how.banner
    return how.badge if said is None else f"{said.headline}: {said.text}"


def _leaders(rows: Sequence[RowFace]) -> str:
    return ", ".join(f"{row.rank} {row.name} {' '.join(row.figures)}" for row in rows)
