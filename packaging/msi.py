"""Make the installer for Windows from a frozen folder, by Debian's wixl. Used by package.py.

packaging/windows/wallboard.wxs says what it does; the list of the files is written here. It needs no Windows, but the
frozen folder comes from one.
"""

from __future__ import annotations

import os
import re
import shutil
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import admx
import deb
from console import Failed, run, say

_WIX = "http://schemas.microsoft.com/wix/2006/wi"
# A component's GUID follows from its place: an installer of another version that has the file has the same component.
_COMPONENTS = uuid.UUID("f6d2b4f4-0b8b-4d1b-8f57-52a1b5f0c9f3")
_TOP = "INSTALLDIR"
# A table's own column bears its name.
_UPDATE = "UPDATE `{0}` SET `{1}` = '{2}' WHERE `{0}` = '{3}'"
# Windows Installer 5.0 reads it, and closes the folders so that it makes.
_NEW_ACCESS = (
    "CREATE TABLE `MsiLockPermissionsEx` (`MsiLockPermissionsEx` CHAR(72) NOT NULL, `LockObject` CHAR(72) NOT NULL, "
    "`Table` CHAR(32) NOT NULL, `SDDLText` LONGCHAR NOT NULL, `Condition` CHAR(255) PRIMARY KEY `MsiLockPermissionsEx`)"
)
_ACCESS = (
    "INSERT INTO `MsiLockPermissionsEx` (`MsiLockPermissionsEx`, `LockObject`, `Table`, `SDDLText`) "
    "VALUES ('{0}', '{0}', 'CreateFolder', '{1}')"
)
_OLDER_OR_EQUAL = 0x201  # its features are taken over, and the version that is named counts too


def windows_version(version: str) -> str:
    """A version of ours as Windows Installer compares it: three numbers. Raises Failed: it does not begin with them."""
    found = re.match(r"(\d{1,3})\.(\d{1,3})\.(\d{1,5})", version)
    if found is None:
        raise Failed(f"an installer cannot bear the version {version}: it has to begin like 1.2.3")
    return found[0]


def name_of(place: PurePosixPath, prefix: str) -> str:
    """An identifier for a place inside the installation: short, and always the same."""
    return f"{prefix}{uuid.uuid5(_COMPONENTS, place.as_posix().lower()).hex}"


def component_guid(place: PurePosixPath) -> str:
    """The GUID of the component that holds one file."""
    return str(uuid.uuid5(_COMPONENTS, f"component:{place.as_posix().lower()}")).upper()


def files_wxs(files: Mapping[PurePosixPath, Path], beside: Path) -> str:
    """The WiX source that lists the files, each by its place below the installation's folder; it lies in `beside`."""
    wix = ET.Element("Wix", xmlns=_WIX)
    fragment = ET.SubElement(wix, "Fragment")
    folders = {PurePosixPath("."): ET.SubElement(fragment, "DirectoryRef", Id=_TOP)}
    group = ET.SubElement(fragment, "ComponentGroup", Id="Payload")
    for place, source in sorted(files.items()):
        parent = _folder(folders, place.parent)
        identity = name_of(place, "c")
        component = ET.SubElement(parent, "Component", Id=identity, Win64="yes", Guid=component_guid(place))
        ET.SubElement(
            component,
            "File",
            Id=name_of(place, "f"),
            Name=place.name,
            Source=os.path.relpath(source, beside),
            KeyPath="yes",
        )
        ET.SubElement(group, "ComponentRef", Id=identity)
    ET.indent(wix)
    return ET.tostring(wix, encoding="unicode", xml_declaration=True) + "\n"


def _folder(folders: dict[PurePosixPath, ET.Element], place: PurePosixPath) -> ET.Element:
    if place not in folders:
        above = _folder(folders, place.parent)
        folders[place] = ET.SubElement(above, "Directory", Id=name_of(place, "d"), Name=place.name)
    return folders[place]


def contents(root: Path, payload: Path, documents: Path, policy: Path) -> dict[PurePosixPath, Path]:
    """What is installed, by its place: the frozen folder, licences and bill, tasks and policy templates."""
    windows = root / "packaging" / "windows"
    found = dict(_below(payload, PurePosixPath(".")))
    found |= dict(_below(documents, PurePosixPath("documents")))
    found |= {PurePosixPath("tasks", path.name): path for path in windows.glob("*.xml")}
    found |= dict(_below(policy, PurePosixPath("policy")))
    missing = [name for name in deb.PROGRAMS if PurePosixPath(f"{name}.exe") not in found]
    if missing:
        raise Failed(f"{payload} lacks {missing[0]}.exe: an installer for Windows needs a folder frozen there")
    return found


