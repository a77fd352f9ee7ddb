"""Lay tables of settings over each other: the highest that says anything of a key has it. Pure.

Used by host.configuration. A list, such as that of the boards, is taken whole from the highest that has one: halves of
two lists make no list that anybody wrote.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

Table = dict[str, Any]
Path = tuple[str, ...]

# Who sets the one sets the other aside where it stands below. Of the first two a file has one; who signs in to a proxy
# belongs to the proxy that was meant.
_INSTEAD: Mapping[Path, Path] = {
    ("genesys", "region"): ("genesys", "base_url"),
    ("genesys", "base_url"): ("genesys", "region"),
    ("network", "proxy"): ("network", "proxy_user"),
}


class Rank(IntEnum):
    """Who says it, the highest last."""

    POLICY_DEFAULT = 0
    USER = 1
    MACHINE = 2
    POLICY = 3


RANK_WORDS = {
    Rank.POLICY_DEFAULT: "policy, default",
    Rank.USER: "user",
    Rank.MACHINE: "machine",
    Rank.POLICY: "policy, enforced",
}


@dataclass(frozen=True, slots=True)
class Layer:
    """What one place says. `where` is its file, or its place in the registry."""

    rank: Rank
    where: str
    table: Table


@dataclass(frozen=True, slots=True)
class Merged:
    """The table of all, and which layer each of its values is of, by its key: `genesys.region`, `boards`."""

    table: Table
    sources: Mapping[str, Layer]

    def source_of(self, key: str) -> Layer | None:
        """Which layer a key is of, or something within it; None where nobody says anything."""
        name = key.strip("[]") if key.startswith("[") else key
        parts = name.partition("[")[0].split(".")
        for length in range(len(parts), 0, -1):
            found = self.sources.get(".".join(parts[:length]))
            if found is not None:
                return found
        below = [layer for one, layer in self.sources.items() if one.startswith(f"{name}.")]
        return max(below, key=lambda layer: layer.rank, default=None)


def merged(layers: Sequence[Layer]) -> Merged:
    """All of them over each other; of two of the same rank the later is above."""
    said: dict[Path, tuple[object, Layer]] = {}
    highest_last = sorted(layers, key=lambda one: one.rank)
    told = [(layer, dict(_leaves(layer.table, ()))) for layer in reversed(highest_last)]
    for layer, leaves in told:  # from the highest on, each takes the places that are free still
        taken = [*said, *(_INSTEAD[path] for path in said if path in _INSTEAD)]
        said |= {path: (value, layer) for path, value in leaves.items() if value != {} and _is_free(path, taken)}
    for layer, leaves in told:  # an empty section takes nothing away
        said |= {path: (value, layer) for path, value in leaves.items() if value == {} and _is_free(path, said)}
    return Merged(_nested(said), {".".join(path): layer for path, (_, layer) in said.items()})


def _leaves(table: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*path, key))
        else:
            yield (*path, key), value


def _is_free(path: Path, taken: Iterable[Path]) -> bool:
    """Whether none of these is this place, lies within it or holds it."""
    return not any(all(a == b for a, b in zip(path, one, strict=False)) for one in taken)


def _nested(said: Mapping[Path, tuple[object, Layer]]) -> Table:
    table: Table = {}
    for path, (value, _) in said.items():
        inner = table
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = value
    return table
