"""The append log: only changes, one transaction a cycle, bounded, and of use after whatever happened to its file."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import NOON, SHIFT_START, agent_look
from tests.poller.appending import AGENTS, SCOPE, instant, sweep
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.movement import Mark
from wallboard.board.window import MetricsWindow
from wallboard.poller.history import Bounds, History, Sweep, is_broken
from wallboard.poller.known import Known
from wallboard.poller.table import Table

ROOT = Path(__file__).resolve().parents[2]
HALF_MINUTE = timedelta(seconds=30)
DAY = timedelta(days=1)
posix = pytest.mark.skipif(os.name != "posix", reason="rights and kills as POSIX knows them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = History.open(path, Bounds(days=7))
    yield opened
    opened.close()


def known(*looks: AgentLook) -> list[Known]:
    table = Table(SHIFT_START, 2 * HALF_MINUTE)
    table.absorb(looks)
    return list(table.known().values())


def news(
    at: datetime, *looks: AgentLook, gone: Iterable[str] = (), start: datetime = SHIFT_START, name: str | None = None
) -> Sweep:
    names = {} if name is None else {look.agent_id: name for look in looks}
    return Sweep(MetricsWindow(start, at), at + HALF_MINUTE, known(*looks), map(AgentId, gone), names)


def last_of(history: History, scope: str = SCOPE) -> dict[str, int]:
    """Who is there and how many conversations she closed."""
    kept = history.last(scope)
    return {} if kept is None else {one: each.completed.look.closed for one, each in kept.known.items()}


def count(path: Path, table: str) -> int:
    database = sqlite3.connect(path)
    (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    database.close()
    return int(number)


class TestAppend:
    def test_nothing_was_kept_at_first(self, history: History) -> None:
        assert history.last(SCOPE) is None
        assert history.names() == {}
        assert history.known_at(SCOPE, SHIFT_START, NOON) == {}

    def test_the_last_sweep_stands_with_its_window_and_when_it_came(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400), agent_look("avi", 1, 10)))
        later = NOON + HALF_MINUTE
        history.append(SCOPE, news(later, agent_look("tova", 5, 440, as_of=later)))
        kept = history.last(SCOPE)
        assert kept is not None
        assert (kept.window, kept.updated_at) == (MetricsWindow(SHIFT_START, later), later + HALF_MINUTE)
        assert kept.instants == (NOON, later)
        looks = {one: each.completed.look for one, each in kept.known.items()}
        assert looks == {
            "tova": agent_look("tova", 5, 440, as_of=later),
            "avi": agent_look("avi", 1, 10, as_of=later),
        }

    def test_everybody_can_be_had_as_of_each_sweep(self, history: History) -> None:
        for number in range(5):
            at = NOON + number * HALF_MINUTE
            history.append(SCOPE, news(at, agent_look("tova", number, 100 * number, as_of=at)))
        for number in range(5):
            at = NOON + number * HALF_MINUTE
            (one,) = history.known_at(SCOPE, SHIFT_START, at).values()
            assert one == known(agent_look("tova", number, 100 * number, as_of=at))[0]
        assert history.known_at(SCOPE, SHIFT_START, NOON - HALF_MINUTE) == {}

    def test_who_left_is_gone_and_comes_back(self, history: History) -> None:
        looks = [agent_look("tova", 4, 400), agent_look("avi", 1, 10)]
        history.append(SCOPE, news(NOON, *looks))
        history.append(SCOPE, news(NOON + HALF_MINUTE, gone=["avi"]))
        assert last_of(history) == {"tova": 4}
        at = NOON + 2 * HALF_MINUTE
        history.append(SCOPE, news(at, agent_look("avi", 2, 20, as_of=at)))
        assert last_of(history) == {"tova": 4, "avi": 2}
        assert history.known_at(SCOPE, SHIFT_START, NOON).keys() == {"tova", "avi"}

    def test_scopes_know_nothing_of_each_other(self, history: History) -> None:
        history.append("one", news(NOON, agent_look("tova", 4, 400)))
        history.append("other", news(NOON, agent_look("tova", 7, 700), agent_look("avi", 1, 10)))
        history.append("one", news(NOON + HALF_MINUTE, gone=["tova"]))
        assert last_of(history, "one") == {}
        assert last_of(history, "other") == {"tova": 7, "avi": 1}

    def test_a_new_window_begins_with_nobody(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400), agent_look("avi", 1, 10)))
        history.append(SCOPE, news(NOON + DAY, agent_look("tova", as_of=NOON + DAY), start=SHIFT_START + DAY))
        assert last_of(history) == {"tova": 0}
        assert history.known_at(SCOPE, SHIFT_START, NOON).keys() == {"tova", "avi"}

    def test_after_the_clock_was_put_back_movement_compares_with_nothing_of_before(self, history: History) -> None:
        for number in (0, 40, 80, 10, 11):
            at = NOON + number * HALF_MINUTE
            history.append(SCOPE, news(at, agent_look("tova", number, 100, as_of=at)))
        kept = history.last(SCOPE)
        assert kept is not None
        assert kept.instants == (NOON + 10 * HALF_MINUTE, NOON + 11 * HALF_MINUTE)
        assert last_of(history) == {"tova": 11}

    def test_names_are_kept_and_the_newest_counts(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova"), name="Tova"))
        history.append(SCOPE, news(NOON + HALF_MINUTE, agent_look("tova", as_of=NOON + HALF_MINUTE), name="Tova B."))
        assert history.names() == {"tova": "Tova B."}

    def test_a_sweep_that_fails_halfway_leaves_nothing(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))

        def breaks_off() -> Iterator[Known]:
            yield from known(agent_look("avi", 1, 10))
            raise sqlite3.OperationalError("disk I/O error")

        later = MetricsWindow(SHIFT_START, NOON + HALF_MINUTE)
        with pytest.raises(sqlite3.OperationalError):
            history.append(SCOPE, Sweep(later, NOON, breaks_off(), (), {}))
        assert last_of(history) == {"tova": 4}
        kept = history.last(SCOPE)
        assert kept is not None
        assert kept.instants == (NOON,)


class TestPrune:
    def test_a_window_older_than_the_days_is_let_go(self, history: History, path: Path) -> None:
        for day in range(10):
            start = SHIFT_START + day * DAY
            at = NOON + day * DAY
            history.append(SCOPE, news(at, agent_look("tova", day, 100, as_of=at), start=start))
        history.prune(NOON + 9 * DAY)
        assert [day for day in range(10) if history.known_at(SCOPE, SHIFT_START + day * DAY, NOON + day * DAY)] == [
            *range(2, 10)
        ]
        assert (count(path, "part"), count(path, "sweep"), count(path, "change")) == (8, 8, 8)

    def test_a_scope_that_is_polled_no_more_is_let_go_with_the_names_of_its_agents(self, history: History) -> None:
        history.append("dropped", news(NOON, agent_look("avi", 1, 10), name="Avi"))
        at = NOON + 8 * DAY
        history.append(SCOPE, news(at, agent_look("tova", 1, 10, as_of=at), start=at - DAY, name="Tova"))
        history.prune(at)
        assert history.last("dropped") is None
        assert history.names() == {"tova": "Tova"}

    def test_a_scope_that_failed_for_a_day_keeps_its_last_rows_however_full_it_is(self, path: Path) -> None:
        history = History.open(path, Bounds(megabytes=0))
        history.append("refused", news(NOON, agent_look("avi", 1, 10)))
        at = NOON + DAY
        history.append(SCOPE, news(at, agent_look("tova", 1, 10, as_of=at), start=SHIFT_START + DAY))
        history.prune(at)
        assert last_of(history, "refused") == {"avi": 1}
        history.close()

    @pytest.mark.parametrize(
        ("bounds", "step"),
        [(Bounds(days=1), timedelta(minutes=6)), (Bounds(megabytes=0), HALF_MINUTE)],
        ids=["days", "bytes"],
    )
    def test_neither_the_last_state_nor_that_of_the_last_half_hour_changes(
        self, path: Path, bounds: Bounds, step: timedelta
    ) -> None:
        chance = random.Random(4)  # noqa: S311
        history = History.open(path, bounds)
        for scope, shift in (("shift", True), ("contest", False)):
            closed = dict.fromkeys("abcdef", 0)
            for number in range(400):
                at = NOON + number * step
                start = SHIFT_START + (timedelta(hours=1) * (number >= 380) if shift else timedelta())
                own = chance.sample("abcde", 2) + ["f"] * (number % 90 == 0)  # f changes seldom
                for one in own:
                    closed[one] += 1
                gone = [one for one in "abcde" if one not in own and chance.random() < 0.05]
                looks = (agent_look(one, closed[one], 100 * closed[one], as_of=at) for one in own)
                history.append(scope, news(at, *looks, gone=gone, start=start))
        end = NOON + 399 * step

        def seen() -> list[object]:
            starts = {"shift": SHIFT_START + timedelta(hours=1), "contest": SHIFT_START}
            states = [history.known_at(one, starts[one], end - n * HALF_MINUTE) for one in starts for n in range(60)]
            return [*states, history.last("shift"), history.last("contest")]

        before, rows = seen(), count(path, "change")
        history.prune(end + HALF_MINUTE)
        assert seen() == before
        assert count(path, "change") < rows * 0.9
        history.close()

    def test_the_file_stays_within_its_bound_and_one_hours_changes(self, path: Path) -> None:
        history = History.open(path, Bounds(megabytes=1))
        history._database.execute("PRAGMA synchronous = OFF")  # as long as no power fails it changes nothing
        ids = [f"{number:036}" for number in range(300)]
        for hour in range(30):
            start = SHIFT_START + hour * timedelta(hours=1)
            for minute in range(1, 60, 10):
                at = start + timedelta(minutes=minute)
                looks = (agent_look(one, minute, 100 * minute, as_of=at) for one in ids)
                history.append(SCOPE, news(at, *looks, start=start))
            history.prune(start + timedelta(hours=1))
            assert history._megabytes() <= 1
        history.close()
        assert path.stat().st_size <= 1_500_000
        assert not path.with_name(path.name + "-wal").exists()


class TestMarks:
    MARK = Mark(NOON, {AgentId("tova"): 1, AgentId("avi"): 2})

    def test_of_each_board_the_newest_comes_back_for_its_own_window(self, path: Path) -> None:
        history = History.open(path, Bounds())
        assert history.mark("all", SHIFT_START) is None
        history.keep_mark("all", SHIFT_START, self.MARK)
        history.keep_mark("other", SHIFT_START, Mark(NOON, {}))
        history.close()
        again = History.open(path, Bounds())
        assert again.mark("all", SHIFT_START) == self.MARK
        assert again.mark("all", SHIFT_START + DAY) is None
        again.keep_mark("all", SHIFT_START + DAY, Mark(NOON + DAY, {}))
        assert again.mark("all", SHIFT_START) is None
        assert again.mark("all", SHIFT_START + DAY) == Mark(NOON + DAY, {})
        again.close()

    def test_it_goes_with_its_window(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        history.keep_mark("all", SHIFT_START, self.MARK)
        history.prune(NOON + 6 * DAY)
        assert history.mark("all", SHIFT_START) == self.MARK
        history.prune(NOON + 8 * DAY)
        assert history.mark("all", SHIFT_START) is None

    def test_a_file_from_before_there_were_marks_takes_them(self, path: Path) -> None:
        history = History.open(path, Bounds())
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        history._database.execute("DROP TABLE mark")
        history.close()
        again = History.open(path, Bounds())
        again.keep_mark("all", SHIFT_START, self.MARK)
        assert (again.mark("all", SHIFT_START), last_of(again)) == (self.MARK, {"tova": 4})
        again.close()


@pytest.mark.expected_log_warnings
class TestBrokenFiles:
    def test_a_mark_that_makes_no_sense_is_told_as_broken(self, history: History) -> None:
        history.keep_mark("all", SHIFT_START, Mark(NOON, {AgentId("tova"): 1}))
        history._database.execute('UPDATE mark SET ranks = \'{"tova": "first"}\'')
        with pytest.raises(sqlite3.DatabaseError) as told:
            history.mark("all", SHIFT_START)
        assert is_broken(told.value)

    def check_begins_anew(self, path: Path, broken: bytes) -> None:
        history = History.open(path, Bounds())
        assert history.last(SCOPE) is None
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        history.close()
        again = History.open(path, Bounds())
        assert last_of(again) == {"tova": 4}
        again.close()
        assert path.with_suffix(".broken").read_bytes()[: len(broken)] == broken

    def test_garbage_is_put_aside(self, path: Path) -> None:
        path.write_bytes(b"garbage " * 1000)
        self.check_begins_anew(path, b"garbage garbage")

    def test_of_several_broken_ones_the_newest_is_kept(self, path: Path) -> None:
        path.with_suffix(".broken").write_bytes(b"an older one")
        path.write_bytes(b"garbage " * 1000)
        self.check_begins_anew(path, b"garbage garbage")

    def test_what_was_not_yet_written_over_from_the_journal_of_a_broken_one_is_not_taken_up(self, path: Path) -> None:
        path.write_bytes(b"garbage " * 1000)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).write_bytes(b"of another file")
        self.check_begins_anew(path, b"garbage")

    def test_a_database_of_another_program_is_put_aside_whole(self, path: Path) -> None:
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE name(agent TEXT)")
        database.close()
        self.check_begins_anew(path, b"SQLite format 3")
        assert count(path.with_suffix(".broken"), "sqlite_master") == 1

    @pytest.mark.parametrize("version", [0, 1, 99])
    def test_another_version_is_put_aside(self, path: Path, version: int) -> None:
        History.open(path, Bounds()).close()
        database = sqlite3.connect(path)
        database.execute(f"PRAGMA user_version = {version}")
        database.close()
        self.check_begins_anew(path, b"SQLite format 3")

    def test_an_empty_file_is_a_new_one(self, path: Path) -> None:
        path.touch()
        History.open(path, Bounds()).close()
        assert not path.with_suffix(".broken").exists()

    def test_a_row_that_makes_no_sense_is_told_as_broken(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        history._database.execute("UPDATE change SET handled = NULL")
        with pytest.raises(sqlite3.DatabaseError) as told:
            history.last(SCOPE)
        assert is_broken(told.value)

    @pytest.mark.parametrize("keep", [100, 4096, 3 * 4096, 5 * 4096 + 7])
    def test_a_file_that_was_cut_off_is_told_as_broken_or_put_aside(self, path: Path, keep: int) -> None:
        history = History.open(path, Bounds())
        for number in range(1, 20):
            history.append(SCOPE, sweep(number))
        history.close()
        path.write_bytes(path.read_bytes()[:keep])
        again = History.open(path, Bounds())
        if not path.with_suffix(".broken").exists():
            with pytest.raises(sqlite3.DatabaseError) as told:
                again.last(SCOPE)
            assert is_broken(told.value)
        again.close()


class TestWhatWaitingMends:
    """A file that is whole stays where it is, whatever else is wrong."""

    def opens(self, path: Path) -> None:
        with pytest.raises(sqlite3.OperationalError) as told:
            History.open(path, Bounds())
        assert not is_broken(told.value)
        assert not path.with_suffix(".broken").exists()

    def test_a_file_that_another_process_has_for_itself_stays(self, path: Path) -> None:
        history = History.open(path, Bounds())
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        history.close()
        other = sqlite3.connect(path)
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("INSERT INTO name VALUES ('a', 'b')")
        other.commit()
        self.opens(path)
        other.close()
        again = History.open(path, Bounds())
        assert last_of(again) == {"tova": 4}
        again.close()

    def test_a_folder_in_its_place_stays(self, path: Path) -> None:
        path.mkdir()
        self.opens(path)
        assert path.is_dir()

    def test_a_folder_that_is_missing_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(OSError, match="absent"):
            History.open(tmp_path / "absent" / "history.sqlite", Bounds())

    def test_a_full_disk_is_told_and_leaves_what_was_kept(self, history: History) -> None:
        history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
        pages = history._database.execute("PRAGMA page_count").fetchone()[0]
        history._database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(sqlite3.OperationalError) as told:
            history.append(SCOPE, sweep(1))
        assert not is_broken(told.value)
        assert last_of(history) == {"tova": 4}


@posix
def test_it_is_for_its_user_alone(history: History, path: Path) -> None:
    history.append(SCOPE, news(NOON, agent_look("tova", 4, 400)))
    files = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    assert files == dict.fromkeys(("history.sqlite", "history.sqlite-wal", "history.sqlite-shm"), 0o600)


def killed(path: Path, after: int) -> int:
    """Append in a process of its own and kill it once it has said so many; the last one that it said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.poller.appending", str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [int(process.stdout.readline()) for _ in range(after)]
    process.kill()
    said += map(int, process.stdout.read().split())
    process.stdout.close()
    process.wait()
    return said[-1]


