"""Which of the two APIs the organisation is read by: as the settings say, or as it answers itself.

Asked once, kept on the disk, asked again daily. A scope changes over with its window alone: never within a shift, also
where the poller starts again. Used by poller.service, which makes one `Choice` for all scopes, and by poller.cycle.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from wallboard.genesys import detection
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.session import Session
from wallboard.genesys.source import ScopeFilter, Source, SourceKind
from wallboard.host import files
from wallboard.poller.scopes import Scope, key_of

log = logging.getLogger(__name__)

Wanted = Literal["auto", "realtime", "platform"]
ASK_AGAIN_AFTER = timedelta(hours=23)  # daily, also for shifts that begin a few seconds apart from day to day
_MOST_USES = 1_000


class _Use(msgspec.Struct, frozen=True):
    """The kind by which the window of a scope that began then is read."""

    window_start: datetime
    kind: SourceKind


class _Kept(msgspec.Struct, frozen=True):
    """The file: for which organisation which kind was found, when, and which scopes use which."""

    organisation: str
    kind: SourceKind
    asked_at: datetime
    uses: dict[str, _Use] = {}


class Choice:
    """The kind of one organisation."""

    def __init__(self, wanted: Wanted, session: Session, organisation: str, lag: timedelta, path: Path | None) -> None:
        self._wanted = wanted
        self._session = session
        self._organisation = organisation
        self._lag = lag
        self._path = path
        self._kept: _Kept | None = None
        self._read = False
        self._asking = asyncio.Lock()

    async def kind(self, scope: str, window_start: datetime) -> SourceKind:
        """The kind of one scope's window: the same for all of it, also after a restart.

        Raises GenesysError where it has to be asked for in vain.
        """
        match self._wanted:
            case "realtime":
                return SourceKind.REALTIME
            case "platform":
                return SourceKind.PLATFORM
            case "auto":
                async with self._asking:  # all scopes begin at once, and one alone asks
                    return await self._used(scope, window_start)

    async def _used(self, scope: str, window_start: datetime) -> SourceKind:
        if not self._read:
            self._read = True
            self._kept = await asyncio.to_thread(self._on_disk)
        use = None if self._kept is None else self._kept.uses.get(scope)
        if use is not None and use.window_start == window_start:
            return use.kind
        found = await self._found()
        uses = {**found.uses, scope: _Use(window_start, found.kind)}
        while len(uses) > _MOST_USES:  # of boards that are no more
            del uses[next(iter(uses))]
        self._kept = msgspec.structs.replace(found, uses=uses)
        await asyncio.to_thread(self._keep, self._kept)
        return found.kind

    async def _found(self) -> _Kept:
        """What is found out, asked again where it is old."""
        now, before = self._session.now(), self._kept
        if before is not None and timedelta() <= now - before.asked_at < ASK_AGAIN_AFTER:
            return before
        try:
            kind = await self._asked()
        except GenesysError:
            if before is None:
                raise
            return before  # what was so yesterday is a better guess than none; the next window asks again
        if before is None or before.kind is not kind:
            log.info("api.chosen", extra={"api": kind.value, "was": None if before is None else before.kind.value})
        return _Kept(self._organisation, kind, self._session.now(), {} if before is None else before.uses)

    async def _asked(self) -> SourceKind:
        await self._session.prepare()
        try:
            await self._session.fetch(detection.question(self._session.now(), self._lag))
        except GenesysError as failure:
            return detection.kind_after(failure)
        return detection.kind_after(None)

    def _on_disk(self) -> _Kept | None:
        kept = None if self._path is None else files.read_json(self._path, _Kept)
        return kept if kept is not None and kept.organisation == self._organisation else None

    def _keep(self, kept: _Kept) -> None:
        if self._path is not None:
            files.write_json(self._path, kept)


class Sources(Protocol):
    """Where a scope's numbers come from, window by window."""

    async def at(self, window_start: datetime) -> Source:
        """The source of the window that begins then. Raises GenesysError."""
        ...


class ScopeSources:
    """One scope's source: it changes with the window alone."""

    def __init__(self, choice: Choice, scope: Scope, made: Callable[[SourceKind, ScopeFilter], Source]) -> None:
        self._choice = choice
        self._scope = scope
        self._made = made
        self._source: Source | None = None
        self._window_start: datetime | None = None

    async def at(self, window_start: datetime) -> Source:
        """The source of the window that begins then."""
        if self._source is None or self._window_start != window_start:
            kind, wanted = SourceKind.PLATFORM, self._scope.filter
            # The realtime contract knows groups alone: whatever else a board counts is the platform's to tell.
            if wanted.is_realtime:
                kind = await self._choice.kind(key_of(self._scope), window_start)
            if self._source is None or self._source.kind is not kind:
                self._source = self._made(kind, wanted)
            self._window_start = window_start
        return self._source
