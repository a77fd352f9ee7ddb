"""Notice that the program on the disk is another one by now, and become it.

An upgrade replaces the files of a program that runs: what it loads late, and each program that it starts, would then be
of another version. So screen and poller begin anew by themselves, wherever they were started from; and they end when
their package was removed. Frozen programs alone are watched. Used by app.main and poller.main.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from pathlib import Path

from wallboard.host import paths
from wallboard.host.clock import Clock

log = logging.getLogger(__name__)

LOOK_EVERY = timedelta(seconds=5)
_SETTLED_LOOKS = 2  # in a row at the same new file: the other files of the upgrade are there as well by then
_GONE_LOOKS = 6  # in a row without any: no upgrade takes that long between the old and the new


class Fate(Enum):
    """What is to become of this process."""

    GO_ON = "go_on"
    BEGIN_ANEW = "begin_anew"
    END = "end"


@dataclass(frozen=True, slots=True)
class Trace:
    """Which file a path leads to."""

    device: int
    inode: int
    size: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the looks so far have found: the file of the start, the last one, and how often in a row that was it."""

    begun: Trace
    last: Trace | None
    times: int = 1

    @property
    def fate(self) -> Fate:
        """What follows from it."""
        if self.last is None:
            return Fate.END if self.times >= _GONE_LOOKS else Fate.GO_ON
        if self.last == self.begun:
            return Fate.GO_ON
        return Fate.BEGIN_ANEW if self.times >= _SETTLED_LOOKS else Fate.GO_ON


def look(seen: Seen, found: Trace | None) -> Seen:
    """Take one more look into account."""
    return replace(seen, last=found, times=seen.times + 1 if found == seen.last else 1)


def trace(program: Path) -> Trace | None:
    """The file at this path now; None where there is none."""
    try:
        found = program.stat()
    except OSError:
        return None
    return Trace(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


class Renewal:
    """The watch over one program; None for one that is not watched."""

    def __init__(self, program: Path | None) -> None:
        self._program = program
        self._begun = None if program is None else trace(program)
        self.fate = Fate.GO_ON

    async def watch(self, clock: Clock) -> None:
        """Return when this process is to end, for whatever `fate` says then; never while there is no reason."""
        seen = None if self._begun is None else Seen(self._begun, self._begun)
        while self.fate is Fate.GO_ON:
            await clock.sleep(LOOK_EVERY)
            if seen is not None and self._program is not None:
                seen = look(seen, trace(self._program))
                self.fate = seen.fate
        log.info("program.replaced", extra={"fate": self.fate.value})

    def carry_out(self, arguments: Sequence[str]) -> None:
        """Become the new program, with these arguments, where that is the fate. The last thing that a process does.

        Raises OSError: the new one does not start.
        """
        if self.fate is Fate.BEGIN_ANEW and self._program is not None:
            words = [str(self._program), *arguments]
            os.execve(words[0], words, environment(os.environ))  # noqa: S606  no shell is wanted


def environment(env: Mapping[str, str]) -> dict[str, str]:
    """The environment for the new program: without what the old one's bootloader has put there for itself."""
    others = paths.environment_for_others(env)
    clean = {name: value for name, value in others.items() if not name.startswith("_PYI_")}
    return clean | {"PYINSTALLER_RESET_ENVIRONMENT": "1"}
