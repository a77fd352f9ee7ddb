"""What the installer for Windows is made of. That it installs, tests/packages tries by wine."""

import importlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from wallboard.host.policy import REGISTRY_KEY

ROOT = Path(__file__).resolve().parents[2]
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"

msi: Any = importlib.import_module("msi")
admx: Any = importlib.import_module("admx")
console: Any = importlib.import_module("console")

SOURCE = (ROOT / "packaging" / "windows" / "wallboard.wxs").read_text("utf-8")


@pytest.mark.parametrize(("ours", "windows"), [("0.3.0", "0.3.0"), ("1.2.3rc1", "1.2.3"), ("1.2.3.dev4", "1.2.3")])
def test_windows_compares_three_numbers(ours: str, windows: str) -> None:
    assert msi.windows_version(ours) == windows


@pytest.mark.parametrize("version", ["1.2", "next"])
def test_a_version_that_cannot_be_compared_is_refused(version: str) -> None:
    with pytest.raises(console.Failed, match="has to begin like"):
        msi.windows_version(version)


def test_a_file_keeps_its_component_over_versions_and_no_two_share_one(tmp_path: Path) -> None:
    files = {PurePosixPath(name): tmp_path / name for name in ("a.dll", "sub/a.dll", "sub/deep/b ü.txt")}
    wix = ET.fromstring(msi.files_wxs(files, tmp_path))  # noqa: S314  our own
    components = list(wix.iter(f"{WIX}Component"))
    assert len({one.attrib["Guid"] for one in components}) == len({one.attrib["Id"] for one in components}) == 3
    again = {PurePosixPath("A.dll"): tmp_path / "elsewhere"}
    (same,) = ET.fromstring(msi.files_wxs(again, tmp_path)).iter(f"{WIX}Component")  # noqa: S314  our own
    assert same.attrib["Guid"] in {one.attrib["Guid"] for one in components}
    assert [one.attrib["Source"] for one in wix.iter(f"{WIX}File")] == ["a.dll", "sub/a.dll", "sub/deep/b ü.txt"]
    assert {one.attrib["Name"] for one in wix.iter(f"{WIX}Directory")} == {"sub", "deep"}


def test_what_wixl_does_not_know_is_put_in_afterwards() -> None:
    source = msi.read_source(SOURCE)
    assert not re.search(r"<Condition|Secure=|AllowSame|PermissionEx", source.text)
    queries = source.queries("1.2.3")
    assert "UPDATE `Component` SET `Condition` = 'POLICYREGION' WHERE `Component` = 'PolicyRegion'" in queries
    (secure,) = (one for one in queries if "SecureCustomProperties" in one)
    assert all(name in secure for name in ("WIX_UPGRADE_DETECTED", "AUTOSTART", "BOARD", "POLICYPROXY"))
    assert any("'{6C0E8F0B-2F0A-4B1E-9B0D-7F5C1C6B8E21}', '1.2.3', 513" in one for one in queries)


def test_only_administrators_may_write_into_the_folder_of_the_machines_settings() -> None:
    (made, *rows) = (one for one in msi.read_source(SOURCE).queries("1.2.3") if "MsiLockPermissionsEx" in one)
    assert made.startswith("CREATE TABLE")
    (row,) = rows
    access = re.search(r"\('MachineFolder', 'MachineFolder', 'CreateFolder', 'D:PAI\((.+)\)'\)$", row)
    assert access is not None  # protected: what the folder above allows is not inherited
    system, administrators, users = "SY", "BA", "BU"
    assert access[1].split(")(") == [
        f"A;OICI;FA;;;{system}",
        f"A;OICI;FA;;;{administrators}",
        f"A;OICI;FRFX;;;{users}",
    ]


def test_every_policy_of_the_installer_is_a_setting_and_is_kept_over_an_upgrade() -> None:
    wix = ET.fromstring(SOURCE)  # noqa: S314  our own
    written = {one.attrib["Name"] for one in wix.iter(f"{WIX}RegistryValue") if one.attrib["Key"] == REGISTRY_KEY}
    kept = {one.attrib["Name"] for one in wix.iter(f"{WIX}RegistrySearch") if one.attrib["Key"] == REGISTRY_KEY}
    assert written == kept != set()
    assert written <= {one.key for one in admx.settings()}


def test_a_folder_that_was_frozen_elsewhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(console.Failed, match=r"lacks wallboard\.exe"):
        msi.contents(ROOT, tmp_path, tmp_path, tmp_path)
