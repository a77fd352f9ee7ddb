"""What screens are told of the boards besides their rows, from the settings. Pure. Used by poller.assembly."""

from hashlib import blake2b

from msgspec.structs import asdict

from wallboard.host.board_settings import Board
from wallboard.host.clock import Clock
from wallboard.host.settings import Settings
from wallboard.poller.scopes import organisation_of
from wallboard.wire.boards import BoardInfo, Boards, Goal, Logs, Rehearsal, Scene, Screen, Thresholds


def info_of(board: Board) -> BoardInfo:
    """A board, as its settings have it."""
    return BoardInfo(
        board.id,
        board.title,
        board.time_zone,
        board.shift_starts,
        board.since,
        rank_by=board.rank_by,
        minimum_closed=board.minimum_closed,
        statuses=board.statuses,
        aht=board.aht,
        scenes=tuple(Scene(scene.show, scene.seconds) for scene in board.scenes),
        goal=None if board.goal is None else Goal(**asdict(board.goal)),
        thresholds=Thresholds(**asdict(board.thresholds)),
        columns=board.shown_columns,
    )


def about(chosen: Settings, clock: Clock) -> Boards:
    """All that a screen needs to know before it asks for a view."""
    return Boards(
        boards=[info_of(board) for board in chosen.boards],
        rehearsal=None if chosen.rehearsal is None else Rehearsal(chosen.rehearsal.rate),
        lag_s=chosen.genesys.lag,
        cadence_s=chosen.genesys.poll_interval,
        now=clock.now(),
        organisation=blake2b(organisation_of(chosen).encode(), digest_size=8).hexdigest(),
        screen=Screen(**asdict(chosen.screen)),
        logs=Logs(**asdict(chosen.logs)),
    )
