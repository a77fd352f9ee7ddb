"""Which end of the window a following page is asked for: one of its own, or that of its chain's first page. Pure.

The contract does not say whether a page token is good for another `dateTo`. It is found out with the first token of
all, and again where tokens are refused time after time. Used by genesys.realtime_source.
"""

import logging

from wallboard.board.window import MetricsWindow
from wallboard.genesys.chains import Chain
from wallboard.genesys.errors import BadReply, GenesysError

log = logging.getLogger(__name__)


class PageEnds:
    """What is known of it. Until it is proven, a page is asked for with an end of its own first."""

    def __init__(self) -> None:
        self._are_own = True
        self._is_proven = False

    @property
    def are_own(self) -> bool:
        """Whether each page is asked for as it is at its own moment."""
        return self._are_own

    def window_of(self, chain: Chain, now: MetricsWindow) -> MetricsWindow:
        """The window that a chain's next page is asked for."""
        if self._are_own or chain.cursor is None or chain.first_end is None:
            return now
        return MetricsWindow(now.start, chain.first_end)

    def came(self, chain: Chain, asked: MetricsWindow) -> None:
        """A following page came: with an end of its own, or after it was refused with one."""
        own = asked.end != chain.first_end
        if not self._is_proven and own is self._are_own:
            self._is_proven = True
            log.info("sweep.ends", extra={"each_page_has_its_own": own})

    def may_be_at_fault(self, chain: Chain, asked: MetricsWindow) -> bool:
        """Whether a token that was refused may be good with the chain's first end, which is tried from now on."""
        if asked.end == chain.first_end or (self._are_own and self._is_proven):
            return False
        self._are_own = False
        return True

    def doubt(self) -> None:
        """Tokens are refused either way: it is found out anew."""
        self._are_own, self._is_proven = True, False

    @property
    def is_proven(self) -> bool:
        """Whether a following page has come."""
        return self._is_proven


def is_of_token(error: GenesysError) -> bool:
    """Whether an answer refuses a page token, or the end that it was sent with, or answers for another end."""
    if not isinstance(error, BadReply):
        return False
    words = error.reason.casefold()
    return (error.status == 400 and ("token" in words or "dateto" in words)) or "answers for" in words
