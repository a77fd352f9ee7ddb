"""AHT (Completed): take the running conversations' time out of a handle time that holds it. Pure.

The realtime contract's `handleTime` counts closed and running conversations alike. What the closed ones took is
kept here as an interval, `least` to `most`, that every look narrows or carries on:

* a quiet look (started = closed): the handle time is all closed, exactly;
* nothing closed since the look before: the interval stands, whatever runs;
* a look whose handle time is that of the closed ones alone (the platform's queries) is exact, whatever runs;
* something closed while something runs: what runs began since the look before, so it took at most the time between
  the two looks; unless the handle time grew by more than that time, which tells that an older conversation may
  still run beside the closed one. The uncertainty is that of the newest look alone: it never adds up.

Used by poller.table.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from wallboard.board.agents import AgentLook, Aht, Since

_NOTHING = timedelta()
_MILLISECOND = timedelta(milliseconds=1)


class Completed(NamedTuple):
    """What is known of one agent's closed conversations after `look`.

    `least` and `most` frame their handle time. Not `settled`: what runs was running before the first look, so
    `most` is all that is known. `running_since` is the start of the longest running conversation, None when
    nothing runs; `idle_since` is when the last one ended, None while something runs.
    """

    look: AgentLook
    least: timedelta
    most: timedelta
    settled: bool
    running_since: Since | None
    idle_since: Since | None


def absorb(before: Completed | None, look: AgentLook, window_start: datetime) -> Completed:
    """What is known after one more look. A look not newer than the last one changes nothing.

    Counters that shrank, or grew by more than the time allows, belong to another history: the look then counts as
    the first.
    """
    if before is not None and look.as_of <= before.look.as_of:
        return before
    if look.completed_alone:
        running = None if before is None else before.running_since  # told with her status, not with the counts
        return Completed(look, look.handle_time, look.handle_time, True, running, None)
    if before is not None and not _continues(before.look, look):
        before = None
    if look.closed > look.started:
        # What began before the window closed in it: what runs cannot be told from these counts.
        return Completed(look, _NOTHING, look.handle_time, False, None, None)
    if look.closed == look.started:
        return _quiet(before, look)
    if before is None:
        return _first_sight(look, window_start)
    if look.closed == before.look.closed:
        return _nothing_closed(before, look)
    return _some_closed(before, look)


def with_earlier(
    before: Completed | None, earlier: Iterable[AgentLook], latest: AgentLook, window_start: datetime
) -> Completed:
    """What is known after `latest` when looks at instants between `before` and it came afterwards."""
    known = before
    for look in sorted(earlier, key=lambda look: look.as_of):
        known = absorb(known, look, window_start)
    return absorb(known, latest, window_start)


def carried_on(known: Completed, as_of: datetime) -> Completed:
    """What is known at `as_of` when nothing began and nothing closed since: what runs has only run on."""
    look = known.look
    if look.completed_alone or look.closed > look.started:
        return known._replace(look=look._replace(as_of=as_of))
    grown = running_count(look) * (as_of - look.as_of)
    return known._replace(look=look._replace(as_of=as_of, handle_time=look.handle_time + grown))


def is_worth_looking_back(before: Completed | None, known: Completed, usual: timedelta) -> bool:
    """Whether looks at earlier instants can tell more: something runs, what closed is not exact, and the look
    before is missing or further back than the `usual` time between two."""
    if known.look.closed == 0 or known.least == known.most:
        return False
    return before is None or known.look.as_of - before.look.as_of > usual


def aht(known: Completed) -> Aht | None:
    """The average over the closed conversations: the middle of what is possible, and how far off it can be."""
    closed = known.look.closed
    if closed == 0:
        return None
    if not known.settled:
        return Aht(_in_whole_ms(known.most, closed), None)
    if known.least == known.most:
        return Aht(_in_whole_ms(known.most, closed), _NOTHING)
    reach = (known.most - known.least) / (2 * closed)
    # Half a millisecond is what rounding the middle can add.
    return Aht(_in_whole_ms(known.least + known.most, 2 * closed), ceil(reach / _MILLISECOND + 0.5) * _MILLISECOND)


def handled(known: Completed) -> timedelta | None:
    """The time that the average is made of; None while nothing is closed."""
    if known.look.closed == 0:
        return None
    return (known.least + known.most) / 2 if known.settled else known.most


def _in_whole_ms(duration: timedelta, parts: int) -> timedelta:
    """One of so many equal parts: `duration / parts`, and that in whole milliseconds, ten times as fast."""
    micros = (duration.days * 86_400 + duration.seconds) * 1_000_000 + duration.microseconds
    return timedelta(0, 0, 0, _to_nearest(_to_nearest(micros, parts), 1_000))


def _to_nearest(number: int, parts: int) -> int:
    """Divide, to the nearest whole number; from the middle to the even one."""
    whole, rest = divmod(number, parts)
    return whole + (2 * rest > parts or (2 * rest == parts and whole % 2))


def _continues(before: AgentLook, look: AgentLook) -> bool:
    grown = look.handle_time - before.handle_time
    if look.started < before.started or look.closed < before.closed or grown < _NOTHING:
        return False
    # No conversation grows faster than time; where more closed than started, it is not known how many ran.
    at_work = max(running_count(before), 0) + look.started - before.started
    return running_count(before) < 0 or grown <= at_work * (look.as_of - before.as_of + _MILLISECOND)


def _quiet(before: Completed | None, look: AgentLook) -> Completed:
    return Completed(look, look.handle_time, look.handle_time, True, None, _idle_since(before, look))


def _idle_since(before: Completed | None, look: AgentLook) -> Since:
    """When the last conversation ended: exact after one whose start was known, else known by this look alone."""
    if before is None:
        return Since(look.as_of, exact=False)
    if before.idle_since is not None and look.closed == before.look.closed:
        return before.idle_since
    started = before.running_since
    alone = before.look.started == look.started and before.look.started - before.look.closed == 1
    if alone and started is not None and started.exact:
        return Since(started.at + (look.handle_time - before.most), exact=True)
    return Since(look.as_of, exact=False)


def _first_sight(look: AgentLook, window_start: datetime) -> Completed:
    if look.closed == 0:
        return _running(look, _NOTHING, _NOTHING, settled=True)
    longest = (look.started - look.closed) * (look.as_of - window_start)
    return _running(look, max(look.handle_time - longest, _NOTHING), look.handle_time, settled=False)


def _nothing_closed(before: Completed, look: AgentLook) -> Completed:
    known = _running(look, before.least, before.most, settled=before.settled)
    if before.running_since is None or running_count(look) == 1:
        return known
    # The longest one of before still runs: what is known of its start stays true beside the newer ones.
    return Completed(look, known.least, known.most, known.settled, before.running_since, None)


def _some_closed(before: Completed, look: AgentLook) -> Completed:
    passed = look.as_of - before.look.as_of
    grown = look.handle_time - before.look.handle_time
    closed = look.closed - before.look.closed
    running = running_count(look)
    elapsed: list[timedelta] = []
    all_may_be_new = look.started - before.look.started >= running
    if all_may_be_new:
        elapsed += [max(grown - closed * passed, _NOTHING), min(grown, running * passed)]
    # An older one that still runs grew by all the time that passed, and what closed beside it grew as well.
    an_older_may_run = not all_may_be_new or (running_count(before.look) > 0 and grown > passed)
    if an_older_may_run:
        elapsed += _elapsed_beside_an_older(before, look)
    return _running(
        look,
        max(look.handle_time - max(elapsed), before.least),
        max(look.handle_time - min(elapsed), before.least),
        settled=before.settled or not an_older_may_run,
    )


def _elapsed_beside_an_older(before: Completed, look: AgentLook) -> list[timedelta]:
    """The least and the most that runs, when a conversation of the look before is still running."""
    passed = look.as_of - before.look.as_of
    least_before = before.look.handle_time - before.most if running_count(before.look) == 1 else _NOTHING
    most_before = before.look.handle_time - before.least
    most = most_before + running_count(look) * passed
    return [least_before + passed, min(most, look.handle_time - before.least)]


def _running(look: AgentLook, least: timedelta, most: timedelta, *, settled: bool) -> Completed:
    """Knowledge while something runs; what runs has taken the rest of the handle time."""
    count = running_count(look)
    surely = (look.handle_time - most) / count  # of several, the longest took at least their mean
    since = Since(look.as_of - surely, exact=count == 1 and least == most)
    return Completed(look, least, most, settled, since, None)


def running_count(look: AgentLook) -> int:
    """How many conversations run at this look."""
    return look.started - look.closed
