"""The settings file as a JSON Schema, for editors and for whoever writes many of them. Made of the types. Pure.

Printed by poller.config_verb. It knows keys, kinds and limits; what fits together is known to host.settings alone.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from wallboard.host import thresholds
from wallboard.host.secret import Secret
from wallboard.host.settings import LIMITS, Settings
from wallboard.host.settings_shape import annotations_of, joined, struct_in
from wallboard.host.settings_words import ALLOWED

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_THRESHOLDS = {f"boards.thresholds.{name}": (one.start, one.stop - 1) for name, one in thresholds.ALLOWED.items()}
_ALL_LIMITS = {**LIMITS, **_THRESHOLDS}

Table = dict[str, Any]


def schema() -> Table:
    """The schema, as JSON has it. TOML's instants are texts in it, since JSON has none."""
    told = msgspec.json.schema(Settings, schema_hook=_secret)
    for name, path in _places(Settings, ""):
        section = told["$defs"][name]
        section["description"] = ALLOWED.get(path, "The settings of Wallboard")  # the docstring is for programmers
        section["properties"] = {key: _described(joined(path, key), one) for key, one in section["properties"].items()}
    return {"$schema": _DIALECT, "title": "wallboard.toml", **told}


def _places(kind: type[msgspec.Struct], path: str) -> Iterator[tuple[str, str]]:
    """Each section's type by name, and where it stands."""
    yield kind.__name__, path
    for key, annotation in annotations_of(kind).items():
        inner = struct_in(annotation)
        if inner is not None:
            yield from _places(inner, joined(path, key))


def _described(key: str, told: Table) -> Table:
    """A value with what is allowed. TOML has no null: what is left out is left out."""
    kinds = [one for one in told.get("anyOf", []) if one != {"type": "null"}]
    least, most = _ALL_LIMITS.get(key, (None, None))
    if least is not None:
        for one in kinds or [told]:
            if one.get("type") in {"integer", "number"}:
                one |= {"minimum": least, "maximum": most}
    if len(kinds) == 1:
        told = {**kinds[0], **{name: one for name, one in told.items() if name != "anyOf"}}
    elif kinds:
        told = told | {"anyOf": kinds}
    if told.get("default", ...) is None or isinstance(told.get("default"), dict):
        del told["default"]
    return {"description": ALLOWED[key], **told} if key in ALLOWED else told


def _secret(kind: type) -> Table:
    if kind is Secret:
        return {"type": "string"}
    raise NotImplementedError(kind)
