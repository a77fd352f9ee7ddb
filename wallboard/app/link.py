"""How the screen stands with its poller. Made by app.feed and app.companion, read by app.face."""

from dataclasses import dataclass

from wallboard.wire.messages import BoardInfo, Boards


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


Link = Starting | Joined | Refused
