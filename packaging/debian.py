"""What Qt and venv need from the system: seen by asking the dynamic linker, mended on Debian and its children by apt.

Used by dev.py and environment.py. Outside Linux there is nothing to do.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from console import Failed, run, say


@dataclass(frozen=True)
class Library:
    """A shared library by the name the dynamic linker knows: Ubuntu has some under packages of another name."""

    package: str
    file: str

    def present(self) -> bool:
        """Whether a program could load it now."""
        try:
            ctypes.CDLL(self.file)
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class Program:
    """A program on the search path."""

    package: str
    file: str

    def present(self) -> bool:
        """Whether it could be started now."""
        return shutil.which(self.file) is not None


@dataclass(frozen=True)
class File:
    """A file at the place where Debian puts it: what a search path does not lead to."""

    package: str
    file: str

    def present(self) -> bool:
        """Whether it lies there."""
        return Path(self.file).exists()


@dataclass(frozen=True)
class Module:
    """A part of Python's own library that Debian ships apart."""

    package: str
    file: str

    def present(self) -> bool:
        """Whether Python finds it now."""
        importlib.invalidate_caches()
        return importlib.util.find_spec(self.file) is not None


Need = Library | Program | File | Module

OFFSCREEN: tuple[Need, ...] = (
    Library("libglib2.0-0", "libglib-2.0.so.0"),
    Library("libgl1", "libGL.so.1"),
    Library("libegl1", "libEGL.so.1"),
    Library("libxkbcommon0", "libxkbcommon.so.0"),
    Library("libfontconfig1", "libfontconfig.so.1"),
    Library("libdbus-1-3", "libdbus-1.so.3"),
)
X11: tuple[Need, ...] = (
    Library("libxcb-cursor0", "libxcb-cursor.so.0"),
    Library("libxcb-icccm4", "libxcb-icccm.so.4"),
    Library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    Library("libxcb-shape0", "libxcb-shape.so.0"),
    Library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
)
WAYLAND: tuple[Need, ...] = (
    Library("libwayland-client0", "libwayland-client.so.0"),
    Library("libwayland-cursor0", "libwayland-cursor.so.0"),
    Library("libwayland-egl1", "libwayland-egl.so.1"),
)
# What a frozen build takes from the system besides: neither may be older than the graphics drivers'.
FROZEN: tuple[Need, ...] = (
    Library("libstdc++6", "libstdc++.so.6"),
    Library("libgcc-s1", "libgcc_s.so.1"),
    Library("libfreetype6", "libfreetype.so.6"),
    Library("libx11-6", "libX11.so.6"),
    Library("libx11-xcb1", "libX11-xcb.so.1"),
    Library("libxcb1", "libxcb.so.1"),
    Library("libcom-err2", "libcom_err.so.2"),
    Library("libuuid1", "libuuid.so.1"),
)
XVFB: tuple[Need, ...] = (Program("xvfb", "Xvfb"),)
KEYRING: tuple[Need, ...] = (Program("gnome-keyring", "gnome-keyring-daemon"), Program("dbus", "dbus-run-session"))
XORG: tuple[Need, ...] = (
    File("xserver-xorg-core", "/usr/lib/xorg/Xorg"),
    File("xserver-xorg-video-dummy", "/usr/lib/xorg/modules/drivers/dummy_drv.so"),
    Program("x11-xserver-utils", "xrandr"),
)
FREEZE: tuple[Need, ...] = (Program("binutils", "objdump"), Program("binutils", "strip"))
PEERS: tuple[Need, ...] = (
    File("nginx-light", "/usr/sbin/nginx"),
    File("libnginx-mod-nchan", "/usr/lib/nginx/modules/ngx_nchan_module.so"),
    Program("redis-server", "redis-server"),
)
PACKAGES: tuple[Need, ...] = (
    Program("debootstrap", "debootstrap"),
    Program("wixl", "wixl"),
    Program("msitools", "msiinfo"),
    Program("wine", "wine"),
    File("wine64", "/usr/lib/wine/wine64"),
    Program("desktop-file-utils", "desktop-file-validate"),
    Program("lintian", "lintian"),
)
VENV: tuple[Need, ...] = (Module("python{}.{}-venv".format(*sys.version_info), "ensurepip"),)

_APT = ("apt-get", "-o", "DPkg::Lock::Timeout=120")


def provide(required: Sequence[Need], wished: Sequence[Need] = (), *, purpose: str) -> None:
    """See to it that the system has what is `required`, and if it can be, what is `wished`.

    Raises Failed when something required is still missing: the message names the line that a person has to run.
    """
    if sys.platform != "linux":
        return
    absent = missing([*required, *wished])
    if not absent:
        return
    packages = sorted({need.package for need in absent})
    rights = _rights()
    if rights is None:
        say(f"{_by_hand(absent)} (for {purpose})")
    else:
        _install(rights, packages, purpose)
    still = missing(required)
    if still:
        files = ", ".join(need.file for need in still)
        raise Failed(f"Cannot go on: {purpose} needs {files}. {_by_hand(still)}")


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those that this system lacks."""
    return [need for need in needs if not need.present()]


def _install(rights: tuple[str, ...], packages: Sequence[str], purpose: str) -> None:
    say(f"Installing {len(packages)} system package(s) for {purpose}: {' '.join(packages)} …")
    # A list that cannot be renewed (one foreign source is down) may still be good enough for the install below.
    apt = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", *_APT)
    subprocess.run([*apt, "-qq", "update"], check=False, stdin=subprocess.DEVNULL, capture_output=True)
    run(
        [*apt, "install", "-qq", "-y", "--no-install-recommends", *packages],
        what="Installing them",
        next_step="Read apt's words above.",
    )


def _rights() -> tuple[str, ...] | None:
    """What stands before apt-get so that it may install; None where it may not, or is not there."""
    if shutil.which("apt-get") is None:
        return None
    if os.name != "nt" and os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    asks_nothing = subprocess.run(["sudo", "-n", "true"], check=False, stdin=subprocess.DEVNULL, capture_output=True)
    return ("sudo", "-n") if asks_nothing.returncode == 0 else None


def _by_hand(absent: Sequence[Need]) -> str:
    if shutil.which("apt-get") is None:
        return f"Install with your system's package manager what gives {', '.join(need.file for need in absent)}"
    packages = " ".join(sorted({need.package for need in absent}))
    # One line, fit to be copied.
    return f"Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}"
