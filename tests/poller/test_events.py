"""Events: what a board says on the wire, in whole milliseconds, with None never told as zero."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import CADENCE, NOON, SHIFT_START, PolledBoard, agent_look, board_info, event_of
from tests.fakes import ManualClock
from wallboard.board.agents import AgentId, Aht, Since, StatusKind
from wallboard.board.on_queue import PerHour
from wallboard.board.queues import QueueContext, Served, Waiting
from wallboard.board.ranking import Standing
from wallboard.board.view import Change, Cut
from wallboard.genesys.exchange import RateLimit
from wallboard.poller import events
from wallboard.poller.boards import Board, Polling
from wallboard.wire import codec
from wallboard.wire.messages import Budget, Cause, Queues, Row, Summary, Window

STANDING = Standing(
    agent_id=AgentId("tova"),
    name="Tova",
    place=0,
    rank=1,
    moved=None,
    status="Available",
    kind=StatusKind.AVAILABLE,
    status_since=None,
    closed=0,
    aht=None,
    call_since=None,
    as_of=None,
)


def row(standing: Standing) -> Row:
    shown = events.snapshot_of(Board(board_info(), CADENCE), Cut((standing,), 1), "e", 1, None)
    return shown.rows[0]


class TestRow:
    def test_what_is_not_known_is_null(self) -> None:
        assert row(STANDING) == Row("tova", 0, 1, "Tova", "Available", 0)

    def test_closed_per_hour_is_told_to_a_tenth_with_what_is_to_be_known_of_it(self) -> None:
        told = row(replace(STANDING, per_hour=PerHour(83, at_most=True, as_of=NOON)))
        assert (told.per_hour, told.per_hour_at_most, told.per_hour_as_of, told.on_queue_ms) == (8.3, True, NOON, None)
        short = row(replace(STANDING, per_hour=PerHour(None, on_queue=timedelta(minutes=9))))
        assert (short.per_hour, short.on_queue_ms) == (None, 540_000)
        assert row(replace(STANDING, per_hour=PerHour(0))).per_hour == 0.0

    def test_zero_is_a_value(self) -> None:
        told = row(replace(STANDING, aht=Aht(timedelta(), timedelta()), moved=0))
        assert (told.aht_ms, told.aht_bound_ms, told.moved) == (0, 0, 0)

    @pytest.mark.parametrize(
        ("bound", "told"),
        [(None, None), (timedelta(), 0), (timedelta(microseconds=1), 1), (timedelta(milliseconds=7), 7)],
    )
    def test_a_bound_is_never_told_smaller_than_it_is(self, bound: timedelta | None, told: int | None) -> None:
        assert row(replace(STANDING, aht=Aht(timedelta(seconds=1), bound))).aht_bound_ms == told

    def test_a_start_says_whether_it_is_exact(self) -> None:
        told = row(replace(STANDING, status_since=Since(NOON, exact=False), call_since=Since(NOON, exact=True)))
        assert (told.status_since, told.status_at_least) == (NOON, True)
        assert (told.call_since, told.call_at_least) == (NOON, False)


class TestBoard:
    def test_before_the_first_sweep_nothing_is_known_and_nothing_is_zero(self) -> None:
        shown = events.snapshot_of(Board(board_info("north"), CADENCE), Cut(), "e", 1, None)
        assert (shown.board, shown.rows, shown.summary, shown.revision) == ("north", [], Summary(), 0)
        unknown = [shown.total, shown.as_of, shown.updated_at, shown.since_good_ms, shown.window, shown.reference_at]
        assert unknown == [None] * 6

    def test_a_snapshot_and_a_delta_say_the_same_of_the_board(self) -> None:
        polled = PolledBoard(ManualClock(NOON + timedelta(seconds=30, microseconds=1999)))
        polled.poll(agent_look("tova", 3, 30, running=1, status="On a Call"), agent_look("avi", 4, 40))
        cut = Cut(tuple(polled.board.standings), 2)
        shown = events.snapshot_of(polled.board, cut, "e", 7, timedelta(microseconds=1600))
        change = events.delta_of(
            polled.board, Change(cut.rows, (AgentId("noa"),), 2), "e", timedelta(microseconds=1600)
        )
        assert shown.window == Window(SHIFT_START, NOON)
        assert shown.updated_at == NOON + timedelta(seconds=30, milliseconds=1)
        assert shown.summary == Summary(
            active=2,
            available=1,
            on_call=1,
            wrap_up=0,
            closed=7,
            aht_ms=10_000,
            aht_bound_ms=None,
            closed_by_everybody=7,
        )
        assert (shown.since_good_ms, shown.total, shown.revision) == (2, 2, 1)
        for name in ("revision", "total", "as_of", "updated_at", "since_good_ms", "window", "summary", "reference_at"):
            assert getattr(shown, name) == getattr(change, name), name
        assert (change.upserts, change.removed) == (shown.rows, ["noa"])


class TestQueues:
    def told(self, waiting: Waiting) -> Queues | None:
        board = Board(board_info(), CADENCE)
        board.queues = QueueContext(waiting, Served(8, 10, 2))
        return events.snapshot_of(board, Cut(), "e", 1, None).summary.queues

    def test_what_is_known_of_all_is_told_as_such_and_what_is_known_of_some_as_the_least(self) -> None:
        assert self.told(Waiting(3, NOON)) == Queues(3, NOON, 0.8, 2)
        least = Queues(None, None, 0.8, 2, waiting_at_least=3, longest_at_least_since=NOON)
        assert self.told(Waiting(3, NOON, at_least=True)) == least
        assert self.told(Waiting()) == Queues(None, None, 0.8, 2)


class TestStatus:
    @pytest.mark.parametrize(
        ("since_good", "word"),
        [(None, "silent"), (0, "live"), (40, "live"), (40.001, "late"), (60, "late"), (60.001, "stale")],
    )
    def test_freshness_is_judged_by_the_last_good_poll(self, since_good: float | None, word: str) -> None:
        age = None if since_good is None else timedelta(seconds=since_good)
        told = events.status_of(Board(board_info(), CADENCE), "e", age, NOON)
        assert told.freshness == word
        assert told.since_good_ms == (None if since_good is None else since_good * 1000)

    def test_how_the_polling_goes_is_told_as_it_is(self) -> None:
        board = Board(board_info(), CADENCE)
        cause = Cause("throttled", 429, 60_000)
        at = NOON + timedelta(microseconds=1999)
        board.polling = Polling(CADENCE, cause, 3, 9, at, Budget(300, 0, 5))
        told = events.status_of(board, "e", None, at)
        assert (told.cause, told.cadence_s, told.budget) == (cause, 30.0, Budget(300, 0, 5))
        assert told.next_try_at == told.now == NOON + timedelta(milliseconds=1)

    def test_that_newer_settings_are_wrong_is_told(self) -> None:
        board = Board(board_info(), CADENCE)
        assert not events.status_of(board, "e", None, NOON).settings_wrong
        board.settings_wrong = True
        assert events.status_of(board, "e", None, NOON).settings_wrong

    def test_a_rate_limit_that_says_nothing_is_no_budget(self) -> None:
        assert events.budget_of(RateLimit()) == Budget(None, None, None)
        assert events.budget_of(RateLimit(300, 0, timedelta(seconds=1.5))) == Budget(300, 0, 1500)


instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    st.builds(
        replace,
        st.just(STANDING),
        name=st.text(max_size=9),
        status=st.text(max_size=9),
        closed=st.integers(0, 10**6),
        moved=st.none() | st.integers(-99, 99),
        aht=st.none()
        | st.builds(Aht, st.timedeltas(timedelta(), timedelta(days=9)), st.none() | st.just(timedelta(seconds=1))),
        status_since=st.none() | st.builds(Since, instants, st.booleans()),
    ),
    st.integers(1, 2**53),
)
def test_whatever_is_told_arrives_as_it_was(standing: Standing, seq: int) -> None:
    shown = events.snapshot_of(Board(board_info(), CADENCE), Cut((standing,), 1), "e1", seq, None)
    assert event_of(codec.frame(shown)) == shown
    assert codec.decode(type(shown), codec.encode(shown)) == shown
