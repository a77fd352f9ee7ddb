"""One agent's row as one sentence, for those who hear it: whatever the row shows. Pure; part of app.face."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wallboard.app import columns
from wallboard.app.columns import Key
from wallboard.app.row_face import RowFace

_COUNTS = ("closed", "started", "per_hour")
_SIGNS = {"≈ ": "about ", "≤ ": "at most ", "≥ ": "at least "}


def spoken(row: RowFace, keys: Sequence[Key], *, shows_status: bool) -> RowFace:
    """The row with its sentence; `keys` are those of its figures."""
    return replace(row, spoken=", ".join(_parts(row, keys, shows_status=shows_status)))


def _parts(row: RowFace, keys: Sequence[Key], *, shows_status: bool) -> Iterator[str]:
    if not row.not_ranked:
        yield f"rank {row.rank}"
    yield row.name
    if row.moved:
        yield _moved(row.moved)
    if shows_status:
        yield f"{row.status} {_said(row.duration)}".strip()
        if row.long_call:
            yield "an unusually long conversation"
    for key, figure in zip(keys, row.figures, strict=True):
        yield _figure(key, figure)
    yield from filter(None, (row.as_of, row.status_of, _not_ranked(row.not_ranked)))


def _not_ranked(why: str) -> str:
    """Where the eye has the dash of a rank beside the reason, the ear has none."""
    return f"not ranked: {why}" if why and not why.startswith("not ranked") else why


def _moved(places: int) -> str:
    how_many = "1 place" if abs(places) == 1 else f"{abs(places)} places"
    return f"up {how_many}" if places > 0 else f"down {how_many}"


def _figure(key: Key, figure: str) -> str:
    name = columns.name(key)
    return f"{_said(figure)} {name}" if key in _COUNTS else f"{name} {_said(figure)}"


def _said(figure: str) -> str:
    """Signs are read as other words, or passed over.

    >>> _said("≤ 2:21"), _said("2:21")
    ('at most 2:21', '2:21')
    """
    return next((figure.replace(sign, said, 1) for sign, said in _SIGNS.items() if figure.startswith(sign)), figure)
