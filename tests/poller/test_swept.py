"""What has come in one poll: whom it told of, and how new the newest is."""

from datetime import timedelta

import pytest

from tests.builders import NOON, SHIFT_START, agent_look
from wallboard.board.window import MetricsWindow
from wallboard.poller.swept import Swept, is_great_loss

ASKED = MetricsWindow(SHIFT_START, NOON)
SECOND = timedelta(seconds=1)


def test_where_nobody_came_it_is_as_it_was_asked_for() -> None:
    swept = Swept(ASKED)
    swept.add(())
    assert (swept.window, swept.present) == (ASKED, set())


def test_an_answer_may_be_older_than_was_asked_for() -> None:
    swept = Swept(ASKED)
    swept.add([agent_look("tova", as_of=NOON - 8 * SECOND)])
    assert swept.window == MetricsWindow(SHIFT_START, NOON - 8 * SECOND)


def test_the_newest_page_counts_in_whichever_order_they_come() -> None:
    swept = Swept(ASKED)
    for name, seconds in (("tova", 3), ("avi", 9), ("dan", 5)):
        swept.add([agent_look(name, as_of=NOON + seconds * SECOND)])
    assert swept.window.end == NOON + 9 * SECOND
    assert swept.present == {"tova", "avi", "dan"}


@pytest.mark.parametrize(
    ("before", "gone", "great"), [(9, 3, True), (10, 3, False), (3, 2, False), (0, 0, False), (50_000, 16_667, True)]
)
def test_a_great_loss(before: int, gone: int, great: bool) -> None:
    assert is_great_loss(before, gone) is great
