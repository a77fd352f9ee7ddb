"""Make the Debian package from the frozen folder, by Debian's own dpkg-deb. Used by package.py.

It installs to /opt/wallboard and runs nothing of its own at installation or removal: menu, icons and units are found by
Debian's triggers and by systemd, and a program that is replaced while it runs begins anew by itself (host.renewal).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import sysconfig
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path, PurePosixPath

import debian
from console import run, say

PROGRAMS = ("wallboard", "wallboard-poller", "wallboard-simulator")
# Whoever hands packages on puts themselves in: WALLBOARD_MAINTAINER="Name <address>".
NOBODY = "Wallboard <nobody@wallboard.invalid>"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# Debian 13 and Ubuntu 24.04 gave these another name, for times beyond 2038.
_RENAMED = {"libglib2.0-0": "libglib2.0-0t64"}
_NEEDS = (*debian.OFFSCREEN, *debian.X11, *debian.FROZEN)
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
_UNITS = ("*.service", "*.target", "*.timer", "*.path")
_GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)")
_SYSTEMS_OWN = ("/lib", "/usr/lib", "/usr/local/lib")
_ELF = b"\x7fELF"
_OVERRIDES = """\
# A vendor's package: it belongs to /opt, and brings what it is built on along, as its makers have built it.
wallboard: dir-or-file-in-opt
wallboard: embedded-library *
wallboard: library-not-linked-against-libc *
wallboard: unstripped-binary-or-object *
"""


@dataclass(frozen=True)
class Recipe:
    """What a package is made of: `payload` is the frozen folder, `documents` what belongs to /usr/share/doc."""

    version: str
    architecture: str
    maintainer: str
    payload: Path
    documents: Path
    made_at: datetime
    fast: bool = False


def debian_version(version: str) -> str:
    """A version of ours in Debian's order: 0.2.0rc1 comes before 0.2.0."""
    return re.sub(r"\.?((?:a|b|rc|dev)\d+)", r"~\1", version)


def depends(packages: Iterable[str], glibc: tuple[int, int]) -> str:
    """The field Depends: libc of that version at least, and the packages under the names of each release."""
    names = sorted(set(packages))
    either = [f"{name} | {_RENAMED[name]}" if name in _RENAMED else name for name in names]
    return ", ".join([f"libc6 (>= {glibc[0]}.{glibc[1]})", *either])


def glibc_of(files: Iterable[Path]) -> tuple[int, int]:
    """The oldest glibc on which all of these programs and libraries load; (2, 17) at least."""
    newest = (2, 17)
    for path in files:
        content = path.read_bytes()
        if content.startswith(_ELF):
            asked = ((int(major), int(minor)) for major, minor in _GLIBC.findall(content))
            newest = max([newest, *asked])
    return newest


def control(recipe: Recipe, dependencies: str, kibibytes: int) -> str:
    """The control file."""
    return f"""\
Package: wallboard
Version: {debian_version(recipe.version)}
Architecture: {recipe.architecture}
Maintainer: {recipe.maintainer}
Installed-Size: {kibibytes}
Depends: {dependencies}
Recommends: gnome-keyring, dbus-user-session
Suggests: fonts-noto-cjk
Section: net
Priority: optional
Description: screen for contact centres on Genesys Cloud
 How the agents of a Genesys Cloud organisation rank right now, on a screen
 that a room can trust: closed conversations, average handle time and status,
 with the age and the exactness of every number.
 .
 The package brings the screen (wallboard), its companion service
 (wallboard-poller) and a Genesys Cloud for rehearsals (wallboard-simulator).
"""


def changelog(recipe: Recipe, told: str) -> str:
    """What is told of all versions, as Debian's own changelog: one entry, of this version."""
    return f"""\
wallboard ({debian_version(recipe.version)}) stable; urgency=medium

{textwrap.indent(told.strip(), "  ")}

 -- {recipe.maintainer}  {format_datetime(recipe.made_at)}
"""


def md5sums(tree: Path) -> str:
    """The sums of all files that the package installs, by their path."""
    files = [path for path in sorted(tree.rglob("*")) if path.is_file() and not path.is_symlink()]
    inside = [path for path in files if path.relative_to(tree).parts[0] != "DEBIAN"]
    sums = [(hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest(), path) for path in inside]
    return "".join(f"{told}  {path.relative_to(tree).as_posix()}\n" for told, path in sums)