@posix
@pytest.mark.parametrize("seed", range(2))
def test_a_kill_at_any_instant_loses_at_most_the_sweep_under_way_and_leaves_nothing_half(path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    for _ in range(2):
        said = killed(path, chance.randint(1, 60))
        history = History.open(path, Bounds())
        kept = history.last(SCOPE)
        assert kept is not None
        number = (kept.window.end - NOON) // HALF_MINUTE
        assert number in {said, said + 1}  # it may be on the disk before it is said
        assert kept.instants == tuple(map(instant, range(1, number + 1)))
        assert {one.completed.look.closed for one in kept.known.values()} == {number}
        assert len(kept.known) == AGENTS
        assert {name.rpartition(" ")[2] for name in history.names().values()} == {str(number)}
        history.close()
        assert not path.with_suffix(".broken").exists()


@posix
def test_a_torn_journal_loses_its_last_sweep_alone(path: Path, tmp_path: Path) -> None:
    history = History.open(path, Bounds())
    wal = path.with_name(path.name + "-wal")
    sizes: list[int] = []
    for number in range(1, 4):
        history.append(SCOPE, sweep(number))
        sizes.append(wal.stat().st_size)
    torn = tmp_path / "torn.sqlite"
    for cut, expected in ((sizes[2], 3), (sizes[2] - 1, 2), ((sizes[1] + sizes[2]) // 2, 2), (sizes[1] - 5000, 1)):
        torn.write_bytes(path.read_bytes())
        torn.with_name(torn.name + "-wal").write_bytes(wal.read_bytes()[:cut])
        after = History.open(torn, Bounds())
        assert set(last_of(after).values()) == {expected}
        after.close()
    history.close()
