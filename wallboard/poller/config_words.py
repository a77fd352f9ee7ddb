"""The settings as a table: each key, its value, and who says so. Pure. Used by poller.config_verb."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, time

import msgspec

from wallboard.host.configuration import Configuration
from wallboard.host.layers import RANK_WORDS, Layer
from wallboard.host.secret import Secret
from wallboard.host.settings_shape import joined

BUILT_IN = "built-in default"
_HEAD = ("key", "value", "source")
_MOST_LETTERS = 60


def explained(found: Configuration) -> str:
    """All that counts, one key a line."""
    rows = [_HEAD, *_rows(found)]
    widths = [min(max(len(row[column]) for row in rows), _MOST_LETTERS) for column in (0, 1)]
    return "".join(f"{key:<{widths[0]}}  {value:<{widths[1]}}  {source}\n" for key, value, source in rows)


def _rows(found: Configuration) -> Iterator[tuple[str, str, str]]:
    boards: Sequence[msgspec.Struct] = found.settings.boards
    written = found.merged.table["boards"]
    for name in found.settings.__struct_fields__:
        section = getattr(found.settings, name)
        if name == "boards":
            for number, board in enumerate(boards):
                source = found.merged.source_of("boards")
                place = f"boards[{number + 1}]"
                for key, value in _values(board):
                    yield joined(place, key), shown(value), _source(source if key in written[number] else None)
        elif section is not None:
            for key, value in _values(section):
                at = joined(name, key)
                yield at, shown(value), _source(found.merged.sources.get(at))


def _values(section: msgspec.Struct) -> Iterator[tuple[str, object]]:
    for key in section.__struct_fields__:
        yield key, getattr(section, key)


def _source(layer: Layer | None) -> str:
    return BUILT_IN if layer is None else f"{RANK_WORDS[layer.rank]}: {layer.where}"


def shown(value: object) -> str:
    """A value in one line, much as it would stand in the file; no secret."""
    match value:
        case None:
            return "not set"
        case Secret():
            return "set, not shown"
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)  # as TOML writes them, too
        case float():
            return f"{value:g}"
        case date() | time():
            return value.isoformat()
        case list() | tuple():
            return f"[{', '.join(map(shown, value))}]"
        case msgspec.Struct():
            inner = [f"{key} = {shown(one)}" for key, one in _values(value) if one is not None]
            return f"{{ {', '.join(inner)} }}" if inner else "{}"
    return str(value)
