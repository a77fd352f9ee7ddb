"""The columns of numbers that a board shows of an agent: their heads, their texts, and how wide they are. Pure.

Which they are the board says; put side by side by resources/qml. Part of app.face.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from wallboard.app import rule_words, words
from wallboard.app.tongue import translate
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Row

Key = Literal["closed", "started", "aht", "handle_time", "per_hour"]

_USUAL = ("status", "closed", "aht")
_LARGE: tuple[Key, ...] = ("per_hour", "closed")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `widest` is as wide as any of its texts on any page, so that no digit shakes the layout."""

    key: Key
    label: str
    widest: str


def keys_of(board: BoardInfo | None) -> tuple[Key, ...]:
    """The columns from the left. What a newer poller tells of is passed over; never none."""
    told = _USUAL if board is None else board.columns
    return _known(told) or _known(_USUAL)


def _known(told: Iterable[str]) -> tuple[Key, ...]:
    return tuple(key for one in told for key in get_args(Key) if key == one)


def shows_status(board: BoardInfo | None) -> bool:
    """Whether a row tells what its agent does."""
    return "status" in (_USUAL if board is None else board.columns)


def on_a_card(keys: Sequence[Key]) -> tuple[Key, ...]:
    """The two that a card has room for, the one shown large first: what is usual, as far as the board has it.

    >>> on_a_card(("started", "closed", "handle_time")), on_a_card(("closed", "aht", "per_hour"))
    (('closed', 'started'), ('per_hour', 'closed'))
    """
    large: Key = next((key for key in _LARGE if key in keys), keys[0])
    others = [key for key in keys if key != large]
    usual: Key = "closed" if large == "per_hour" else "aht"
    return (large, *([usual] if usual in others else others[:1]))


def columns_of(board: BoardInfo | None, rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a board whose rows these are, on all pages together."""
    return tuple(Column(key, label(key, board), widest(text(key, row) for row in rows)) for key in keys_of(board))


def label(key: Key, board: BoardInfo | None) -> str:
    """A column's head."""
    match key:
        case "closed":
            return translate("columns", "Closed", "the head of a column")
        case "started":
            return translate("columns", "Started", "the head of a column")
        case "aht":
            return rule_words.aht_label(board)
        case "handle_time":
            return translate("columns", "Handle time", "the head of a column")
        case "per_hour":
            return translate("columns", "Closed/h", "the head of a column: closed conversations per hour")


def name(key: Key) -> str:
    """What a column is called within a card."""
    match key:
        case "closed":
            return translate("columns", "closed", "beside a large number")
        case "started":
            return translate("columns", "started", "beside a large number")
        case "aht":
            return translate("columns", "AHT")
        case "handle_time":
            return translate("columns", "handle time", "beside a number")
        case "per_hour":
            return translate("columns", "per hour", "closed conversations, beside a number")


def text(key: Key, row: Row) -> str:
    """What a row says in a column."""
    match key:
        case "closed":
            return str(row.closed)
        case "started":
            return words.not_known() if row.started is None else str(row.started)
        case "aht":
            return words.aht(row.aht_ms, row.aht_bound_ms)
        case "handle_time":
            bound = None if row.aht_bound_ms is None else row.aht_bound_ms * row.closed
            return words.aht(row.handle_ms, bound)
        case "per_hour":
            return words.per_hour(row.per_hour, at_most=row.per_hour_at_most)


def widest(texts: Iterable[str]) -> str:
    """A text as wide as the widest: figures all have the same width."""
    longest = max(texts, key=len, default="")
    return "".join("0" if letter.isdigit() else letter for letter in longest)
