"""Makes build/proxy from packaging/locks/proxy.txt, once, and prints where its mitmdump is. Used by tests/line.

A venv of its own: mitmproxy wants other versions of the packages that the product stands on. A stamp inside, written
last, says what it was made from.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from console import Failed, run, say
from environment import alone, base_python

ROOT = Path(__file__).resolve().parent.parent
_STAMP = "lock"


def mitmdump(root: Path) -> Path:
    """The program, made where it is not there or no longer fits. Raises Failed."""
    folder, lock = root / "build" / "proxy", root / "packaging" / "locks" / "proxy.txt"
    wanted = f"{sys.version_info[:2]} {folder}\n{lock.read_text('utf-8')}"
    with alone(root):
        if _stamp(folder) != wanted:
            _make(folder, lock)
            (folder / _STAMP).write_text(wanted, "utf-8")
    return _program(folder, "mitmdump")


def _make(folder: Path, lock: Path) -> None:
    say(f"Making build/{folder.name} for the tests' proxy …")
    run([base_python(), "-m", "venv", "--clear", folder], what="Making a venv", next_step="Read Python's words above.")
    pip = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-compile"]
    words: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", "--requirement", lock]
    run(
        [_program(folder, "python"), *pip, *words],
        what="Installing the tests' proxy",
        next_step="Is this machine online, and is there a wheel of each package for it?",
    )


def _stamp(folder: Path) -> str | None:
    try:
        return (folder / _STAMP).read_text("utf-8")
    except OSError:
        return None


def _program(folder: Path, name: str) -> Path:
    return folder / "Scripts" / f"{name}.exe" if os.name == "nt" else folder / "bin" / name


def main() -> int:
    """Tell where the program is, in the last line of standard output."""
    try:
        say(str(mitmdump(ROOT)))
    except Failed as failure:
        print(failure, file=sys.stderr)
        return failure.code
    return 0


if __name__ == "__main__":
    sys.exit(main())
