"""Pictures on the disk: what was kept comes back whole or not at all, within bounds, and a bad disk harms nobody."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import NOON
from wallboard.genesys.picture import Marks
from wallboard.poller.picture_file import KeptPicture, Picture, PictureFolder

posix = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")
ADA = "https://store.example.com/ada.png?key=hush"


def kept(body: bytes = b"the\npicture", etag: str | None = '"7"') -> KeptPicture:
    return KeptPicture(Picture("image/png", body), Marks(etag, "Mon, 23 Nov 2026 10:00:00 GMT"), NOON)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def used(folder: Path, path: Path, minutes: int) -> None:
    """As if it had been used that long ago."""
    then = path.stat().st_mtime - 60 * minutes
    os.utime(path, (then, then))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pictures"


def test_a_picture_comes_back_as_it_was_also_after_a_restart(place: Path) -> None:
    assert PictureFolder(place).find(ADA) is None
    assert PictureFolder(place).keep(ADA, kept())
    assert PictureFolder(place).find(ADA) == kept()
    assert PictureFolder(place).find(ADA + "2") is None


def test_the_newest_takes_the_place_of_the_older_one(place: Path) -> None:
    folder = PictureFolder(place)
    folder.keep(ADA, kept())
    newer = replace(kept(b"another", None), checked_at=NOON + timedelta(days=1))
    folder.keep(ADA, newer)
    assert folder.find(ADA) == newer
    assert len(files(place)) == 1


def test_what_is_forgotten_is_gone(place: Path) -> None:
    folder = PictureFolder(place)
    folder.forget(ADA)
    folder.keep(ADA, kept())
    folder.forget(ADA)
    assert folder.find(ADA) is None
    assert files(place) == []


@posix
def test_this_user_alone_can_read_it_and_the_address_stands_nowhere(place: Path) -> None:
    PictureFolder(place).keep(ADA, kept())
    (file,) = files(place)
    assert (file.stat().st_mode & 0o777, place.stat().st_mode & 0o777) == (0o600, 0o700)
    assert b"hush" not in file.name.encode() + file.read_bytes()


@pytest.mark.parametrize("left", [0, 1, 20, -1])
def test_a_file_that_was_cut_off_is_not_there(place: Path, left: int) -> None:
    folder = PictureFolder(place)
    folder.keep(ADA, kept())
    (file,) = files(place)
    file.write_bytes(file.read_bytes()[:left])
    assert folder.find(ADA) is None
    assert files(place) == []


def test_a_file_of_which_a_byte_was_changed_is_not_there(place: Path) -> None:
    folder = PictureFolder(place)
    folder.keep(ADA, kept())
    (file,) = files(place)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert folder.find(ADA) is None


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"{}\npicture", b"[" * 5_000, b'{"media_type": 7}\n'])
def test_a_file_of_another_kind_is_not_there(place: Path, content: bytes) -> None:
    folder = PictureFolder(place)
    folder.keep(ADA, kept())
    (file,) = files(place)
    file.write_bytes(content)
    assert folder.find(ADA) is None


def test_the_least_recently_used_go_first_by_number(place: Path) -> None:
    folder = PictureFolder(place, most_files=3)
    for number in range(3):
        folder.keep(f"{ADA}{number}", kept(b"%d" % number))
        for file in files(place):
            used(place, file, minutes=1)
    assert folder.find(f"{ADA}0") is not None  # used now
    folder.keep(f"{ADA}3", kept(b"3"))
    assert [number for number in range(4) if folder.find(f"{ADA}{number}") is not None] == [0, 2, 3]


def test_the_least_recently_used_go_first_by_bytes(place: Path) -> None:
    folder = PictureFolder(place, most_bytes=25_000)
    for number in range(3):
        folder.keep(f"{ADA}{number}", kept(b"%d" % number * 10_000))
        for file in files(place):
            used(place, file, minutes=1)
    assert [number for number in range(3) if folder.find(f"{ADA}{number}") is not None] == [1, 2]
    assert sum(file.stat().st_size for file in files(place)) <= 25_000


def test_what_a_cut_left_half_written_is_let_go_of_as_well(place: Path) -> None:
    folder = PictureFolder(place, most_files=1)
    place.mkdir(parents=True)
    (place / ".half").write_bytes(b"half")
    used(place, place / ".half", minutes=5)
    folder.keep(ADA, kept())
    assert [file.name.startswith(".") for file in files(place)] == [False]


def test_a_disk_that_takes_nothing_fails_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "wallboard")
    (tmp_path / "pictures").write_text("a file where the folder should be")
    folder = PictureFolder(tmp_path / "pictures")
    assert not folder.keep(ADA, kept())
    assert folder.find(ADA) is None
    folder.forget(ADA)
    assert not folder.keep(ADA, kept())
    assert [record.message for record in caplog.records] == ["pictures.not_kept"]


def test_a_disk_that_is_full_leaves_the_older_picture_and_no_half_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = PictureFolder(place)
    folder.keep(ADA, kept())

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        assert not folder.keep(ADA, kept(b"another"))
    assert folder.find(ADA) == kept()
    assert len(files(place)) == 1


def test_an_etag_changes_with_the_bytes_alone() -> None:
    one, same, other = Picture("image/png", b"1"), Picture("image/png", b"1"), Picture("image/png", b"2")
    assert one.etag == same.etag != other.etag
    assert one.etag.startswith('"')
    assert one.etag.endswith('"')
