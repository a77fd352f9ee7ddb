"""Between the poll and the disk: what comes back is what was known, and no trouble of the disk reaches the poll."""

import asyncio
import itertools
import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.builders import NOON, SHIFT_START, agent_look
from tests.talks import BEGIN, Talk, lists_of_talks, looked_at
from wallboard.board.agents import AgentId, AgentLook, AgentStatus
from wallboard.board.window import MetricsWindow
from wallboard.poller import records
from wallboard.poller.history import Bounds, History, Kept, Sweep
from wallboard.poller.keeper import Keeper
from wallboard.poller.known import Known
from wallboard.poller.table import Table

SCOPE = "everybody"
HALF_MINUTE = timedelta(seconds=30)
NOBODY: Mapping[AgentId, str] = {}


def table_of(*looks: AgentLook) -> Table:
    table = Table(SHIFT_START, 2 * HALF_MINUTE)
    table.absorb(looks)
    return table


def known(*looks: AgentLook) -> dict[AgentId, Known]:
    return dict(table_of(*looks).known())


versions = itertools.count()


def keep_table(
    keeper: Keeper, table: Table, at: datetime, scope: str = SCOPE, names: Mapping[AgentId, str] = NOBODY
) -> None:
    keeper.keep_names(names, next(versions))
    keeper.keep(scope, MetricsWindow(table.window_start, at), at + HALF_MINUTE, table)


def keep(keeper: Keeper, *looks: AgentLook, scope: str = SCOPE, names: Mapping[AgentId, str] = NOBODY) -> None:
    """A complete cycle that found these, of a poller that knew nobody before."""
    keep_table(keeper, table_of(*looks), looks[0].as_of, scope, names)


def tova(closed: int) -> AgentLook:
    return agent_look("tova", closed, 100 * closed, as_of=NOON + closed * HALF_MINUTE)


async def closed_of(keeper: Keeper, scope: str = SCOPE) -> dict[str, int]:
    kept = await keeper.last(scope)
    return {} if kept is None else {one: each.completed.look.closed for one, each in kept.known.items()}


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records]


def on_memory(pragma: str = "PRAGMA user_version") -> tuple[Keeper, sqlite3.Connection]:
    database = sqlite3.connect(":memory:", check_same_thread=False)

    def opened() -> History:
        history = History.on(database, Bounds())
        database.execute(pragma)
        return history

    return Keeper(opened, ThreadPoolExecutor(1)), database


class Watched(History):
    """A history that tells what it is given to write, and waits for its door."""

    def __init__(self, database: sqlite3.Connection, bounds: Bounds) -> None:
        super().__init__(database, bounds)
        self.swept: list[Sweep] = []
        self.threads: set[str] = set()
        self.begun = threading.Event()
        self.door = threading.Event()
        self.door.set()

    def append(self, scope: str, sweep: Sweep) -> None:
        self.begun.set()
        assert self.door.wait(30)
        self.threads.add(threading.current_thread().name)
        self.swept.append(sweep)
        super().append(scope, sweep)


@pytest.fixture
def watched() -> Watched:
    return Watched.on(sqlite3.connect(":memory:", check_same_thread=False), Bounds())


class Disk:
    """Between the keeper and a real history: writes fail as its `mood` has it, and wait for its door."""

    def __init__(self, opens: Callable[[], History]) -> None:
        self._opens = opens
        self.mood = "good"
        self.door = threading.Event()
        self.door.set()

    def keeper(self) -> Keeper:
        return Keeper(self._opened, ThreadPoolExecutor(1))

    def _opened(self) -> History:
        history = self._opens()
        append = history.append

        def moody(scope: str, sweep: Sweep) -> None:
            assert self.door.wait(30)
            if self.mood == "full":
                raise sqlite3.OperationalError("database or disk is full")
            if self.mood == "broken":
                error = sqlite3.DatabaseError("database disk image is malformed")
                error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise error
            append(scope, sweep)

        history.append = moody  # type: ignore[method-assign]
        return history


