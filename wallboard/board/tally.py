"""What some agents closed together, and the average over all of it. Pure. Used by board.ranking and board.teams."""

from datetime import timedelta

from wallboard.board.agents import AgentMetrics, Aht


class Tally:
    """Counts agents in and out again. `closed` is what those who are in have closed."""

    __slots__ = ("_handled", "_off_by", "_unbounded", "_untold", "closed")

    def __init__(self) -> None:
        self.closed = 0
        self._handled = timedelta()
        self._off_by = timedelta()  # the most that the handled time can be off, but for the unbounded
        self._untold = 0  # agents who have closed something, of whose average nothing is known
        self._unbounded = 0  # agents of whose average nobody knows yet how far it is off

    def count(self, one: AgentMetrics, more: int = 1) -> None:
        """Count one in; with -1, out."""
        if not one.closed:
            return
        self.closed += more * one.closed
        if one.aht is None:
            self._untold += more
            return
        value, bound = one.aht
        self._handled += more * one.closed * value
        if bound is None:
            self._unbounded += more
        else:
            self._off_by += more * one.closed * bound

    @property
    def aht(self) -> Aht | None:
        """Over all that they have closed: whoever has closed more weighs more. None while it is not known of one."""
        if not self.closed or self._untold:
            return None
        bound = None if self._unbounded else self._off_by / self.closed
        return Aht(self._handled / self.closed, bound)
