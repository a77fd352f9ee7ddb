"""Hold the rows of a snapshot against the recorded calls."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.truth import Truth, truth
from wallboard.wire.messages import Row, Snapshot

ZONE = ZoneInfo("Asia/Jerusalem")
SHIFT = time(7)
ACTIVE = {"Available", "On a Call", "Wrap-up"}


def recorded(instant: datetime, day: date, today: date) -> datetime:
    """The recorded day's wall-clock time of an instant of the day that it was laid on."""
    return datetime.combine(day, time()) + (instant - datetime.combine(today, time(), ZONE))


def expected(as_of: datetime, day: date, today: date, wrap_up: timedelta) -> dict[str, Truth]:
    """Everybody at that instant, counted since the shift began."""
    return truth(day, recorded(as_of, day, today), datetime.combine(day, SHIFT), wrap_up)


def check_rows(shown: Snapshot, day: date, today: date, wrap_up: timedelta) -> Counter[str]:
    """Every row against the file; how many averages were exact, bounded, not known yet, or none."""
    assert shown.as_of is not None
    everybody = expected(shown.as_of, day, today, wrap_up)
    assert {row.name for row in shown.rows} == {name for name, one in everybody.items() if one.status in ACTIVE}
    kinds: Counter[str] = Counter()
    for row in shown.rows:
        one = everybody[row.name]
        assert (row.closed, row.status) == (one.closed, one.status), row.name
        kinds[_check_aht(row, one)] += 1
        _check_since(row, one, day, today)
    _check_order(shown.rows)
    return kinds


def _check_aht(row: Row, one: Truth) -> str:
    if one.aht_ms is None or row.aht_ms is None:
        assert row.aht_ms is one.aht_ms, row.name
        return "none"
    if row.aht_bound_ms is None:
        assert one.aht_ms <= row.aht_ms, row.name
        return "unknown"
    assert abs(row.aht_ms - one.aht_ms) <= row.aht_bound_ms, row.name
    return "exact" if row.aht_bound_ms == 0 else "bounded"


def _check_since(row: Row, one: Truth, day: date, today: date) -> None:
    assert (row.call_since is None) == (one.running_since is None), row.name
    if row.call_since is not None and one.running_since is not None:
        began = recorded(row.call_since, day, today)
        assert began >= one.running_since if row.call_at_least else began == one.running_since, row.name
    if row.status == "Available" and row.status_since is not None and not row.status_at_least:
        assert recorded(row.status_since, day, today) == one.idle_since, row.name


def _check_order(rows: list[Row]) -> None:
    assert [row.place for row in rows] == list(range(len(rows)))
    for above, below in pairwise(rows):
        assert above.closed >= below.closed
        if above.closed == below.closed and above.aht_ms is not None:
            assert below.aht_ms is None or above.aht_ms <= below.aht_ms
