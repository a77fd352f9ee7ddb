"""Boards without names, as pictures: no text of the scene, seen or not, and no byte of the file names anybody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from tests.line.hiding import places_of
from tests.line.home import Home, ask
from tests.line.test_privacy import crowd, poller_of, shown
from wallboard.app import picture
from wallboard.app.board_state import BoardState
from wallboard.app.face import face
from wallboard.app.link import Joined
from wallboard.app.replica import Replica, absorb
from wallboard.app.scene import Scene, open_scene
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode
from wallboard.wire.messages import Handshake, Row

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(180), pytest.mark.apart]

MASKED = ("initials", "pseudonym")
_TEXTS = {"QString", "QUrl", "QVariant", "QStringList"}
_SPOKEN = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)


def everything(scene: Scene) -> set[QObject]:
    """All objects of the window: its items, whether they are seen or not, and whatever is attached to them."""
    found: set[QObject] = set()
    left: list[QObject] = [scene.window, scene.window.contentItem()]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += one.children()
            left += one.childItems() if isinstance(one, QQuickItem) else ()
    return found


def texts_of(one: QObject) -> Iterator[str]:
    """Every text that an object holds, and what a screen reader is told of it."""
    about = one.metaObject()
    for place in range(about.propertyCount()):
        told = about.property(place)
        kind: object = told.typeName()
        if kind in _TEXTS:
            yield str(one.property(str(told.name())))
    spoken = QAccessible.queryAccessibleInterface(one)
    if spoken is not None:
        yield from (spoken.text(kind) for kind in _SPOKEN)


async def texts_and_pictures(poller: Handshake, board: str, folder: Path) -> tuple[list[Row], str]:
    """Whom the first and the last page of a board show, and all that stands there; pictures go into the folder."""
    boards = decode(Boards, (await ask(poller, "GET", "/v1/boards")).content)
    link = Joined(next(one for one in boards.boards if one.id == board), boards)
    told, at, state = await shown(poller, board), timedelta(hours=1), BoardState()
    replica = absorb(Replica(), told, at, 1.0)
    scene = open_scene(state, motion=0)
    said: set[str] = set()
    ids: set[str] = set()
    for page in (0, face(replica, link, at, 0).pages - 1):
        state.show(face(replica, link, at, page))
        QCoreApplication.processEvents()
        picture.write(scene.grab(), folder / f"{board}-{page}.png")
        said.update(text for one in everything(scene) for text in texts_of(one))
        ids.update(row.agent_id for row in (*state.face.podium, *state.face.rows))
    scene.close()
    texts = "\n".join(sorted(said))
    (folder / f"{board}.txt").write_text(texts, "utf-8")
    return [row for row in told.rows if row.id in ids], texts


@pytest.mark.usefixtures("qapp")
async def test_no_text_of_the_scene_and_no_byte_of_a_picture_names_anybody(tmp_path: Path) -> None:
    async with crowd() as there:
        home = Home(tmp_path)
        for folder in ("run", "full", "masked"):
            (tmp_path / folder).mkdir(mode=0o700)
        (tmp_path / "wallboard.toml").write_text(there.settings("full", *MASKED), "utf-8")
        async with poller_of(home) as poller:
            for board in ("full", *MASKED):
                place = tmp_path / ("masked" if board in MASKED else "full")
                told, said = await texts_and_pictures(poller, board, place)
                # It was looked at well: whoever is on these pages was found, by name and by id.
                assert len(told) > 11
                assert all(row.name in said and row.id in said for row in told)
        found = {where.partition("/")[0] for where in places_of(there.sought(), home) if "/" in where}
        assert "full" in found
        assert "masked" not in found
