"""Two stores that are often taken to keep a ranking: SQLite in memory and a sorted set of Redis, each in its best form.

Best: only the changed agents are written, and everybody's order is read back. `rows` are (id, started, closed, ms).
"""

from __future__ import annotations

import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import redis
from least import Flat

_START_SECONDS = 10.0


class _Changes:
    """Tells the rows that are not as they were; both stores need it, since neither compares."""

    def __init__(self) -> None:
        self._before: dict[str, Flat] = {}

    def of(self, rows: Sequence[Flat]) -> list[Flat]:
        now = {row[0]: row for row in rows}
        changed = [row for agent, row in now.items() if self._before.get(agent) != row]
        self._before = now
        return changed


class Sqlite:
    """A table with an index in the order of the ranking."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.executescript(
            """CREATE TABLE agent(id TEXT PRIMARY KEY, closed INTEGER, average REAL) WITHOUT ROWID;
               CREATE INDEX ranking ON agent(closed DESC, average, id);"""
        )
        self._changes = _Changes()

    def rank_and_diff(self, rows: Sequence[Flat]) -> tuple[list[Flat], list[Any]]:
        """What changed, and everybody's order."""
        changed = self._changes.of(rows)
        with self._database as database:
            database.executemany(
                """INSERT INTO agent VALUES (?, ?, ?)
                   ON CONFLICT(id) DO UPDATE SET closed = excluded.closed, average = excluded.average""",
                ((agent, closed, ms / closed if closed else 0.0) for agent, _, closed, ms in changed),
            )
        return changed, database.execute("SELECT id FROM agent ORDER BY closed DESC, average, id").fetchall()


class SortedSet:
    """A sorted set whose score holds closed and average in one number."""

    def __init__(self, server: Server) -> None:
        self._redis = server.connection
        self._changes = _Changes()

    def rank_and_diff(self, rows: Sequence[Flat]) -> tuple[list[Flat], list[bytes]]:
        """What changed, and everybody's order."""
        changed = self._changes.of(rows)
        if changed:
            self._redis.zadd("ranking", {agent: _score(closed, ms) for agent, _, closed, ms in changed})
        return changed, self._redis.zrevrange("ranking", 0, -1)


def _score(closed: int, handle_ms: int) -> float:
    average = handle_ms // closed if closed else 0
    return closed * 1e9 - min(average, 999_999_999)


@dataclass(frozen=True, slots=True)
class Server:
    """A Redis that runs, and a connection to it."""

    connection: Any
    pid: int

    def cpu_seconds(self) -> float:
        """The processor time that it has used, as finely as Linux tells it."""
        return int(Path(f"/proc/{self.pid}/schedstat").read_text("ascii").split()[0]) / 1e9


@contextmanager
def redis_server() -> Iterator[Server]:
    """A Redis of our own on a socket file, which nobody else finds."""
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as folder:
        place = Path(folder, "redis")
        options = ["--port", "0", "--unixsocket", str(place), "--save", "", "--appendonly", "no", "--dir", folder]
        with subprocess.Popen(["redis-server", *options], stdout=subprocess.DEVNULL) as server:
            try:
                yield Server(_connected(place), server.pid)
            finally:
                server.terminate()


def _connected(place: Path) -> Any:  # noqa: ANN401
    connection = redis.Redis(unix_socket_path=str(place))
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            connection.ping()
        except redis.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return connection
