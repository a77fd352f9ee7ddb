"""The settings as a table: each key, its value, and who says so. Pure. Used by poller.config_verb."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

import msgspec

from wallboard.host import settings_words
from wallboard.host.configuration import Configuration
from wallboard.host.layers import RANK_WORDS, Layer, Merged
from wallboard.host.secret import Secret
from wallboard.host.settings_shape import joined
from wallboard.poller.region_hint import hint_for

BUILT_IN = "built-in default"
_HEAD = ("key", "value", "source")
_MOST_LETTERS = 60
_EXAMPLE = "3f6c1c1e-8a55-4a5e-9a43-1f7f0a8f2d10"
_CLIENT_ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def explained(found: Configuration) -> str:
    """All that counts, one key a line."""
    return _table([_HEAD, *_rows(found)])


def said(known: Merged) -> str:
    """All that somebody says, one key a line, where it cannot be used; empty where nobody says anything."""
    rows = [row for key, layer in known.sources.items() for row in _said(key, _at(known.table, key), layer)]
    return _table([_HEAD, *rows]) if rows else ""


def doubts(genesys: object) -> Iterator[str]:
    """What looks mistyped in a [genesys] section, though it is allowed: a rehearsal's client may be called anything."""
    if not isinstance(genesys, Mapping) or "base_url" in genesys:
        return
    region, client_id = genesys.get("region"), genesys.get("client_id")
    hint = hint_for(region) if isinstance(region, str) else ""
    if hint:
        yield f"genesys.region: {hint}"
    if isinstance(client_id, str) and _CLIENT_ID.fullmatch(client_id) is None:  # not repeated: it may be the secret
        yield f"genesys.client_id does not look like one: Genesys Cloud's are such as {_EXAMPLE}"


def _table(rows: Sequence[tuple[str, str, str]]) -> str:
    widths = [min(max(len(row[column]) for row in rows), _MOST_LETTERS) for column in (0, 1)]
    return "".join(f"{key:<{widths[0]}}  {value:<{widths[1]}}  {source}\n" for key, value, source in rows)


def _at(table: Mapping[str, Any], key: str) -> object:
    """The value that somebody says; a key of a source may itself hold dots where nobody knows it."""
    value: Any = table
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _said(key: str, value: object, layer: Layer) -> Iterator[tuple[str, str, str]]:
    inner: Iterable[tuple[str, object]] = ()
    if isinstance(value, Mapping):
        inner = ((joined(key, name), one) for name, one in value.items())
    elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
        inner = ((f"{key}[{number + 1}]", one) for number, one in enumerate(value))
    elif value is not None:
        yield key, " ".join(settings_words.shown(key, value).splitlines()), _source(layer)
    for name, one in inner:
        yield from _said(name, one, layer)


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
