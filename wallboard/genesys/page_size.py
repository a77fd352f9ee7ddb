"""How many agents to ask for at once: as the settings say, or as many as this organisation bears. Pure.

Used by genesys.realtime_source.
"""

from typing import Literal

from wallboard.genesys.errors import BadReply, GenesysError, ServerFailed, Throttled, TimedOut

Wished = int | Literal["auto"]

_STEPS = (1000, 500, 250, 100, 50, 25, 10)
_USUAL = 100  # what the contract gives to whoever does not ask; a server that is merely busy is not asked for less
_GOOD_PAGES = 10  # so many on end, and it is tried with more again


class PageSize:
    """`now` is what the next page is asked for. A number in the settings stands, whatever comes."""

    def __init__(self, wished: Wished) -> None:
        self._is_fixed = wished != "auto"
        self.now = _STEPS[0] if wished == "auto" else wished
        self._granted: int | None = None
        self._most = self.now
        self._good = 0

    def came(self, agents: int, *, more: bool) -> None:
        """A page of so many agents came, and there are `more`: what the server grants then."""
        if more and agents:
            self._granted = agents
        self._good += 1
        if self._good >= _GOOD_PAGES and not self._is_fixed:
            larger = [step for step in _STEPS if self.now < step <= self._most]
            self.now, self._good = min(larger, default=self.now), 0

    def failed(self, error: GenesysError) -> None:
        """A page did not come. What it asked for may have been too much: half of it is tried."""
        self._good = 0
        if self._is_fixed:
            return
        match error:
            case BadReply() if is_refused_size(error):
                self._step_down(_STEPS[-1])
                self._most = self.now  # it is no fault that passes
            case TimedOut() | BadReply(status=413):
                self._step_down(_STEPS[-1])
            case Throttled() | ServerFailed():
                self._step_down(_USUAL)

    def _step_down(self, least: int) -> None:
        """From what the server grants, if that is less than it is asked for."""
        was = self.now if self._granted is None else min(self.now, max(self._granted, least))
        self.now = max((step for step in _STEPS if least <= step < was), default=min(was, self.now))


def is_refused_size(error: GenesysError) -> bool:
    """Whether an answer says that a page may not have so many."""
    return isinstance(error, BadReply) and error.status == 400 and "maxrecords" in error.reason.casefold()
