"""What one group of an aggregates answer says, and whether it can be so. Pure.

The limits are those of genesys.realtime: what no contact centre can bring about is refused. Used by
genesys.aggregates.
"""

from datetime import UTC, datetime, timedelta

import msgspec

from wallboard.board.window import MetricsWindow
from wallboard.genesys.exchange import to_milliseconds

CLOSED, STARTED = "tHandle", "nConnected"
MOST = 1_000_000  # conversations of one agent in one window
LONGEST_MS = 10**12  # 31 years: more would leave the calendar when it is reckoned with
MOST_LETTERS = 100  # of an id
_OLDEST = timedelta(days=31)  # how long before the window a conversation may have begun
_MILLISECOND = timedelta(milliseconds=1)
Counters = tuple[int, int, int]  # begun, closed, milliseconds of the closed ones


class _Stats(msgspec.Struct, gc=False):
    count: int | float = 0  # JSON makes no difference between 155 and 155.0
    sum: int | float = 0


class _Metric(msgspec.Struct, gc=False):
    metric: str
    stats: _Stats | None = None


class _Data(msgspec.Struct, gc=False):
    interval: str
    metrics: list[_Metric] = []


class _Group(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    user_id: str | None = None
    queue_id: str | None = None
    media_type: str | None = None


class Result(msgspec.Struct, gc=False):
    """One group as it is told."""

    group: _Group = _Group()
    data: list[_Data] = []


def handled(result: Result) -> int:
    """The conversations that were handled in a group; for what has no agent a rough look is enough."""
    counts = (one.stats.count for data in result.data for one in data.metrics if one.stats and one.metric == CLOSED)
    return sum(round(count) for count in counts if 0 < count <= LONGEST_MS)


def longest_ms_in(window: MetricsWindow) -> float:
    """What one conversation that ended in a window can have taken at most, in milliseconds."""
    return (window.end - window.start + _OLDEST) / _MILLISECOND


def counters_of(result: Result, user: str, asked: str, window: MetricsWindow, longest_ms: float) -> Counters:
    """One group's counters; a metric that never occurred is not told. Raises ValueError for what cannot be.

    Asked for every agent of an organisation at every poll: hence no call where there is nothing to say.
    """
    closed: float = 0
    handle_ms: float = 0
    started: float = 0
    if len(result.data) != 1 or result.data[0].interval != asked or not 0 < len(user) <= MOST_LETTERS:
        _check_group(result, user, asked, window)
    for data in result.data:
        for metric in data.metrics:
            stats = metric.stats
            if stats is None:
                continue
            name = metric.metric
            if name == CLOSED:
                closed, handle_ms = stats.count, stats.sum
            elif name == STARTED:
                started = stats.count
    if not (0 <= started <= MOST and 0 <= closed <= MOST and started == int(started) and closed == int(closed)):
        raise ValueError(f"has {started:g} conversations started and {closed:g} closed")
    if not (0 <= handle_ms <= closed * longest_ms and handle_ms <= LONGEST_MS):
        raise ValueError(f"has handled {closed:g} conversations in {handle_ms:g} ms")
    return int(started), int(closed), round(handle_ms)


def _check_group(result: Result, user: str, asked: str, window: MetricsWindow) -> None:
    """Whether a group that is not as usual may stand all the same. Raises ValueError."""
    if not 0 < len(user) <= MOST_LETTERS:
        raise ValueError(f"has an id of {len(user)} letters")
    if len(result.data) > 1:
        raise ValueError(f"has {len(result.data)} intervals")
    # A cache on the way that repeats an old answer would make old numbers look new.
    for data in result.data:
        if data.interval != asked and not is_interval(data.interval, window):
            raise ValueError(f"has numbers of {data.interval[:MOST_LETTERS]}, asked was {interval_of(window)}")


def interval_of(window: MetricsWindow) -> str:
    """A window as it is asked for, and told."""
    return f"{to_milliseconds(window.start)}/{to_milliseconds(window.end)}"


def is_interval(text: str, window: MetricsWindow) -> bool:
    """Whether it is the window in other letters, such as `+00:00` for `Z`."""
    try:
        start, end = (datetime.fromisoformat(instant) for instant in text.split("/"))
    except ValueError:
        return False
    return (_in_utc(start), _in_utc(end)) == (window.start, window.end)


def _in_utc(instant: datetime) -> datetime:
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
