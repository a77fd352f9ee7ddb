"""A settings file is read, or it is said why not and how that is mended."""

import os
from pathlib import Path

import pytest

from wallboard.host.settings_text import text_of
from wallboard.host.settings_words import SettingsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wallboard.toml"


def refusal(path: Path) -> str:
    with pytest.raises(SettingsError) as caught:
        text_of(path)
    return str(caught.value)


def forbid(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Root may read everything: what another user meets is made up."""

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, name, refuse)


def test_a_text(path: Path) -> None:
    assert text_of(path) is None
    path.write_bytes("\ufeffa = 'ä'\r\n".encode())
    assert text_of(path) == "a = 'ä'\r\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(path: Path, encoding: str) -> None:
    path.write_text("[genesys]\n", encoding)
    assert refusal(path) == f"{path} cannot be read: it is written as UTF-16; save it as UTF-8"


def test_letters_of_another_alphabet(path: Path) -> None:
    path.write_bytes("a = 1\nb = 'ä'\n".encode("cp1252"))
    assert refusal(path) == f"{path} cannot be read: line 2 is not UTF-8; save it as UTF-8"


def test_a_directory(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} cannot be read: it is a directory; a file is needed there"


def test_a_file_that_this_user_may_not_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.touch()
    forbid(monkeypatch, "read_bytes")
    assert refusal(path) == f"{path} cannot be read: this user may not read it; run chmod 644 {path}"
    forbid(monkeypatch, "is_dir")
    assert refusal(path).endswith(f"this user may not look into its folder; run chmod 755 {path.parent}")


@pytest.mark.skipif(os.name != "posix", reason="Windows names no such trouble")
def test_other_troubles_have_the_systems_words(path: Path) -> None:
    path.touch()
    assert refusal(path / "below").endswith("below cannot be read: Not a directory")
