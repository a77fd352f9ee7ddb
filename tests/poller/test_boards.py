"""One board: nothing before its first sweep, movement against the reference that is told beside it."""

from datetime import timedelta

import msgspec

from tests.builders import CADENCE, NOON, SHIFT_START, PolledBoard, agent_look, board_info
from tests.fakes import ManualClock
from wallboard.board.agents import AgentId
from wallboard.board.movement import Since
from wallboard.board.privacy import Guise, Privacy
from wallboard.board.window import MetricsWindow
from wallboard.poller.boards import Board
from wallboard.poller.table import Table

QUARTER = timedelta(minutes=15)


def moved(polled: PolledBoard) -> dict[str, int | None]:
    return {one.agent_id: one.moved for one in polled.board.standings}


def _gained(before: int | None, now: int | None) -> int:
    assert before is not None
    assert now is not None
    return before - now


class TestBeforeTheFirstSweep:
    def test_there_is_nothing(self) -> None:
        board = Board(board_info(), CADENCE)
        assert (board.as_of, board.window, board.updated_at, board.reference_at) == (None, None, None, None)
        assert board.since_good(timedelta(hours=1)) is None

    def test_ranking_shows_nothing_and_is_no_revision(self) -> None:
        board, table = Board(board_info(), CADENCE), Table(NOON, 2 * CADENCE)
        table.absorb([agent_look("tova", 3, 30)])
        board.rank(table, {})
        assert (len(board.standings), board.revision) == (0, 0)


class TestSweep:
    def test_a_complete_one_tells_its_window_and_when_it_came(self) -> None:
        clock = ManualClock(NOON + timedelta(seconds=30))
        polled = PolledBoard(clock)
        polled.poll(agent_look("tova", 3, 30), agent_look("avi", 4, 40))
        board = polled.board
        assert (board.as_of, board.updated_at, board.revision) == (NOON, NOON + timedelta(seconds=30), 1)
        assert [(one.name, one.rank) for one in board.standings] == [("Avi", 1), ("Tova", 2)]
        assert (board.summary.active, board.summary.closed) == (2, 7)

    def test_since_good_counts_from_the_last_complete_one(self) -> None:
        clock = ManualClock(NOON)
        polled = PolledBoard(clock)
        polled.poll(agent_look())
        clock.advance(timedelta(seconds=42))
        polled.board.rank(polled.table, polled.names)  # a sweep that broke off ranks as well
        assert polled.board.since_good(clock.elapsed()) == timedelta(seconds=42)


