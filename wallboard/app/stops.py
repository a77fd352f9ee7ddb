"""The round of one screen: which scenes a board has, and which of them have anything to show now. Pure.

Between app.scenes, which says what comes when, and app.presenter, which keeps the place.
"""

from collections.abc import Sequence
from datetime import timedelta

from wallboard.app.condition import condition
from wallboard.app.goals import goals
from wallboard.app.link import Joined, Link
from wallboard.app.page import page_count, podium_of
from wallboard.app.replica import Replica
from wallboard.app.scenes import DWELL, SceneKind, Step, steps
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Row, Snapshot


def stops_of(replica: Replica, link: Link, at: timedelta, per_page: int) -> tuple[Step, ...]:
    """The stops at the machine's elapsed time `at`: never none."""
    shown, board = replica.shown, link.board if isinstance(link, Joined) else None
    rows = () if shown is None else shown.rows
    alarmed = condition(replica, link, at).banner is not None
    return steps(_scenes(board, rows), page_count(rows, per_page), _showable(shown, board), alarmed=alarmed)


def _scenes(board: BoardInfo | None, rows: Sequence[Row]) -> list[tuple[str, float]]:
    told: list[tuple[str, float]] = [] if board is None else [(scene.show, scene.seconds) for scene in board.scenes]
    # Where nobody is named, teams say more than a message.
    return told or ([] if rows else [(SceneKind.TEAMS.value, DWELL.total_seconds())])


def _showable(shown: Snapshot | None, board: BoardInfo | None) -> list[SceneKind]:
    if shown is None or shown.as_of is None or board is None:
        return []  # before the first numbers, what is wrong is all that there is to say
    there = {
        SceneKind.PODIUM: podium_of(shown.rows) > 0,
        SceneKind.TEAMS: bool(shown.summary.teams),
        SceneKind.GOAL: bool(goals(board.goal, shown.summary)),
    }
    return [kind for kind, is_there in there.items() if is_there]


def closed_goal_is_met(replica: Replica, link: Link) -> bool | None:
    """Whether all together have closed what they are to close; None while nobody knows, or wants it."""
    if replica.shown is None or not isinstance(link, Joined) or link.board.goal is None:
        return None
    closed, wanted = replica.shown.summary.closed_by_everybody, link.board.goal.closed
    return None if closed is None or wanted is None else closed >= wanted
