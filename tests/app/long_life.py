"""A screen as a process, and how its memory grew: agents, names, pictures, looks, nights and troubles come and go.

Each update takes the true way: bytes of an event, the copy, the face, the night, the scene, and a painted frame.
"""

import random
import sys
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import lru_cache

import msgspec
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from tests.growth import Growth
from tests.screens.portraits import portrait
from tests.screens.screens import PAGES
from wallboard.app.board_state import BoardState
from wallboard.app.link import Joined
from wallboard.app.night import Night
from wallboard.app.picture_key import PictureKey, key_of
from wallboard.app.presenter import Presenter
from wallboard.app.replica import Replica, absorb
from wallboard.app.row_face import RowFace
from wallboard.app.scene import open_scene
from wallboard.app.scenes import SceneKind
from wallboard.wire.boards import Goal, Scene, Screen
from wallboard.wire.codec import decode_event, encode
from wallboard.wire.messages import Cause, Event, Row, Snapshot, Status, Summary, TeamTotals, Window

STATUSES = ("Available", "On a Call", "Wrap-up", "Off queue: Meal")
LOOKS = (
    Screen(),
    Screen(theme="light", diagonal=75, furthest_seat=5),
    Screen(quiet_hours=("00:00-24:00",)),
    Screen(theme="high_contrast", motion="calm", safe_area=3),
    Screen(quiet_hours=("00:00-24:00",), quiet="dim"),
    Screen(accent="#ff9c00", motion="off"),
)
BOARD = msgspec.structs.replace(
    known.BOARD, scenes=tuple(Scene(kind.value, 30) for kind in SceneKind), goal=Goal(closed=500, aht=150)
)
MANY, A_WINDOW = 40, 40  # of whom some are on the board; updates until a shift ends


class LongLife:
    """One screen; `seen` counts what it went through."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self._chance = random.Random(1)  # noqa: S311  nothing secret
        self._closed = [self._chance.randrange(100) for _ in range(MANY)]
        self._there = set(range(20))
        self._clock = HurriedClock()
        self._clock.at = known.HEARD_AT
        self.state = BoardState()
        self.scene = open_scene(self.state, find_picture=lru_cache(MANY)(portrait))
        self.night = Night(self.state.show, self.state.show_light, self._unseen, self._clock)
        self.presenter = Presenter((self.night.show,), self._clock, self._pictures)
        self.replica = Replica()
        self._updates = 0
        self._loop = QEventLoop()
        self.scene.painted.connect(self._painted)

    def update(self) -> None:
        """Half a minute passes, and the poller tells how it is now."""
        self._updates += 1
        number, clock = self._updates, self._clock
        clock.at += timedelta(seconds=30)
        for event in self._events(number):
            self.replica = absorb(self.replica, event, clock.elapsed(), 1.0)
        boards = msgspec.structs.replace(known.BOARDS, screen=LOOKS[number // 5 % len(LOOKS)])
        link = Joined(BOARD, boards)
        self.night.tell(self.replica, link)
        self.presenter.tell(self.replica, link)
        self.seen[self.night.light.name] += 1
        self.seen[self.state.face.scene.name] += 1
        self.seen["celebrated"] += self.state.face.celebrates
        self._set_up(number)
        self._paint()

    def close(self) -> None:
        self.scene.close()

    def _events(self, number: int) -> Sequence[Event]:
        rows = self._rows(number)
        whole: Snapshot = known.snapshot(rows, revision=number)
        told = msgspec.structs.replace(
            whole, seq=2 * number, summary=_summary(whole.summary, number), window=_window(number)
        )
        status: Status = msgspec.structs.replace(known.status(), seq=2 * number + 1)
        if number % 23 > 20:
            status = msgspec.structs.replace(status, cause=Cause("timeout"), since_good_ms=200_000 + number)
            self.seen["stale"] += 1
        return [_through_the_wire("snapshot", told), _through_the_wire("status", status)]

    def _rows(self, number: int) -> list[Row]:
        """Some climb, one comes, one goes; everything that can be told of a row changes now and then."""
        chance = self._chance
        for one in chance.sample(range(MANY), 6):
            self._closed[one] += chance.randrange(1, 4)
        self._there ^= {chance.randrange(MANY)}
        order = sorted(self._there, key=lambda one: (-self._closed[one], one))
        return [self._row(agent, place, number) for place, agent in enumerate(order)]

    def _row(self, agent: int, place: int, number: int) -> Row:
        since = known.AS_OF - timedelta(seconds=self._chance.randrange(900))
        status = self._chance.choice(STATUSES)
        return known.row(
            place,
            id=f"agent-{agent}",
            name=f"Agent {agent} the {number // 50 + agent}th",
            closed=self._closed[agent],
            aht_ms=self._chance.randrange(600_000),
            aht_bound_ms=self._chance.choice((0, 0, 700, None)),
            status=status,
            status_since=since,
            call_since=since if status == "On a Call" else None,
            moved=self._chance.randrange(-3, 4),
            picture=f"v{number // 100}" if agent % 2 else None,
        )

    def _pictures(self) -> Collection[PictureKey]:
        shown = self.replica.shown
        return {key for row in (shown.rows if shown else ()) if (key := key_of(row)) is not None}

    def _set_up(self, number: int) -> None:
        """The sign-in page comes and goes."""
        pages = list(PAGES.values())
        self.state.sign_in_page.show(pages[number // 8 % len(pages)] if number % 8 == 0 else None)
        self.seen["page"] += number % 8 == 0

    def _paint(self) -> None:
        """Until this is on the glass. In a loop of Qt's: what goes for good, like a row's item, goes in one alone."""
        self.scene.window.update()
        self._loop.exec()

    def _painted(self, _revision: int) -> None:
        self.seen["frame"] += 1
        self._loop.quit()

    def _unseen(self, _revision: int) -> None:
        self.seen["unseen"] += 1


def _summary(usual: Summary, number: int) -> Summary:
    """What teams did; a goal is reached in the middle of each window."""
    teams = tuple(TeamTotals(f"Team {one}", 3, 4, number * one, 100_000 + number, 0) for one in range(4))
    return msgspec.structs.replace(usual, closed_by_everybody=number % A_WINDOW * 25, teams=teams)


def _window(number: int) -> Window:
    began = known.NOW - timedelta(hours=12) + timedelta(seconds=number // A_WINDOW)
    return Window(began, known.AS_OF)


def _through_the_wire(name: str, event: Event) -> Event:
    told = decode_event(name, encode(event).decode())
    assert told is not None
    return told


def live(updates: int, *, keep_one: bool) -> Growth:
    """So many updates; `keep_one` leaves the face of one row behind of each."""
    life, growth, kept = LongLife(), Growth(), list[RowFace]()
    for number in range(updates):
        life.update()
        if keep_one:
            kept.extend(life.state.face.rows[:1])
        if number % 10 == 0:
            growth.look(number)
    life.close()
    # All of it was lived through, and each update was painted.
    assert life.seen["frame"] >= updates
    assert all(life.seen[one] for one in ("FULL", "DIM", "OFF", "stale", "page", "celebrated"))
    assert all(life.seen[scene.name] for scene in SceneKind)
    return growth


if __name__ == "__main__":
    app = QGuiApplication(sys.argv[:1])
    live(int(sys.argv[1]), keep_one="keep" in sys.argv).tell()
