"""One agent's row as one sentence, for those who hear it: whatever the row shows. Pure; part of app.face."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wallboard.app import columns
from wallboard.app.columns import Key
from wallboard.app.row_face import RowFace
from wallboard.app.tongue import PLURAL, comma, translate

_COUNTS = ("closed", "started", "per_hour")
_DIRECTIONS = str.maketrans("", "", "\u200e\u200f")  # marks that are seen, so to say, and not heard


def spoken(row: RowFace, keys: Sequence[Key], *, shows_status: bool) -> RowFace:
    """The row with its sentence; `keys` are those of its figures."""
    return replace(row, spoken=comma().join(_parts(row, keys, shows_status=shows_status)))


def _parts(row: RowFace, keys: Sequence[Key], *, shows_status: bool) -> Iterator[str]:
    if not row.not_ranked:
        yield translate("heard", "rank {rank}").format(rank=row.rank)
    yield row.name
    if row.moved:
        yield _moved(row.moved)
    if shows_status:
        said = translate("heard", "{status} {duration}", "what an agent does, and for how long")
        yield said.format(status=row.status, duration=_said(row.duration)).strip()
        if row.long_call:
            yield translate("heard", "an unusually long conversation")
    for key, figure in zip(keys, row.figures, strict=True):
        yield _figure(key, figure)
    yield from filter(None, (row.as_of, row.status_of, _not_ranked(row.not_ranked)))


def _not_ranked(why: str) -> str:
    """Where the eye has the dash of a rank beside the reason, the ear has none."""
    said = translate("heard", "not ranked: {why}", "begins as the message that tells how many are closed of how many")
    return said.format(why=why) if why and not why.startswith(said.partition("{")[0]) else why


def _moved(places: int) -> str:
    by = abs(places)
    if places > 0:
        return translate("heard", "up %n place(s)", "in the ranking", PLURAL, by)
    return translate("heard", "down %n place(s)", "in the ranking", PLURAL, by)


def _figure(key: Key, figure: str) -> str:
    name = columns.name(key)
    said = (
        translate("heard", "{figure} {name}", "a count, and of what")
        if key in _COUNTS
        else translate("heard", "{name} {figure}", "a time, after what it is of")
    )
    return said.format(figure=_said(figure), name=name)


def _said(figure: str) -> str:
    """Signs are read as other words, or passed over.

    >>> _said("≤ 2:21"), _said("2:21")
    ('at most 2:21', '2:21')
    """
    sign, _, bare = figure.translate(_DIRECTIONS).partition(" ")
    match sign:
        case "≈":
            return translate("heard", "about {figure}").format(figure=bare)
        case "≤":
            return translate("heard", "at most {figure}").format(figure=bare)
        case "≥":
            return translate("heard", "at least {figure}").format(figure=bare)
        case _:
            return figure
