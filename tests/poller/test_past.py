"""What the history tells of windows that are over, read beside a poller that writes, and without disturbing it."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOON, SHIFT_START, agent_look
from tests.poller.appending import SCOPE
from wallboard.board.agents import AgentId, AgentLook
from wallboard.board.window import MetricsWindow
from wallboard.poller.history import Bounds, History, Sweep, Unreadable
from wallboard.poller.known import Known
from wallboard.poller.past import Between, KeptWindow, NoHistory, Past
from wallboard.poller.table import Table

TOVA = AgentId("tova")
HALF_MINUTE = timedelta(seconds=30)
DAY = timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a history #1?.sqlite"


@pytest.fixture
def history(path: Path) -> Iterator[History]:
    opened = History.open(path, Bounds())
    yield opened
    opened.close()


def known(*looks: AgentLook) -> list[Known]:
    table = Table(SHIFT_START, 2 * HALF_MINUTE)
    table.absorb(looks)
    return list(table.known().values())


def append(
    history: History, at: datetime, *looks: AgentLook, gone: Iterable[str] = (), start: datetime = SHIFT_START
) -> None:
    window = MetricsWindow(start, at)
    names = {look.agent_id: look.agent_id.title() for look in looks}
    history.append(SCOPE, Sweep(window, at + HALF_MINUTE, known(*looks), map(AgentId, gone), names))


def instant(number: int) -> datetime:
    return NOON + number * HALF_MINUTE


def count(history: History, number: int, closed: int | None) -> None:
    """One sweep; None: it tells nothing new of Tova."""
    looks = () if closed is None else (agent_look("tova", closed, 100 * closed, as_of=instant(number)),)
    append(history, instant(number), *looks)


def rise(path: Path, closed: int) -> Between | None:
    with Past.open(path) as past:
        return past.last_rise(SCOPE, SHIFT_START, TOVA, closed)


class TestOpen:
    def test_nothing_is_made_where_there_is_nothing(self, path: Path) -> None:
        with pytest.raises(NoHistory, match="there is no history"):
            Past.open(path)
        assert not path.exists()

    def test_what_is_not_ours_is_refused_and_left_alone(self, path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute("CREATE TABLE other(x)")
        database.close()
        before = path.read_bytes()
        with pytest.raises(Unreadable):
            Past.open(path)
        path.write_bytes(b"no database at all" * 100)
        with pytest.raises(sqlite3.DatabaseError):
            Past.open(path)
        path.write_bytes(before)

    def test_it_cannot_write(self, path: Path, history: History) -> None:
        count(history, 0, 1)
        with Past.open(path) as past, pytest.raises(sqlite3.OperationalError, match="readonly"):
            past._database.execute("DELETE FROM sweep")

    def test_it_reads_what_a_poller_writes_beside_it_and_holds_it_up_in_nothing(
        self, path: Path, history: History
    ) -> None:
        count(history, 0, 1)
        with Past.open(path) as past:
            assert past.names() == {"tova": "Tova"}
            count(history, 1, 2)
            kept = past.of_window(SCOPE, SHIFT_START)
            assert kept is not None
            assert kept.window.end == instant(1)

    @pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")
    def test_a_poller_that_ended_left_all_of_it(self, path: Path) -> None:
        history = History.open(path, Bounds())
        count(history, 0, 1)
        history.close()
        with Past.open(path) as past:
            assert past.begins(SCOPE) == (SHIFT_START,)


class TestOfWindow:
    def test_it_is_the_last_look_at_the_window_that_began_then(self, path: Path, history: History) -> None:
        append(history, instant(0), agent_look("tova", 4, 400), agent_look("avi", 1, 10))
        append(history, instant(1), agent_look("tova", 5, 440, as_of=instant(1)), gone=["avi"])
        tomorrow = agent_look("tova", as_of=NOON + DAY)
        append(history, NOON + DAY, tomorrow, start=SHIFT_START + DAY)
        with Past.open(path) as past:
            assert past.begins(SCOPE) == (SHIFT_START, SHIFT_START + DAY)
            (five,) = known(agent_look("tova", 5, 440, as_of=instant(1)))
            window = MetricsWindow(SHIFT_START, instant(1))
            assert past.of_window(SCOPE, SHIFT_START) == KeptWindow(window, instant(2), {TOVA: five})
            assert past.of_window(SCOPE, SHIFT_START - DAY) is None
            assert past.begins("another scope") == ()
            assert past.of_window("another scope", SHIFT_START) is None


class TestLastRise:
    def test_it_lies_between_two_looks(self, path: Path, history: History) -> None:
        for number, closed in enumerate((1, 2, 3)):
            count(history, number, closed)
        assert rise(path, 3) == Between(instant(1), instant(2))

    def test_looks_with_nothing_new_narrow_it(self, path: Path, history: History) -> None:
        for number, closed in enumerate((1, None, None, 2, None)):
            count(history, number, closed)
        assert rise(path, 2) == Between(instant(2), instant(3))

    def test_news_that_are_none_of_her_count_change_nothing(self, path: Path, history: History) -> None:
        count(history, 0, 1)
        count(history, 1, 2)
        append(history, instant(2), agent_look("tova", 2, 200, running=1, status="On a Call", as_of=instant(2)))
        assert rise(path, 2) == Between(instant(0), instant(1))

    @pytest.mark.parametrize(
        "counts",
        [(0,), (3,), (3, 3), (5, 3), ()],
        ids=["nothing counted", "seen once", "seen with it", "shrank", "never seen"],
    )
    def test_what_is_not_known_is_not_told(self, path: Path, history: History, counts: tuple[int, ...]) -> None:
        append(history, instant(-1), agent_look("avi", 1, 10, as_of=instant(-1)))
        for number, closed in enumerate(counts):
            count(history, number, closed)
        assert rise(path, counts[-1] if counts else 3) is None

    def test_a_count_that_is_not_kept_yet_is_not_told_from_older_ones(self, path: Path, history: History) -> None:
        count(history, 0, 1)
        count(history, 1, 2)
        assert rise(path, 3) is None

    def test_who_was_away_meanwhile_is_not_told_of(self, path: Path, history: History) -> None:
        count(history, 0, 1)
        append(history, instant(1), gone=["tova"])
        count(history, 2, 2)
        assert rise(path, 2) is None

    def test_a_clock_that_was_put_back_tells_nothing(self, path: Path, history: History) -> None:
        count(history, 9, 1)
        count(history, 2, 2)
        assert rise(path, 2) is None

    def test_another_window_counts_for_itself(self, path: Path, history: History) -> None:
        count(history, 0, 1)
        append(history, NOON + DAY, agent_look("tova", 2, 200, as_of=NOON + DAY), start=SHIFT_START + DAY)
        with Past.open(path) as past:
            assert past.last_rise(SCOPE, SHIFT_START + DAY, TOVA, 2) is None


@settings(max_examples=25)  # each writes to the disk, and waits for it
@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_it_is_the_last_of_all_rises(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    path = tmp_path_factory.mktemp("past") / "history.sqlite"
    history = History.open(path, Bounds())
    closed, last = 0, None
    for number, step in enumerate(steps):
        if step and number:
            last = Between(instant(number - 1), instant(number))
        elif step:
            last = None  # she had it already when she was seen first
        closed += step
        count(history, number, closed if step or number == 0 else None)
    history.close()
    assert rise(path, closed) == last
