"""The sign-in page by keyboard and by mouse, as somebody uses it."""

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from wallboard.app.board_state import BoardState
from wallboard.app.scene import Scene, open_scene
from wallboard.app.setup_face import Attempt, Form, Idle, Sending, failed, setup_face
from wallboard.wire.messages import CauseCode, Problem
from wallboard.wire.setup import Setup

SETUP = Setup("settings", "There is no settings file.", ["mypurecloud.com", "mypurecloud.ie", "mypurecloud.de"])


class Page:
    """A window with the page, and what was sent from it."""

    def __init__(self, scene: Scene, state: BoardState) -> None:
        self.scene = scene
        self.state = state
        self.forms: list[Form] = []
        state.sign_in_page.sent.connect(self.forms.append)

    def show(self, attempt: Attempt) -> None:
        self.state.sign_in_page.show(setup_face(SETUP, attempt))

    def go(self) -> None:
        """The page goes, with all that was typed."""
        self.state.sign_in_page.show(None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def item(self, name: str) -> QQuickItem:
        found = self.scene.window.findChild(QQuickItem, name)
        assert found is not None
        return found

    def text(self, name: str) -> str:
        said = self.item(name).property("text")
        assert isinstance(said, str)
        return said

    def has_focus(self, name: str) -> bool:
        return bool(self.item(name).property("activeFocus"))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.scene.window, key)

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.scene.window, letter)  # type: ignore[call-overload]  # the stub knows no letters

    def click(self, name: str, height: float = 0.6) -> None:
        item = self.item(name)
        at = item.mapToScene(QPointF(item.width() / 2, item.height() * height)).toPoint()
        QTest.mouseClick(self.scene.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


@pytest.fixture
def page(qapp: QGuiApplication, qtbot: QtBot) -> Iterator[Page]:
    state = BoardState()
    scene = open_scene(state, motion=0)
    opened = Page(scene, state)
    opened.show(Idle())
    scene.window.requestActivate()
    qtbot.waitUntil(lambda: opened.has_focus("region"))
    yield opened
    scene.close()


def test_by_keyboard_alone(page: Page) -> None:
    turned, stopped = QSignalSpy(page.state.turn_asked), QSignalSpy(page.state.stopped)
    page.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)  # opens, takes the second
    assert page.text("region") == "mypurecloud.ie"
    page.press(Qt.Key.Key_Tab)
    page.write("q-1")  # a letter that ends the program elsewhere
    page.press(Qt.Key.Key_Tab)
    page.write("hush")
    page.press(Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Tab)
    assert page.has_focus("connect")
    page.press(Qt.Key.Key_Return)
    (form,) = page.forms
    assert (form.region, form.client_id, form.shift_start) == ("mypurecloud.ie", "q-1", "00:00")
    assert form.client_secret.reveal() == "hush"
    assert (turned.count(), stopped.count()) == (0, 0)