def _below(folder: Path, place: PurePosixPath) -> Iterable[tuple[PurePosixPath, Path]]:
    return ((place / path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())


@dataclass(frozen=True)
class Source:
    """A WiX source in two parts: what wixl understands, and what is put into the installer afterwards.

    wixl 0.101 knows neither the condition of a component nor `Secure` nor upgrades to an equal version nor who may
    write into a folder. All of them are of WiX, so they stand in the source.
    """

    text: str
    conditions: Mapping[str, str]
    secure: tuple[str, ...]
    upgrade_code: str
    folders: Mapping[str, str]
    """Who may do what in a folder (SDDL), by its directory."""

    def queries(self, version: str) -> list[str]:
        """The changes, as Windows Installer's SQL."""
        words = ";".join(("WIX_DOWNGRADE_DETECTED", "WIX_UPGRADE_DETECTED", *self.secure))
        older = f"'{{{self.upgrade_code}}}', '{version}', {_OLDER_OR_EQUAL}, 'WIX_UPGRADE_DETECTED'"
        row = "`UpgradeCode`, `VersionMax`, `Attributes`, `ActionProperty`"
        updates = [("Property", "Value", words, "SecureCustomProperties")]
        updates += [("Component", "Condition", condition, name) for name, condition in self.conditions.items()]
        return [
            "DELETE FROM `Upgrade` WHERE `ActionProperty` = 'WIX_UPGRADE_DETECTED'",
            f"INSERT INTO `Upgrade` ({row}) VALUES ({older})",  # noqa: S608  our own words
            *(_UPDATE.format(*one) for one in updates),
            _NEW_ACCESS,
            *(_ACCESS.format(directory, words) for directory, words in self.folders.items()),
        ]


def read_source(text: str) -> Source:
    """Take apart a WiX source."""
    ET.register_namespace("", _WIX)
    wix = ET.fromstring(text)  # noqa: S314  our own file
    for upgrade in wix.iter(f"{{{_WIX}}}MajorUpgrade"):
        upgrade.attrib.pop("AllowSameVersionUpgrades", None)
    conditions = {}
    for component in wix.iter(f"{{{_WIX}}}Component"):
        for condition in component.findall(f"{{{_WIX}}}Condition"):
            conditions[component.attrib["Id"]] = (condition.text or "").strip()
            component.remove(condition)
    folders = {}
    for directory in wix.iter(f"{{{_WIX}}}Directory"):
        for made in directory.findall(f"{{{_WIX}}}Component/{{{_WIX}}}CreateFolder"):
            for access in made.findall(f"{{{_WIX}}}PermissionEx"):
                folders[directory.attrib["Id"]] = access.attrib["Sddl"]
                made.remove(access)
    properties = [one for one in wix.iter(f"{{{_WIX}}}Property") if one.attrib.pop("Secure", "no") == "yes"]
    secure = tuple(one.attrib["Id"] for one in properties)
    for product in wix.iter(f"{{{_WIX}}}Product"):
        for one in properties:
            if len(one.attrib) == 1 and not len(one):
                product.remove(one)  # it has said all that it had to say
    code = next(wix.iter(f"{{{_WIX}}}Product")).attrib["UpgradeCode"]
    return Source(ET.tostring(wix, encoding="unicode", xml_declaration=True), conditions, secure, code, folders)


def build(root: Path, payload: Path, documents: Path, version: str, folder: Path) -> Path:
    """Make the installer; its path. Raises Failed."""
    if shutil.which("wixl") is None:
        raise Failed(
            "There is no wixl: on Debian, apt-get install wixl. The frozen folder may be brought from Windows."
        )
    made = folder / f"wallboard-{windows_version(version)}-x64.msi"
    say(f"Compiling {made.name} …")
    listed = folder / "files.wxs"
    admx.write(folder / "policy")
    listed.write_text(files_wxs(contents(root, payload, documents, folder / "policy"), folder), "utf-8")
    manufacturer = deb.maintainer().partition(" <")[0]
    told = {
        "Version": windows_version(version),
        "Manufacturer": manufacturer,
        "Icon": os.path.relpath(root / "packaging" / "icon" / "wallboard.ico", folder),
    }
    defined = [word for name, value in told.items() for word in ("-D", f"{name}={value}")]
    source = read_source((root / "packaging" / "windows" / "wallboard.wxs").read_text("utf-8"))
    plain = folder / "wallboard.wxs"
    plain.write_text(source.text, "utf-8")
    next_step = "Read its words above."
    run(["wixl", "-a", "x64", *defined, "-o", made, plain, listed], what="wixl", next_step=next_step)
    changes = [word for query in source.queries(windows_version(version)) for word in ("-q", query)]
    run(["msibuild", made, *changes], what="msibuild", next_step=next_step)
    plain.unlink()
    listed.unlink()
    return made
