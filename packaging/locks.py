"""Renews packaging/locks/ from pyproject.toml. Used by `dev.py lock`.

The tool for it, uv, lives in a throw-away venv under build/: nobody else needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from console import run, say

UV = "uv==0.13.9"

_HEADER = """\
# {what}
# Every package with its hashes: packaging/dev.py installs nothing that is not named here.
# Made from {sources} by `python3 packaging/dev.py lock`, which keeps the versions
# below as far as they fit; `lock --upgrade` takes the newest, `lock --upgrade-package NAME` the newest of one.
"""
_LOCKS = {
    "dev.txt": (
        "What it takes to work on wallboard: to run it, test it and check it.",
        "pyproject.toml and editable.in",
    ),
    "run.txt": (
        "What it takes to run wallboard, and nothing else; the versions are those of dev.txt.",
        "pyproject.toml",
    ),
    "proxy.txt": (
        "What it takes to run the proxy that tests go through, in a venv of its own (see packaging/proxy.py).",
        "proxy.in and proxy-instead.in",
    ),
}
_NEXT = "Read uv's words above; the locks are as they were."


def renew(root: Path, base_python: str, arguments: Sequence[str]) -> None:
    """Write all locks anew; `arguments` go to `uv pip compile`, for example --upgrade."""
    uv = _tool(root, base_python)
    folder = root / "packaging" / "locks"
    for_people = ["--group", f"{root / 'pyproject.toml'}:dev", str(folder / "editable.in")]
    project = str(root / "pyproject.toml")
    _compile(uv, root, folder / "dev.txt", [*for_people, *arguments, project])
    _compile(uv, root, folder / "run.txt", ["--constraints", str(folder / "dev.txt"), "--upgrade", project])
    instead = ["--override", str(folder / "proxy-instead.in")]
    _compile(uv, root, folder / "proxy.txt", [*arguments, *instead, str(folder / "proxy.in")])


def _compile(uv: Path, root: Path, lock: Path, arguments: Sequence[str]) -> None:
    say(f"Resolving {lock.relative_to(root).as_posix()} …")
    made = root / "build" / lock.name
    made.parent.mkdir(exist_ok=True)
    made.write_bytes(lock.read_bytes() if lock.exists() else b"")  # the versions to keep
    fixed = ["--universal", "--generate-hashes", "--python-version", "3.11"]
    bare = ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--quiet"]
    command: list[str | Path] = [uv, "pip", "compile", *fixed, *bare, "--output-file", made, *arguments]
    run(command, what=f"Resolving {lock.name}", next_step=_NEXT)
    what, sources = _LOCKS[lock.name]
    pins = "".join(line for line in made.read_text("utf-8").splitlines(keepends=True) if not line.startswith("#"))
    lock.write_text(_HEADER.format(what=what, sources=sources) + pins, "utf-8", newline="\n")


def _tool(root: Path, base_python: str) -> Path:
    folder = root / "build" / "lock-tool"
    say(f"Fetching {UV} into build/lock-tool …")
    run([base_python, "-m", "venv", "--clear", folder], what="Making a venv for uv", next_step=_NEXT)
    places = [folder / "bin" / "python", folder / "Scripts" / "python.exe"]
    python = next(place for place in places if place.exists())
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run([python, *pip, "--only-binary", ":all:", UV], what=f"Fetching {UV}", next_step=_NEXT)
    return python.with_name("uv" + python.suffix)
