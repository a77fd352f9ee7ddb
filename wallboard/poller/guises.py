"""The guises of one organisation's boards, and the key by which masked ones stand for the same agent on every day.

The key is chance, made when a board is masked first, kept beside the history for this user alone, and never told.
Whoever deletes it makes everybody another one. Made by poller.assembly.
"""

import logging
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from wallboard.board.privacy import Guise, Privacy
from wallboard.board.pseudonyms import KEY_BYTES
from wallboard.host import files
from wallboard.host.board_settings import Board
from wallboard.host.settings import Settings

log = logging.getLogger(__name__)


class Guises:
    """One guise for each level that the settings name: boards of one level share it."""

    def __init__(self, boards: Iterable[Board], state: Path) -> None:
        levels = {Privacy(board.privacy) for board in boards}
        key = _key(state / "privacy.key") if any(level.is_masked for level in levels) else b""
        self._guises = {level: Guise(level, key) for level in levels}

    def of(self, board: Board) -> Guise:
        """The guise of one of these boards."""
        return self._guises[Privacy(board.privacy)]


def is_masked(board: Board) -> bool:
    """Whether neither a name nor a user id leaves the poller."""
    return Privacy(board.privacy).is_masked


def names_nobody(chosen: Settings) -> bool:
    """Whether all boards are masked: then nothing that tells who somebody is may lie on the disk."""
    return all(is_masked(board) for board in chosen.boards)


def history_path(chosen: Settings, state: Path) -> Path:
    """Where the history lies; one that names nobody is not continued from one that did."""
    return state / ("history-masked.sqlite" if names_nobody(chosen) else "history.sqlite")


def forget_people(state: Path) -> None:
    """Let go of what was written down while a board still had names."""
    folder = state / "pictures"
    found = [*state.glob("history.sqlite*"), *state.glob("history.broken*"), state / "people.json", *folder.glob("*")]
    there = [path for path in found if path.is_file()]
    for path in there:
        with suppress(FileNotFoundError):
            path.unlink()
    if there:
        log.info("privacy.people_forgotten", extra={"files": len(there)})


def _key(path: Path) -> bytes:
    """The key in this file; a new one where there is none. Raises OSError: without it nobody stays the same."""
    with suppress(FileNotFoundError):
        found = path.read_bytes()
        if len(found) == KEY_BYTES:
            return found
        log.warning("privacy.key_broken", extra={"file": path.name})
    made = secrets.token_bytes(KEY_BYTES)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    files.write_bytes(path, made)
    return made
