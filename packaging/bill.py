"""The bill of materials (CycloneDX) of a frozen folder, and the licence texts of all that is in it. Used by package.py.

Runs in .venv: the locked packages are looked up where they are installed, by those names and versions. What else
PyInstaller has put beside them (Python itself and the system's libraries) is known by its file alone; on Debian also
by the package it came from.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from console import Failed, say
from environment import program
from packaging.markers import Marker

LGPL = ("LGPL-3.0.txt", "GPL-3.0.txt")
_LICENCE_FILE = re.compile(r"(?:licen[cs]e|copying|notice|copyright)[^/]*$", re.IGNORECASE)
_PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;\\]+)")
_LIBRARY = re.compile(r"\.so(?:\.|$)|\.dll$|\.dylib$")


@dataclass(frozen=True)
class Part:
    """Something that a frozen folder holds: where it is from, under which licence, with which texts."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()
    sha256: str | None = None


def pinned(lock: str, environment: Mapping[str, str] | None = None) -> list[str]:
    """The entries of a lock that hold for this machine, each with its hashes."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^#.*\n", "", lock).strip())
    return [entry for entry in entries if _holds(entry.partition("\\")[0], environment)]


def _holds(head: str, environment: Mapping[str, str] | None) -> bool:
    marker = head.partition(";")[2].strip()
    return not marker or Marker(marker).evaluate(None if environment is None else dict(environment))


def packages(lock: str) -> list[Part]:
    """The locked packages of this machine. Raises Failed: one of them is not installed."""
    found = []
    for entry in pinned(lock):
        pin = _PIN.match(entry)
        if pin is not None:
            try:
                found.append(_package(metadata.distribution(pin[1])))
            except metadata.PackageNotFoundError as cause:
                raise Failed(f"{pin[1]} is not installed: run python3 packaging/dev.py setup") from cause
    return found


def _package(one: metadata.Distribution) -> Part:
    texts = [Path(str(one.locate_file(file))) for file in one.files or [] if _is_licence(str(file))]
    return Part(one.name, one.version, licence_of(one.metadata), tuple(sorted(texts)))


def _is_licence(place: str) -> bool:
    return ".dist-info/" in place and _LICENCE_FILE.search(place) is not None


def licence_of(told: metadata.PackageMetadata) -> str:
    """The licence by its short name, as the package's metadata have it: in one of three places."""
    classifiers = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    for key in ("License-Expression", "License"):
        words = str(told[key]) if key in told else ""
        if words and "\n" not in words:
            return words
    return classifiers[0].rpartition(" :: ")[2] if classifiers else "see its text"


def runtime(root: Path) -> list[Part]:
    """What is in every frozen folder besides the locked packages."""
    fonts, own = root / "resources" / "fonts", root / "packaging" / "licences"
    python = [path for path in _pythons_texts() if path.is_file()][:1]
    return [
        Part("wallboard", "", "Apache-2.0", (root / "LICENSE",)),
        Part("python", platform.python_version(), "PSF-2.0", tuple(python)),
        Part("openssl", ssl.OPENSSL_VERSION.split()[1], "Apache-2.0"),
        Part("sqlite", sqlite3.sqlite_version, "public domain"),
        Part("qt", metadata.version("PySide6-Essentials"), "LGPL-3.0-only", tuple(own / name for name in LGPL)),
        Part("inter", "4.0 beta 7", "OFL-1.1", (fonts / "OFL.txt",)),
        Part("dejavu-sans", "2.37", "Bitstream-Vera", (fonts / "DejaVu.txt",)),
        Part(
            "pyinstaller-bootloader",
            metadata.version("pyinstaller"),
            "GPL-2.0-or-later with an exception for what it starts",
        ),
    ]