class TestColumns:
    def test_what_a_board_does_not_show_is_not_told(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        polled.poll(agent_look("tova", 3, 30, running=1))
        assert [(one.started, one.handled) for one in polled.board.standings] == [(None, None)]

    def test_what_it_shows_is_that_of_the_closed_conversations(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        polled.board.info = msgspec.structs.replace(polled.board.info, columns=("started", "handle_time"))
        polled.poll(agent_look("tova", 3, 30), agent_look("avi"))
        assert {one.agent_id: (one.started, one.handled) for one in polled.board.standings} == {
            "tova": (3, timedelta(seconds=30)),
            "avi": (0, None),
        }
        later = agent_look("tova", 3, 95, running=1, as_of=NOON + timedelta(seconds=65))  # 65 s of it still run
        polled.poll(later)
        assert (polled.board.standings[0].started, polled.board.standings[0].handled) == (4, timedelta(seconds=30))


class TestMovement:
    def test_at_first_nobody_has_moved_since_now(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        polled.poll(agent_look("tova", 3, 30), agent_look("avi", 4, 40))
        assert polled.board.reference_at == NOON
        assert moved(polled) == {"avi": 0, "tova": 0}

    def test_it_is_told_against_the_reference_that_is_told_also_when_that_changes(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        at = NOON
        ranks_at = {}
        for minutes in range(0, 61, 5):
            at = NOON + timedelta(minutes=minutes)
            tova = 3 + minutes  # she overtakes Avi in the first five minutes, and Noa in the first twenty
            polled.poll(
                agent_look("tova", tova, tova, as_of=at),
                agent_look("avi", 7, 70, as_of=at),
                agent_look("noa", 20, 200, as_of=at),
            )
            ranks_at[at] = {one.agent_id: one.rank for one in polled.board.standings}
            assert polled.board.reference_at is not None
            compared = ranks_at[polled.board.reference_at]
            assert moved(polled) == {one: _gained(compared[one], rank) for one, rank in ranks_at[at].items()}
        assert polled.board.reference_at == at - QUARTER

    def test_who_came_later_has_not_moved_she_was_not_there(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        polled.poll(agent_look("tova", 3, 30))
        later = NOON + timedelta(seconds=30)
        polled.poll(agent_look("tova", 3, 30, as_of=later), agent_look("avi", 4, 40, as_of=later))
        assert moved(polled) == {"avi": None, "tova": -1}

    def test_a_new_shift_starts_a_new_reference(self) -> None:
        polled = PolledBoard(ManualClock(NOON))
        polled.poll(agent_look("tova", 3, 30), agent_look("avi", 4, 40))
        later = NOON + QUARTER
        polled.table = Table(NOON, 2 * CADENCE)
        polled.poll(agent_look("tova", 2, 20, as_of=later), agent_look("avi", 1, 10, as_of=later))
        assert polled.board.window == MetricsWindow(NOON, later)
        assert polled.board.reference_at == later
        assert moved(polled) == {"tova": 0, "avi": 0}


class TestMovementSinceTheShiftsStart:
    def poll(self, polled: PolledBoard, minutes: int, **closed: int) -> None:
        at = SHIFT_START + timedelta(minutes=minutes)
        polled.poll(*(agent_look(agent, count, 60 * count, as_of=at) for agent, count in closed.items()))

    def test_nothing_is_compared_with_until_there_is_a_fair_mark(self) -> None:
        polled = PolledBoard(ManualClock(SHIFT_START), since=Since.SHIFT_START)
        for minutes, avi in ((5, 1), (14, 2), (20, 3)):
            self.poll(polled, minutes, tova=0, avi=avi, noa=0)
            assert (polled.board.reference_at, polled.board.take_mark()) == (None, None)
            assert set(moved(polled).values()) == {None}
        self.poll(polled, 25, tova=1, avi=3, noa=0)
        assert polled.board.reference_at == SHIFT_START + timedelta(minutes=25)
        assert moved(polled) == {"avi": 0, "tova": 0, "noa": None}

    def test_the_mark_stands_all_shift_and_is_to_be_kept_once(self) -> None:
        polled = PolledBoard(ManualClock(SHIFT_START), since=Since.SHIFT_START)
        self.poll(polled, 15, tova=1, avi=3, noa=2)
        taken = polled.board.take_mark()
        assert taken is not None
        assert (taken.at, taken.ranks) == (SHIFT_START + QUARTER, {"avi": 1, "noa": 2, "tova": 3})
        for minutes, tova in ((30, 4), (200, 30), (479, 90)):
            self.poll(polled, minutes, tova=tova, avi=3, noa=2, late=1)
            assert polled.board.reference_at == SHIFT_START + QUARTER
            assert moved(polled) == {"tova": 2, "avi": -1, "noa": -1, "late": None}
            assert polled.board.take_mark() is None

    def test_a_new_shift_has_a_start_of_its_own(self) -> None:
        polled = PolledBoard(ManualClock(SHIFT_START), since=Since.SHIFT_START)
        self.poll(polled, 15, tova=1, avi=3)
        begun = SHIFT_START + timedelta(hours=8)
        polled.table = Table(begun, 2 * CADENCE)
        self.poll(polled, 8 * 60 + 1, tova=1, avi=3)
        assert polled.board.reference_at is None
        self.poll(polled, 8 * 60 + 15, tova=4, avi=3)
        assert polled.board.reference_at == begun + QUARTER
        assert moved(polled) == {"tova": 0, "avi": 0}

    def test_a_poller_that_starts_in_the_midst_of_a_shift_tells_from_when_on(self) -> None:
        polled = PolledBoard(ManualClock(SHIFT_START), since=Since.SHIFT_START)
        self.poll(polled, 200, tova=1, avi=3)
        assert polled.board.reference_at == SHIFT_START + timedelta(minutes=200)

    def test_on_a_masked_board_it_names_nobody(self) -> None:
        guise = Guise(Privacy.PSEUDONYM, b"key")
        polled = PolledBoard(ManualClock(SHIFT_START))
        polled.board = Board(board_info(), CADENCE, guise, movement_since=Since.SHIFT_START)
        self.poll(polled, 15, tova=1, avi=3)
        taken = polled.board.take_mark()
        assert taken is not None
        assert taken.ranks == {guise.id_of(AgentId("avi")): 1, guise.id_of(AgentId("tova")): 2}
        assert {"avi", "tova"}.isdisjoint(taken.ranks)
