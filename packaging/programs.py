"""What the frozen programs are: their names, how each starts, and what Windows and macOS are told about them.

Pure, but for what asks which packages are installed, and binutils. Used by freeze.py, and by wallboard.spec while
PyInstaller runs.
"""

from __future__ import annotations

import functools
import importlib.metadata
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

BUNDLE_ID = "com.wallboard"
# On Windows a program without a console cannot answer in the window it was typed into: only the screen has none.
WITHOUT_CONSOLE = ("wallboard",)
_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
_OF_ITSELF = ("pyimod", "pyi_", "_pyi_", "PyInstaller", "_sysconfigdata_")


def programs(root: Path) -> dict[str, str]:
    """By name, where each begins: `wallboard.app.main:main`. The same that pip makes of the project file."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    scripts: dict[str, str] = project["scripts"]
    return scripts


def script_name(program: str) -> str:
    """The file that starts a program; not named like the package, which it would hide."""
    return f"start-{program}.py"


def script(begin: str) -> str:
    """What stands in that file. What is imported is there to stay: to look for garbage in it took 20 ms of a start."""
    module, _, function = begin.partition(":")
    quietly = f"import gc\nimport sys\n\ngc.disable()\nfrom {module} import {function}\n\ngc.freeze()\ngc.enable()\n"
    return f"{quietly}sys.exit({function}())\n"


def version(root: Path) -> str:
    """The product's version, without importing it."""
    text = (root / "wallboard" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("wallboard/__init__.py tells no __version__")
    return found[1]


def version_resource(program: str, version: str, build: str) -> str:
    """What Windows shows among a program's properties, in PyInstaller's words."""
    numbers = tuple(int(part) for part in re.findall(r"\d+", version))[:4]
    four = numbers + (0,) * (4 - len(numbers))
    strings = {
        "FileDescription": {"wallboard": "Wallboard"}.get(program, program),
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "Apache License 2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Wallboard",
        "ProductVersion": f"{version} ({build})",
    }
    table = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in strings.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{table}])]), "
        "VarFileInfo([VarStruct('Translation', [0x409, 1200])])])\n"
    )


def info_plist(version: str) -> dict[str, object]:
    """What macOS is told about the bundle. Its poller is started by the screen, so that one program is its face."""
    return {
        "CFBundleDisplayName": "Wallboard",
        "CFBundleExecutable": "wallboard",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "LSMinimumSystemVersion": "13.0",  # as Qt 6.11 has it
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache License 2.0",
    }


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """An icon file of macOS that holds these square PNGs, by their size in pixels; sizes that it has no room for go."""
    parts = [
        _ICNS[size] + struct.pack(">I", len(png) + 8) + png for size, png in sorted(pictures.items()) if size in _ICNS
    ]
    return b"icns" + struct.pack(">I", sum(map(len, parts)) + 8) + b"".join(parts)


def known_modules(root: Path) -> frozenset[str]:
    """The top-level modules that may be in a frozen program: Python's, ours, and those of packaging/locks/run.txt."""
    locked = _locked(root)
    brought = importlib.metadata.packages_distributions()
    ours = {name for name, packages in brought.items() if locked.intersection(map(_canonical, packages))}
    return frozenset({"wallboard", *sys.stdlib_module_names, *ours})


def metadata(root: Path) -> list[tuple[str, str]]:
    """The file in which each locked package tells its version, and the folder that it belongs into."""
    locked = _locked(root)
    found = [one for one in importlib.metadata.distributions() if _canonical(one.metadata["Name"]) in locked]
    files = [Path(str(one.locate_file(path))) for one in found for path in one.files or () if path.name == "METADATA"]
    return sorted((str(file), file.parent.name) for file in files if file.parent.name.endswith(".dist-info"))


def starts_python(module: str) -> bool:
    """Whether it is how PyInstaller starts a program, or what Python noted when it was compiled."""
    return module.startswith(_OF_ITSELF)


@functools.cache
def needed_by(library: Path) -> frozenset[str]:
    """The libraries, by name, that one of Linux is linked with itself; PyInstaller tells those that these need too."""
    told = subprocess.run(["objdump", "--private-headers", str(library)], check=True, capture_output=True, text=True)
    return frozenset(re.findall(r"^ +NEEDED +(\S+)$", told.stdout, re.MULTILINE))


def stripped(library: Path, folder: Path) -> Path:
    """A copy in that folder without symbols; the library itself where the machine has no `strip`."""
    strip = shutil.which("strip")
    if strip is None:
        return library
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / library.name
    subprocess.run([strip, "--strip-unneeded", "-o", str(copy), str(library.resolve())], check=True)
    return copy


def _locked(root: Path) -> set[str]:
    lock = (root / "packaging" / "locks" / "run.txt").read_text("utf-8")
    return {_canonical(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)}


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
