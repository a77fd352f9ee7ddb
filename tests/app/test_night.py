"""The quiet hours of one screen: by the poller's clock, until somebody presses a key, whatever the poller does."""

from datetime import timedelta

import msgspec

from tests.app import known
from tests.app.hurried_clock import HurriedClock
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Joined, Link, Refused, Starting
from wallboard.app.night import Night
from wallboard.app.quiet import Light
from wallboard.app.replica import Replica
from wallboard.wire.boards import Screen

QUIET = Screen(quiet_hours=("14:00-15:00",))  # known.NOW is 14:35:02


class Wall:
    """What comes out of a night."""

    def __init__(self) -> None:
        self.clock = HurriedClock()
        self.clock.at = known.HEARD_AT
        self.faces: list[BoardFace] = []
        self.lights: list[Light] = []
        self.unseen: list[int] = []
        self.night = Night(self.faces.append, self.lights.append, self.unseen.append, self.clock)
        self.replica, self.link = known.heard(), joined(QUIET)

    def hear(self, replica: Replica | None = None, link: Link | None = None) -> None:
        replica, link = replica or self.replica, link or self.link
        self.night.tell(replica, link)
        self.night.show(face(replica, link, self.clock.at, 0))

    def after(self, minutes: float) -> Light:
        self.clock.at += timedelta(minutes=minutes)
        self.night.show(face(self.replica, self.link, self.clock.at, 0))
        return self.night.light


def joined(screen: Screen) -> Joined:
    boards = msgspec.structs.replace(known.BOARDS, screen=screen)
    return Joined(known.BOARD, boards)


def test_in_the_dark_no_face_reaches_the_screen_and_the_poller_is_told_that_it_was_shown() -> None:
    wall = Wall()
    wall.hear()
    assert (wall.faces, wall.lights, wall.unseen) == ([], [Light.OFF], [41])


def test_dimmed_it_shows_what_there_is() -> None:
    wall = Wall()
    wall.hear(link=joined(Screen(quiet_hours=("14:00-15:00",), quiet="dim")))
    assert (len(wall.faces), wall.lights, wall.unseen) == (1, [Light.DIM], [])


def test_it_is_over_when_the_hours_are() -> None:
    wall = Wall()
    wall.hear()
    assert [wall.after(minutes) for minutes in (24, 1)] == [Light.OFF, Light.FULL]
    assert len(wall.faces) == 1


def test_a_press_shows_the_board_for_five_minutes() -> None:
    wall = Wall()
    wall.hear()
    wall.night.wake()
    assert (len(wall.faces), wall.lights[-1]) == (1, Light.FULL)
    assert [wall.after(minutes) for minutes in (4.9, 0.1)] == [Light.FULL, Light.OFF]


def test_a_press_before_anything_was_shown_is_no_trouble() -> None:
    wall = Wall()
    wall.night.wake()
    assert wall.faces == []


def test_before_the_poller_has_told_the_time_there_is_no_night() -> None:
    wall = Wall()
    wall.hear(Replica(), Starting())
    wall.hear(Replica())
    assert wall.lights == [Light.FULL, Light.FULL]


def test_a_poller_that_refuses_does_not_light_the_room() -> None:
    wall = Wall()
    wall.hear()
    wall.hear(Replica(), Refused("The settings are wrong."))
    assert wall.lights == [Light.OFF, Light.OFF]


def test_settings_that_are_taken_up_change_the_night() -> None:
    wall = Wall()
    wall.hear()
    wall.hear(link=joined(Screen()))
    assert wall.lights == [Light.OFF, Light.FULL]


def test_it_knows_the_settings_of_the_screen_that_were_told_last() -> None:
    wall = Wall()
    assert wall.night.screen.quiet_hours == ()
    wall.hear()
    wall.hear(Replica(), Refused("The settings are wrong."))
    assert wall.night.screen == QUIET
