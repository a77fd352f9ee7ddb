"""Conversations at random, and what a look at any instant says of them: the truth of property tests.

Instants are whole seconds since `BEGIN`; shares no code with the product but the look itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from wallboard.board.agents import AgentId, AgentLook

BEGIN = datetime(2026, 11, 23, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Talk:
    """One conversation."""

    starts: int
    lasts: int

    @property
    def ends(self) -> int:
        return self.starts + self.lasts


def lists_of_talks(latest: int, most: int = 12) -> st.SearchStrategy[list[Talk]]:
    """One agent's conversations, side by side, inside one another or at rest between."""
    return st.lists(st.builds(Talk, st.integers(0, latest), st.integers(1, 300)), max_size=most)


def looked_at(own: Sequence[Talk], at: int, agent: str = "tova", since: int = 0) -> AgentLook:
    """What is said of them at an instant, in a window that began at `since`."""
    begun = [talk for talk in own if since <= talk.starts <= at]
    closed = [talk for talk in begun if talk.ends <= at]
    handled = sum(min(talk.ends, at) - talk.starts for talk in begun)
    status = "On a Call" if len(begun) > len(closed) else "Available"
    return AgentLook(
        AgentId(agent), status, len(begun), len(closed), timedelta(seconds=handled), BEGIN + timedelta(seconds=at)
    )


def closed_time(own: Sequence[Talk], at: int) -> timedelta:
    """What the closed ones took."""
    return timedelta(seconds=sum(talk.lasts for talk in own if talk.ends <= at))
