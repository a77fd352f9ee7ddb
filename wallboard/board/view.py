"""Cut out what one screen asked to see, and tell two cuts apart. Pure.

Fed by board.ranking; its cuts and changes are put on the wire by poller.events.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wallboard.board.agents import AgentId
from wallboard.board.ranking import Standing, Standings


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


def cut(standings: Standings, spec: ViewSpec) -> Cut:
    """The rows that a view shows; ranges that overlap or reach beyond the end give each row once.

    It makes the rows that are shown, however many agents there are.
    """
    wanted = spec.search.strip().casefold()
    found: Sequence[int] = standings.named(wanted) if wanted else range(len(standings))
    shown = {one for offset, count in spec.ranges for one in range(offset, min(offset + count, len(found)))}
    return Cut(tuple(standings[found[one]] for one in sorted(shown)), len(found))


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
