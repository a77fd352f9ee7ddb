"""The screen's copy: the events of a stream add up to what the poller shows, and what was once known stays."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import NOON, any_rows, delta, heartbeat, row, snapshot, status
from wallboard.app.replica import Gap, Replica, absorb, poller_now, since_good
from wallboard.wire.messages import Event, Row

RATE = 10.0


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def after(*events: Event, rate: float = 1.0, replica: Replica | None = None) -> Replica:
    """One event a second, from the first second on."""
    known = replica or Replica()
    for at, event in enumerate(events, start=1):
        known = absorb(known, event, seconds(at), rate)
    return known


_tables = st.lists(
    st.lists(any_rows(st.sampled_from("abcdef")), max_size=6, unique_by=lambda one: one.id).map(
        lambda rows: [row_at(one, place) for place, one in enumerate(rows)]
    ),
    min_size=1,
    max_size=5,
)


def row_at(one: Row, place: int) -> Row:
    return row(one.id, place, closed=one.closed, aht_ms=one.aht_ms, name=one.name)


class TestAddingUp:
    @given(_tables)
    def test_the_deltas_add_up_to_the_snapshot(self, tables: list[list[Row]]) -> None:
        replica = after(snapshot(1, tables[0]))
        for seq, (old, new) in enumerate(pairwise(tables), start=2):
            before = {one.id: one for one in old}
            upserts = [one for one in new if before.get(one.id) != one]
            gone = sorted(before.keys() - {one.id for one in new})
            replica = absorb(replica, delta(seq, upserts, gone, total=len(new)), seconds(seq), 1)
        assert replica.shown is not None
        assert replica.shown.rows == tables[-1]

    def test_a_delta_carries_all_that_may_change(self) -> None:
        later = NOON + seconds(30)
        replica = after(snapshot(1), delta(2, as_of=later, updated_at=later, total=9, reference_at=NOON, revision=8))
        shown = replica.shown
        assert shown is not None
        assert (shown.as_of, shown.updated_at, shown.total, shown.reference_at, shown.revision) == (
            later,
            later,
            9,
            NOON,
            8,
        )

    def test_a_delta_carries_the_instant_of_the_statuses(self) -> None:
        later = NOON + seconds(30)
        replica = after(snapshot(1, status_as_of=NOON), delta(2, status_as_of=later))
        assert replica.shown is not None
        assert (replica.shown.as_of, replica.shown.status_as_of) == (NOON, later)

    def test_rows_are_kept_in_order_of_place(self) -> None:
        replica = after(snapshot(1, [row("b", 1), row("a", 0)]), delta(2, [row("b", 0), row("a", 1)]))
        assert replica.shown is not None
        assert [one.id for one in replica.shown.rows] == ["b", "a"]

    def test_removing_an_unknown_agent_does_no_harm(self) -> None:
        assert after(snapshot(1, [row("a", 0)]), delta(2, removed=["zz"])).shown is not None


class TestGaps:
    @pytest.mark.parametrize("late", [delta(3), status(3), heartbeat(3), delta(2, epoch="e2"), heartbeat(1)])
    def test_a_skipped_or_foreign_event_is_a_gap(self, late: Event) -> None:
        replica = after(snapshot(1, [row("a", 0)]))
        with pytest.raises(Gap):
            absorb(replica, late, seconds(2), 1)

    @pytest.mark.parametrize("first", [delta(1), status(1), heartbeat(1)])
    def test_a_stream_opens_with_a_snapshot(self, first: Event) -> None:
        with pytest.raises(Gap):
            absorb(Replica(), first, seconds(1), 1)

    def test_a_snapshot_mends_every_gap(self) -> None:
        replica = after(snapshot(1, [row("a", 0)]), snapshot(7, [row("b", 0)], epoch="e2"), heartbeat(8, epoch="e2"))
        assert replica.shown is not None
        assert [one.id for one in replica.shown.rows] == ["b"]


class TestANewPollerThatKnowsNothingYet:
    EMPTY = snapshot(1, epoch="e2", as_of=None, updated_at=None, since_good_ms=None, total=None)

    def test_the_rows_stay(self) -> None:
        replica = after(snapshot(1, [row("a", 0)]), self.EMPTY)
        assert replica.shown is not None
        assert [one.id for one in replica.shown.rows] == ["a"]
        assert replica.epoch == "e2"

    def test_they_get_no_younger(self) -> None:
        replica = after(
            snapshot(1, [row("a", 0)], since_good_ms=4_000), self.EMPTY, heartbeat(2, epoch="e2", since_good_ms=None)
        )
        assert since_good(replica, seconds(13), 1) == seconds(16)

    def test_another_board_is_not_mixed_in(self) -> None:
        replica = after(snapshot(1, [row("a", 0)], board="sales"), self.EMPTY)
        assert replica.shown is not None
        assert replica.shown.rows == []

    def test_its_first_delta_needs_a_filled_snapshot(self) -> None:
        with pytest.raises(Gap):
            after(snapshot(1, [row("a", 0)]), self.EMPTY, delta(2, epoch="e2"))


class TestTime:
    def test_nothing_is_known_before_the_first_word(self) -> None:
        assert since_good(Replica(), seconds(5), 1) is None
        assert poller_now(Replica(), seconds(5), 1) is None

    def test_since_good_goes_on_in_the_pollers_clock(self) -> None:
        replica = after(snapshot(1, since_good_ms=2_000), rate=RATE)
        assert since_good(replica, seconds(4), RATE) == seconds(2 + 3 * RATE)

    def test_the_pollers_clock_goes_on_between_its_words(self) -> None:
        replica = after(snapshot(1), status(2), delta(3), rate=RATE)
        assert poller_now(replica, seconds(5), RATE) == NOON + seconds(3 * RATE)

    def test_a_heartbeat_sets_both(self) -> None:
        replica = after(snapshot(1), status(2), heartbeat(3, now=NOON + seconds(60), since_good_ms=7_000))
        assert poller_now(replica, seconds(4), 1) == NOON + seconds(61)
        assert since_good(replica, seconds(4), 1) == seconds(8)

    def test_how_the_polling_goes_is_kept(self) -> None:
        assert after(snapshot(1), status(2, cadence_s=60.0), heartbeat(3)).status == status(2, cadence_s=60.0)