def test_the_way_back_by_keyboard(page: Page) -> None:
    page.press(Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
    assert page.has_focus("region")


def test_tab_goes_round_every_field_and_the_button_and_back(page: Page) -> None:
    fields = ["region", "client", "secret", "shift", "connect"]
    there, back = [], []
    for _ in range(2 * len(fields)):
        page.press(Qt.Key.Key_Tab)
        there.append(next(name for name in fields if page.has_focus(name)))
    for _ in range(2 * len(fields)):
        QTest.keyClick(page.scene.window, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(next(name for name in fields if page.has_focus(name)))
    assert there == [*fields[1:], fields[0]] * 2
    assert back == [*reversed(fields)] * 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_button_is_pressed_by_keyboard(page: Page, key: Qt.Key) -> None:
    page.press(*[Qt.Key.Key_Tab] * 4, key)
    assert len(page.forms) == 1


@pytest.mark.parametrize("tabs", range(4))
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_sends_the_form_from_every_field(page: Page, tabs: int, key: Qt.Key) -> None:
    page.press(*[Qt.Key.Key_Tab] * tabs, key)
    assert len(page.forms) == 1


def test_escape_closes_the_list_first_and_then_leaves_the_full_screen(page: Page) -> None:
    page.press(Qt.Key.Key_F11, Qt.Key.Key_Down)
    seen = []
    for _ in range(2):
        page.press(Qt.Key.Key_Escape)
        seen.append((page.item("region").property("open"), page.scene.kiosk.fullscreen))
    assert seen == [(False, True), (False, False)]
    assert page.text("region") == ""


def test_the_list_of_regions_is_walked_up_and_down_to_its_ends(page: Page) -> None:
    page.press(Qt.Key.Key_Down, *[Qt.Key.Key_Down] * 9, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert page.text("region") == "mypurecloud.ie"  # the last but one
    assert not page.item("region").property("open")


def test_help_and_full_screen_have_their_keys_here_too(page: Page) -> None:
    page.press(Qt.Key.Key_F1)
    shown = [page.scene.window.property("helping")]
    page.press(Qt.Key.Key_Escape)
    shown.append(page.scene.window.property("helping"))
    page.press(Qt.Key.Key_F11)
    assert (shown, page.scene.kiosk.fullscreen) == ([True, False], True)
    assert page.has_focus("region")
    stopped = QSignalSpy(page.state.stopped)
    QTest.keyClick(page.scene.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert stopped.count() == 1


def test_the_list_narrows_and_enter_takes_what_is_marked(page: Page) -> None:
    page.write(".d")
    page.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert page.text("region") == "mypurecloud.de"
    assert page.forms == []
    page.press(Qt.Key.Key_Return)
    assert [form.region for form in page.forms] == ["mypurecloud.de"]


def test_another_host_is_typed_whole(page: Page) -> None:
    page.write("http://127.0.0.1:9")
    page.press(Qt.Key.Key_Enter)
    assert [form.region for form in page.forms] == ["http://127.0.0.1:9"]


def test_by_mouse(page: Page) -> None:
    page.click("secret")
    page.write("hush")
    page.click("connect")
    assert [form.client_secret.reveal() for form in page.forms] == ["hush"]


def test_the_secret_is_masked_and_gone_once_it_was_sent(page: Page) -> None:
    page.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    page.write("hush")
    (typed,) = [one for one in page.item("secret").findChildren(QQuickItem) if one.inherits("QQuickTextInput")]
    masked = typed.property("displayText")
    assert len(masked) == 4
    assert not set(masked) & set("hush")
    page.press(Qt.Key.Key_Return)
    assert page.text("secret") == ""
    QTest.keyClick(page.scene.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.text("secret") == ""  # and nothing brings it back
    assert len(page.forms) == 1


def test_while_it_is_tried_nothing_can_be_changed_or_sent(page: Page) -> None:
    page.show(Sending())
    page.write("x")
    page.press(Qt.Key.Key_Return)
    page.click("connect")
    assert page.text("region") == ""
    assert page.forms == []


@pytest.mark.parametrize(("code", "name"), [("wrong_secret", "secret"), ("wrong_region", "region"), (None, "secret")])
def test_after_a_refusal_the_cursor_stands_where_to_correct_it(page: Page, code: CauseCode | None, name: str) -> None:
    page.write("mypurecloud.ie")
    page.press(Qt.Key.Key_Tab)
    page.write("c-1")
    for attempt in (Sending(), failed(Problem("No.", code))):
        page.show(attempt)
    assert page.has_focus(name)
    assert (page.text("region"), page.text("client")) == ("mypurecloud.ie", "c-1")  # what was typed stays


def test_what_the_settings_hold_is_filled_in_and_the_rest_is_asked_for(page: Page) -> None:
    known = Setup("secret", "There is no client secret.", SETUP.regions, region="mypurecloud.ie", client_id="c-1")
    page.go()
    page.state.sign_in_page.show(setup_face(known, Idle()))
    assert (page.text("region"), page.text("client")) == ("mypurecloud.ie", "c-1")
    assert page.has_focus("secret")
    assert not page.item("shift").isVisible()


def test_it_goes_and_leaves_the_board_its_keys(page: Page) -> None:
    page.go()
    assert page.scene.window.findChild(QQuickItem, "secret") is None
    stopped = QSignalSpy(page.state.stopped)
    page.press(Qt.Key.Key_Q)
    assert stopped.count() == 1


def test_what_the_organisation_has_set_is_shown_and_cannot_be_changed(page: Page) -> None:
    page.go()
    fixed = msgspec.structs.replace(
        SETUP, needs="secret", region="mypurecloud.de", client_id="q-1", fixed=["region", "client_id"]
    )
    page.state.sign_in_page.show(setup_face(fixed, Idle()))
    QCoreApplication.processEvents()
    assert page.has_focus("secret")
    page.write("hush")
    for name in ("client", "region"):
        page.press(Qt.Key.Key_Backtab)
        assert page.has_focus(name)
        page.write("x")
        page.press(Qt.Key.Key_Down)
        assert not page.item("region").property("open")
        page.click(name)
    page.press(Qt.Key.Key_Return)
    (form,) = page.forms
    assert (form.region, form.client_id) == ("mypurecloud.de", "q-1")
    assert form.client_secret.reveal() == "hush"
    said = [text.property("text") for text in page.scene.window.findChildren(QQuickItem) if text.property("text")]
    assert said.count("Set by your organisation.") == 2


def test_another_set_by_the_organisation_meanwhile_is_shown(page: Page) -> None:
    page.write("mypure")
    page.state.sign_in_page.show(
        setup_face(msgspec.structs.replace(SETUP, region="mypurecloud.de", fixed=["region"]), Idle())
    )
    QCoreApplication.processEvents()
    assert page.text("region") == "mypurecloud.de"


def test_after_a_refusal_the_first_field_that_can_be_changed_has_the_keyboard(page: Page) -> None:
    fixed = msgspec.structs.replace(SETUP, region="mypurecloud.de", fixed=["region"])
    page.state.sign_in_page.show(setup_face(fixed, Idle()))
    page.state.sign_in_page.show(setup_face(fixed, failed(Problem("No.", "wrong_region"))))
    assert page.has_focus("client")
