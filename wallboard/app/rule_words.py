"""The rule by which a board ranks, in words, and what is to be known of its averages. Pure. Part of app.face."""

from collections.abc import Sequence

from wallboard.wire.boards import AhtWord, BoardInfo
from wallboard.wire.messages import Row

_BY = {
    "most_closed": "most closed",
    "fewest_closed": "fewest closed",
    "shortest_aht": "shortest AHT",
    "longest_aht": "longest AHT",
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
    return f"not ranked: {row.closed:,} of {least:,}"


def nobody_ranked(board: BoardInfo | None) -> str:
    """The podium's words while nobody has closed enough."""
    least = 0 if board is None else board.minimum_closed
    return f"Nobody is ranked yet.\nRanks begin at {least:,} closed."


def _listed(statuses: Sequence[str]) -> str:
    words = [one.replace("_", " ").replace("wrap up", "in wrap-up").replace("on call", "on a call") for one in statuses]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
