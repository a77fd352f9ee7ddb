"""What the poller knew, kept in one SQLite file: an append log of absorbed changes, bounded by days and bytes.

After a restart or a power cut the quiet pairs, the ranks that movement compares with and the last rows come from it.
Each cycle is one transaction, on the disk before the next begins: a cut loses one cycle at most. Used by poller.keeper.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Self

import msgspec

from wallboard.board.agents import AgentId
from wallboard.board.movement import Mark
from wallboard.board.window import MetricsWindow
from wallboard.poller.known import Known
from wallboard.poller.records import Record, carried_on, to_instant, to_known, to_number, to_record

log = logging.getLogger(__name__)

_OURS, _VERSION = 0x57424831, 3  # what tells our files from others', and from those of another version
_NEEDED = timedelta(hours=1)  # movement compares with half an hour ago at most
_LOCKED_SECONDS = 1.0  # how long to wait where another process has the file
# A part is one window of one scope. A change without a status tells that the agent left.
_SCHEMA = f"""
    BEGIN;
    CREATE TABLE part(id INTEGER PRIMARY KEY, scope TEXT NOT NULL, begun INTEGER NOT NULL, UNIQUE(scope, begun));
    CREATE TABLE sweep(
        id INTEGER PRIMARY KEY, part INTEGER NOT NULL, as_of INTEGER NOT NULL, updated_at INTEGER NOT NULL);
    CREATE INDEX sweep_of_part ON sweep(part);
    CREATE TABLE change(
        part INTEGER NOT NULL, sweep INTEGER NOT NULL, {", ".join(Record._fields)},
        PRIMARY KEY(part, agent, sweep)) WITHOUT ROWID;
    CREATE TABLE name(agent TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA application_id = {_OURS}; PRAGMA user_version = {_VERSION};
    COMMIT;
"""
# Of each board that compares with its shift's start, the newest. It came later than the rest: older files lack it.
_MARKS = """CREATE TABLE IF NOT EXISTS mark(
    board TEXT PRIMARY KEY, begun INTEGER NOT NULL, at INTEGER NOT NULL, ranks TEXT NOT NULL) WITHOUT ROWID"""
# From agent to agent, and to the newest change of each: not one of the many changes in between is read.
_KNOWN = f"""
    WITH RECURSIVE one(agent) AS (
        SELECT min(agent) FROM change WHERE part = :part
        UNION ALL
        SELECT (SELECT min(agent) FROM change WHERE part = :part AND agent > one.agent) FROM one WHERE agent NOT NULL)
    SELECT {", ".join(f"change.{name}" for name in Record._fields)} FROM one JOIN change
        ON change.part = :part AND change.agent = one.agent AND change.sweep = (
            SELECT max(sweep) FROM change WHERE part = :part AND agent = one.agent AND sweep <= :sweep)
    WHERE change.status NOT NULL"""  # noqa: S608 our own column names
_RUNNING = """SELECT part FROM sweep WHERE id IN (
    SELECT max(sweep.id) FROM sweep JOIN part ON part.id = sweep.part GROUP BY part.scope)"""


class Unreadable(sqlite3.DatabaseError):
    """The file is whole, but what it holds is not ours."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept. What the running window needs is kept in any case; the file is reused, and does not shrink."""

    days: int = 30
    megabytes: float = 256


@dataclass(frozen=True, slots=True)
class Sweep:
    """One cycle's news: its window, and when it was complete by Genesys Cloud's clock."""

    window: MetricsWindow
    updated_at: datetime
    changed: Iterable[Known]
    gone: Iterable[AgentId]
    named: Mapping[AgentId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """A scope after its last sweep; `instants` are those of the window's sweeps since the clock was last put back."""

    window: MetricsWindow
    updated_at: datetime
    known: Mapping[AgentId, Known]
    instants: tuple[datetime, ...]


class History:
    """The open file. Not for several threads at once: poller.keeper gives it one of its own."""

    def __init__(self, database: sqlite3.Connection, bounds: Bounds) -> None:
        self._database = database
        self._bounds = bounds

    @classmethod
    def open(cls, path: Path, bounds: Bounds) -> Self:
        """The history in this file; one that `is_broken` is put aside, and a new one begun.

        Raises OSError and sqlite3.Error: there is no room, or no right, or another process has it.
        """
        try:
            return cls._opened(path, bounds)
        except sqlite3.DatabaseError as error:
            if not is_broken(error):
                raise
            _put_aside(path, error)
            return cls._opened(path, bounds)

    @classmethod
    def _opened(cls, path: Path, bounds: Bounds) -> Self:
        path.touch(mode=0o600)
        database = sqlite3.connect(path, timeout=_LOCKED_SECONDS)
        try:
            return cls.on(database, bounds)
        except sqlite3.Error:
            database.close()  # Windows moves no open file
            raise

    @classmethod
    def on(cls, database: sqlite3.Connection, bounds: Bounds) -> Self:
        """The history in this database. Raises sqlite3.Error."""
        _prepare(database)
        return cls(database, bounds)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def put_aside(self, error: sqlite3.DatabaseError) -> None:
        """Close the file and put it out of the way. Raises OSError."""
        with closing(self._database) as database:
            path = database.execute("SELECT file FROM pragma_database_list").fetchone()[0]
        if path:  # not in memory
            _put_aside(Path(path), error)

    def append(self, scope: str, sweep: Sweep) -> None:
        """Keep one cycle. Raises sqlite3.Error; then nothing of it is kept."""
        begun, as_of, updated_at = map(to_number, (sweep.window.start, sweep.window.end, sweep.updated_at))
        with self._database as database:
            database.execute("INSERT OR IGNORE INTO part(scope, begun) VALUES (?, ?)", (scope, begun))
            part = self._part(scope, sweep.window.start)
            row = (part, as_of, updated_at)
            done = database.execute("INSERT INTO sweep(part, as_of, updated_at) VALUES (?, ?, ?)", row).lastrowid
            marks = ", ".join("?" for _ in Record._fields)
            database.executemany(
                f"INSERT INTO change VALUES (?, ?, {marks})",  # noqa: S608 our own column names
                ((part, done, *to_record(known)) for known in sweep.changed),
            )
            database.executemany(
                "INSERT INTO change(part, sweep, agent) VALUES (?, ?, ?)", ((part, done, one) for one in sweep.gone)
            )
            database.executemany("INSERT OR REPLACE INTO name VALUES (?, ?)", sweep.named.items())

    def keep_mark(self, board: str, begun: datetime, mark: Mark) -> None:
        """Keep what a board's movement compares with in the window that has `begun`. Raises sqlite3.Error."""
        row = (board, to_number(begun), to_number(mark.at), msgspec.json.encode(mark.ranks).decode())
        with self._database as database:
            database.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)", row)

    def mark(self, board: str, begun: datetime) -> Mark | None:
        """What was kept of a board and that window; None for nothing."""
        query, key = "SELECT at, ranks FROM mark WHERE board = ? AND begun = ?", (board, to_number(begun))
        found = self._database.execute(query, key).fetchone()
        if found is None:
            return None
        try:
            return Mark(to_instant(found[0]), msgspec.json.decode(found[1], type=dict[AgentId, int]))
        except (msgspec.MsgspecError, OverflowError) as error:
            raise Unreadable(f"a mark cannot be read: {error}") from error

    def names(self) -> dict[AgentId, str]:
        """Who is who."""
        return {AgentId(agent): name for agent, name in self._database.execute("SELECT agent, name FROM name")}

    def last(self, scope: str) -> Kept | None:
        """The scope after its last sweep; None when there is none."""
        found = self._database.execute(
            """SELECT part.id, begun, as_of, updated_at FROM sweep JOIN part ON part.id = sweep.part
               WHERE scope = ? ORDER BY sweep.id DESC LIMIT 1""",
            (scope,),
        ).fetchone()
        if found is None:
            return None
        begun, as_of, updated_at = map(to_instant, found[1:])
        instants = [at for (at,) in self._all("SELECT as_of FROM sweep WHERE part = ? ORDER BY id", found[0])]
        put_back = [place for place, (one, next_one) in enumerate(pairwise(instants), 1) if next_one < one]
        since = instants[put_back[-1] if put_back else 0 :]
        known = self.known_at(scope, begun, as_of)
        return Kept(MetricsWindow(begun, as_of), updated_at, known, tuple(map(to_instant, since)))

    def known_at(self, scope: str, begun: datetime, as_of: datetime | None = None) -> dict[AgentId, Known]:
        """Everybody at the newest sweep not after `as_of`, or at the last one of that window."""
        part = self._part(scope, begun)
        found = self._all(
            "SELECT id, as_of FROM sweep WHERE part = ? AND as_of <= coalesce(?, as_of) ORDER BY id DESC LIMIT 1",
            part,
            None if as_of is None else to_number(as_of),
        )
        if not found:
            return {}
        rows = self._database.execute(_KNOWN, {"part": part, "sweep": found[0][0]})
        try:
            return carried_on((to_known(Record(*row)) for row in rows), to_instant(found[0][1]))
        except (TypeError, ValueError, OverflowError) as error:
            raise Unreadable(f"a row cannot be read: {error}") from error

    def prune(self, now: datetime) -> None:
        """Let go of what is too old or too much; of each scope's running window, what is needed to go on stays."""
        oldest = to_number(now - timedelta(days=self._bounds.days))
        # Also of a scope that is polled no more: its last rows are nobody's to see after so many days.
        for (part,) in self._all("SELECT part FROM sweep GROUP BY part HAVING max(as_of) < ?", oldest):
            self._forget(part)
        self._thin(oldest)
        while self._megabytes() > self._bounds.megabytes:
            over = self._all(f"SELECT part FROM sweep WHERE part NOT IN ({_RUNNING}) ORDER BY id LIMIT 1")  # noqa: S608
            if not over:
                self._thin(to_number(now - _NEEDED))
                break
            self._forget(over[0][0])
        with self._database as database:
            database.execute("DELETE FROM name WHERE agent NOT IN (SELECT agent FROM change)")
            database.execute("DELETE FROM mark WHERE begun NOT IN (SELECT begun FROM part)")

    def _forget(self, part: int) -> None:
        with self._database as database:
            for table, column in (("change", "part"), ("sweep", "part"), ("part", "id")):
                database.execute(f"DELETE FROM {table} WHERE {column} = ?", (part,))  # noqa: S608

    def _thin(self, oldest: int) -> None:
        """Of each running window, a change before `oldest` goes where a newer one of that agent is as old as well."""
        for (part,) in self._all(_RUNNING):
            ((until,),) = self._all("SELECT max(id) FROM sweep WHERE part = ? AND as_of < ?", part, oldest)
            with self._database as database:
                database.execute(
                    """DELETE FROM change WHERE part = :part AND EXISTS (
                        SELECT 1 FROM change AS newer WHERE newer.part = :part AND newer.agent = change.agent
                        AND newer.sweep > change.sweep AND newer.sweep <= :until)""",
                    {"part": part, "until": until},
                )

    def _part(self, scope: str, begun: datetime) -> int | None:
        found = self._all("SELECT id FROM part WHERE scope = ? AND begun = ?", scope, to_number(begun))
        return found[0][0] if found else None

    def _all(self, query: str, *values: object) -> list[tuple[int, ...]]:
        return self._database.execute(query, values).fetchall()

    def _megabytes(self) -> float:
        names = ("page_count", "freelist_count", "page_size")
        pages, free, size = (self._all(f"PRAGMA {name}")[0][0] for name in names)
        return (pages - free) * size / 1_000_000


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file itself is of no use, which no waiting mends: not a full or busy disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, Unreadable) or code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _put_aside(path: Path, error: sqlite3.DatabaseError) -> None:
    aside = path.with_suffix(".broken")  # of several, the newest is kept
    log.warning("history.put_aside", extra={"file": aside, "reason": str(error)})
    path.replace(aside)
    for rest in ("-wal", "-shm"):
        path.with_name(path.name + rest).unlink(missing_ok=True)


def _prepare(database: sqlite3.Connection) -> None:
    # Full: a cycle that was kept is on the disk, also when the power goes.
    database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 8000000;")
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        database.executescript(_SCHEMA)
    check_version(database)
    database.execute(_MARKS)


def check_version(database: sqlite3.Connection) -> None:
    """Whether this program can read it. Raises Unreadable."""
    found = [database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if found != [_OURS, _VERSION]:
        raise Unreadable(f"it is of version {found[1]}, this program reads {_VERSION}")
