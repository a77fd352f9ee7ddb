"""How a file of settings compares with its types: the keys that they do not know, the values that they do not take.

Pure. Used by host.settings, and by host.policy for the kinds of single values. All that is wrong is told, not only the
first of it.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, get_args, get_origin

import msgspec

from wallboard.host.secret import Secret
from wallboard.host.settings_words import Problem, missing, refused, unknown

Table = dict[str, Any]


def without_unknown(raw: Mapping[str, Any], kind: type[msgspec.Struct], path: str = "") -> tuple[Table, list[Problem]]:
    """The table without the keys that nobody knows, and these keys."""
    fields = annotations_of(kind)
    kept: Table = {}
    problems: list[Problem] = []

    def cleaned(value: object, inner: type[msgspec.Struct], at: str) -> object:
        if not isinstance(value, Mapping):
            return value
        table, more = without_unknown(value, inner, at)
        problems.extend(more)
        return table

    for key, value in raw.items():
        at = joined(path, key)
        if key not in fields:
            problems.append(unknown(at, sorted(fields)))
            continue
        inner = struct_in(fields[key])
        if inner is None:
            kept[key] = value
        elif isinstance(value, list) and is_list(fields[key]):
            kept[key] = [cleaned(one, inner, f"{at}[{number}]") for number, one in enumerate(value)]
        else:
            kept[key] = cleaned(value, inner, at)
    return kept, problems


def misfits(raw: Mapping[str, Any], kind: type[msgspec.Struct], path: str = "") -> Iterator[Problem]:
    """What is missing, and what is of the wrong kind."""
    for field in msgspec.structs.fields(kind):
        at = joined(path, field.name)
        if field.name in raw:
            yield from _misfits_of(raw[field.name], field.type, at)
        elif field.required:
            yield missing(at)


def _misfits_of(value: object, annotation: object, at: str) -> Iterator[Problem]:
    inner = struct_in(annotation)
    if inner is None:
        yield from _leaf_misfits(value, annotation, at)
    elif isinstance(value, Mapping) and not is_list(annotation):
        yield from misfits(value, inner, at)
    elif isinstance(value, list) and is_list(annotation):
        for number, one in enumerate(value):
            place = f"{at}[{number}]"
            yield from misfits(one, inner, place) if isinstance(one, Mapping) else [refused(place, one)]
    else:
        yield refused(at, value)


def _leaf_misfits(value: object, annotation: object, at: str) -> Iterator[Problem]:
    try:
        converted(value, annotation)
    except msgspec.ValidationError:
        wrong = _wrong_element(value, annotation)
        yield refused(at, value) if wrong is None else refused(f"{at}[{wrong[0]}]", wrong[1])


def _wrong_element(value: object, annotation: object) -> tuple[int, object] | None:
    """The first one of a list that is of the wrong kind, with its place; None where the whole is."""
    if not isinstance(value, list) or not is_list(annotation):
        return None
    for number, one in enumerate(value):
        try:
            converted([one], annotation)
        except msgspec.ValidationError:
            return number, one
    return None


def converted(value: object, annotation: Any) -> Any:  # noqa: ANN401  what the annotation says
    """A value as its type. Raises msgspec.ValidationError."""
    return msgspec.convert(value, annotation, dec_hook=_secret)


def made(raw: object, kind: type[msgspec.Struct] | None, spoilt: AbstractSet[str]) -> msgspec.Struct | None:
    """A section without the keys that are spoilt, for a look at the others; None where too little is left of it."""
    if kind is None or not isinstance(raw, Mapping) or "" in spoilt:
        return None
    stand_ins = {one.name: "…" for one in msgspec.structs.fields(kind) if one.required and one.type is str}
    try:
        made: msgspec.Struct = converted(stand_ins | {key: raw[key] for key in raw.keys() - spoilt}, kind)
    except msgspec.ValidationError:
        return None
    return made


def annotations_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What may stand in a section, and of what type it is."""
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def struct_in(annotation: object) -> type[msgspec.Struct] | None:
    """The kind of section that a field holds, alone, in a list, or not at all; None for a plain value."""
    for one in (annotation, *get_args(annotation)):
        if isinstance(one, type) and issubclass(one, msgspec.Struct):
            return one
    return None


def is_list(annotation: object) -> bool:
    """Whether a field holds several."""
    return any(get_origin(one) in {list, tuple} for one in (annotation, *get_args(annotation)))


def joined(path: str, key: str) -> str:
    """The path of a key below another."""
    return f"{path}.{key}" if path else key


def _secret(kind: type, value: Any) -> Any:  # noqa: ANN401 msgspec's own signature
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise TypeError("a text in quotes")
