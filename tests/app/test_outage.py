"""That the data is back is said once for each outage, for ten seconds, and never at the start."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.outage import Outage, follow, said
from wallboard.board.freshness import Freshness

SECOND = timedelta(seconds=1)


def after(*seen: tuple[Freshness, int]) -> Outage:
    outage = Outage()
    for freshness, at in seen:
        outage = follow(outage, freshness, at * SECOND)
    return outage


LIVE, LATE, STALE, OFFLINE, SILENT = (
    Freshness.LIVE,
    Freshness.LATE,
    Freshness.STALE,
    Freshness.OFFLINE,
    Freshness.SILENT,
)


@pytest.mark.parametrize("away", [STALE, OFFLINE])
def test_what_was_away_and_is_back_is_said_with_how_long_nothing_was_live(away: Freshness) -> None:
    assert said(after((LIVE, 100), (away, 200), (away, 250), (LIVE, 292))) == "Reconnected after 3 min 12 s"


def test_after_ten_seconds_it_is_said_no_longer_also_of_late_data() -> None:
    back = after((LIVE, 1), (STALE, 100), (LIVE, 200), (LIVE, 209))
    assert said(back)
    for freshness in (LIVE, LATE):
        assert said(follow(back, freshness, 210 * SECOND)) == ""


def test_late_data_is_neither_away_nor_back() -> None:
    assert said(after((LIVE, 0), (LATE, 1), (LIVE, 2))) == ""
    assert said(after((LIVE, 1), (STALE, 31), (LATE, 52))) == ""
    assert said(after((LIVE, 1), (STALE, 31), (LATE, 52), (LIVE, 61))) == "Reconnected after 1 min"


def test_a_new_poller_that_has_nothing_yet_is_not_back() -> None:
    assert said(after((LIVE, 1), (OFFLINE, 20), (SILENT, 31), (LIVE, 41))) == "Reconnected after 40 s"


@pytest.mark.parametrize("first", [SILENT, STALE, OFFLINE])
def test_nothing_is_said_at_the_start_also_over_kept_numbers(first: Freshness) -> None:
    assert said(after((first, 1), (LIVE, 2))) == ""


@given(st.lists(st.sampled_from(list(Freshness)), max_size=200))
def test_it_is_said_once_for_each_outage(seen: list[Freshness]) -> None:
    outage, before, begun, outages = Outage(), "", 0, 0
    was_live, away = False, False
    for at, freshness in enumerate(seen):
        outage = follow(outage, freshness, at * SECOND)
        now = said(outage)
        begun += bool(now) and not before
        before = now
        if freshness in {STALE, OFFLINE}:
            away = was_live
            assert not now
        elif freshness is LIVE:
            outages += away
            was_live, away = True, False
    assert begun == outages
