"""The rule by which a board ranks, in words, and what is to be known of its averages. Pure. Part of app.face."""

from collections.abc import Sequence
from datetime import timedelta
from functools import reduce
from typing import assert_never

from wallboard.app.tongue import PLURAL, comma, translate, whole
from wallboard.board.on_queue import LEAST
from wallboard.wire.boards import AhtWord, BoardInfo
from wallboard.wire.messages import Row

_PER_HOUR = {"most_closed_per_hour", "fewest_closed_per_hour"}
_LEAST_MINUTES = LEAST // timedelta(minutes=1)
_USUAL_STATUSES = {"available", "on_call", "wrap_up"}


def rule(board: BoardInfo | None) -> str:
    """What ranks, in its order, and from how much on.

    >>> rule(BoardInfo("a", "A", "UTC", ["07:00"], None, minimum_closed=5))
    'most closed, then shortest AHT, from 5 closed on'
    """
    info = BoardInfo("", "", "UTC", [], None) if board is None else board
    told = reduce(_and_then, map(_figure, info.rank_by))
    least = info.minimum_closed
    return translate("rule", "{rule}, from %n closed on", "", PLURAL, least).format(rule=told) if least else told


def aht_label(board: BoardInfo | None) -> str:
    """The head of the column of averages."""
    formula: AhtWord = "completed" if board is None else board.aht
    match formula:
        case "completed":
            return translate("rule", "AHT (Compl.)", "head of a narrow column: of completed conversations")
        case "all_over_closed" | "all_over_started":
            return translate("rule", "AHT (all)", "head of a narrow column: of all handle time")
    assert_never(formula)


def counted(board: BoardInfo | None) -> str:
    """Who stands on the board, where these are not the usual ones; else nothing."""
    if board is None or set(board.statuses) == _USUAL_STATUSES:
        return ""
    return translate("rule", "Shown: {statuses}.").format(statuses=_listed(board.statuses))


def aht_warning(board: BoardInfo | None) -> str:
    """What is to be known of averages that are not those of completed conversations alone; else nothing."""
    formula: AhtWord = "completed" if board is None else board.aht
    match formula:
        case "completed":
            return ""
        case "all_over_closed":
            return translate(
                "rule",
                "AHT: all handle time ÷ closed conversations, too long while some run; no official AHT.",
            )
        case "all_over_started":
            return translate(
                "rule",
                "AHT: all handle time ÷ conversations begun, too short while some run; no official AHT.",
            )
    assert_never(formula)


def not_ranked(row: Row, board: BoardInfo | None) -> str:
    """Why an agent has no rank yet; nothing for one who has."""
    if row.rank is not None:
        return ""
    least = 0 if board is None else board.minimum_closed
    if row.closed < least or not _needs_per_hour(board):
        return translate("rule", "not ranked: {closed} of {least}").format(closed=whole(row.closed), least=whole(least))
    # The dash in the place of a rank says the rest: beside three columns of numbers there is room for no more.
    if row.on_queue_ms is None:
        return translate("rule", "time not known", "on queue; short")
    minutes = row.on_queue_ms // 60_000
    return translate("rule", "{minutes} of {least} min", "on queue; short").format(
        minutes=minutes, least=_LEAST_MINUTES
    )


def nobody_ranked(board: BoardInfo | None, lacks: str | None = None) -> str:
    """The podium's words while nobody has closed enough, or is known to have been on queue for long enough."""
    if _needs_per_hour(board) and lacks in {"realtime", "failed"}:
        return translate("rule", "Nobody is ranked:\ntime on queue unknown.")
    least = 0 if board is None else board.minimum_closed
    if not _needs_per_hour(board):
        return translate("rule", "Nobody is ranked yet.\nRanks begin at %n closed.", "", PLURAL, least)
    if least:
        return _ranks_begin(least).format(minutes=_LEAST_MINUTES)
    said = translate("rule", "Nobody is ranked yet.\nRanks begin after {minutes} min on queue.")
    return said.format(minutes=_LEAST_MINUTES)


def _ranks_begin(at: int) -> str:
    return translate(
        "rule", "Nobody is ranked yet.\nRanks begin at %n closed and after {minutes} min on queue.", "", PLURAL, at
    )


def per_hour_lacks(board: BoardInfo | None, lacks: str | None) -> str:
    """Why a figure per hour is not known of everybody on a board that ranks by it; else nothing."""
    if lacks is None or board is None or not _PER_HOUR.intersection(board.rank_by):
        return ""
    match lacks:
        case "realtime":
            return translate(
                "rule",
                "Closed per hour is not known: this organisation's realtime contract does not tell time on queue.",
            )
        case "rate_limit":
            return translate("rule", "Closed per hour is not known of everybody yet, or is older: rate limit.")
        case "not_yet":
            return translate("rule", "Closed per hour is not known of everybody yet, or is older: asked in turns.")
        case "failed":
            return translate("rule", "Closed per hour: the time on queue could not be had just now.")
        case _:  # of a service that is newer than this screen
            return ""


def _needs_per_hour(board: BoardInfo | None) -> bool:
    """Whether nobody has a rank without time on queue."""
    return board is not None and bool(board.rank_by) and board.rank_by[0] in _PER_HOUR


def _and_then(first: str, second: str) -> str:
    return translate("rule", "{first}, then {second}", "an order by two figures").format(first=first, second=second)


def _figure(ranked_by: str) -> str:
    match ranked_by:
        case "most_closed":
            return translate("rule", "most closed")
        case "fewest_closed":
            return translate("rule", "fewest closed")
        case "shortest_aht":
            return translate("rule", "shortest AHT")
        case "longest_aht":
            return translate("rule", "longest AHT")
        case "most_closed_per_hour":
            return translate("rule", "most closed per hour on queue")
        case "fewest_closed_per_hour":
            return translate("rule", "fewest closed per hour on queue")
        case _:  # of a service that is newer than this screen
            return ranked_by.replace("_", " ")


def _status(status: str) -> str:
    match status:
        case "available":
            return translate("rule", "available", "an agent")
        case "on_call":
            return translate("rule", "on a call", "an agent")
        case "wrap_up":
            return translate("rule", "in wrap-up", "an agent")
        case "off_queue":
            return translate("rule", "off queue", "an agent")
        case "other":
            return translate("rule", "other", "an agent whose status is none of the others")
        case _:
            return status.replace("_", " ")


def _listed(statuses: Sequence[str]) -> str:
    *others, last = [_status(one) for one in statuses]
    if not others:
        return last
    return translate("rule", "{others} or {last}", "a list").format(others=comma().join(others), last=last)
