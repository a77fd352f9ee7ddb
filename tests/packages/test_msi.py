"""The installer for Windows, over stand-ins for our programs: wine's msiexec installs, upgrades and removes it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.packages import wine
from tests.packages.conftest import BUILD, dev
from tests.packages.wine import OWN, POLICIES, RUN, UNINSTALL, Windows
from wallboard.host.paths import _SHELL_FOLDERS

WAITED = 60.0  # seconds at most

pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.skipif(wine.why_not() is not None, reason=f"{wine.why_not()}"),
]


@pytest.fixture(scope="module")
def windows() -> Iterator[Windows]:
    with Windows(BUILD / "windows").made() as made:
        yield made


@pytest.fixture(scope="module")
def packages() -> dict[str, Path]:
    """Installers of three versions, all of the same stand-ins."""
    payload, folder = wine.payload(BUILD / "windows-payload"), BUILD / "msi"
    for old in folder.glob("*.msi"):
        old.unlink()
    for version in ("1.0.0", "1.1.0rc1", "1.1.0"):
        dev("package", "msi", "--payload", str(payload), "--into", str(folder / version), "--version", version)
    return {path.parent.name: path for path in folder.glob("*/*.msi")}


def installed_files(windows: Windows) -> set[str]:
    folder = windows.drive / "Program Files" / "Wallboard"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def versions(windows: Windows) -> list[str]:
    """The versions that stand among the installed programs."""
    told = windows.run("reg", "query", UNINSTALL, "/s").stdout.replace("\r", "").split("HKEY_LOCAL_MACHINE")
    entries = [entry for entry in told if "DisplayName    REG_SZ    Wallboard\n" in entry]
    return [entry.partition("DisplayVersion    REG_SZ    ")[2].partition("\n")[0] for entry in entries]


def test_a_silent_install_puts_the_files_the_policies_and_the_autostart(
    windows: Windows, packages: dict[str, Path]
) -> None:
    assert windows.msiexec("/i", packages["1.0.0"], "POLICYREGION=mypurecloud.ie", "AUTOSTART=1") == 0
    files = installed_files(windows)
    assert {"wallboard.exe", "wallboard-poller.exe", "wallboard-simulator.exe"} <= files
    assert {"_internal/python311.dll", "_internal/resources/words with spaces ü.txt"} <= files
    assert {"documents/copyright", "documents/wallboard.cdx.json", "documents/licences/httpx/LICENSE.md"} <= files
    assert windows.values(POLICIES) == {"genesys.region": "mypurecloud.ie"}
    assert windows.values(RUN)["Wallboard"] == r'"C:\Program Files\Wallboard\wallboard.exe" --fullscreen'
    assert versions(windows) == ["1.0.0"]
    assert (windows.drive / "ProgramData" / "Wallboard").is_dir()
    # Wine puts it into the menu of the user, Windows into that of all.
    assert list(windows.drive.rglob("Start Menu/Programs/Wallboard.lnk")) != []


def test_windows_is_told_who_may_write_into_the_folder_of_the_machines_settings(packages: dict[str, Path]) -> None:
    asked = ["msiinfo", "export", str(packages["1.0.0"]), "MsiLockPermissionsEx"]
    rows = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()
    assert rows[3:] == [
        "MachineFolder\tMachineFolder\tCreateFolder\tD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)\t"
    ]
    asked[3] = "CreateFolder"
    assert "MachineFolder\tMachineSettings" in subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_an_upgrade_over_a_running_wall_ends_it_and_keeps_what_was_chosen(
    windows: Windows, packages: dict[str, Path]
) -> None:
    with windows.running(r"C:\Program Files\Wallboard\wallboard.exe", "-n", "1000", "127.0.0.1") as wall:
        assert windows.msiexec("/i", packages["1.1.0rc1"], "POLICYCLIENTID=3f6c1c1e", "BOARD=cards") == 0
        wall.wait(WAITED)  # else it would go on for a quarter of an hour
    assert versions(windows) == ["1.1.0"]
    assert windows.values(POLICIES) == {"genesys.region": "mypurecloud.ie", "genesys.client_id": "3f6c1c1e"}
    assert windows.values(RUN)["Wallboard"].endswith('--fullscreen --board "cards"')


def test_a_build_of_the_same_version_replaces_it(windows: Windows, packages: dict[str, Path]) -> None:
    assert windows.msiexec("/i", packages["1.1.0"], "AUTOSTART=0") == 0
    assert versions(windows) == ["1.1.0"]
    assert "Wallboard" not in windows.values(RUN)


def test_an_older_version_is_refused_and_nothing_changes(windows: Windows, packages: dict[str, Path]) -> None:
    before = (installed_files(windows), windows.values(OWN), windows.values(POLICIES))
    assert windows.msiexec("/i", packages["1.0.0"]) != 0
    assert (installed_files(windows), windows.values(OWN), windows.values(POLICIES)) == before
    assert versions(windows) == ["1.1.0"]


def test_where_the_program_looks_for_the_folder_of_all_users_it_is(windows: Windows) -> None:
    told = windows.run("reg", "query", rf"HKLM\{_SHELL_FOLDERS}", "/v", "Common AppData").stdout
    assert told.split()[-2:] == ["REG_SZ", r"C:\ProgramData"]


def test_a_removal_leaves_neither_files_nor_keys(windows: Windows, packages: dict[str, Path]) -> None:
    assert windows.msiexec("/x", packages["1.1.0"]) == 0
    assert [str(path) for path in windows.drive.rglob("*") if "wallboard" in path.name.lower()] == []
    assert windows.values(POLICIES) == windows.values(OWN) == {}
    assert versions(windows) == []
