"""Cut out what one screen asked to see, and tell two cuts apart. Pure.

Fed by board.ranking; its cuts and changes are put on the wire by poller.events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wallboard.board.agents import AgentId, StatusKind
from wallboard.board.ranking import Standing


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """What a screen asks for: pairs of offset and count, among the names that hold `search`."""

    board: str
    ranges: tuple[tuple[int, int], ...]
    search: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of a view in order, and how many there are to see. Ranks stay those among all active agents."""

    rows: tuple[Standing, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """From one cut to the next: rows to put in or replace, ids to take out."""

    upserts: tuple[Standing, ...]
    removed: tuple[AgentId, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HeadCounts:
    """How many active agents do what, and what they closed together."""

    active: int = 0
    available: int = 0
    on_call: int = 0
    wrap_up: int = 0
    closed: int = 0


def cut(standings: Sequence[Standing], spec: ViewSpec) -> Cut:
    """The rows that a view shows; ranges that overlap or reach beyond the end give each row once."""
    wanted = spec.search.strip().casefold()
    found = [one for one in standings if wanted in one.name.casefold()] if wanted else standings
    places = {place for offset, count in spec.ranges for place in range(offset, min(offset + count, len(found)))}
    return Cut(tuple(found[place] for place in sorted(places)), len(found))


def diff(shown: Cut, wanted: Cut) -> Change:
    """What turns `shown` into `wanted`: `apply(shown, diff(shown, wanted)) == wanted`."""
    before = {row.agent_id: row for row in shown.rows}
    after = {row.agent_id for row in wanted.rows}
    return Change(
        upserts=tuple(row for row in wanted.rows if before.get(row.agent_id) != row),
        removed=tuple(agent_id for agent_id in before if agent_id not in after),
        total=wanted.total,
    )


def apply(shown: Cut, change: Change) -> Cut:
    """The cut after a change."""
    rows = {row.agent_id: row for row in shown.rows}
    for agent_id in change.removed:
        rows.pop(agent_id, None)
    rows.update((row.agent_id, row) for row in change.upserts)
    return Cut(tuple(sorted(rows.values(), key=lambda row: row.place)), change.total)


def head_counts(standings: Iterable[Standing]) -> HeadCounts:
    """The summary of a board's active agents."""
    kinds = {StatusKind.AVAILABLE: 0, StatusKind.ON_CALL: 0, StatusKind.WRAP_UP: 0}
    active = closed = 0
    for one in standings:
        active += 1
        closed += one.closed
        kinds[one.kind] += 1
    return HeadCounts(active, kinds[StatusKind.AVAILABLE], kinds[StatusKind.ON_CALL], kinds[StatusKind.WRAP_UP], closed)
