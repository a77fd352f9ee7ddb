"""What a screen reader is told of each screen, as Qt hands it on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QSignalSpy

from tests.app import known
from tests.screens.screens import EVERYTHING, PAGES, SCREENS, picture, said
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.scene import Scene
from wallboard.app.setup_face import SetupFace
from wallboard.wire.messages import Cause

Role = QAccessible.Role


def parts(window: object) -> Iterator[QAccessibleInterface]:
    """Whatever is shown, in the order in which it is read."""
    top = QAccessible.queryAccessibleInterface(window)  # type: ignore[arg-type]  # the stub wants what it gives
    assert top is not None
    yield from _below(top)


def _below(part: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for place in range(part.childCount()):
        child = part.child(place)
        if not child.state().invisible:
            yield child
            yield from _below(child)


def told(scene: Scene, *roles: Role) -> list[str]:
    return [part.text(QAccessible.Text.Name) for part in parts(scene.window) if part.role() in roles]


def described(scene: Scene, role: Role) -> dict[str, str]:
    return {
        part.text(QAccessible.Text.Name): part.text(QAccessible.Text.Description)
        for part in parts(scene.window)
        if part.role() == role
    }


def test_the_board_is_read_from_the_title_to_the_last_row(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["live"])
    scene = screen[0]
    assert told(scene, Role.Heading) == ["All agents"]
    assert told(scene, Role.Indicator) == ["Live, Updated 14:35:02 · as of 14:34:30"]
    assert described(scene, Role.Indicator).popitem()[1] == "Data delayed by up to 30 s"
    assert told(scene, Role.List) == ["Podium", "Ranking"]
    rows = told(scene, Role.ListItem)
    assert len(rows) == 11
    assert rows[0] == "rank 1, Tova, On a Call 3:26, 155 closed, AHT 1:54"
    assert rows[3] == "rank 4, Gili, Available 2:05, 94 closed, AHT 2:21"
    texts = told(scene, Role.StaticText)
    assert texts[:2] == ["Since 07:00 · most closed, then shortest AHT", "14:35"]
    assert any(text.startswith("14 active · 5 on a call") for text in texts)
    assert texts[-2:] == ["Page 1 of 2", "▲▼ since 14:20 · 4–11 of 14"]


def test_each_row_is_one_part_and_has_none_of_its_own(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["odd"])
    items = [part for part in parts(screen[0].window) if part.role() == Role.ListItem]
    assert len(items) == 11
    assert all(part.childCount() == 0 for part in items)


@pytest.mark.parametrize(
    ("name", "listed", "first", "last"),
    [
        (
            "podium",
            "Podium",
            "rank 1, Tova, On a Call 3:26, 155 closed, AHT 1:54",
            "rank 3, Anat, Wrap-up 0:12, 121 closed, AHT 2:33",
        ),
        (
            "teams",
            "Most closed per agent who took part, then shortest AHT",
            "rank 1, Savings, 62.0 closed per agent, 310 closed by 5 agents · AHT 2:11 · 4 active",
            "Stock exchange, too few took part to tell · 2 active",
        ),
        (
            "goals",
            "Goals",
            "Closed by everybody, 861 of 900, 39 to go · 95 %",
            "Answered in time, 82 % at least 85 %, Not within the goal",
        ),
    ],
)
def test_the_other_scenes_are_lists_too(
    screen: tuple[Scene, BoardState], name: str, listed: str, first: str, last: str
) -> None:
    picture(screen, SCREENS[name])
    assert told(screen[0], Role.List) == [listed]
    items = told(screen[0], Role.ListItem)
    assert (items[0], items[-1]) == (first, last)


def test_that_the_round_is_stopped_is_read_with_the_page(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["paused"])
    assert "Page 1 of 2, Paused" in told(screen[0], Role.StaticText)


@pytest.mark.parametrize("shown", EVERYTHING.values(), ids=EVERYTHING)
def test_whatever_is_read_has_words(screen: tuple[Scene, BoardState], shown: BoardFace | SetupFace) -> None:
    picture(screen, shown)
    for part in parts(screen[0].window):
        words = [part.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
        assert any(words) or part.role() == Role.StaticText, part.role()


def test_a_notice_is_read_with_the_badge(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, said(known.heard(told=known.status(Cause("timeout")))))
    (badge,) = told(screen[0], Role.Indicator)
    assert badge.startswith("Live, Genesys Cloud did not answer in time, retrying, ")


def test_a_banner_is_an_alert_and_announced_once_when_it_comes(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["live"])
    scene, state = screen
    banner = scene.window.findChild(QQuickItem, "banner")
    assert banner is not None
    heard: list[str] = []
    QObject.connect(banner, SIGNAL("announced(QString)"), heard.append)
    assert told(scene, Role.AlertMessage) == []
    for seconds in (0, 1, 2):  # the countdown goes on
        state.show(said(known.stale(), seconds=seconds))
        QCoreApplication.processEvents()
    alert = "STALE DATA. Last update 3 min 12 s ago. Genesys Cloud asks to wait until 14:38:42; next try in 28 s."
    assert heard == [alert]
    assert told(scene, Role.AlertMessage)[0].startswith("STALE DATA. Last update 3 min 14 s ago.")
    state.show(SCREENS["offline"])
    QCoreApplication.processEvents()
    assert len(heard) == 2
    assert heard[1].startswith("NOT CONNECTED. Last update ")
    state.show(SCREENS["live"])
    QCoreApplication.processEvents()
    assert len(heard) == 2


def test_a_message_in_the_boards_stead_is_read_whole(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, SCREENS["refused"])
    (message,) = told(screen[0], Role.AlertMessage)
    assert message.startswith("The wallboard cannot start. The settings file is wrong: ")
    assert told(screen[0], Role.ListItem) == []


def test_the_sign_in_page_has_a_name_for_each_field(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, PAGES["sign-in refused"])
    scene = screen[0]
    assert told(scene, Role.Heading)[-1] == "Connect this wallboard"
    fields = described(scene, Role.EditableText)
    assert list(fields) == ["Region", "Client ID", ""]  # Qt tells no name of a field for a secret
    assert fields["Region"].startswith("Genesys Cloud in mypurecloud.com.au does not know this client id.")
    assert fields[""] == "Client secret, kept in this user's keyring alone"
    assert "Client secret" in told(scene, Role.StaticText)
    assert told(scene, Role.Button) == ["Connect"]


def test_a_secret_is_told_to_be_one_and_is_not_read(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, PAGES["no secret"])
    scene = screen[0]
    (secret,) = [part for part in parts(scene.window) if part.state().passwordEdit]
    field = scene.window.findChild(QQuickItem, "secret")
    assert field is not None
    field.setProperty("text", "hush")
    assert "hush" not in secret.text(QAccessible.Text.Value)
    field.setProperty("text", "")


def test_a_screen_reader_can_press_the_button(screen: tuple[Scene, BoardState]) -> None:
    picture(screen, PAGES["not set up"])
    sent = QSignalSpy(screen[1].sign_in_page.sent)
    (button,) = [part for part in parts(screen[0].window) if part.role() == Role.Button]
    actions = button.actionInterface()
    assert actions is not None
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    assert sent.count() == 1
