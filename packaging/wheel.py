"""Builds the wheel: what `pip install` takes, for machines that have a Python. Used by `dev.py package`.

From a copy of the sources, beside which the build's identity is laid: the checkout stays as it is.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import identity
from console import run
from environment import program

_SOURCES = ("wallboard", "resources", "pyproject.toml", "README.md", "LICENSE")
_COPY = Path("build", "wheel")
_NOT_COPIED = shutil.ignore_patterns("__pycache__", "build.json")


def build_wheel(root: Path, into: Path) -> Path:
    """Build it into that folder; where it is. The same commit gives the same bytes. Raises Failed."""
    made_from = identity.of(root)
    copy = root / _COPY
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for name in _SOURCES:
        if (root / name).is_dir():
            shutil.copytree(root / name, copy / name, ignore=_NOT_COPIED)
        else:
            shutil.copy(root / name, copy / name)
    (copy / "resources" / "build.json").write_text(identity.told(made_from), "utf-8")
    made = copy / "dist"
    run(
        [program(root, "python"), "-m", "hatchling", "build", "--target", "wheel", "--directory", made],
        what="Building the wheel",
        next_step="Read hatchling's words above.",
        env={} if made_from is None else {"SOURCE_DATE_EPOCH": str(made_from.epoch)},
        cwd=copy,
    )
    into.mkdir(parents=True, exist_ok=True)
    wheel = next(made.glob("*.whl"))
    return Path(shutil.copy(wheel, into / wheel.name))
