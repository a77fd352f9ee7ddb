"""How the screen stands with its poller. Made by app.feed and app.companion, read by app.face."""

from dataclasses import dataclass

from wallboard.wire.boards import BoardInfo, Boards
from wallboard.wire.setup import Setup


@dataclass(frozen=True, slots=True)
class Starting:
    """The poller is being looked for, started, or replaced."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The poller answered: this is the board that is shown, and what all boards share."""

    board: BoardInfo
    boards: Boards


@dataclass(frozen=True, slots=True)
class Refused:
    """The poller cannot run, or has no such board: what is wrong, in words for a person."""

    message: str


@dataclass(frozen=True, slots=True)
class SetupNeeded:
    """The poller runs, but lacks what a person must give it: what, and why."""

    setup: Setup


def shows_the_same(one: Joined, other: Joined) -> bool:
    """Whether rows of the one may stand under the title of the other until newer ones come."""
    same_whole = (one.boards.organisation, one.boards.rehearsal) == (other.boards.organisation, other.boards.rehearsal)
    return same_whole and (one.board.id, one.board.shift_starts, one.board.since, one.board.time_zone) == (
        other.board.id,
        other.board.shift_starts,
        other.board.since,
        other.board.time_zone,
    )


Link = Starting | Joined | Refused | SetupNeeded
