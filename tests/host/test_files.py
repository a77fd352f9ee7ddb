"""Small files: whole or not at all, for this user alone, and no reason to stop when they fail."""

import os
import sys
from pathlib import Path

import msgspec
import pytest

from wallboard.host import files


class Content(msgspec.Struct):
    name: str
    number: int


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "content.json"
    assert files.write_json(path, Content("a", 1))
    assert files.write_json(path, Content("b", 2))
    assert files.read_json(path, Content) == Content("b", 2)
    assert [one.name for one in tmp_path.iterdir()] == ["content.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="rights are the folder's there")
def test_nobody_else_reads_it(tmp_path: Path) -> None:
    files.write_json(tmp_path / "content.json", Content("a", 1))
    assert (tmp_path / "content.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "content", [b"", b"no json", b'{"name": "a"}', b'{"name": 1, "number": 1}', b"\xff\xfe", b"[" * 9999]
)
def test_a_file_that_is_broken_is_no_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "content.json"
    path.write_bytes(content)
    assert files.read_json(path, Content) is None


def test_no_file_is_none(tmp_path: Path) -> None:
    assert files.read_json(tmp_path / "content.json", Content) is None


def test_a_disk_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "content.json"
    files.write_json(path, Content("a", 1))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert not files.write_json(path, Content("b", 2))
    assert files.read_json(path, Content) == Content("a", 1)
    assert [one.name for one in tmp_path.iterdir()] == ["content.json"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert not files.write_json(tmp_path / "nowhere" / "content.json", Content("a", 1))


def test_a_file_is_removed_and_one_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "content.json"
    path.write_bytes(b"x")
    files.remove(path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        files.remove(path)


@pytest.mark.skipif(sys.platform == "win32", reason="a folder cannot be told to write itself there")
def test_a_file_is_gone_from_the_disk_too_when_its_removal_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "content.json"
    path.write_bytes(b"x")
    written: list[tuple[int, bool]] = []
    monkeypatch.setattr(os, "fsync", lambda number: written.append((os.fstat(number).st_ino, path.exists())))
    files.remove(path)
    assert written == [(tmp_path.stat().st_ino, False)]