def stage(root: Path, recipe: Recipe, tree: Path) -> None:
    """Lay out the package's files below `tree`, with Debian's modes. Raises FileNotFoundError: something is missing."""
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(recipe.payload, tree / "opt" / "wallboard", symlinks=True)
    forget_search_path(tree, sysconfig.get_config_var("LIBDIR"))
    (tree / "etc" / "wallboard").mkdir(parents=True)
    _links(tree)
    _desktop(root, tree)
    _documents(root, recipe, tree)
    _set_modes(tree)
    control_files = tree / "DEBIAN"
    control_files.mkdir(mode=0o755)
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    kibibytes = sum(-(-path.stat().st_size // 1024) for path in files)
    dependencies = depends((need.package for need in _NEEDS), glibc_of(files))
    _write(control_files / "control", control(recipe, dependencies, kibibytes))
    _write(control_files / "md5sums", md5sums(tree))


def forget_search_path(tree: Path, folder: str) -> None:
    """Take a folder of the building machine out of where libraries look for others: there, it is nobody's."""
    told = folder.encode() + b"\0"
    for path in tree.rglob("*"):
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            if content.startswith(_ELF) and told in content and folder not in _SYSTEMS_OWN:
                path.write_bytes(content.replace(told, b"\0" * len(told)))


def build(root: Path, recipe: Recipe, folder: Path) -> Path:
    """Make the package; its path. Raises Failed."""
    tree = folder / "tree"
    made = folder / f"wallboard_{debian_version(recipe.version)}_{recipe.architecture}.deb"
    say(f"Packing {made.name} …")
    stage(root, recipe, tree)
    command = ["env", f"SOURCE_DATE_EPOCH={recipe.made_at.timestamp():.0f}", "dpkg-deb", *squeezed(fast=recipe.fast)]
    run([*command, "--root-owner-group", "--build", tree, made], what="dpkg-deb", next_step="Read its words above.")
    shutil.rmtree(tree)
    return made


def squeezed(*, fast: bool) -> Sequence[str]:
    """How dpkg-deb is to compress: a twelfth of the time for a quarter more, or as small as it gets."""
    return ("-Zzstd", "-z10") if fast else ("-Zxz",)


def _links(tree: Path) -> None:
    folder = tree / "usr" / "bin"
    folder.mkdir(parents=True)
    for name in PROGRAMS:
        if not (tree / "opt" / "wallboard" / name).is_file():
            raise FileNotFoundError(f"the frozen folder lacks {name}: run python3 packaging/dev.py freeze")
        (folder / name).symlink_to(f"/opt/wallboard/{name}")


def _desktop(root: Path, tree: Path) -> None:
    linux, share = root / "packaging" / "linux", tree / "usr" / "share"
    _copy(linux / "wallboard.desktop", share / "applications" / "wallboard.desktop")
    icons, hicolor = root / "packaging" / "icon", share / "icons" / "hicolor"
    for size in _ICON_SIZES:
        _copy(icons / f"wallboard-{size}.png", hicolor / f"{size}x{size}" / "apps" / "wallboard.png")
    _copy(icons / "wallboard.svg", hicolor / "scalable" / "apps" / "wallboard.svg")
    for unit in sorted(path for pattern in _UNITS for path in linux.glob(pattern)):
        _copy(unit, tree / unit_place(unit.name, unit.read_text("utf-8")))
    for autostart in linux.glob("*-autostart.desktop"):
        _copy(autostart, share / "wallboard" / autostart.name)


def unit_place(name: str, text: str) -> PurePosixPath:
    """Where a unit belongs: one that names whom it runs as is the system's, every other the user's."""
    whose = "system" if re.search(r"(?m)^User=", text) else "user"
    return PurePosixPath("usr", "lib", "systemd", whose, name)


def _documents(root: Path, recipe: Recipe, tree: Path) -> None:
    documents = tree / "usr" / "share" / "doc" / "wallboard"
    shutil.copytree(recipe.documents, documents)
    told = (root / "CHANGELOG.md").read_text("utf-8")
    _write_gzip(documents / "changelog.gz", changelog(recipe, told).encode())
    _write(tree / "usr" / "share" / "lintian" / "overrides" / "wallboard", _OVERRIDES)


def _set_modes(tree: Path) -> None:
    for path in [tree, *tree.rglob("*")]:
        if path.is_symlink():
            continue
        executable = path.is_dir() or (path.stat().st_mode & 0o100 and _runs(path))
        path.chmod(0o755 if executable else 0o644)


def _runs(path: Path) -> bool:
    """A program, not a library: those are loaded, and bear no mark."""
    return ".so" not in path.suffixes


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _write_gzip(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, 9, mtime=0))


def maintainer() -> str:
    """Who answers for the packages made here."""
    return os.environ.get("WALLBOARD_MAINTAINER", NOBODY)
