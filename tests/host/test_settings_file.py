"""The first settings file: accepted as it is written, for its user alone, and never in the place of another."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.host import settings, settings_file
from wallboard.host.settings import Genesys
from wallboard.host.settings_words import SettingsError

REGION = Genesys("3f6c", region="mypurecloud.ie")
BASE_URL = Genesys("3f6c", base_url="https://gateway.example")


@pytest.mark.parametrize("genesys", [REGION, BASE_URL])
def test_what_is_written_is_read_as_it_was_meant(genesys: Genesys) -> None:
    read = settings.parse(settings_file.first_text(genesys, "Europe/Berlin", "07:30"))
    assert read.genesys == genesys
    (board,) = read.boards
    assert (board.id, board.title) == ("all", "All agents")
    assert (board.time_zone, board.shift_starts, board.since) == ("Europe/Berlin", ["07:30"], None)
    assert read.rehearsal is None


@given(st.text())
def test_no_client_id_makes_another_setting(client_id: str) -> None:
    text = settings_file.first_text(Genesys(client_id, region="mypurecloud.ie"), "UTC", "00:00")
    try:
        read = settings.parse(text)
    except (SettingsError, UnicodeError):
        return
    assert read.genesys == Genesys(client_id, region="mypurecloud.ie")


def test_it_is_whole_and_for_its_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "wallboard.toml"
    settings_file.write_first(path, settings_file.first_text(REGION, "UTC", "00:00"))
    assert settings.parse(path.read_text("utf-8")).genesys == REGION
    assert [one.name for one in path.parent.iterdir()] == ["wallboard.toml"]
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "wallboard.toml"
    path.write_text("a person's own", "utf-8")
    with pytest.raises(FileExistsError):
        settings_file.write_first(path, "another")
    assert path.read_text("utf-8") == "a person's own"
    assert [one.name for one in tmp_path.iterdir()] == ["wallboard.toml"]


def test_where_a_file_can_have_one_name_alone_it_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_path: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    path = tmp_path / "wallboard.toml"
    settings_file.write_first(path, "first")
    with pytest.raises(FileExistsError):
        settings_file.write_first(path, "second")
    assert path.read_text("utf-8") == "first"
    assert path.stat().st_mode & 0o777 == 0o600
