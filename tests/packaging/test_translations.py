"""The messages of the sources, their translations, and what the screen loads: none is older than the other."""

import ast
import importlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, get_args
from xml.etree import ElementTree as ET

import pytest

from wallboard.host.screen_settings import Language

translations: Any = importlib.import_module("translations")

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "i18n"
RENEW = "python3 packaging/dev.py words"
LANGUAGES: tuple[str, ...] = translations.LANGUAGES


class Key(NamedTuple):
    """What one message is known by."""

    context: str
    text: str
    comment: str
    plural: bool


class Message(NamedTuple):
    """One message, and its translations: one, or one for each plural form."""

    key: Key
    forms: tuple[str, ...]
    finished: bool


def read(path: Path) -> list[Message]:
    """What a file of messages holds."""
    root = ET.parse(path).getroot()  # noqa: S314  a file of this project
    found = []
    for context in root.iter("context"):
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            key = Key(
                context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""), plural
            )
            translation = message.find("translation")
            assert translation is not None
            forms = (
                [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
            )
            found.append(Message(key, tuple(forms), translation.get("type") is None))
    return found


def keys(path: Path) -> list[Key]:
    return [message.key for message in read(path)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_messages_are_those_of_the_sources(language: str, tmp_path: Path) -> None:
    kept = FOLDER / f"wallboard_{language}.ts"
    renewed = tmp_path / kept.name
    shutil.copyfile(kept, renewed)
    translations.update(ROOT, renewed)
    if keys(renewed) != keys(kept):
        changed = set(keys(renewed)) ^ set(keys(kept))
        pytest.fail(f"{kept.name} is older than the sources: {RENEW}\n{changed}", pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_screen_loads_is_made_from_the_messages(language: str, tmp_path: Path) -> None:
    source = FOLDER / f"wallboard_{language}.ts"
    compiled = tmp_path / "compiled.qm"
    translations.release(ROOT, source, compiled)
    if compiled.read_bytes() != source.with_suffix(".qm").read_bytes():
        pytest.fail(f"{source.stem}.qm is not what {source.name} gives: {RENEW}", pytrace=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    messages = read(FOLDER / f"wallboard_{language}.ts")
    assert [message.key for message in messages if not message.finished or not all(message.forms)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_source(language: str) -> None:
    """A number may be in the words of a form ("one day"); of other places each is there, and no other."""
    place = re.compile(r"\{\w*\}|%\d")
    for message in read(FOLDER / f"wallboard_{language}.ts"):
        for form in message.forms:
            assert sorted(place.findall(form)) == sorted(place.findall(message.key.text)), message
            assert form.count("%n") <= message.key.text.count("%n"), message
            assert not re.search(r"[{}]", place.sub("", form)), message


def test_there_is_one_file_for_each_language_that_can_be_chosen() -> None:
    assert set(LANGUAGES) == set(get_args(Language))
    wanted = {f"wallboard_{language}{suffix}" for language in LANGUAGES for suffix in (".ts", ".qm")}
    assert {path.name for path in FOLDER.iterdir()} == wanted


def calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "translate":
            yield node


def test_lupdate_has_found_every_message_of_the_sources() -> None:
    found = set(keys(FOLDER / "wallboard_de.ts"))
    said = set()
    for path in sorted((ROOT / "wallboard" / "app").glob("*.py")):
        for call in calls(path):
            texts = [ast.literal_eval(one) for one in call.args[:3]]
            assert not call.keywords, (path.name, texts)
            context, text, comment = (*texts, "")[:3]
            plural = len(call.args) > 3
            assert plural == ("%n" in text), (path.name, texts)
            said.add(Key(context, text, comment, plural))
    assert len(said) > 100
    assert said - found == set()
    assert {key for key in found if key.context.islower()} == said


def test_every_text_of_qml_is_made_for_translation() -> None:
    texts = re.compile(
        r"^ *(?:texts?|label|placeholder|heading|Accessible.name|Accessible.description): .*", re.MULTILINE
    )
    made = re.compile(r'qsTr\("[^"]*"(?:, "[^"]*")?')
    bare = set()
    for path in sorted((ROOT / "resources" / "qml").rglob("*.qml")):
        for line in texts.findall(path.read_text("utf-8")):
            words = re.findall(r'"([^"]*)"', made.sub("", line))
            bare |= {word for word in words if re.search("[A-Za-z]{2}", word) and not word.startswith("#")}
    assert bare == {"Esc", "Q, Ctrl+Q"}  # what stands on the keys


def test_all_languages_are_renewed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[object], *, what: str, next_step: str) -> None:
        asked.append([Path(str(word)).name for word in command])

    monkeypatch.setattr(translations, "run", run)
    translations.renew(tmp_path)
    named = [next(word for word in words if word.endswith(".ts")) for words in asked]
    assert named == [f"wallboard_{language}.ts" for language in LANGUAGES for _ in range(2)]
    assert ["-pluralonly" in words for words in asked[::2]] == [language == "en" for language in LANGUAGES]
