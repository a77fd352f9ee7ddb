"""The wheel: what is in it, and that the same commit gives the same bytes. It is installed by tests/packages."""

import importlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

wheel: Any = importlib.import_module("wheel")
identity: Any = importlib.import_module("identity")

MADE_FROM = identity.Identity("3f2c1a9", changed=False, date="2026-11-29", epoch=1795953600)


def test_it_holds_the_programs_the_resources_and_its_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wheel.identity, "of", lambda _: MADE_FROM)
    monkeypatch.setattr(wheel, "_COPY", tmp_path / "copy")  # absolute: it stands for itself
    first = wheel.build_wheel(ROOT, tmp_path / "first")
    second = wheel.build_wheel(ROOT, tmp_path / "second")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = set(archive.namelist())
        assert json.loads(archive.read("wallboard/resources/build.json")) == {"commit": "3f2c1a9", "date": "2026-11-29"}
        entries = archive.read(next(name for name in names if name.endswith("entry_points.txt"))).decode()
    resources = [path.relative_to(ROOT).as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()]
    assert {f"wallboard/{name}" for name in resources} <= names
    assert {"wallboard/app/main.py", "wallboard/py.typed"} <= names
    assert all(program in entries for program in ("wallboard ", "wallboard-poller ", "wallboard-simulator "))
    assert not [name for name in names if "__pycache__" in name or name.startswith(("tests/", "packaging/"))]
    assert not (ROOT / "resources" / "build.json").exists()
