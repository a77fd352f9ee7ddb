"""What the frozen programs are, and what the systems are told about them."""

import ast
import importlib
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wallboard import __version__
from wallboard.app.arguments import read_arguments

ROOT = Path(__file__).resolve().parents[2]

programs: Any = importlib.import_module("programs")


def test_there_are_three_and_each_begins_where_it_says() -> None:
    told = programs.programs(ROOT)
    assert set(told) == {"wallboard", "wallboard-poller", "wallboard-simulator"}
    for begin in told.values():
        module, _, function = begin.partition(":")
        assert callable(getattr(importlib.import_module(module), function))


def test_a_script_starts_one_and_passes_its_exit_code_on(tmp_path: Path) -> None:
    module = "import gc, sys\ndef main():\n    print(gc.isenabled())\n    return 7\n"
    (tmp_path / "begin.py").write_text(module, "utf-8")
    (tmp_path / "start.py").write_text(programs.script("begin:main"), "utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "start.py")], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (7, "True\n", "")


def test_a_script_is_not_named_like_the_package() -> None:
    assert programs.script_name("wallboard").partition(".")[0] != "wallboard"  # it would hide it


def test_the_version_is_that_of_the_product() -> None:
    assert programs.version(ROOT) == __version__


def test_the_screen_alone_has_no_console() -> None:
    assert programs.WITHOUT_CONSOLE == ("wallboard",)


def test_windows_is_told_name_version_and_build() -> None:
    text = programs.version_resource("wallboard-poller", "1.2.3", "build 3f2c1a9, 2026-11-29")
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == "VSVersionInfo"
    assert "filevers=(1, 2, 3, 0)" in text
    assert "'1.2.3 (build 3f2c1a9, 2026-11-29)'" in text
    assert "'wallboard-poller.exe'" in text


def test_macos_is_told_what_it_needs() -> None:
    plist = plistlib.loads(plistlib.dumps(programs.info_plist("1.2.3")))
    assert (plist["CFBundleExecutable"], plist["CFBundleShortVersionString"]) == ("wallboard", "1.2.3")


def test_the_icon_of_macos_holds_the_pictures() -> None:
    icon = programs.icns({512: b"large", 24: b"of no use there", 16: b"small"})
    assert icon == b"icns" + bytes([0, 0, 0, 34]) + b"icp4" + bytes([0, 0, 0, 13]) + b"small" + (
        b"ic09" + bytes([0, 0, 0, 13]) + b"large"
    )


def test_the_launch_agent_starts_the_screen_of_the_bundle() -> None:
    agent = plistlib.loads((ROOT / "packaging" / "macos" / "com.wallboard.plist").read_bytes())
    assert agent["Label"] == programs.BUNDLE_ID
    program, *words = agent["ProgramArguments"]
    assert program.endswith("Wallboard.app/Contents/MacOS/" + programs.info_plist("1")["CFBundleExecutable"])
    assert read_arguments(words).fullscreen
    assert agent["RunAtLoad"]
    assert agent["KeepAlive"]


def test_known_are_python_ours_and_the_locked() -> None:
    known = programs.known_modules(ROOT)
    assert {"json", "wallboard", "PySide6", "secretstorage", "msgspec", "tzdata"} <= known
    assert not {"numpy", "pytest", "PyInstaller"} & known


def test_each_locked_package_tells_its_version() -> None:
    told = {folder.partition("-")[0].lower(): Path(file) for file, folder in programs.metadata(ROOT)}
    assert {"httpx", "keyring", "pyside6_essentials", "cryptography"} <= set(told)
    assert not {"pytest", "pyinstaller", "wallboard"} & set(told)
    assert "\nVersion: 0.28.1\n" in told["httpx"].read_text("utf-8")


def test_what_starts_python_is_no_stranger() -> None:
    assert programs.starts_python("pyimod02_importers")
    assert not programs.starts_python("pytest")


@pytest.mark.skipif(shutil.which("objdump") is None or sys.platform != "linux", reason="needs binutils, on Linux")
def test_a_library_says_what_it_is_linked_with_itself() -> None:
    found = importlib.import_module("PySide6.QtQuick").__file__
    assert found is not None
    needed = programs.needed_by(Path(found))
    assert "libQt6Quick.so.6" in needed
    assert "libicudata.so.73" not in needed  # that is needed by another one that it needs


@pytest.mark.skipif(shutil.which("strip") is None or sys.platform != "linux", reason="needs binutils, on Linux")
def test_a_stripped_library_is_a_copy(tmp_path: Path) -> None:
    library = Path(importlib.import_module("_decimal").__file__ or "")
    before = library.read_bytes()
    copy = programs.stripped(library, tmp_path / "stripped")
    assert copy.parent == tmp_path / "stripped"
    assert copy.stat().st_size <= len(before) == library.stat().st_size


def test_where_nothing_can_strip_the_library_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert programs.stripped(tmp_path / "lib.so", tmp_path / "stripped") == tmp_path / "lib.so"
