"""Which scenes a board has, and which of them have something to show."""

from datetime import timedelta

import msgspec
import pytest

from tests.app import known
from tests.app.known import HEARD_AT
from wallboard.app.link import Link, Starting
from wallboard.app.replica import Replica
from wallboard.app.scenes import SceneKind
from wallboard.app.stops import closed_goal_is_met, stops_of
from wallboard.wire.boards import Goal, Scene
from wallboard.wire.messages import Snapshot, TeamTotals

ALL = tuple(Scene(kind.value, 20) for kind in SceneKind)
LINK = known.joined(scenes=ALL, goal=Goal(closed=900))


def kinds(replica: Replica, link: Link = LINK, seconds: float = 1) -> list[str]:
    return [stop.scene.value for stop in stops_of(replica, link, HEARD_AT + timedelta(seconds=seconds), 8)]


def compared(**changes: object) -> Snapshot:
    shown = known.snapshot()
    told = msgspec.structs.replace(shown.summary, closed_by_everybody=861, teams=(TeamTotals("Cards"),))
    return msgspec.structs.replace(shown, summary=told, **changes)


def test_all_that_have_something_to_show() -> None:
    assert kinds(known.heard(compared())) == ["ranking", "ranking", "podium", "teams", "goal"]


def test_what_is_missing_is_passed_over() -> None:
    assert kinds(known.heard(compared(rows=[]))) == ["ranking", "teams", "goal"]
    assert kinds(known.heard(), known.joined(scenes=ALL)) == ["ranking", "ranking", "podium"]
    assert kinds(Replica(), Starting()) == ["ranking"]


def test_a_stale_alert_interrupts_every_scene() -> None:
    assert kinds(known.heard(compared()), seconds=200) == ["ranking", "ranking"]
    assert kinds(known.stale(shown=compared()), seconds=0) == ["ranking", "ranking"]


def test_where_nobody_is_named_teams_are_shown_unasked() -> None:
    assert kinds(known.heard(compared(rows=[])), known.JOINED) == ["teams"]
    assert kinds(known.heard(compared()), known.JOINED) == ["ranking", "ranking"]


@pytest.mark.parametrize(("wanted", "met"), [(861, True), (862, False), (None, None)])
def test_the_goal_is_met_by_what_everybody_closed(wanted: int | None, met: bool | None) -> None:
    link = known.joined(goal=Goal(closed=wanted, aht=100))
    assert closed_goal_is_met(known.heard(compared()), link) is met


def test_nobody_knows_whether_a_goal_is_met_before_there_are_numbers() -> None:
    assert closed_goal_is_met(known.silent(), LINK) is None
    assert closed_goal_is_met(known.heard(compared()), known.JOINED) is None
    assert closed_goal_is_met(known.heard(compared()), Starting()) is None
