"""The rule by which a board ranks, in words, and what is to be known of its averages. Pure. Part of app.face."""

from collections.abc import Sequence
from datetime import timedelta

from wallboard.board.on_queue import LEAST
from wallboard.wire.boards import AhtWord, BoardInfo
from wallboard.wire.messages import PerHourLack, Row

_BY = {
    "most_closed": "most closed",
    "fewest_closed": "fewest closed",
    "shortest_aht": "shortest AHT",
    "longest_aht": "longest AHT",
    "most_closed_per_hour": "most closed per hour on queue",
    "fewest_closed_per_hour": "fewest closed per hour on queue",
}
_LABELS: dict[AhtWord, str] = {
    "completed": "AHT (Compl.)",
    "all_over_closed": "AHT (all)",
    "all_over_started": "AHT (all)",
}
_WARNINGS: dict[AhtWord, str] = {
    "completed": "",
    "all_over_closed": "AHT: all handle time ÷ closed conversations, too long while some run; no official AHT.",
    "all_over_started": "AHT: all handle time ÷ conversations begun, too short while some run; no official AHT.",
}
_PER_HOUR = {"most_closed_per_hour", "fewest_closed_per_hour"}
_LEAST_MINUTES = LEAST // timedelta(minutes=1)
_LACKS: dict[PerHourLack, str] = {
    "realtime": "Closed per hour is not known: this organisation's realtime contract does not tell time on queue.",
    "rate_limit": "Closed per hour is not known of everybody yet, or is older: rate limit.",
    "failed": "Closed per hour: the time on queue could not be had just now.",
}
_USUAL_STATUSES = {"available", "on_call", "wrap_up"}


def rule(board: BoardInfo | None) -> str:
    """What ranks, in its order, and from how much on.

    >>> rule(BoardInfo("a", "A", "UTC", ["07:00"], None, minimum_closed=5))
    'most closed, then shortest AHT, from 5 closed on'
    """
    info = BoardInfo("", "", "UTC", [], None) if board is None else board
    told = ", then ".join(_BY.get(one, one.replace("_", " ")) for one in info.rank_by)
    if info.minimum_closed:
        told += f", from {info.minimum_closed:,} closed on"
    return told


def aht_label(board: BoardInfo | None) -> str:
    """The head of the column of averages."""
    return _LABELS["completed" if board is None else board.aht]


def counted(board: BoardInfo | None) -> str:
    """Who stands on the board, where these are not the usual ones; else nothing."""
    if board is None or set(board.statuses) == _USUAL_STATUSES:
        return ""
    return f"Shown: {_listed(board.statuses)}."


def aht_warning(board: BoardInfo | None) -> str:
    """What is to be known of averages that are not those of completed conversations alone; else nothing."""
    return _WARNINGS["completed" if board is None else board.aht]


def not_ranked(row: Row, board: BoardInfo | None) -> str:
    """Why an agent has no rank yet; nothing for one who has."""
    if row.rank is not None:
        return ""
    least = 0 if board is None else board.minimum_closed
    if row.closed < least or not _needs_per_hour(board):
        return f"not ranked: {row.closed:,} of {least:,}"
    # The dash in the place of a rank says the rest: beside three columns of numbers there is room for no more.
    return "time not known" if row.on_queue_ms is None else f"{row.on_queue_ms // 60_000} of {_LEAST_MINUTES} min"


def nobody_ranked(board: BoardInfo | None, lacks: PerHourLack | None = None) -> str:
    """The podium's words while nobody has closed enough, or is known to have been on queue for long enough."""
    if _needs_per_hour(board) and lacks in {"realtime", "failed"}:
        return "Nobody is ranked:\ntime on queue unknown."
    least = 0 if board is None else board.minimum_closed
    begin = [f"at {least:,} closed"] if least else []
    if _needs_per_hour(board):
        begin.append(f"after {_LEAST_MINUTES} min on queue")
    return f"Nobody is ranked yet.\nRanks begin {' and '.join(begin) or 'at 0 closed'}."


def per_hour_lacks(board: BoardInfo | None, lacks: PerHourLack | None) -> str:
    """Why a figure per hour is not known of everybody on a board that ranks by it; else nothing."""
    return _LACKS[lacks] if lacks is not None and board is not None and _PER_HOUR.intersection(board.rank_by) else ""


def _needs_per_hour(board: BoardInfo | None) -> bool:
    """Whether nobody has a rank without time on queue."""
    return board is not None and bool(board.rank_by) and board.rank_by[0] in _PER_HOUR


def _listed(statuses: Sequence[str]) -> str:
    words = [one.replace("_", " ").replace("wrap up", "in wrap-up").replace("on call", "on a call") for one in statuses]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
