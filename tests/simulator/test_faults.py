"""Fault orders: first ordered, first met."""

from collections import Counter
from random import Random

import msgspec
import pytest

from wallboard.simulator.faults import Chaos, Fault, FaultDesk, FaultOrder, draw, take
from wallboard.simulator.realtime import PATH

TWICE = FaultOrder(Fault.SERVER_ERROR, times=2)
ONCE = FaultOrder(Fault.HANG, times=1)
ALWAYS = FaultOrder(Fault.THROTTLED)


def test_orders_are_met_in_turn_and_as_often_as_ordered() -> None:
    desk = FaultDesk()
    for order in (TWICE, ONCE, ALWAYS):
        desk.order(order)
    met = [desk.take(PATH) for _ in range(6)]
    faults = [order.fault for order in met if order is not None]
    assert faults == [Fault.SERVER_ERROR, Fault.SERVER_ERROR, Fault.HANG] + 3 * [Fault.THROTTLED]


def test_an_order_meets_its_path_alone() -> None:
    users = FaultOrder(Fault.CUT_OFF, path="/api/v2/users", times=1)
    assert take((ONCE, users), "/api/v2/users?id=1") == (users, (ONCE,))
    assert take((ONCE, users), "/oauth/token") == (None, (ONCE, users))


def test_clearing_withdraws_every_order_and_frees_what_hangs() -> None:
    desk = FaultDesk()
    desk.order(ALWAYS)
    cleared = desk.cleared
    desk.clear()
    assert cleared.is_set()
    assert not desk.cleared.is_set()
    assert desk.take(PATH) is None


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_most_faults_strike_the_numbers_alone_and_a_clock_that_is_off_strikes_everything(fault: Fault) -> None:
    order = FaultOrder(fault)
    assert order.strikes(PATH) is (fault is not Fault.REJECTED)
    assert order.strikes("/oauth/token") is (fault in {Fault.CLOCK_OFF, Fault.DATE_OFF, Fault.REJECTED})
    assert FaultOrder(fault, path="/api/v2/users").strikes(PATH) is False


def test_seconds_have_their_usual_length_unless_they_are_told() -> None:
    assert FaultOrder(Fault.CLOCK_OFF).told_seconds() == 420
    assert FaultOrder(Fault.CLOCK_OFF, seconds=-420).told_seconds() == -420
    assert FaultOrder(Fault.SLOW, seconds=0).told_seconds() == 0


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a rehearsal, not a secret


def test_chaos_strikes_its_share_in_every_way_there_is() -> None:
    own = chance(3)
    met = [draw(Chaos(0.2, late=4.0, retry_after=9), PATH, own) for _ in range(5_000)]
    counts = Counter(order.fault for order in met if order is not None)
    kinds = {Fault.THROTTLED, Fault.SERVER_ERROR, Fault.UNAVAILABLE, Fault.CUT_OFF, Fault.SLOW}
    assert set(counts) == kinds
    assert counts.total() == pytest.approx(1_000, rel=0.12)
    assert all(count == pytest.approx(200, rel=0.25) for count in counts.values())
    assert {order.retry_after for order in met if order is not None} == {9}
    late = [order.told_seconds() for order in met if order is not None and order.fault is Fault.SLOW]
    assert 1 <= min(late) < 1.2
    assert 3.8 < max(late) <= 4


@pytest.mark.parametrize(("share", "struck"), [(0.0, 0), (1.0, 50)])
def test_none_or_all(share: float, struck: int) -> None:
    own = chance(1)
    assert sum(draw(Chaos(share), PATH, own) is not None for _ in range(50)) == struck


def test_the_same_seed_strikes_the_same_requests_whatever_else_is_asked() -> None:
    def struck(desk: FaultDesk, *, between: bool) -> list[FaultOrder | None]:
        told = []
        for _ in range(200):
            told.append(desk.take(PATH))
            if between:
                assert desk.take("/oauth/token") is None
        return told

    desks = [FaultDesk() for _ in range(3)]
    for desk, seed in zip(desks, (5, 5, 6), strict=True):
        desk.break_loose(Chaos(0.1, seed=seed))
    first, second, other = (struck(desk, between=desk is desks[1]) for desk in desks)
    assert first == second != other


def test_orders_come_before_chaos_and_clearing_ends_both() -> None:
    desk = FaultDesk()
    desk.break_loose(Chaos(1.0))
    desk.order(ONCE)
    assert desk.take(PATH) == ONCE
    assert desk.take(PATH) is not None
    desk.clear()
    assert [desk.take(PATH) for _ in range(20)] == [None] * 20


@pytest.mark.parametrize("body", ['{"share": 2}', '{"share": "half"}', "{}", '{"share": 0.1, "mood": 1}'])
def test_chaos_that_makes_no_sense_cannot_be_read(body: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=Chaos)


@pytest.mark.parametrize(
    "body",
    [
        '{"fault": "earthquake"}',
        '{"fault": "hang", "times": 0}',
        '{"fault": "slow", "seconds": 1e12}',
        '{"fault": "slow", "seconds": "soon"}',
        "{}",
    ],
)
def test_an_order_that_makes_no_sense_cannot_be_read(body: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(body, type=FaultOrder)
