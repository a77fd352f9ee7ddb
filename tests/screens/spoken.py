"""Screens in other languages, and in one that nobody speaks: longer than English, and to be told from it at sight."""

import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from PySide6.QtCore import QLocale

from tests.app.tongues import speaking
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace
from wallboard.app.scene import Scene
from wallboard.app.setup_face import SetupFace
from wallboard.app.tongue import Tongue
from wallboard.host.screen_settings import Language

HERE = Path(__file__).resolve().parent
MESSAGES = HERE.parent.parent / "resources" / "i18n" / "wallboard_de.ts"
OPEN, CLOSE = "⟦", "⟧"
_LONGER = 0.35
_ACCENTS = str.maketrans("AEIOUYCNSaeiouycns", "ÅÊÎÕÛÝÇÑŠåêîõûýçñš")
_PLACES = re.compile(r"(\{\w*\}|%n|%\d)")
_FILLER = "łõñĝêř ťĥåñ Êñĝłîšĥ îš "


def everything() -> dict[str, BoardFace | SetupFace]:
    """Every face, in the tongue that is spoken now: they are values, made when their module runs."""
    made: dict[str, BoardFace | SetupFace] = runpy.run_path(str(HERE / "screens.py"))["EVERYTHING"]
    return made


@contextmanager
def spoken_on(screen: tuple[Scene, BoardState], tongue: Tongue | Language) -> Iterator[None]:
    """That window says its own words in this tongue, and as before afterwards."""
    state = screen[1]
    with speaking(tongue):
        state.tongue_changed.emit()
        yield
    state.tongue_changed.emit()


def pseudo(text: str) -> str:
    """A text as a language would have it that is a third longer than English."""
    pieces = [piece if _PLACES.fullmatch(piece) else piece.translate(_ACCENTS) for piece in _PLACES.split(text)]
    letters = sum(len(piece) for piece in pieces if not _PLACES.fullmatch(piece))
    more = max(round(letters * _LONGER) - len(OPEN + CLOSE), 0)
    filler = (_FILLER * (more // len(_FILLER) + 1))[:more].strip()
    return OPEN + "".join(pieces) + (f" {filler}" if filler and " " in text else filler) + CLOSE


def has_words(text: str) -> bool:
    """Whether there is anything to translate besides the places and signs."""
    return any(letter.isalpha() for letter in _PLACES.sub("", text))


def write_pseudo(source: Path, made: Path) -> None:
    """A file of messages in that language; patterns of clocks and days stay."""
    tree = ET.parse(source)  # noqa: S314  a file of this project
    for message in tree.getroot().iter("message"):
        text, comment = message.findtext("source", ""), message.findtext("comment", "")
        said = pseudo(text) if has_words(text) and "QLocale" not in comment else text
        translation = message.find("translation")
        assert translation is not None
        forms = list(translation.iter("numerusform")) or [translation]
        for form in forms:
            form.text = said
    tree.write(made, encoding="utf-8", xml_declaration=True)


def pseudo_tongue(folder: Path) -> Tongue:
    """That language, made in this folder; numbers, days and clock are as in English."""
    source, words = folder / "pseudo.ts", folder / "pseudo.qm"
    write_pseudo(MESSAGES, source)
    release = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([release, "-silent", source, "-qm", words], check=True, capture_output=True)
    return Tongue(words, QLocale("en_US"))
