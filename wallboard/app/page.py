"""The rows of one page with the podium beside it. Pure. Part of app.face."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from itertools import takewhile

from wallboard.app import rule_words
from wallboard.app.columns import Key, keys_of, on_a_card, shows_status, text
from wallboard.app.picture_key import PictureKey, key_of, url
from wallboard.app.row_face import RowFace, row_face
from wallboard.app.row_words import spoken
from wallboard.host import legible
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Row, Snapshot

PODIUM = 3
ROWS_PER_PAGE = legible.USUAL_ROWS


@dataclass(frozen=True, slots=True)
class Sights:
    """How rows are seen: the board's zone; who climbed at the last update; the pictures that are here, `old` or not.

    A conversation counts as long from `long_call` on.
    """

    zone: tzinfo
    risen: frozenset[str]
    here: Collection[PictureKey]
    old: bool
    long_call: timedelta


@dataclass(frozen=True, slots=True)
class Page:
    """The page `number` of `count`, from 0; `told` are the rows that it shows below the podium."""

    number: int
    count: int
    podium: tuple[RowFace, ...]
    rows: tuple[RowFace, ...]
    told: Sequence[Row]
    pictures: tuple[PictureKey, ...]


def page_of(shown: Snapshot | None, board: BoardInfo | None, number: int, per_page: int, sights: Sights) -> Page:
    """The page of this number; one beyond the last is the last."""
    ranked = [] if shown is None else shown.rows
    podium, count, keys = podium_of(ranked), page_count(ranked, per_page), keys_of(board)
    number = min(max(number, 0), count - 1)
    first = podium + number * per_page
    leaders, told = ranked[:podium], ranked[first : first + per_page]
    return Page(
        number,
        count,
        tuple(_face(row, shown, board, on_a_card(keys), sights) for row in leaders),
        tuple(_face(row, shown, board, keys, sights) for row in told),
        told,
        tuple(key for row in (*leaders, *told) if (key := key_of(row)) is not None),
    )


def podium_of(rows: Sequence[Row]) -> int:
    """How many stand on the podium: the first three, as far as they are ranked."""
    return sum(1 for _ in takewhile(lambda row: row.rank is not None, rows[:PODIUM]))


def page_count(rows: Sequence[Row], per_page: int = ROWS_PER_PAGE) -> int:
    """How many pages the rows below the podium fill; at least one."""
    return max(-(-(len(rows) - podium_of(rows)) // per_page), 1)


def _face(row: Row, shown: Snapshot | None, board: BoardInfo | None, keys: Sequence[Key], sights: Sights) -> RowFace:
    made = row_face(
        row,
        None if shown is None else shown.as_of,
        sights.zone,
        board_status_as_of=None if shown is None else shown.status_as_of,
        picture=_picture(row, sights),
        risen=row.id in sights.risen,
        long_call=sights.long_call,
    )
    figures = tuple(text(key, row) for key in keys)
    whole = replace(made, not_ranked=rule_words.not_ranked(row, board), figures=figures)
    return spoken(whole, keys, shows_status=shows_status(board))


def _picture(row: Row, sights: Sights) -> str:
    key = key_of(row)
    return "" if key is None or key not in sights.here else url(key, old=sights.old)
