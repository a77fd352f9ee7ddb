"""When the tests' proxy is made, and that a half-made one never counts."""

import importlib
from pathlib import Path
from typing import Any

import pytest

proxy: Any = importlib.import_module("proxy")
console: Any = importlib.import_module("console")


class Installer:
    """Stands in for venv and pip; fails where it is told to."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.fails_at = ""

    def run(self, command: list[object], *, what: str, next_step: str) -> None:
        self.commands.append([str(word) for word in command])
        if what == self.fails_at:
            raise console.Failed(f"{what} failed (exit code 1). {next_step}")
        if "venv" in self.commands[-1]:
            Path(self.commands[-1][-1]).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "packaging" / "locks").mkdir(parents=True)
    (tmp_path / "packaging" / "locks" / "proxy.txt").write_text("mitmproxy==1\n", "utf-8")
    return tmp_path


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    installer = Installer()
    monkeypatch.setattr(proxy, "run", installer.run)
    return installer


def test_it_is_made_once_and_from_the_lock_with_its_hashes(root: Path, installer: Installer) -> None:
    assert proxy.mitmdump(root).name.startswith("mitmdump")
    assert proxy.mitmdump(root).is_relative_to(root / "build" / "proxy")
    _, install = installer.commands
    assert {"--require-hashes", "--only-binary", "--no-deps"} <= set(install)
    assert install[-1] == str(root / "packaging" / "locks" / "proxy.txt")


def test_another_lock_makes_it_anew(root: Path, installer: Installer) -> None:
    proxy.mitmdump(root)
    (root / "packaging" / "locks" / "proxy.txt").write_text("mitmproxy==2\n", "utf-8")
    proxy.mitmdump(root)
    assert len(installer.commands) == 4


def test_one_that_is_half_made_does_not_count(root: Path, installer: Installer) -> None:
    installer.fails_at = "Installing the tests' proxy"
    for _ in range(2):
        with pytest.raises(console.Failed, match="Is this machine online"):
            proxy.mitmdump(root)
    assert len(installer.commands) == 4


def test_the_program_is_the_last_line_that_it_says(
    root: Path, installer: Installer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(proxy, "ROOT", root)
    assert proxy.main() == 0
    assert capsys.readouterr().out.splitlines()[-1] == str(proxy.mitmdump(root))
    (root / "packaging" / "locks" / "proxy.txt").write_text("mitmproxy==2\n", "utf-8")
    installer.fails_at = "Making a venv"
    assert proxy.main() == 1
    assert "Making a venv failed" in capsys.readouterr().err
