"""Seven days of one screen on a clock that a test moves, clock change included: light, drift, log, what is kept."""

import asyncio
import gc
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from types import BuiltinFunctionType, FunctionType, ModuleType

import msgspec
import pytest

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from tests.app.test_keep_awake import FakeLock
from wallboard.app.face import BoardFace
from wallboard.app.keep_awake import KeepAwake, is_awake
from wallboard.app.link import Joined
from wallboard.app.narrator import Narrator
from wallboard.app.night import Night
from wallboard.app.presenter import Presenter
from wallboard.app.quiet import Light
from wallboard.app.replica import Replica, absorb
from wallboard.host.screen_settings import Screen as ScreenSettings
from wallboard.wire.boards import Screen
from wallboard.wire.messages import Event

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LOOK = 10 * MINUTE
NIGHTS = Screen(quiet_hours=("22:00-06:00",), quiet="dim")
# Berlin: the week's first instant (a Monday, midnight), when the clocks change, and their hours from UTC till then.
WEEKS = [
    pytest.param(datetime(2026, 10, 18, 22, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC), 2, -1, id="to winter"),
    pytest.param(datetime(2027, 3, 21, 23, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC), 1, +1, id="to summer"),
]
# From the third day's noon on the poller is away for this long.
AWAY_FROM, AWAY = 2 * DAY + 12 * HOUR, 20 * MINUTE


class Week:
    """One screen, whose poller tells every minute how it is; `lights`, `drifts` are what it showed, by instant."""

    def __init__(self, began: datetime) -> None:
        self.began = began
        self.clock = HurriedClock()
        self.lights: dict[datetime, Light] = {}
        self.drifts: list[tuple[int, int]] = []
        self.faded = 0
        self._lit = Light.FULL
        self.night = Night(self._seen, self._dim, lambda _: None, self.clock)
        self.narrator = Narrator()
        self.presenter = Presenter((self.night.show, self.narrator.show), self.clock)
        board = msgspec.structs.replace(known.BOARD, time_zone="Europe/Berlin")
        self.link = Joined(board, msgspec.structs.replace(known.BOARDS, boards=[board], screen=NIGHTS))
        self.replica = Replica()
        self._start = self.clock.elapsed()

    def pass_on(self, step: timedelta, steps: int) -> None:
        """So much of the week."""
        for _ in range(steps):
            passed = self.clock.elapsed() - self._start
            if not AWAY_FROM <= passed < AWAY_FROM + AWAY:
                self._hear(passed)
            self.presenter.refresh()
            self.lights[self.began + passed] = self._lit
            self.clock.at += step

    def _hear(self, passed: timedelta) -> None:
        now = self.began + passed
        for event in _told(now, self.replica.seq, passed // MINUTE + 1):
            self.replica = absorb(self.replica, event, self.clock.elapsed(), 1.0)
        self.night.tell(self.replica, self.link)
        self.presenter.tell(self.replica, self.link)

    def _seen(self, face: BoardFace) -> None:
        self.drifts.append(face.style.drift)
        self.faded += face.condition.faded

    def _dim(self, light: Light) -> None:
        self._lit = light


def _told(now: datetime, seq: int, revision: int) -> Iterator[Event]:
    """A good poll at this instant."""
    rows = known.snapshot(revision=revision)
    yield msgspec.structs.replace(rows, seq=seq + 1, as_of=now - timedelta(seconds=30), updated_at=now)
    yield msgspec.structs.replace(known.status(), seq=seq + 2, now=now)


def reach(*roots: object, but_for: object) -> int:
    """How many objects hang on these, code and types aside."""
    seen = {id(but_for): but_for}
    left = list(roots)
    while left:
        one = left.pop()
        if id(one) not in seen and not isinstance(one, type | ModuleType | FunctionType | BuiltinFunctionType):
            seen[id(one)] = one
            left += gc.get_referents(one)
    return len(seen)


@pytest.mark.parametrize(("began", "change", "before", "by"), WEEKS)
def test_a_week_with_a_change_of_the_clocks(
    began: datetime, change: datetime, before: int, by: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "wallboard")
    week, kept = Week(began), []
    for _ in range(7):
        week.pass_on(LOOK, DAY // LOOK)
        kept.append(reach(week.presenter, week.night, week.narrator, but_for=week))

    for instant, light in week.lights.items():
        hour = (instant + timedelta(hours=before + (by if instant >= change else 0))).hour
        assert light is (Light.DIM if hour >= 22 or hour < 6 else Light.FULL), instant
    # The week begins and ends in a night. That of the change is as much longer or shorter as the clocks say.
    nights = [len(list(looks)) * LOOK for light, looks in groupby(week.lights.values()) if light is Light.DIM]
    assert nights[1:-1] == [*[8 * HOUR] * 5, (8 - by) * HOUR]

    said = Counter(record.getMessage() for record in caplog.records)
    # Twice a night, of which the first had begun. The board; not connected; back; no word of that any more.
    assert said == {"screen.light": 15, "screen.says": 4}
    assert week.faded == AWAY // LOOK
    assert max(kept) - min(kept) <= 2, kept  # a banner more or less, and nothing for each day


def test_hour_after_hour_the_scene_drifts_by_single_pixels_within_its_bounds() -> None:
    week = Week(datetime(2026, 10, 18, 22, tzinfo=UTC))
    week.pass_on(MINUTE / 3, 6 * HOUR // (MINUTE / 3))
    across, down = zip(*week.drifts, strict=True)
    for way, width in ((across, 24), (down, 14)):
        assert (max(way), min(way)) == (width / 2, -width / 2)
        changes = Counter(abs(after - before) for before, after in pairwise(way))
        assert changes == {0: len(way) - 6 * 60, 1: 6 * 60 - 1}  # once a minute, and nobody sees it move


def test_after_a_week_it_drifts_as_on_the_first_day() -> None:
    week = Week(datetime(2026, 10, 18, 22, tzinfo=UTC))
    week.clock.at += 7 * DAY
    week.pass_on(MINUTE, 60)
    assert all(abs(across) <= 12 and abs(down) <= 7 for across, down in week.drifts)
    assert len({*week.drifts}) > 30


@pytest.mark.asyncio
async def test_the_monitor_is_kept_on_for_a_week_and_asked_for_but_once(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "wallboard")
    lock, clock, over = FakeLock(), HurriedClock(), asyncio.Event()
    lock.refusals = 600  # the desktop's bus is away for ten hours
    until = clock.elapsed() + 7 * DAY

    def wanted() -> bool:
        if clock.elapsed() >= until:
            over.set()
        return is_awake(ScreenSettings(), fullscreen=True)

    awake = KeepAwake(lock, clock)
    running = asyncio.create_task(awake.run(wanted))
    await over.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert Counter(lock.asked) == {"hold": 601, "release": 1}
    assert [record.getMessage() for record in caplog.records] == ["awake.failed", "awake.held"]
