"""What is to be told of the settings that a poller runs on: what is odd about them, and that newer ones are wrong.

Written by poller.modes, who looks at them now and then; told by poller.http_api, and by the boards to their screens.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, field

from wallboard.poller.boards import Board
from wallboard.poller.setup import Lacking, Ready

log = logging.getLogger(__name__)


@dataclass(slots=True)
class SettingsNews:
    """`error` says why the settings that are there now cannot be used, while the last good ones count."""

    warnings: tuple[str, ...] = ()
    error: str | None = None
    _lacking: str | None = field(default=None, init=False)
    _used: Ready | None = field(default=None, init=False)

    def hear(self, found: Ready | Lacking, boards: Collection[Board]) -> None:
        """What was found when somebody looked, first what the poller runs on. Each thing is logged once."""
        if isinstance(found, Ready):
            self._used = found
        warnings = found.warnings if isinstance(found, Ready) else self.warnings
        for one in warnings:
            if one not in self.warnings:
                log.warning("settings.odd", extra={"what": one})
        lacking = found.setup.reason if isinstance(found, Lacking) else None
        if lacking is not None and lacking != self._lacking:
            log.warning("poller.goes_on", extra={"why": lacking})
        if lacking is None and self._lacking is not None:
            log.info("settings.good_again")
        wrong = isinstance(found, Lacking) and self._cannot_be_used(found)
        self.warnings, self._lacking, self.error = warnings, lacking, lacking if wrong else None
        for board in boards:
            board.settings_wrong = wrong

    def _cannot_be_used(self, lacking: Lacking) -> bool:
        """Whether it is newer settings that lack something: those that count may lack their secret by now as well."""
        return lacking.setup.needs == "settings" or (self._used is not None and lacking.is_of_others(self._used))
