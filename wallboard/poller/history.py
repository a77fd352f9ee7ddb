"""What the poller knew, kept in one SQLite file: an append log of absorbed changes, bounded by days and bytes.

After a restart or a power cut the quiet pairs, the ranks that movement compares with and the last rows come from it.
Each cycle is one transaction, on the disk before the next begins: a cut loses one cycle at most. Used by poller.keeper.
"""

import logging
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from wallboard.board.agents import AgentId
from wallboard.board.window import MetricsWindow
from wallboard.poller.records import Record, carried_on, to_instant, to_known, to_number, to_record
from wallboard.poller.table import Known

log = logging.getLogger(__name__)

_VERSION = 1
_NEEDED = timedelta(hours=1)  # movement compares with half an hour ago at most
_SCHEMA = f"""
    CREATE TABLE sweep(
        id INTEGER PRIMARY KEY, scope TEXT NOT NULL, begun INTEGER NOT NULL, as_of INTEGER NOT NULL,
        updated_at INTEGER NOT NULL, complete INTEGER NOT NULL);
    CREATE INDEX sweep_of_scope ON sweep(scope, begun, id);
    CREATE TABLE change(
        sweep INTEGER NOT NULL REFERENCES sweep(id), {", ".join(Record._fields)},
        PRIMARY KEY(agent, sweep)) WITHOUT ROWID;
    CREATE TABLE leaving(sweep INTEGER NOT NULL REFERENCES sweep(id), agent TEXT NOT NULL);
    CREATE TABLE name(agent TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
    PRAGMA user_version = {_VERSION};
"""
_COLUMNS = ", ".join(f"change.{field}" for field in Record._fields)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is kept. What the running window needs is kept in any case."""

    days: int = 7
    megabytes: int = 256


@dataclass(frozen=True, slots=True)
class Sweep:
    """One cycle's news: its window, when it was complete by Genesys Cloud's clock, and whether it was."""

    window: MetricsWindow
    updated_at: datetime
    complete: bool
    changed: Iterable[Known]
    gone: Iterable[AgentId]


@dataclass(frozen=True, slots=True)
class Kept:
    """A scope as it was after its last complete sweep; `instants` are those of all its sweeps in that window."""

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
        """The history in this file. One that is broken or of another version is put aside, and a new one begun."""
        try:
            return cls.on(_connected(path), bounds)
        except sqlite3.DatabaseError as error:
            aside = path.with_suffix(".broken")
            log.warning("history.put_aside", extra={"file": aside, "reason": str(error)})
            path.replace(aside)
            for rest in ("-wal", "-shm"):
                path.with_name(path.name + rest).unlink(missing_ok=True)
            return cls.on(_connected(path), bounds)

    @classmethod
    def on(cls, database: sqlite3.Connection, bounds: Bounds) -> Self:
        """The history in this database. Raises sqlite3.DatabaseError: it is broken, or of another version."""
        _prepare(database)
        return cls(database, bounds)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def append(self, scope: str, sweep: Sweep) -> None:
        """Keep one cycle. Raises sqlite3.Error; then nothing of it is kept."""
        with self._database as database:
            times = (sweep.window.start, sweep.window.end, sweep.updated_at)
            done = database.execute(
                "INSERT INTO sweep(scope, begun, as_of, updated_at, complete) VALUES (?, ?, ?, ?, ?)",
                (scope, *map(to_number, times), sweep.complete),
            )
            marks = ", ".join("?" for _ in Record._fields)
            database.executemany(
                f"INSERT INTO change VALUES (?, {marks})",  # noqa: S608 our own column names
                ((done.lastrowid, *to_record(known)) for known in sweep.changed),
            )
            database.executemany("INSERT INTO leaving VALUES (?, ?)", ((done.lastrowid, one) for one in sweep.gone))

    def keep_names(self, names: Mapping[AgentId, str]) -> None:
        """Keep who is who."""
        with self._database as database:
            database.executemany("INSERT OR REPLACE INTO name VALUES (?, ?)", names.items())

    def names(self) -> dict[AgentId, str]:
        """Who is who."""
        return {AgentId(agent): name for agent, name in self._database.execute("SELECT agent, name FROM name")}

    def last(self, scope: str) -> Kept | None:
        """The scope after its last complete sweep, and what came of later ones; None when there is none."""
        found = self._database.execute(
            "SELECT begun, as_of, updated_at FROM sweep WHERE scope = ? AND complete ORDER BY id DESC LIMIT 1", (scope,)
        ).fetchone()
        if found is None:
            return None
        begun, as_of, updated_at = map(to_instant, found)
        instants = self._database.execute(
            "SELECT as_of FROM sweep WHERE scope = ? AND begun = ? AND complete ORDER BY id", (scope, to_number(begun))
        )
        return Kept(
            MetricsWindow(begun, as_of),
            updated_at,
            self.known_at(scope, begun, as_of),
            tuple(to_instant(one) for (one,) in instants),
        )

    def known_at(self, scope: str, begun: datetime, as_of: datetime) -> dict[AgentId, Known]:
        """Everybody at the sweep of this instant; of a later partial sweep only when that instant is the last."""
        until = self._database.execute(
            "SELECT max(id) FROM sweep WHERE scope = ? AND begun = ? AND as_of <= ?",
            (scope, to_number(begun), to_number(as_of)),
        ).fetchone()[0]
        rows = self._database.execute(
            f"""SELECT {_COLUMNS}, max(change.sweep) FROM change JOIN sweep ON sweep.id = change.sweep
                WHERE sweep.scope = ? AND sweep.begun = ? AND sweep.id <= ? GROUP BY agent
                HAVING max(change.sweep) > coalesce((SELECT max(leaving.sweep) FROM leaving
                    JOIN sweep AS left ON left.id = leaving.sweep
                    WHERE left.scope = ? AND leaving.agent = change.agent AND leaving.sweep <= ?), -1)""",  # noqa: S608
            (scope, to_number(begun), until, scope, until),
        )
        return carried_on((to_known(Record(*row[:-1])) for row in rows), as_of)

    def prune(self, now: datetime) -> None:
        """Let go of what is too old or too much; of each scope's newest window, what is needed to go on stays."""
        self._forget_before(to_number(now - timedelta(days=self._bounds.days)))
        while self._megabytes() > self._bounds.megabytes:
            middle = self._database.execute(
                f"SELECT as_of FROM sweep WHERE {_OLD} ORDER BY as_of LIMIT 1 OFFSET 500"  # noqa: S608
            ).fetchone()
            if middle is None:
                self._forget_before(to_number(now - _NEEDED))
                return
            self._forget_before(middle[0])

    def _forget_before(self, oldest: int) -> None:
        before = "SELECT id FROM sweep WHERE as_of < ?"
        with self._database as database:
            for table in ("change", "leaving"):
                database.execute(f"DELETE FROM {table} WHERE sweep IN ({before} AND {_OLD})", (oldest,))  # noqa: S608
            database.execute(f"DELETE FROM sweep WHERE as_of < ? AND {_OLD}", (oldest,))  # noqa: S608
            # In the newest window of a scope an old change is needed until a newer one of that agent is old as well.
            database.execute(
                f"""DELETE FROM change WHERE sweep IN ({before}) AND EXISTS (
                    SELECT 1 FROM change AS newer JOIN sweep AS its ON its.id = newer.sweep
                    JOIN sweep AS own ON own.id = change.sweep AND own.scope = its.scope
                    WHERE newer.agent = change.agent AND newer.sweep > change.sweep AND its.as_of < ?)""",  # noqa: S608
                (oldest, oldest),
            )

    def _megabytes(self) -> float:
        pages, free, size = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        used: float = (pages - free) * size / 1_000_000
        return used


# A sweep of a window that is no longer its scope's newest.
_OLD = "begun < (SELECT max(newest.begun) FROM sweep AS newest WHERE newest.scope = sweep.scope)"


def _connected(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    return sqlite3.connect(path, check_same_thread=False)


def _prepare(database: sqlite3.Connection) -> None:
    # Full: a cycle that was kept is on the disk, also when the power goes.
    database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        database.executescript(_SCHEMA)
    elif version != _VERSION:
        raise sqlite3.DatabaseError(f"it is of version {version}, this program reads {_VERSION}")
