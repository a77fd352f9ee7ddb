"""The door between Python and QML."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMetaMethod
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy

from tests.app import known
from tests.app.known import HEARD_AT, JOINED
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace, face
from wallboard.app.fading_list import FadingList
from wallboard.app.link import Refused
from wallboard.app.looks import Looks
from wallboard.app.replica import Replica
from wallboard.app.row_face import RowFace
from wallboard.app.setup_face import SetupFace


def rows(shown: object) -> tuple[RowFace, ...]:
    assert isinstance(shown, FadingList)
    return shown.rows


pytestmark = pytest.mark.usefixtures("qapp")


def live(page: int = 0, seconds: float = 0) -> BoardFace:
    return face(known.heard(), JOINED, HEARD_AT + timedelta(seconds=seconds), page)


def test_what_is_shown_can_be_read_in_qml() -> None:
    state = BoardState()
    shown = live()
    state.show(shown)
    assert state.face is shown
    for name in ("title", "subtitle", "clock", "updated", "delay", "places", "disclaimer"):
        assert state.property(name) == getattr(shown, name)
    for name in ("widest_rank", "widest_movement", "rehearsal", "nobody_else"):
        assert state.property(name) == getattr(shown, name)
    assert state.property("column_keys") == ["closed", "aht"]
    assert state.property("column_labels") == ["Closed", "AHT (Compl.)"]
    assert state.property("card_names") == ["closed", "AHT"]
    assert state.property("column_widths") == ["000", "0:00"]
    assert (state.property("place_in_round"), state.property("round_length")) == (0, 2)
    assert state.property("scene") == Looks.Scene.RANKING
    assert state.property("badge") == "Live"
    assert state.property("trust") == Looks.Trust.LIVE
    assert state.property("faded") is False
    assert state.property("alarm") == state.property("reason") == state.property("headline") == ""
    assert rows(state.podium) == shown.podium
    assert rows(state.standings) == shown.rows


def test_a_footnote() -> None:
    state = BoardState()
    assert state.property("footnote") == ""
    state.show(replace(live(), footnote="Reconciled 07:00–15:00: 14 agents agree"))
    assert state.property("footnote") == "Reconciled 07:00–15:00: 14 agents agree"


def test_below_the_sign_in_page_no_rows_count_as_seen() -> None:
    state = BoardState()
    state.show(live())
    seen = [state.revision_on_top]
    state.sign_in_page.show(SetupFace("Connect"))
    seen.append(state.revision_on_top)
    state.sign_in_page.show(None)
    seen.append(state.revision_on_top)
    assert seen == [41, 0, 41]


def test_a_stale_board() -> None:
    state = BoardState()
    state.show(face(known.stale(), JOINED, HEARD_AT, 0))
    assert state.property("alarm") == "STALE DATA"
    assert state.property("reason").startswith("Last update 3 min 12 s ago.")
    assert state.property("faded") is True


def test_a_message() -> None:
    state = BoardState()
    state.show(face(Replica(), Refused("no secret"), HEARD_AT, 0))
    assert state.property("headline") == "The wallboard cannot start"
    assert state.property("message") == "no secret"
    assert state.property("hint")
    assert state.property("notice") == ""
    assert rows(state.podium) == ()


def test_it_signals_once_and_only_what_is_new() -> None:
    state = BoardState()
    signalled = QSignalSpy(state.face_changed)
    state.show(live())
    state.show(live(seconds=0.2))
    assert signalled.count() == 1
    state.show(live(page=1))
    assert signalled.count() == 2


def test_it_signals_when_the_rows_are_in_place() -> None:
    state = BoardState()
    seen: list[tuple[int, int]] = []
    state.face_changed.connect(lambda: seen.append((len(rows(state.podium)), len(rows(state.standings)))))
    state.show(live())
    state.show(live(page=1))
    assert seen == [(3, 8), (3, 3)]


def test_what_people_press_is_passed_on() -> None:
    state = BoardState()
    turned: list[int] = []
    state.turn_asked.connect(turned.append)
    state.turn_page(1)
    state.turn_page(-1)
    assert turned == [1, -1]
    shapes: list[bool] = []
    state.shape_told.connect(shapes.append)
    state.tell_shape(True)
    state.tell_shape(False)
    assert shapes == [True, False]
    for press, signal in (
        (state.toggle_fullscreen, state.fullscreen_toggled),
        (state.leave_fullscreen, state.fullscreen_left),
        (state.stop, state.stopped),
    ):
        spy = QSignalSpy(signal)
        press()
        assert spy.count() == 1


def test_every_property_is_constant_or_notifies() -> None:
    about = BoardState().metaObject()
    for number in range(about.propertyOffset(), about.propertyCount()):
        one = about.property(number)
        assert one.isConstant() or one.notifySignal().methodType() is QMetaMethod.MethodType.Signal, one.name()


def test_before_anything_is_shown_it_says_that_it_starts(qapp: QGuiApplication) -> None:
    assert BoardState().property("headline") == "Starting"
