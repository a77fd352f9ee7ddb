"""What has come in one poll, whoever sweeps. Pure. Filled by poller.cycle."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.looks import Looks
from wallboard.board.window import MetricsWindow

_MANY = 3  # agents who leave at once, where they are a third of all or more


class Swept:
    """The agents who were told of, and the window that the newest of them was true for."""

    def __init__(self, asked: MetricsWindow) -> None:
        self.present: set[AgentId] = set()
        self._asked = asked
        self._end: datetime | None = None

    def add(self, looks: Sequence[AgentLook]) -> None:
        """One page came; all on it are true at one instant."""
        page = Looks.of(looks)
        self.present.update(page.agents())
        if page and (self._end is None or page.as_of > self._end):
            self._end = page.as_of

    @property
    def window(self) -> MetricsWindow:
        """An answer that scopes share may be some seconds older than was asked for, a later page newer."""
        return self._asked if self._end is None else replace(self._asked, end=self._end)


def is_great_loss(before: int, gone: int) -> bool:
    """Whether so many left at once that it may be the end of a shift, or half of an answer that says it is whole."""
    return gone >= _MANY and gone * 3 >= before
