"""Screens in other languages: every text is translated, and none is cut."""

import re
from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from tests.app.tongues import speaking, tongue
from tests.screens.screens import EVERYTHING, picture
from tests.screens.seen import MAY_BE_ELIDED as USUALLY_ELIDED
from tests.screens.seen import look, texts, touching
from tests.screens.spoken import CLOSE, OPEN, everything, pseudo, pseudo_tongue, spoken_on
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.scene import Scene
from wallboard.app.setup_face import SetupFace
from wallboard.app.tongue import Tongue

SIZE = (1920, 1080)
# What ends in dots rather than get too small: besides names and statuses the rule, the footnote, a row's second line.
MAY_BE_ELIDED = USUALLY_ELIDED | {"subtitle", "footnote", "age"}
NAMES = {"name", "title"}
AS_TYPED = {"command", "missing"}
# Sentences of the poller's own: packaging/decisions/languages.md tells why they are English.
OF_THE_POLLER = (
    "The settings file is wrong",
    "There is no settings file",
    "This wallboard does not know yet whose numbers",
    "This user's keyring",
    "Genesys Cloud in mypurecloud.com.au does not know",
    "Genesys Cloud cannot be reached: the network may block it.",
)
KEYS = {"Esc", "F, F11", "F1, ?", "Q, Ctrl+Q"}  # what stands on them
USUAL_STATUSES = {"Verfügbar", "Im Gespräch", "Nachbearbeitung"}
Faces = dict[str, BoardFace | SetupFace]


def made_in(tongue: Tongue) -> tuple[Tongue, Faces]:
    with speaking(tongue):
        return tongue, everything()


@pytest.fixture(scope="module")
def made_in_the_invented(tmp_path_factory: pytest.TempPathFactory) -> tuple[Tongue, Faces]:
    return made_in(pseudo_tongue(tmp_path_factory.mktemp("i18n")))


@pytest.fixture(scope="module")
def made_in_german() -> tuple[Tongue, Faces]:
    return made_in(tongue("de"))


@pytest.fixture
def invented(screen: tuple[Scene, BoardState], made_in_the_invented: tuple[Tongue, Faces]) -> Iterator[Faces]:
    """Every face in a language that nobody speaks, in which the window speaks as well."""
    spoken, faces = made_in_the_invented
    with spoken_on(screen, spoken):
        yield faces


@pytest.fixture
def german(screen: tuple[Scene, BoardState], made_in_german: tuple[Tongue, Faces]) -> Iterator[Faces]:
    spoken, faces = made_in_german
    with spoken_on(screen, spoken):
        yield faces


def test_the_invented_language_is_longer_and_keeps_its_places() -> None:
    assert pseudo("Last update {age} ago.").startswith(f"{OPEN}Låšt ûpdåtê {{age}} ågõ.")
    assert len(pseudo("The next update is overdue.")) >= 1.3 * len("The next update is overdue.")


def own_words(text: str) -> str:
    """What stands outside of all marks."""
    while (bare := re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)) != text:
        text = bare
    return text


def names(face: BoardFace | SetupFace) -> set[str]:
    """What is shown of agents as it is: names, initials, and status words of the organisation's own."""
    if isinstance(face, SetupFace):
        return {"wallboard"}
    rows = [*face.podium, *face.rows]
    return {"wallboard", *(row.initials for row in rows), *(row.status for row in rows if OPEN not in row.status)}


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_text_is_translated(screen: tuple[Scene, BoardState], invented: Faces, name: str) -> None:
    picture(screen, invented[name], SIZE)
    seen = texts(screen[0].window.contentItem())
    assert len(seen) > 3
    bare = [
        text.property("text")
        for text in seen
        if text.objectName() not in NAMES | AS_TYPED
        and any(letter.isalpha() for letter in own_words(text.property("text")))
        and not text.property("text").startswith(OF_THE_POLLER)
        and text.property("text") not in names(invented[name])
    ]
    assert bare == []


def insist_that_nothing_is_cut(screen: tuple[Scene, BoardState], root: QQuickItem) -> None:
    """Every text is whole in its place, and no two lie on each other."""
    scene = screen[0]
    image = QRectF(-1, -1, SIZE[0] + 2, SIZE[1] + 2)
    items = texts(root)
    seen = [look(text) for text in items]
    for item, text in zip(items, seen, strict=True):
        assert image.contains(text.area), text
        assert not text.truncated or text.name in MAY_BE_ELIDED, text
        assert text.area.width() <= text.room + 1, text
        context = qmlContext(item)
        assert context is not None
        assert QQmlExpression(
            context, item, "contentHeight <= height + 0.3 * fontInfo.pixelSize || lineCount === 1"
        ).evaluate()[0], text
    for one, other in combinations(seen, 2):
        common = one.area.intersected(other.area)
        assert common.width() <= 1 or common.height() <= 1, (one, other)
    assert touching(root) == []
    assert scene.window.width() == SIZE[0]


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_is_cut_where_words_are_longer(screen: tuple[Scene, BoardState], invented: Faces, name: str) -> None:
    picture(screen, invented[name], SIZE)
    insist_that_nothing_is_cut(screen, screen[0].window.contentItem())


def help_page(screen: tuple[Scene, BoardState], faces: Faces) -> QQuickItem:
    picture(screen, faces["live"], SIZE, helping=True)
    page = screen[0].window.findChild(QQuickItem, "help")
    assert page is not None
    return page


def test_the_help_is_translated_and_whole_where_words_are_longer(
    screen: tuple[Scene, BoardState], invented: Faces
) -> None:
    page = help_page(screen, invented)
    said = [text.property("text") for text in texts(page)]
    assert len(said) > 20
    assert {text for text in said if any(letter.isalpha() for letter in own_words(text))} == KEYS
    insist_that_nothing_is_cut(screen, page)


def test_the_help_is_whole_in_german(screen: tuple[Scene, BoardState], german: Faces) -> None:
    insist_that_nothing_is_cut(screen, help_page(screen, german))


@pytest.mark.parametrize("name", EVERYTHING)
def test_nothing_is_cut_in_german(screen: tuple[Scene, BoardState], german: Faces, name: str) -> None:
    picture(screen, german[name], SIZE)
    insist_that_nothing_is_cut(screen, screen[0].window.contentItem())
    seen = [text for text in texts(screen[0].window.contentItem()) if text.objectName() == "status"]
    assert [text for text in seen if text.property("text") in USUAL_STATUSES and text.property("truncated")] == []
