"""Fault orders: first ordered, first met."""

import msgspec
import pytest

from wallboard.simulator.faults import Fault, FaultDesk, FaultOrder, take
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
