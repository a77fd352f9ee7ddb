"""Renews resources/i18n: the messages of the sources (.ts), and what the screen loads (.qm). Used by `dev.py words`.

Qt's own tools do it. A message that is new stands there as unfinished; one that is gone is taken out.
"""

from __future__ import annotations

from pathlib import Path

from console import run, say
from environment import program

FOLDER = Path("resources", "i18n")
# The sources are English: of it the file holds plural forms alone.
PLURALS_ALONE = "en"
LANGUAGES = (PLURALS_ALONE, "de", "ar")
_NEXT = "Read the tool's words above."


def renew(root: Path) -> None:
    """Take up what the sources say, and compile it."""
    for language in LANGUAGES:
        source = root / FOLDER / f"wallboard_{language}.ts"
        update(root, source)
        release(root, source, source.with_suffix(".qm"))


def update(root: Path, source: Path) -> None:
    """Bring one file of messages up to the sources; its translations stay."""
    source.parent.mkdir(parents=True, exist_ok=True)
    plurals = ["-pluralonly"] if source.stem.endswith(f"_{PLURALS_ALONE}") else []
    where = ["-locations", "none", "-no-obsolete", "-source-language", "en"]
    command: list[str | Path] = [program(root, "pyside6-lupdate"), *where, *plurals, *sources(root), "-ts", source]
    say(f"Reading the messages into {source.name} …")
    run(command, what="lupdate", next_step=_NEXT)


def release(root: Path, source: Path, compiled: Path) -> None:
    """Compile one file of messages."""
    run([program(root, "pyside6-lrelease"), "-silent", source, "-qm", compiled], what="lrelease", next_step=_NEXT)


def sources(root: Path) -> list[Path]:
    """Where the screen's texts stand."""
    return sorted((root / "wallboard" / "app").glob("*.py")) + sorted((root / "resources" / "qml").rglob("*.qml"))
