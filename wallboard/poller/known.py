"""All that is known of one agent, and since when she has had her status. Pure. Part of poller.table."""

from datetime import datetime
from typing import NamedTuple

from wallboard.board.agents import AgentStatus, Since, StatusKind, status_kind
from wallboard.board.completed import Completed


class Known(NamedTuple):
    """All that is known of one agent: what her conversations tell, and since when she has had her status.

    `status_as_of` is when her status was told, None where that is when the counts were.
    """

    completed: Completed
    status_since: Since
    status_as_of: datetime | None = None


def told_since(last: Known, status: AgentStatus) -> Since:
    """When a status began: as it is told, else since it was first seen."""
    if status.since is not None:
        return Since(min(status.since, status.as_of), exact=True)
    same = last.status_as_of is not None and last.completed.look.status == status.words
    return last.status_since if same else Since(status.as_of, exact=False)


def status_since(last: Known | None, known: Completed) -> Since:
    """When the status began: from the conversations where they tell it, else since it was first seen."""
    look, kind = known.look, status_kind(known.look.status)
    if look.completed_alone:
        return Since(look.as_of, exact=False) if last is None else last.status_since
    before = None if last is None else last.completed.look
    if kind is StatusKind.ON_CALL and known.running_since is not None:
        return known.running_since
    if last is not None and before is not None and (before.status, before.closed) == (look.status, look.closed):
        return last.status_since
    idle = known.idle_since
    # An end that lies before the last look, which saw another status, is not when this one began.
    if kind is StatusKind.AVAILABLE and idle is not None and (before is None or idle.at > before.as_of):
        return idle
    return Since(look.as_of, exact=False)
