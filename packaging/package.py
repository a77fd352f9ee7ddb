#!/usr/bin/env python3
"""Make what people install, from the frozen folder: a Debian package, an MSI, a wheel, with bill and licences.

`dev.py package` runs it in .venv. What is made lies in build/packages, with SHA256SUMS beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import bill
import deb
import identity
import manual
import msi
import wheel
from console import Failed, say

ROOT = Path(__file__).resolve().parent.parent
BUILT = {"bill": "*.cdx.json", "deb": "*.deb", "msi": "*.msi", "wheel": "*.whl"}
KINDS = tuple(BUILT)
_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


@dataclass(frozen=True)
class Order:
    """What is to be made, out of what, and where to."""

    kinds: tuple[str, ...]
    payload: Path
    version: str
    folder: Path
    documents: Path | None
    fast: bool


def version_of(root: Path) -> str:
    """The version, from the one place where it stands. Raises Failed."""
    found = _VERSION.search((root / "wallboard" / "__init__.py").read_text("utf-8"))
    if found is None:
        raise Failed("wallboard/__init__.py names no version")
    return found[1]


def usual(system: str, payload: Path) -> tuple[str, ...]:
    """What this machine makes if nothing is said: its own kind of package, and what every system can."""
    if (payload / "wallboard.exe").is_file():
        return ("bill", "msi", "wheel") if system == "Linux" else ("bill", "wheel")
    return ("bill", "deb", "wheel") if system == "Linux" and shutil.which("dpkg-deb") else ("bill", "wheel")


def read_order(words: Sequence[str], root: Path) -> Order:
    """The order. Ends the program with the reason when it makes no sense."""
    parser = argparse.ArgumentParser(prog="dev.py package", description="Make what people install.")
    parser.add_argument(
        "kinds", nargs="*", metavar="KIND", help=f"{', '.join(KINDS)}; by default what this machine can"
    )
    frozen = root / "build" / "frozen" / "wallboard"
    parser.add_argument("--payload", type=Path, default=frozen, help="the frozen folder")
    parser.add_argument("--version", default=version_of(root), help="another version than the sources have, for tests")
    parser.add_argument("--into", type=Path, default=root / "build" / "packages", help="where the packages go")
    parser.add_argument("--documents", type=Path, help="bill and licences that were written where it was frozen")
    parser.add_argument(
        "--fast", action="store_true", help="compress less; for a release it is done as well as it goes"
    )
    read = parser.parse_args(words)
    unknown = [kind for kind in read.kinds if kind not in KINDS]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(KINDS)}")
    kinds = tuple(read.kinds) or usual(platform.system(), read.payload)
    documents = read.documents.absolute() if read.documents else None
    return Order(kinds, read.payload.absolute(), read.version, read.into.absolute(), documents, read.fast)


def carry_out(root: Path, order: Order) -> list[Path]:
    """Make all of it, in the place of what was made before; all that is there then. Raises Failed."""
    for old in (path for kind in order.kinds for path in order.folder.glob(BUILT[kind])):
        old.unlink()
    documents = order.documents or order.folder / "documents"
    if order.kinds != ("wheel",):
        if not order.payload.is_dir():
            raise Failed(f"There is no {order.payload}: run python3 packaging/dev.py freeze")
        if order.documents is None:
            bill.write(root, order.payload, order.version, documents)
        manual.write(root, documents)
        shutil.copyfile(documents / "wallboard.cdx.json", order.folder / "wallboard.cdx.json")
    for kind in order.kinds:
        match kind:
            case "deb":
                deb.build(root, _recipe(root, order, documents), order.folder)
            case "msi":
                msi.build(root, order.payload, documents, order.version, order.folder)
            case "wheel":
                wheel.build_wheel(root, order.folder)
    made = sorted(path for pattern in BUILT.values() for path in order.folder.glob(pattern))
    (order.folder / "SHA256SUMS").write_text(sums(made), "utf-8", newline="\n")
    return made


def _recipe(root: Path, order: Order, documents: Path) -> deb.Recipe:
    architecture = deb.ARCHITECTURES.get(platform.machine())
    if architecture is None:
        raise Failed(f"There is no Debian package for {platform.machine()}")
    made_from = identity.of(root)
    made_at = datetime.fromtimestamp(made_from.epoch, UTC) if made_from else datetime.now(UTC)
    return deb.Recipe(order.version, architecture, deb.maintainer(), order.payload, documents, made_at, fast=order.fast)


def sums(files: Sequence[Path]) -> str:
    """The file that `sha256sum --check` reads."""
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def main(words: Sequence[str]) -> int:
    """Make them, and say what there is; the exit code."""
    os.chdir(ROOT)
    order = read_order(words, ROOT)
    try:
        order.folder.mkdir(parents=True, exist_ok=True)
        made = carry_out(ROOT, order)
    except (Failed, FileNotFoundError) as failure:
        print(failure, file=sys.stderr)
        return 1
    for path in made:
        say(f"{path}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
