"""What is made where, and out of what."""

import hashlib
import importlib
from pathlib import Path
from typing import Any

import pytest

from wallboard import __version__

ROOT = Path(__file__).resolve().parents[2]

package: Any = importlib.import_module("package")
console: Any = importlib.import_module("console")


def test_the_version_is_read_where_it_stands(tmp_path: Path) -> None:
    assert package.version_of(ROOT) == __version__
    (tmp_path / "wallboard").mkdir()
    (tmp_path / "wallboard" / "__init__.py").write_text("", "utf-8")
    with pytest.raises(console.Failed, match="names no version"):
        package.version_of(tmp_path)


@pytest.mark.parametrize(
    ("system", "windows", "kinds"),
    [
        ("Linux", False, ("bill", "deb", "wheel")),
        ("Linux", True, ("bill", "msi", "wheel")),
        ("Windows", True, ("bill", "wheel")),
        ("Darwin", False, ("bill", "wheel")),
    ],
)
def test_each_system_makes_its_own_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, windows: bool, kinds: tuple[str, ...]
) -> None:
    monkeypatch.setattr(package.shutil, "which", lambda _: "/usr/bin/dpkg-deb")
    if windows:
        (tmp_path / "wallboard.exe").touch()
    assert package.usual(system, tmp_path) == kinds


def test_an_order_names_kinds_and_places() -> None:
    order = package.read_order(["deb", "--fast", "--version", "9.0.0", "--into", "elsewhere"], ROOT)
    assert (order.kinds, order.version, order.fast) == (("deb",), "9.0.0", True)
    assert order.folder == Path("elsewhere").absolute()
    assert order.payload == ROOT / "build" / "frozen" / "wallboard"


def test_a_kind_that_there_is_not_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        package.read_order(["rpm"], ROOT)
    assert "there is no rpm; there are bill, deb, msi, wheel" in capsys.readouterr().err


def test_without_a_frozen_folder_the_next_step_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["bill", "--payload", str(tmp_path / "none"), "--into", str(tmp_path / "out")]
    assert package.main(words) == 1
    assert "run python3 packaging/dev.py freeze" in capsys.readouterr().err


def test_what_was_made_before_goes_and_other_kinds_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("wallboard-0.0.1.whl", "wallboard-0.0.1-x64.msi"):
        (tmp_path / name).write_bytes(b"old")
    monkeypatch.setattr(
        package.wheel, "build_wheel", lambda _, folder: (folder / "wallboard-9.whl").write_bytes(b"new")
    )
    made = package.carry_out(ROOT, package.read_order(["wheel", "--into", str(tmp_path)], ROOT))
    assert [path.name for path in made] == ["wallboard-0.0.1-x64.msi", "wallboard-9.whl"]
    assert len((tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()) == 2


def test_the_sums_are_those_that_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"package")
    assert package.sums([tmp_path / "a.deb"]) == f"{hashlib.sha256(b'package').hexdigest()}  a.deb\n"
