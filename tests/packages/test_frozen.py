"""The frozen folder itself: it proves itself, holds what it should, and asks the system for no more than is written."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wallboard import __version__

ROOT = Path(__file__).resolve().parents[2]

# What a Linux with a display has: a package of this folder depends on these, and on nothing else.
OF_THE_SYSTEM = {
    "ld-linux-x86-64.so.2",
    "libc.so.6",
    "libdl.so.2",
    "libm.so.6",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libutil.so.1",
    "libstdc++.so.6",
    "libgcc_s.so.1",
    "libcom_err.so.2",
    "libuuid.so.1",
    "libglib-2.0.so.0",
    "libgthread-2.0.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libfreetype.so.6",
    "libEGL.so.1",
    "libGL.so.1",
    "libGLX.so.0",
    "libOpenGL.so.0",
    "libX11.so.6",
    "libX11-xcb.so.1",
    "libxcb.so.1",
    "libwayland-client.so.0",
    "libwayland-cursor.so.0",
    "libwayland-egl.so.1",
}

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(sys.platform != "linux", reason="what is asked of the folder here is asked of Linux"),
]


@pytest.fixture(scope="module")
def folder() -> Path:
    """The frozen folder of these sources, made where it is missing or old."""
    sys.path.append(str(ROOT / "packaging"))
    made: Path = importlib.import_module("freeze").fresh(ROOT)
    return made


def test_it_proves_itself_without_python(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "selftest.py"), str(folder)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    assert [line.split()[1] for line in told.stdout.splitlines()] == [
        *("version:", "handshake:", "picture:", "keyring:", "gone:")
    ]


def test_each_program_tells_the_commit_it_was_built_from(folder: Path) -> None:
    told = json.loads((folder / "_internal" / "resources" / "build.json").read_text("utf-8"))
    for name in ("wallboard", "wallboard-poller", "wallboard-simulator"):
        said = subprocess.run([str(folder / name), "--version"], check=True, capture_output=True, text=True).stdout
        assert said == f"{name} {__version__} (build {told['commit']}, {told['date']})\n"


def test_its_parts_tell_their_versions(folder: Path) -> None:
    told = {path.parent.name.partition("-")[0] for path in (folder / "_internal").glob("*.dist-info/METADATA")}
    assert {"httpx", "keyring", "msgspec", "pyside6_essentials"} <= {name.lower() for name in told}


def test_it_is_as_small_as_it_says(folder: Path) -> None:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    assert size <= 165_000_000
    assert [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_it_asks_the_system_for_nothing_else(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    binaries = [path for path in files if path.read_bytes()[:4] == b"\x7fELF"]
    asked = ["objdump", "--private-headers", *map(str, binaries)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    needed = set(re.findall(r"^ +NEEDED +(\S+)$", told, re.MULTILINE))
    assert needed - {path.name for path in files} <= OF_THE_SYSTEM


def test_the_screen_holds_no_keyring_and_no_server(folder: Path) -> None:
    listed = [sys.executable, "-m", "PyInstaller.utils.cliutils.archive_viewer", "--list", "--recursive"]
    told = subprocess.run([*listed, str(folder / "wallboard")], check=True, capture_output=True, text=True).stdout
    held = {name.split(".")[0] for name in re.findall(r"'([\w.]+)'", told)}
    assert "qasync" in held
    assert not {"keyring", "secretstorage", "starlette", "uvicorn", "prometheus_client"} & held
    assert "wallboard.genesys" not in told


def test_it_runs_from_any_folder_and_paints_large_pictures(folder: Path, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    env |= {name: os.environ[name] for name in ("FONTCONFIG_FILE",) if name in os.environ}
    command = [str(folder / "wallboard"), "demo", "--snapshot", "wall.png", "--size", "3840x2160"]
    done = subprocess.run(command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (tmp_path / "wall.png").read_bytes()[16:24] == (3840).to_bytes(4, "big") + (2160).to_bytes(4, "big")
