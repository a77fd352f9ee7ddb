"""What a scope's history is written in: where all its boards are masked, under keyed ids and without a name. Pure.

Used by poller.cycle, poller.keeper and poller.assembly.
"""

from collections.abc import Iterable, Mapping

from wallboard.board.agents import AgentId
from wallboard.board.privacy import Guise
from wallboard.poller.boards import Board
from wallboard.poller.known import Known


def cloak_of(boards: Iterable[Board]) -> Guise | None:
    """The guise that hides everybody of a scope with these boards; None where one of them shows names."""
    guises = [board.guise for board in boards]
    return guises[0] if all(guise.is_masked for guise in guises) else None


def kept_as(scope: str, cloak: Guise | None) -> str:
    """What the history knows the scope by: what was kept with user ids is another one's."""
    return scope if cloak is None else f"{scope}|masked"


def cloaked(known: Mapping[AgentId, Known], cloak: Guise) -> dict[AgentId, Known]:
    """The same, with keyed ids."""
    return {cloak.id_of(agent): _under(cloak.id_of(agent), one) for agent, one in known.items()}


def _under(shown: AgentId, known: Known) -> Known:
    look = known.completed.look._replace(agent_id=shown)
    return known._replace(completed=known.completed._replace(look=look))
