"""A comparison as a table for a terminal, and as CSV for a spreadsheet. Pure. Used by poller.reconcile_verb."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from unicodedata import category, combining, east_asian_width

from wallboard.board.window import MetricsWindow
from wallboard.poller.reconcile import Figures, Line, passing

_WIDEST_NAME = 28
_HEADS = ("agent", "closed then", "now", "more", "AHT then", "now", "longer", "")
_COLUMNS = (
    *("board", "window_from", "window_to", "agent_id", "name", "closed_then", "closed_now", "closed_more"),
    *("aht_then_ms", "aht_then_off_by_ms", "aht_now_ms", "aht_now_off_by_ms", "aht_longer_ms", "differs", "cause"),
)
_MILLISECOND = timedelta(milliseconds=1)
# What a spreadsheet takes for a formula: a name is somebody else's text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(title: str, window: MetricsWindow, lines: Sequence[Line]) -> str:
    """Everybody, aligned, with what is different said at the end of the line."""
    rows = [_HEADS, *map(_row, lines)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(_HEADS) - 1)]
    body = "\n".join(_aligned(row, widths) for row in rows)
    return f"{title}, {_instant(window.start)} to {_instant(window.end)}\n\n{body}\n\n{summary(lines)}\n"


def summary(lines: Sequence[Line]) -> str:
    """One line about all of them."""
    equal, passes = sum(line.is_equal for line in lines), passing(lines)
    return f"{len(lines)} agents: {equal} equal, {len(lines) - equal - passes} differ a little, {passes} by too much"


def to_csv(compared: Iterable[tuple[str, MetricsWindow, Iterable[Line]]]) -> str:
    """An agent a line, board by board, with the heads above; AHTs in milliseconds, empty where there is none."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for board, window, lines in compared:
        rows.writerows(_cells(board, window, line) for line in lines)
    return text.getvalue()


def _cells(board: str, window: MetricsWindow, line: Line) -> tuple[int | str, ...]:
    longer = line.longer_aht
    return (
        *(board, _instant(window.start), _instant(window.end), line.agent_id, _harmless(line.name)),
        *(_count(line.kept), _count(line.told), line.more_closed),
        *(*_aht_ms(line.kept), *_aht_ms(line.told)),
        *("" if longer is None else _ms(longer), "yes" if line.passes else "no", _cause(line)),
    )


def _row(line: Line) -> tuple[str, ...]:
    longer = line.longer_aht
    return (
        _elided(line.name),
        str(_count(line.kept)) or "–",
        str(_count(line.told)) or "–",
        f"{line.more_closed:+d}" if line.more_closed else "",
        _seconds(line.kept),
        _seconds(line.told),
        f"{longer / timedelta(seconds=1):+.1f} s" if longer else "",
        _remark(line),
    )


def _remark(line: Line) -> str:
    words = [_cause(line)] if line.cause is not None else []
    if line.kept is None:
        words.append("only told now")
    elif line.told is None:
        words.append("not told any more")
    mark = "! " if line.passes else ""
    return mark + ", ".join(words)


def _cause(line: Line) -> str:
    return "" if line.cause is None else line.cause.value


def _count(figures: Figures | None) -> int | str:
    return "" if figures is None else figures.closed


def _aht_ms(figures: Figures | None) -> tuple[int | str, int | str]:
    """The average and the most it can be off."""
    if figures is None or figures.aht is None:
        return "", ""
    return _ms(figures.aht), _ms((figures.most - figures.least) / (2 * figures.closed))


def _seconds(figures: Figures | None) -> str:
    if figures is None or figures.aht is None:
        return "–"
    about = "≈" if figures.most - figures.least >= figures.closed * timedelta(seconds=1) else ""
    return f"{about}{figures.aht / timedelta(seconds=1):.1f} s"


def _ms(duration: timedelta) -> int:
    return round(duration / _MILLISECOND)


def _instant(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _harmless(name: str) -> str:
    return f"'{name}" if name.startswith(_FORMULA) else name


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers, remark = row
    cells = [name + " " * (widths[0] - _width(name))]
    cells += [" " * (width - _width(cell)) + cell for cell, width in zip(numbers, widths[1:], strict=True)]
    return "  ".join((*cells, remark)).rstrip()


def _width(text: str) -> int:
    """How many places it takes in a terminal."""
    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def _elided(name: str) -> str:
    # What moves the cursor or colours a terminal is no part of a name.
    shown = "".join(one for one in name if not category(one).startswith("C"))
    if _width(shown) <= _WIDEST_NAME:
        return shown
    while _width(shown) > _WIDEST_NAME - 1:
        shown = shown[:-1]
    return f"{shown}…"