def carried(table: Table, at: datetime) -> dict[AgentId, Known]:
    """All that is known of everybody, at that instant."""
    return records.carried_on(table.known().values(), at)


@pytest.mark.asyncio
class TestKeep:
    async def test_it_comes_back_after_a_restart(self, tmp_path: Path) -> None:
        path = tmp_path / "history.sqlite"
        keeper = Keeper.open(path, Bounds())
        keep(keeper, tova(4), names={AgentId("tova"): "Tova", AgentId("somebody-else"): "Not hers to keep"})
        await keeper.close()
        again = Keeper.open(path, Bounds())
        kept = await again.last(SCOPE)
        assert kept is not None
        assert kept.known == known(tova(4))
        assert await again.names() == {"tova": "Tova"}
        await again.close()

    async def test_only_what_changed_is_written(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        names = {AgentId("tova"): "Tova", AgentId("avi"): "Avi"}
        table = Table(SHIFT_START, 2 * HALF_MINUTE)
        for number in range(3):
            at = NOON + number * HALF_MINUTE
            table.absorb([agent_look("tova", 4 + number // 2, 400, as_of=at), agent_look("avi", as_of=at)])
            keep_table(keeper, table, at, names=names)
            await keeper.names()
        written = [(len(list(one.changed)), list(one.gone), dict(one.named)) for one in watched.swept]
        assert written == [(2, [], names), (0, [], {}), (1, [], {})]
        await keeper.close()

    async def test_after_a_restart_as_well(self, tmp_path: Path) -> None:
        path = tmp_path / "history.sqlite"
        table = Table(SHIFT_START, 2 * HALF_MINUTE)
        for number in range(3):
            at = NOON + number * HALF_MINUTE
            table.absorb([agent_look("tova", 4, 400, as_of=at)])
            keeper = Keeper.open(path, Bounds())
            keep_table(keeper, table, at)
            await keeper.close()
        database = sqlite3.connect(path)
        rows = database.execute("SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM sweep)").fetchone()
        assert rows == (1, 3)
        database.close()

    async def test_who_left_while_nothing_ran_is_gone(self, tmp_path: Path) -> None:
        path = tmp_path / "history.sqlite"
        for looks in ([tova(4), agent_look("avi", as_of=tova(4).as_of)], [tova(5)]):
            keeper = Keeper.open(path, Bounds())  # without a look at what was kept
            keep(keeper, *looks)
            await keeper.close()
        keeper = Keeper.open(path, Bounds())
        assert await closed_of(keeper) == {"tova": 5}
        await keeper.close()

    async def test_a_contest_that_has_not_begun_has_nothing_to_keep(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        keeper.keep(SCOPE, MetricsWindow(NOON, NOON), NOON, table_of(tova(0)))
        assert await keeper.last(SCOPE) is None
        await keeper.close()

    async def test_the_disk_is_written_on_a_thread_of_its_own(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1, "history"))
        keep(keeper, tova(4))
        await keeper.names()
        assert watched.threads == {"history_0"}
        await keeper.close()

    async def test_a_disk_that_hangs_holds_up_nobody_and_gets_the_newest_when_it_goes_on(
        self, watched: Watched
    ) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        watched.door.clear()
        keep(keeper, tova(1), agent_look("avi", as_of=tova(1).as_of))
        await asyncio.to_thread(watched.begun.wait, 30)
        for closed in range(2, 50):  # none of these waits
            keep(keeper, tova(closed))
            keep(keeper, tova(closed), scope="other")
        watched.door.set()
        assert await closed_of(keeper) == await closed_of(keeper, "other") == {"tova": 49}
        assert len(watched.swept) == 3
        await keeper.close()

    async def test_names_of_those_who_were_let_go_are_let_go_as_well(self, tmp_path: Path) -> None:
        keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
        names = {AgentId("avi"): "Avi", AgentId("tova"): "Tova"}
        keep(keeper, agent_look("avi"), names=names)
        await keeper.names()
        later = NOON + timedelta(days=31)
        window = MetricsWindow(later - timedelta(hours=1), later)
        for minutes in (0, 61):
            at = later + timedelta(minutes=minutes)
            keeper.keep_names(names, next(versions))
            keeper.keep(SCOPE, window, at, table_of(agent_look("tova", as_of=later)))
            assert await keeper.names() == {"tova": "Tova"}
        await keeper.close()

    async def test_a_scope_that_was_refused_until_it_was_let_go_is_kept_whole_again(self, tmp_path: Path) -> None:
        keeper = Keeper.open(tmp_path / "history.sqlite", Bounds())
        table = Table(SHIFT_START, 2 * HALF_MINUTE)
        for days, closed in ((0, 1), (8, 2)):
            at = NOON + timedelta(days=days)
            table.absorb([agent_look("tova", closed, 100, as_of=at), agent_look("avi", 1, 10, as_of=at)])
            window = MetricsWindow(SHIFT_START, at)
            keeper.keep("another", window, at, table_of(agent_look("dana", as_of=at)))
            await keeper.names()
            keeper.keep("contest", window, at, table)
            await keeper.names()
        assert await closed_of(keeper, "contest") == {"tova": 2, "avi": 1}
        await keeper.close()


class AskedOnce(Table):
    """A table that tells of everybody once."""

    def __init__(self) -> None:
        super().__init__(SHIFT_START, 2 * HALF_MINUTE)
        self.asked = 0

    def known(self) -> dict[AgentId, Known]:
        self.asked += 1
        return super().known()


@pytest.mark.asyncio
class TestNews:
    """What is handed over is what changed; everybody is, once for each table."""

    @pytest.mark.expected_log_warnings
    async def test_everybody_is_asked_for_once_whatever_the_disk_does(self, watched: Watched) -> None:
        disk = Disk(lambda: watched)
        keeper = disk.keeper()
        table = AskedOnce()
        for closed, mood in enumerate(("good", "full", "full", "good", "broken", "good")):
            disk.mood = mood
            at = tova(closed).as_of
            table.absorb([tova(closed), agent_look("avi", as_of=at)])
            keep_table(keeper, table, at)
            await keeper.names()
        assert table.asked == 1
        await keeper.close()

    async def test_what_waits_is_one_copy_of_everybody_at_most(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        table = table_of(tova(0), agent_look("avi", as_of=NOON))
        watched.door.clear()
        keep_table(keeper, table, NOON)
        await asyncio.to_thread(watched.begun.wait, 30)
        at = NOON
        for closed in range(1, 50):
            at = tova(closed).as_of
            table.absorb([tova(closed), agent_look(f"new-{closed}", as_of=at)])
            table.retain({AgentId("tova"), AgentId("avi"), AgentId(f"new-{closed}")})
            keep_table(keeper, table, at)
            assert keeper._waiting[SCOPE].changed.keys() == {"tova", f"new-{closed}"}
        watched.door.set()
        kept = await keeper.last(SCOPE)
        assert kept is not None
        assert kept.known == {one: each for one, each in carried(table, at).items() if one in {"tova", "avi", "new-49"}}
        assert len(watched.swept) == 2
        await keeper.close()

    async def test_a_contest_is_kept_whole_when_it_begins(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        table = table_of(agent_look("avi", as_of=SHIFT_START))
        keep_table(keeper, table, SHIFT_START)
        table.absorb([tova(1)])
        keep_table(keeper, table, tova(1).as_of)
        assert await closed_of(keeper) == {"tova": 1, "avi": 0}
        await keeper.close()

    async def test_a_name_that_is_learnt_later_is_kept_though_nothing_else_is_new(self, watched: Watched) -> None:
        keeper = Keeper(lambda: watched, ThreadPoolExecutor(1))
        table = table_of(tova(0))
        names: dict[AgentId, str] = {}
        named = []
        for version, name in enumerate(("", "Tova", "Tova", "Tova B.")):
            if name:
                names[AgentId("tova")] = name
            keeper.keep_names(names, version)
            keeper.keep(SCOPE, MetricsWindow(SHIFT_START, NOON), NOON, table)
            named.append(await keeper.names())
        assert named == [{}, {"tova": "Tova"}, {"tova": "Tova"}, {"tova": "Tova B."}]
        assert [dict(one.named) for one in watched.swept] == [{}, {"tova": "Tova"}, {}, {"tova": "Tova B."}]
        await keeper.close()

    @pytest.mark.parametrize("mood", ["full", "broken"])
    @pytest.mark.expected_log_warnings
    async def test_a_name_whose_writing_failed_is_kept_with_the_next_cycle(self, tmp_path: Path, mood: str) -> None:
        disk = Disk(lambda: History.open(tmp_path / "history.sqlite", Bounds()))
        keeper = disk.keeper()
        table = table_of(tova(0), agent_look("avi", as_of=NOON))
        names = {AgentId("avi"): "Avi"}
        for disk.mood in ("good", mood, "good"):
            keeper.keep_names(names, len(names))
            keeper.keep(SCOPE, MetricsWindow(SHIFT_START, NOON), NOON, table)
            await keeper.names()
            names[AgentId("tova")] = "Tova"
        assert await keeper.names() == {"avi": "Avi", "tova": "Tova"}
        await keeper.close()


@pytest.mark.asyncio
class TestTrouble:
    async def test_a_full_disk_is_told_once_and_mends_without_a_loss(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        keeper, database = on_memory()
        crowd = [agent_look(f"{number:030}", as_of=tova(2).as_of) for number in range(2000)]
        keep(keeper, tova(1), agent_look("avi", as_of=tova(1).as_of))
        await keeper.names()
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(3):
            keep(keeper, tova(2), *crowd)
            assert await closed_of(keeper) == {"tova": 1, "avi": 0}
        assert said(caplog) == ["history.failed"]
        database.execute("PRAGMA max_page_count = 100000")
        keep(keeper, tova(3))
        assert await closed_of(keeper) == {"tova": 3}
        assert said(caplog) == ["history.failed", "history.mended"]
        await keeper.close()

    async def test_a_file_that_cannot_be_written_is_told_once(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = tmp_path / "history.sqlite"
        before = Keeper.open(path, Bounds())
        keep(before, tova(4))
        await before.close()
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False)
        keeper = Keeper(lambda: History.on(database, Bounds()), ThreadPoolExecutor(1))
        for closed in (5, 6, 7):
            keep(keeper, tova(closed))
            assert await closed_of(keeper) == {"tova": 4}  # it can be read all the same
        assert said(caplog) == ["history.failed"]
        await keeper.close()

    @pytest.mark.parametrize("spoil", [Path.mkdir, lambda path: path.parent.rmdir()], ids=["a folder", "nowhere"])
    async def test_a_file_that_cannot_be_opened_is_told_once_and_tried_again(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], None]
    ) -> None:
        caplog.set_level(logging.INFO)
        path = tmp_path / "state" / "history.sqlite"
        path.parent.mkdir()
        spoil(path)
        keeper = Keeper.open(path, Bounds())
        assert await keeper.last(SCOPE) is None
        assert await keeper.names() == {}
        assert await keeper.known_at(SCOPE, SHIFT_START, NOON) == {}
        keep(keeper, tova(4))
        await keeper.names()
        assert said(caplog) == ["history.failed"]
        if path.exists():
            path.rmdir()
        path.parent.mkdir(exist_ok=True)
        keep(keeper, tova(5))
        assert await closed_of(keeper) == {"tova": 5}
        assert said(caplog) == ["history.failed", "history.mended"]
        await keeper.close()

    async def test_a_file_that_another_poller_holds_for_a_while_is_taken_up_where_it_stands(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = tmp_path / "history.sqlite"
        before = Keeper.open(path, Bounds())
        keep(before, tova(4), agent_look("avi", as_of=tova(4).as_of))
        await before.close()
        other = sqlite3.connect(path)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("PRAGMA user_version = 3")
        keeper = Keeper.open(path, Bounds())
        assert await keeper.last(SCOPE) is None
        other.close()
        keep(keeper, tova(5))
        assert await closed_of(keeper) == {"tova": 5}
        assert said(caplog) == ["history.failed"]
        await keeper.close()

    @pytest.mark.parametrize("page", [1, 2, 3, 4, 5, 6, 7])
    async def test_a_page_of_nonsense_anywhere_costs_the_history_and_nothing_else(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, page: int
    ) -> None:
        path = tmp_path / "history.sqlite"
        before = Keeper.open(path, Bounds())
        crowd = [agent_look(f"{number:030}", as_of=tova(4).as_of) for number in range(300)]
        keep(before, tova(4), *crowd, names={one.agent_id: "somebody" for one in crowd})
        await before.close()
        content = bytearray(path.read_bytes())
        content[page * 4096 - 4096 : page * 4096] = b"\xa5" * 4096
        path.write_bytes(content)
        keeper = Keeper.open(path, Bounds())
        for closed in (5, 6, 7):
            await keeper.names()
            await keeper.last(SCOPE)
            keep(keeper, tova(closed), agent_look("avi", as_of=tova(closed).as_of))
        assert await closed_of(keeper) == {"tova": 7, "avi": 0}
        assert set(said(caplog)) <= {"history.failed", "history.put_aside"}
        assert len(said(caplog)) <= 2
        await keeper.close()

    async def test_a_file_that_breaks_while_it_is_written_is_begun_anew_with_everybody(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "history.sqlite"
        opened: list[History] = []

        def opens() -> History:
            opened.append(History.open(path, Bounds()))
            return opened[-1]

        keeper = Keeper(opens, ThreadPoolExecutor(1))
        table = Table(SHIFT_START, 2 * HALF_MINUTE)

        async def poll(closed: int) -> None:
            at = tova(closed).as_of
            table.absorb([tova(closed), agent_look("avi", as_of=at)])
            keep_table(keeper, table, at, names={AgentId("avi"): "Avi"})
            await keeper.names()

        def breaks(_scope: str, _sweep: Sweep) -> None:
            database = sqlite3.connect(":memory:")
            database.execute("PRAGMA writable_schema = ON")
            database.execute("CREATE TABLE a(b)")
            database.execute("UPDATE sqlite_master SET rootpage = 99")
            database.execute("PRAGMA writable_schema = RESET")
            database.execute("SELECT * FROM a").fetchall()

        await poll(0)
        await poll(1)
        monkeypatch.setattr(opened[0], "append", breaks)
        await poll(2)
        await poll(3)
        assert await closed_of(keeper) == {"tova": 3, "avi": 0}
        assert await keeper.names() == {"avi": "Avi"}
        assert path.with_suffix(".broken").exists()
        assert said(caplog) == ["history.failed", "history.put_aside"]
        await keeper.close()

    async def test_what_nobody_foresaw_is_told_and_ends_nothing(self, caplog: pytest.LogCaptureFixture) -> None:
        keeper, _ = on_memory()
        keep(keeper, tova(1), names={AgentId("tova"): "\ud800"})  # no text that a file can hold
        keep(keeper, tova(1), names={AgentId("tova"): "\ud800"})
        assert await keeper.last(SCOPE) is None
        assert said(caplog) == ["history.failed"]
        keep(keeper, tova(2))
        assert await closed_of(keeper) == {"tova": 2}
        await keeper.close()


AGENTS = ("avi", "dana", "noa", "tova")
SCOPES = ("everybody", "group")
ANY_AGENTS = st.sets(st.sampled_from(AGENTS))


class KeptConversations(RuleBasedStateMachine):
    """Random conversations of agents who come and go, in two scopes and many windows, with restarts anywhere."""

    @initialize(
        own=st.tuples(*(lists_of_talks(5000, most=8) for _ in AGENTS)),
        bounds=st.sampled_from([Bounds(), Bounds(megabytes=0), Bounds(days=1)]),
    )
    def begin(self, own: tuple[list[Talk], ...], bounds: Bounds) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.bounds = bounds
        self.keeper = self.opened()
        self.own = dict(zip(AGENTS, own, strict=True))
        self.now = 100
        self.tables: dict[str, Table] = {}
        self.begun = dict.fromkeys(SCOPES, 0)
        self.past: dict[str, list[tuple[int, dict[AgentId, Known]]]] = {scope: [] for scope in SCOPES}

    def opened(self) -> Keeper:
        def opens() -> History:
            history = History.open(Path(self.folder.name) / "history.sqlite", self.bounds)
            history._database.execute("PRAGMA synchronous = OFF")  # no power fails here
            return history

        return Keeper(opens, ThreadPoolExecutor(1))

    @rule(scope=st.sampled_from(SCOPES), present=ANY_AGENTS, passes=st.integers(1, 900))
    def poll(self, scope: str, present: set[str], passes: int) -> None:
        self.now += passes
        start = BEGIN + timedelta(seconds=self.begun[scope])
        table = self.tables.setdefault(scope, Table(start, 2 * HALF_MINUTE))
        table.absorb([looked_at(self.own[one], self.now, one, self.begun[scope]) for one in sorted(present)])
        table.retain({AgentId(one) for one in present})
        at = BEGIN + timedelta(seconds=self.now)
        self.keeper.keep(scope, MetricsWindow(start, at), at + HALF_MINUTE, table)
        self.past[scope].append((self.now, dict(table.known())))

    @rule(scope=st.sampled_from(SCOPES))
    def a_new_window_begins(self, scope: str) -> None:
        self.begun[scope] = self.now
        self.tables.pop(scope, None)
        self.past[scope] = []

    @precondition(lambda self: self.now > 1000)
    @rule(back=st.integers(1, 500))
    def the_clock_is_put_back(self, back: int) -> None:
        self.now = max(self.now - back, *self.begun.values())
        self.past = {scope: [] for scope in SCOPES}

    @rule()
    def it_is_restarted(self) -> None:
        self.loop.run_until_complete(self.keeper.close())
        self.keeper = self.opened()

    @rule()
    def the_tables_are_restored(self) -> None:
        for scope, table in self.tables.items():
            kept = self.last(scope)
            if kept is not None and kept.window.start == table.window_start:
                table.restore(kept.known)

    @invariant()
    def the_last_state_and_those_of_the_last_half_hour_are_what_was_known(self) -> None:
        for scope, past in getattr(self, "past", {}).items():
            if not past:
                continue
            now, last = past[-1]
            kept = self.last(scope)
            assert kept is not None
            assert kept.known == last
            assert kept.window == MetricsWindow(self.tables[scope].window_start, BEGIN + timedelta(seconds=now))
            assert kept.instants[-len(past) :] == tuple(BEGIN + timedelta(seconds=at) for at, _ in past)
            for at, then in past:
                if now - at <= 1800:
                    assert self.known_at(scope, at) == then

    def last(self, scope: str) -> Kept | None:
        return self.loop.run_until_complete(self.keeper.last(scope))

    def known_at(self, scope: str, at: int) -> Mapping[AgentId, Known]:
        begun = self.tables[scope].window_start
        return self.loop.run_until_complete(self.keeper.known_at(scope, begun, BEGIN + timedelta(seconds=at)))

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.loop.run_until_complete(self.keeper.close())
            self.loop.close()
            self.folder.cleanup()


TestKeptConversations = KeptConversations.TestCase
TestKeptConversations.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


class KeptOnABadDisk(RuleBasedStateMachine):
    """Pages of some agents in two scopes, while the disk is full, breaks, hangs or is well, with restarts anywhere.

    What a good write leaves there is everybody as the table has her, whatever failed before.
    """

    @initialize(own=st.tuples(*(lists_of_talks(5000, most=8) for _ in AGENTS)))
    def begin(self, own: tuple[list[Talk], ...]) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        self.disk = Disk(self.opened)
        self.keeper = self.disk.keeper()
        self.own = dict(zip(AGENTS, own, strict=True))
        self.now = 100
        self.begun = dict.fromkeys(SCOPES, 0)
        self.tables: dict[str, Table] = {}
        self.written: dict[str, dict[AgentId, Known]] = {}  # since when nothing failed
        for scope in SCOPES:
            self.poll(scope, set(AGENTS), set(), 1, "good")

    def opened(self) -> History:
        history = History.open(Path(self.folder.name) / "history.sqlite", Bounds())
        history._database.execute("PRAGMA synchronous = OFF")  # no power fails here
        return history

    def table(self, scope: str) -> Table:
        start = BEGIN + timedelta(seconds=self.begun[scope])
        return self.tables.setdefault(scope, Table(start, 2 * HALF_MINUTE))

    @rule(
        scope=st.sampled_from(SCOPES),
        seen=ANY_AGENTS,
        leave=ANY_AGENTS,
        passes=st.integers(1, 300),
        mood=st.sampled_from(["good", "full", "broken"]),
    )
    def poll(self, scope: str, seen: set[str], leave: set[str], passes: int, mood: str) -> None:
        self.now += passes
        table, at = self.table(scope), BEGIN + timedelta(seconds=self.now)
        table.absorb([looked_at(self.own[one], self.now, one, self.begun[scope]) for one in sorted(seen)])
        table.retain(table.known().keys() - leave)
        if self.disk.door.is_set():
            self.settle()
            self.disk.mood = mood
        self.keeper.keep(scope, MetricsWindow(table.window_start, at), at, table)
        if self.disk.mood == "broken":
            self.written.clear()
        elif self.disk.mood == "full":
            self.written.pop(scope, None)
        else:
            self.written[scope] = carried(table, at)

    @rule(scope=st.sampled_from(SCOPES), agent=st.sampled_from(AGENTS), words=st.sampled_from(["Meal", "Available"]))
    def a_status_is_told(self, scope: str, agent: str, words: str) -> None:
        at = BEGIN + timedelta(seconds=self.now)
        self.table(scope).absorb_statuses([AgentStatus(AgentId(agent), words, None, None, at)])

    @precondition(lambda self: self.disk.door.is_set())
    @rule()
    def the_disk_hangs(self) -> None:
        self.settle()
        self.disk.mood = "good"
        self.disk.door.clear()

    @rule()
    def it_goes_on(self) -> None:
        self.disk.door.set()

    @precondition(lambda self: self.disk.door.is_set())
    @rule()
    def it_is_restarted(self) -> None:
        self.loop.run_until_complete(self.keeper.close())
        self.keeper = self.disk.keeper()

    @rule(scope=st.sampled_from(SCOPES))
    def a_new_window_begins(self, scope: str) -> None:
        self.begun[scope] = self.now
        self.tables.pop(scope, None)

    @invariant()
    def what_was_written_is_everybody(self) -> None:
        if not hasattr(self, "loop") or not self.disk.door.is_set():
            return
        for scope, known in self.written.items():
            kept = self.loop.run_until_complete(self.keeper.last(scope))
            assert kept is not None
            assert told(kept.known) == told(known)

    def settle(self) -> None:
        """What comes after all that is being written."""
        self.loop.run_until_complete(self.keeper.names())

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.disk.door.set()
            self.loop.run_until_complete(self.keeper.close())
            self.loop.close()
            self.folder.cleanup()


def told(known: Mapping[AgentId, Known]) -> dict[AgentId, Known]:
    """But for when a status was told last: that it was told once more is not written."""
    return {agent: one._replace(status_as_of=None) for agent, one in known.items()}


TestKeptOnABadDisk = pytest.mark.expected_log_warnings(KeptOnABadDisk.TestCase)
TestKeptOnABadDisk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
