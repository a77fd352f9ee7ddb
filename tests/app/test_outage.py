"""That the data is back is said once for each outage, for ten seconds, and never at the start."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.outage import SAID_FOR, Outage, follow, said
from wallboard.board.freshness import Freshness

SECOND = timedelta(seconds=1)


def after(*seen: tuple[Freshness, int]) -> Outage:
    outage = Outage()
    for freshness, at in seen:
        outage = follow(outage, freshness, at * SECOND)
    return outage


@pytest.mark.parametrize("away", [Freshness.STALE, Freshness.OFFLINE])
def test_what_was_away_and_is_back_is_said_with_how_long_it_was(away: Freshness) -> None:
    assert said(after((away, 100), (away, 200), (Freshness.LIVE, 292))) == "Reconnected after 3 min 12 s"


def test_after_ten_seconds_it_is_said_no_longer() -> None:
    back = after((Freshness.STALE, 100), (Freshness.LIVE, 200), (Freshness.LIVE, 209))
    assert said(back)
    assert said(follow(back, Freshness.LIVE, 210 * SECOND)) == ""


def test_late_data_is_neither_away_nor_back() -> None:
    assert said(after((Freshness.LATE, 1), (Freshness.LIVE, 2))) == ""
    assert said(after((Freshness.STALE, 1), (Freshness.LATE, 2))) == ""
    assert said(after((Freshness.STALE, 1), (Freshness.LATE, 2), (Freshness.LIVE, 61))) == "Reconnected after 1 min"


def test_a_new_poller_that_has_nothing_yet_is_not_back() -> None:
    told = after((Freshness.OFFLINE, 1), (Freshness.SILENT, 31), (Freshness.LIVE, 41))
    assert said(told) == "Reconnected after 40 s"


def test_nothing_is_said_at_the_start() -> None:
    assert said(after((Freshness.SILENT, 1), (Freshness.LIVE, 2))) == ""


@given(st.lists(st.sampled_from(list(Freshness)), max_size=200))
def test_it_is_said_once_for_each_outage(seen: list[Freshness]) -> None:
    outage, before, begun, away, outages = Outage(), "", 0, False, 0
    for at, freshness in enumerate(seen):
        outage = follow(outage, freshness, at * SECOND)
        now = said(outage)
        begun += bool(now) and not before
        before = now
        if freshness in {Freshness.STALE, Freshness.OFFLINE}:
            away = True
        elif freshness is Freshness.LIVE:
            outages += away
            away = False
        assert not now or not away
    assert begun == outages
    assert timedelta() < SAID_FOR