def _pythons_texts() -> list[Path]:
    library = Path(os.__file__).parent
    debians = Path("/usr/share/doc") / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "copyright"
    return [library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt", debians]


def libraries(payload: Path) -> list[Part]:
    """The shared libraries at the top of a frozen folder: those of the building system and of Python."""
    inside = [folder for folder in (payload / "_internal", payload) if folder.is_dir()][:1]
    files = [path for folder in inside for path in sorted(folder.iterdir()) if _LIBRARY.search(path.name)]
    return [_library(path) for path in files if path.is_file() and not path.is_symlink()]


def _library(path: Path) -> Part:
    told = hashlib.sha256(path.read_bytes()).hexdigest()
    owner = _debians_owner(path.name)
    if owner is None:
        return Part(path.name, "", "see python", sha256=told)
    copyright_file = Path("/usr/share/doc") / owner[0] / "copyright"
    texts = (copyright_file,) if copyright_file.is_file() else ()
    return Part(path.name, f"{owner[0]} {owner[1]}", "see its text", texts, told)


def _debians_owner(name: str) -> tuple[str, str] | None:
    """The Debian package that this machine has a library of that name from, and its version."""
    if shutil.which("dpkg-query") is None:
        return None
    asked = ["dpkg-query", "--search", f"*/{name}"]
    lines = subprocess.run(asked, check=False, capture_output=True, text=True).stdout.splitlines()
    if not lines:
        return None
    package = lines[0].partition(":")[0]
    version = ["dpkg-query", "--show", "--showformat=${Version}\n", package]
    return package, subprocess.run(version, check=False, capture_output=True, text=True).stdout.partition("\n")[0]


def cyclonedx(root: Path, lock: str, version: str) -> dict[str, Any]:
    """The bill of the locked packages, by cyclonedx-py. Raises Failed."""
    command = [str(program(root, "cyclonedx-py")), "requirements", "--output-reproducible", "--of", "JSON", "-"]
    done = subprocess.run(command, check=False, input="\n".join(pinned(lock)), capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"cyclonedx-py failed: {done.stderr.strip()}")
    bill: dict[str, Any] = json.loads(done.stdout)
    about = {"type": "application", "bom-ref": "wallboard", "name": "wallboard", "version": version}
    bill.setdefault("metadata", {})["component"] = about | {"licenses": [{"license": {"id": "Apache-2.0"}}]}
    return bill


def complete(bill: Mapping[str, Any], locked: Iterable[Part], besides: Iterable[Part]) -> dict[str, Any]:
    """The bill with the licences of its packages, and with what the folder holds besides."""
    licences = {_canonical(part.name): part.licence for part in locked}
    components = [
        one | {"licenses": [{"license": {"name": licences.get(_canonical(one["name"]), "see its text")}}]}
        for one in bill.get("components", [])
    ]
    return {**bill, "components": [*components, *map(_component, besides)]}


def _component(part: Part) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "library", "bom-ref": f"{part.name} {part.version}".strip(), "name": part.name}
    if part.version:
        told["version"] = part.version
    if part.sha256:
        told["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    return told | {"licenses": [{"license": {"name": part.licence}}]}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def write(root: Path, payload: Path, version: str, folder: Path) -> list[Part]:
    """Write bill, licences and the summary into `folder`; the parts that were found. Raises Failed."""
    say("Writing the bill of materials and the licences …")
    lock = (root / "packaging" / "locks" / "run.txt").read_text("utf-8")
    locked, besides = packages(lock), [*runtime(root), *libraries(payload)]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bill = complete(cyclonedx(root, lock, version), locked, besides)
    (folder / "wallboard.cdx.json").write_text(json.dumps(bill, indent=1) + "\n", "utf-8")
    parts = [*locked, *besides]
    for part in parts:
        collect(part, folder / "licences" / part.name)
    (folder / "copyright").write_text(summary(root, parts), "utf-8", newline="\n")
    return parts


def collect(part: Part, folder: Path) -> None:
    """Copy a part's licence texts; those of one name get a number."""
    for number, text in enumerate(part.texts):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / text.name
        shutil.copyfile(text, folder / f"{number}-{text.name}" if target.exists() else target)


def summary(root: Path, parts: Iterable[Part]) -> str:
    """What a person reads first: our own licence, whose work is in it besides, and the rights that Qt's users have."""
    head = (root / "packaging" / "licences" / "summary.txt").read_text("utf-8")
    return head + "".join(f"  {part.name} {part.version}: {part.licence}\n" for part in parts)
