"""The zone of this machine is told by its IANA name, or not at all."""

from pathlib import Path

import pytest

from wallboard.host.time_zone import known, of_link, of_this_machine


def test_this_machine_has_one_that_can_be_counted_with_or_none() -> None:
    found = of_this_machine()
    assert found is None or known(lambda: found) == found


@pytest.mark.parametrize("folder", ["/usr/share/zoneinfo", "../usr/share/zoneinfo", "/var/db/timezone/zoneinfo"])
def test_a_link_names_it(tmp_path: Path, folder: str) -> None:
    (tmp_path / "localtime").symlink_to(f"{folder}/America/Argentina/Salta")
    assert of_link(tmp_path / "localtime") == "America/Argentina/Salta"


def test_without_a_link_it_is_utc_and_a_copy_has_no_name(tmp_path: Path) -> None:
    assert of_link(tmp_path / "none") == "UTC"
    (tmp_path / "localtime").write_bytes(b"TZif2")
    assert of_link(tmp_path / "localtime") is None
    (tmp_path / "elsewhere").symlink_to(tmp_path / "localtime")
    assert of_link(tmp_path / "elsewhere") is None


@pytest.mark.parametrize("error", [OSError("no icu.dll"), AttributeError("no such function")])
def test_a_library_that_is_not_there_tells_nothing(error: Exception) -> None:
    def asked() -> str:
        raise error

    assert known(asked) is None


def test_a_zone_that_nobody_knows_is_none() -> None:
    assert known(lambda: "Nowhere/Atlantis") is None
    assert known(lambda: "../etc") is None
    assert known(lambda: None) is None
    assert known(lambda: "Europe/Berlin") == "Europe/Berlin"
