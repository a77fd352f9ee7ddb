"""Everything the screen says. Pure: what is known in, texts and marks out; app.board_state shows it as it is.

The clock on the wall is the poller's, carried on by the machine's elapsed time; the PC's own clock has no say.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from wallboard.app import words
from wallboard.app.condition import Condition, condition, rate_of, zone_of
from wallboard.app.link import Joined, Link
from wallboard.app.picture_key import PictureKey, key_of, url
from wallboard.app.replica import Replica, poller_now
from wallboard.app.row_face import RowFace, row_face
from wallboard.app.style import PLAIN, Style
from wallboard.host import legible
from wallboard.wire.messages import Row, Snapshot

PODIUM = 3
ROWS_PER_PAGE = legible.USUAL_ROWS

_RULE = "most closed, then shortest AHT"
_NOBODY_ELSE = "No other agent is active right now."
_LAG_UNTIL_TOLD = 30.0  # seconds; the poller's default


@dataclass(frozen=True, slots=True)
class BoardFace:
    """One whole screen. Empty texts are not shown. `page` counts from 0; `revision` is the table's cycle shown.

    `pictures` are those of the agents shown, whether they are here yet or not.
    The `widest_…` texts are as wide as any of their column on any page, so that no digit shakes the layout.
    """

    title: str
    subtitle: str
    clock: str
    rehearsal: str
    condition: Condition
    updated: str
    delay: str
    podium: tuple[RowFace, ...]
    rows: tuple[RowFace, ...]
    nobody_else: str
    page: int
    pages: int
    places: str
    widest_rank: str
    widest_movement: str
    widest_closed: str
    widest_aht: str
    revision: int
    reconciled: str = ""
    pictures: tuple[PictureKey, ...] = ()
    disclaimer: str = words.DISCLAIMER
    style: Style = PLAIN


def face(
    replica: Replica,
    link: Link,
    at: timedelta,
    page: int,
    risen: frozenset[str] = frozenset(),
    here: Collection[PictureKey] = (),
    style: Style = PLAIN,
) -> BoardFace:
    """What the screen says at the machine's elapsed time `at`. A page beyond the last is the last.

    `risen`: the ids of agents who climbed at the last update (app.rises). `here`: the pictures that can be shown.
    """
    per_page = style.rows
    zone = zone_of(link)
    now = poller_now(replica, at, rate_of(link))
    how = condition(replica, link, at)
    shown = replica.shown if how.counted else None
    ranked = [] if shown is None else shown.rows
    pages = page_count(len(ranked), per_page)
    page = min(max(page, 0), pages - 1)
    first = PODIUM + page * per_page

    def cut(rows: Sequence[Row]) -> tuple[RowFace, ...]:
        return tuple(_row(row, shown, zone, row.id in risen, _picture(row, here, old=how.faded)) for row in rows)

    paged = ranked[first : first + per_page]
    return BoardFace(
        title=link.board.title if isinstance(link, Joined) else "wallboard",
        subtitle=_subtitle(shown, now, zone),
        clock="" if now is None else words.hours_minutes(now, zone),
        rehearsal=_rehearsal(link),
        condition=how,
        updated=_updated(shown, zone),
        delay=f"Data delayed by up to {words.number(_lag(link))} s",
        podium=cut(ranked[:PODIUM]),
        rows=cut(paged),
        nobody_else=_NOBODY_ELSE if ranked and not paged else "",
        page=page,
        pages=pages,
        places=_places(shown, paged, zone),
        widest_rank=_widest(str(row.rank) for row in ranked),
        widest_movement=_widest(str(abs(row.moved or 0)) for row in ranked),
        widest_closed=_widest(str(row.closed) for row in ranked),
        widest_aht=_widest(words.aht(row.aht_ms, row.aht_bound_ms) for row in ranked),
        revision=0 if shown is None else shown.revision,
        reconciled=_reconciled(replica, how, now, zone),
        pictures=tuple(key for row in (*ranked[:PODIUM], *paged) if (key := key_of(row)) is not None),
        style=style,
    )


def page_count(rows: int, per_page: int = ROWS_PER_PAGE) -> int:
    """How many pages the rows below the podium fill; at least one."""
    return max(-(-(rows - PODIUM) // per_page), 1)


def _row(row: Row, shown: Snapshot | None, zone: tzinfo, risen: bool, picture: str) -> RowFace:
    as_of, status_as_of = (None, None) if shown is None else (shown.as_of, shown.status_as_of)
    return row_face(row, as_of, zone, board_status_as_of=status_as_of, picture=picture, risen=risen)


def _picture(row: Row, here: Collection[PictureKey], *, old: bool) -> str:
    key = key_of(row)
    return "" if key is None or key not in here else url(key, old=old)


def _reconciled(replica: Replica, how: Condition, now: datetime | None, zone: tzinfo) -> str:
    if how.stuck or replica.status is None or replica.status.reconciled is None:
        return ""
    return words.reconciled(replica.status.reconciled, now, zone)


def _lag(link: Link) -> float:
    return link.boards.lag_s if isinstance(link, Joined) else _LAG_UNTIL_TOLD


def _rehearsal(link: Link) -> str:
    if isinstance(link, Joined) and link.boards.rehearsal is not None:
        return f"Rehearsal × {words.number(link.boards.rehearsal.rate)}"
    return ""


def _subtitle(shown: Snapshot | None, now: datetime | None, zone: tzinfo) -> str:
    if shown is None:
        return ""
    if shown.window is None:
        return _RULE[0].upper() + _RULE[1:]
    return f"Since {words.day_and_time(shown.window.from_, now, zone)} · {_RULE}"


def _updated(shown: Snapshot | None, zone: tzinfo) -> str:
    if shown is None or shown.updated_at is None or shown.as_of is None:
        return ""
    updated = words.hours_minutes_seconds(shown.updated_at, zone)
    return f"Updated {updated} · as of {words.hours_minutes_seconds(shown.as_of, zone)}"


def _places(shown: Snapshot | None, paged: Sequence[Row], zone: tzinfo) -> str:
    if shown is None:
        return ""
    rows = paged or shown.rows
    if not rows:
        return ""
    span = f"{rows[0].place + 1}–{rows[-1].place + 1}" if len(rows) > 1 else f"{rows[0].place + 1}"
    if shown.total is not None:
        span += f" of {shown.total:,}"
    if shown.reference_at is None:
        return span
    return f"▲▼ since {words.hours_minutes(shown.reference_at, zone)} · {span}"


def _widest(texts: Iterable[str]) -> str:
    """A text as wide as the widest: figures all have the same width."""
    longest = max(texts, key=len, default="")
    return "".join("0" if letter.isdigit() else letter for letter in longest)
