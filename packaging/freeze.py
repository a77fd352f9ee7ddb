"""Makes build/frozen/wallboard, a folder with the three programs that needs no Python. Used by `dev.py freeze`.

PyInstaller does the work, as wallboard.spec tells it; here stands what has to lie ready for that.
"""

from __future__ import annotations

import os
from pathlib import Path

import identity
import programs
from console import run, say
from environment import program

FOLDER = Path("build", "frozen", "wallboard")
UNTRIMMED = Path("build", "untrimmed", "wallboard")  # to measure against
_SOURCES = ("wallboard", "resources", "packaging")
_WORK = Path("build", "freeze")


def freeze(root: Path, *, trimmed: bool = True) -> Path:
    """Build the folder anew; where it is. Raises Failed."""
    folder = root / (FOLDER if trimmed else UNTRIMMED)
    work = root / _WORK
    made_from = identity.of(root)
    prepare(root, work, made_from)
    python, spec = str(program(root, "python")), str(root / "packaging" / "wallboard.spec")
    quietly = ["--noconfirm", "--log-level", "ERROR"]
    run(
        [python, "-m", "PyInstaller", *quietly, "--distpath", folder.parent, "--workpath", work, spec],
        what="Freezing",
        next_step="Read PyInstaller's words above.",
        env=environment(made_from, trimmed=trimmed),
    )
    say(f"{folder.relative_to(root).as_posix()} is ready: {size_of(folder) / 1e6:.0f} MB.")
    return folder


def fresh(root: Path) -> Path:
    """The folder of these sources: built anew where it is missing, or older than one of them. Raises Failed."""
    begun = root / FOLDER / "wallboard"
    sources = [path for name in _SOURCES for path in (root / name).rglob("*") if "__pycache__" not in path.parts]
    newest = max(path.stat().st_mtime for path in sources if path.is_file())
    if begun.is_file() and begun.stat().st_mtime >= newest:
        return root / FOLDER
    return freeze(root)


def prepare(root: Path, work: Path, made_from: identity.Identity | None) -> None:
    """Write what wallboard.spec reads: the scripts, the build's identity, and what Windows and macOS are told."""
    work.mkdir(parents=True, exist_ok=True)
    if made_from is None:
        say("This is no checkout of git: --version of this build will name no commit.")
    build = "build unknown" if made_from is None else made_from.words
    for name, begin in programs.programs(root).items():
        (work / programs.script_name(name)).write_text(programs.script(begin), "utf-8")
        resource = programs.version_resource(name, programs.version(root), build)
        (work / f"{name}.version.txt").write_text(resource, "utf-8")
    (work / "build.json").write_text(identity.told(made_from), "utf-8")
    pictures = (root / "packaging" / "icon").glob("wallboard-*.png")
    by_size = {int(path.stem.rpartition("-")[2]): path.read_bytes() for path in pictures}
    (work / "wallboard.icns").write_bytes(programs.icns(by_size))


def environment(made_from: identity.Identity | None, *, trimmed: bool) -> dict[str, str]:
    """For PyInstaller: the same source is to give the same files."""
    env = {"PYTHONHASHSEED": "1"}
    if made_from is not None:
        env["SOURCE_DATE_EPOCH"] = str(made_from.epoch)
    return env if trimmed else {**env, "WALLBOARD_UNTRIMMED": "1"}


def size_of(folder: Path) -> int:
    """In bytes, as a disk without holes would hold it; what is linked counts once."""
    files = (Path(at, name) for at, _, names in os.walk(folder) for name in names)
    return sum(path.stat().st_size for path in files if not path.is_symlink())
