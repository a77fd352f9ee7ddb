"""The machine sleeps for hours: at the first look after it the rows are old, and the first good poll heals them."""

from datetime import timedelta

import msgspec
import pytest

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from wallboard.app.face import BoardFace
from wallboard.app.link import Joined
from wallboard.app.night import Night
from wallboard.app.presenter import Presenter
from wallboard.app.quiet import Light
from wallboard.app.replica import Replica, absorb
from wallboard.board.freshness import Freshness
from wallboard.wire.boards import Screen
from wallboard.wire.messages import Cause, Event

NAPS = [
    pytest.param(timedelta(hours=1), "1 h", id="an hour"),
    pytest.param(timedelta(hours=9), "9 h", id="a night"),
    pytest.param(timedelta(hours=62), "2 d", id="a weekend"),
]


class Laptop:
    """A screen whose machine can sleep; `face` is what it shows."""

    def __init__(self, link: Joined = known.JOINED) -> None:
        self.clock = HurriedClock()
        self.link = link
        self.faces: list[BoardFace] = []
        self.lights: list[Light] = []
        self.night = Night(self.faces.append, self.lights.append, lambda _: None, self.clock)
        self.presenter = Presenter((self.night.show,), self.clock)
        self.replica = Replica()

    @property
    def face(self) -> BoardFace:
        return self.faces[-1]

    def is_old(self) -> bool:
        return self.face.condition.faded

    def banner(self) -> tuple[str, str]:
        """What cannot be overlooked; empty where nothing is amiss."""
        banner = self.face.condition.banner
        return ("", "") if banner is None else (banner.headline, banner.text)

    def hear(self, *events: Event) -> None:
        rate = 1.0 if self.link.boards.rehearsal is None else self.link.boards.rehearsal.rate
        for event in events:
            self.replica = absorb(self.replica, event, self.clock.elapsed(), rate)
            self.night.tell(self.replica, self.link)
            self.presenter.tell(self.replica, self.link)

    def sleeps(self, nap: timedelta) -> None:
        """It wakes, and its own second comes before anything is heard."""
        self.clock.at += nap
        self.presenter.refresh()


def awake() -> Laptop:
    laptop = Laptop()
    laptop.hear(known.snapshot(known.day()[:11]), known.status())  # one page
    assert laptop.face.condition.freshness is Freshness.LIVE
    return laptop


@pytest.mark.parametrize(("nap", "told"), NAPS)
def test_at_the_first_look_all_is_old_and_the_rows_stand(nap: timedelta, told: str) -> None:
    laptop = awake()
    before = laptop.face
    laptop.sleeps(nap)
    assert len(laptop.faces) == 3  # two that were heard, and the first look
    assert laptop.is_old()
    assert f"Last update {told}" in laptop.banner()[1]
    assert [row.agent_id for row in laptop.face.rows] == [row.agent_id for row in before.rows]
    assert not any(row.risen for row in (*laptop.face.podium, *laptop.face.rows))


@pytest.mark.parametrize(("nap", "told"), NAPS)
def test_that_its_poller_lives_heals_nothing_and_the_first_good_poll_all(nap: timedelta, told: str) -> None:
    laptop = awake()
    laptop.sleeps(nap)
    now, slept = known.NOW + nap, round(nap / timedelta(milliseconds=1))
    failed = known.status(Cause("unreachable"), seq=3, now=now, since_good_ms=slept, freshness="stale")
    laptop.hear(failed)
    assert laptop.is_old()
    assert laptop.banner()[0] == "STALE DATA"
    assert f"Last update {told}" in laptop.banner()[1]
    as_of = now - timedelta(seconds=30)
    good = msgspec.structs.replace(known.snapshot(revision=42), seq=4, as_of=as_of, updated_at=now)
    laptop.hear(good)
    assert laptop.face.condition.freshness is Freshness.LIVE
    assert not laptop.is_old()
    laptop.hear(known.status(seq=5, now=now))
    assert laptop.banner() == ("", "")
    assert laptop.face.condition.notice.startswith(f"Reconnected after {told}")


def test_who_connects_anew_gets_the_old_rows_and_they_stay_old() -> None:
    laptop = awake()
    laptop.sleeps(timedelta(hours=5))
    laptop.hear(known.snapshot())  # of a poller that slept as well, and thinks that it polled just now
    assert laptop.is_old()


def test_what_lasts_stands_still_meanwhile() -> None:
    laptop = awake()
    before = [row.duration for row in laptop.face.podium]
    laptop.sleeps(timedelta(hours=5))
    assert [row.duration for row in laptop.face.podium] == before


def test_it_wakes_in_the_dark_of_the_hour_in_which_it_wakes() -> None:
    boards = msgspec.structs.replace(known.BOARDS, screen=Screen(quiet_hours=("22:00-06:00",), quiet="dim"))
    laptop = Laptop(Joined(known.BOARD, boards))
    laptop.hear(known.snapshot(), known.status())  # at 14:35
    laptop.sleeps(timedelta(hours=9))
    laptop.sleeps(timedelta(hours=7))
    assert laptop.lights[-2:] == [Light.DIM, Light.FULL]


def test_a_rehearsal_that_slept_is_as_old_as_its_own_clock_says() -> None:
    laptop = Laptop(known.joined(rate=10.0))
    laptop.hear(known.snapshot(known.day()[:11]), known.status())  # one page
    laptop.sleeps(timedelta(hours=1))
    assert "Last update 10 h" in laptop.banner()[1]
