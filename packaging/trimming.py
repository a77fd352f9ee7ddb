"""What a frozen build leaves out, and why. Pure; called by wallboard.spec, which hands over what PyInstaller found.

Places are those inside the folder, with `/` on every system: `PySide6/Qt/plugins/platforms/libqxcb.so`.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

# Modules that would be found, though no line that runs here asks for them: each with its reason.
MODULES: Mapping[str, str] = {
    "PySide6.QtWidgets": "qasync asks for one name in it, which app.qt_loop gives it: 14 MB",
    "PySide6.QtDBus": "the desktop's bus is asked by jeepney",
    "PySide6.QtTest": "for tests",
    "keyrings": "keyrings.alt would keep secrets as plain text, without a word",
    "pytest": "for tests",
    "_pytest": "for tests",
    "packaging": "found beside the program, not needed by it",
    "anyio._backends._trio": "another event loop",
    "anyio._core._asyncio_selector_thread": "for an event loop of Windows that is not used",
    "chardet": "httpx asks for it only where an answer names no encoding; all of ours are JSON",
    "setuptools": "found beside the program, not needed by it",
    "pkg_resources": "found beside the program, not needed by it",
    "attrs": "found beside the program, not needed by it",
    "attr": "found beside the program, not needed by it",
    "urllib3": "truststore would teach it the system's certificates, were it used",
    "numpy": "found beside the program, not needed by it",
    "httpx._main": "httpx's own command line",
    "rich": "httpx's own command line",
    "pygments": "httpx's own command line",
    "yaml": "uvicorn reads a file of settings for logs with it; there is none",
    "dotenv": "uvicorn reads a file of variables with it; there is none",
    "tkinter": "another toolkit",
    "readline": "for a Python that a person types into",
    "pdb": "for whoever works on it",
    "pydoc": "for whoever works on it",
    "unittest": "for whoever works on it",
    "doctest": "for whoever works on it",
}

# The same for one program alone, because it is found by way of what nobody calls there.
MODULES_OF: Mapping[str, Mapping[str, str]] = {
    "wallboard": {
        "multiprocessing": "PyInstaller would prepare it at each start, and the screen has one process: 15 ms",
        "click": "uvicorn's, which is not in it",
    },
}

# The QML modules that resources/qml imports, and what those are made of. PyInstaller takes every one that there is.
QML = ("QtQml", "QtQml/Models", "QtQml/WorkerScript", "QtQml/Base", "QtQuick", "QtQuick/Window")

# Qt finds its plugins by looking: what is not there is not missed, unless it is one of these.
PLUGINS: Mapping[str, str] = {
    "platforms/*qxcb*": "X11",
    "platforms/*qwayland*": "Wayland",
    "platforms/*qoffscreen*": "pictures, without a display",
    "platforms/*qwindows*": "Windows",
    "platforms/*qcocoa*": "macOS",
    "xcbglintegrations/*": "WALLBOARD_RENDERER=gpu on X11",
    "wayland-graphics-integration-client/*wayland-egl*": "WALLBOARD_RENDERER=gpu on Wayland",
    "wayland-shell-integration/*xdg-shell*": "a window on Wayland",
    "wayland-shell-integration/*fullscreen-shell*": "a kiosk's Wayland, which shows one window",
    "wayland-decoration-client/*bradient*": "a window's frame, where the compositor draws none",
    "platforminputcontexts/*": "what is typed into the sign-in page by an input method, or with a dead key",
    "platformthemes/*xdgdesktopportal*": "light or dark, as the desktop has it",
    "imageformats/*qjpeg*": "agents' pictures; PNG is a part of Qt itself",
}

# What else is left out, whatever asks for it.
LEFT_OUT: Mapping[str, str] = {
    "PySide6/Qt/translations/*": "words of Qt's own dialogs; there are none on a wall",
    "PySide6/translations/*": "the same, where Windows has them",
    "*.qmltypes": "for linters and editors",
    "*.a": "for linkers",
    "*.pyi": "for type checkers",
    "PySide6/Qt/qml/*/tooling/*": "for editors",
    "PySide6/opengl32sw.dll": "OpenGL on the processor, 20 MB: Qt Quick's own software renderer is faster",
    # Linux has these wherever it has a display; the system keeps them safe, and its drivers and settings fit its own.
    "libstdc++.so*": "the system's drivers may need a newer one",
    "libgcc_s.so*": "the system's drivers may need a newer one",
    "libX11*.so*": "the system's drivers may need a newer one",
    "libfontconfig.so*": "it reads the system's settings, which may be of a newer one",
    "libfreetype.so*": "fontconfig's companion",
    "libexpat.so*": "fontconfig's companion",
    "libglib-2.0.so*": "a part of every desktop",
    "libgthread-2.0.so*": "a part of every desktop",
    "libdbus-1.so*": "a part of every desktop",
    "libcom_err.so*": "a part of every Linux",
    "libuuid.so*": "a part of every Linux",
    "*.dist-info/licenses/*": "they lie together in the packages",
    "*.dist-info/RECORD": "for pip",
    "setuptools*": "found beside the program, not needed by it",
}

_QML_PLACES = ("PySide6/Qt/qml/", "PySide6/qml/")
_PLUGIN_PLACES = ("PySide6/Qt/plugins/", "PySide6/plugins/")
# Where shared libraries lie that others are linked with: each is kept only while something needs it.
_SHARED = ("lib*.so*", "PySide6/Qt/lib/*", "PySide6/Qt6*.dll", "Qt*.framework*", "Qt[A-Z]*")
_LOADED_BY_THE_PROGRAM = ("libpython*",)


def excluded(program: str) -> list[str]:
    """The modules that PyInstaller is to pass over for that program."""
    return [*MODULES, *MODULES_OF.get(program, {})]


def keeps(place: str) -> bool:
    """Whether a file stays, going by its place alone."""
    if any(fnmatch.fnmatchcase(place, pattern) for pattern in LEFT_OUT):
        return False
    for root in _QML_PLACES:
        if place.startswith(root):
            return str(PurePosixPath(place.removeprefix(root)).parent) in QML
    for root in _PLUGIN_PLACES:
        if place.startswith(root):
            return any(fnmatch.fnmatchcase(place.removeprefix(root), pattern) for pattern in PLUGINS)
    return True


def unneeded(needs: Mapping[str, Collection[str]]) -> frozenset[str]:
    """Of binaries and the names of those that each is linked with: the shared ones that nothing kept leads to.

    Names are those of files, without a folder, in whatever case; what is not among the keys is the system's own.
    """
    by_name: dict[str, list[str]] = {}
    for place in needs:
        by_name.setdefault(PurePosixPath(place).name.casefold(), []).append(place)
    reached: set[str] = set()
    ahead = [place for place in needs if not is_shared(place)]
    while ahead:
        place = ahead.pop()
        if place not in reached:
            reached.add(place)
            ahead += [found for name in needs[place] for found in by_name.get(name.casefold(), ())]
    return frozenset(needs) - reached


def is_shared(place: str) -> bool:
    """Whether it is a library for others, and of no use by itself."""
    if any(fnmatch.fnmatchcase(place, pattern) for pattern in _LOADED_BY_THE_PROGRAM):
        return False
    return any(fnmatch.fnmatchcase(place, pattern) for pattern in _SHARED)


def leads_nowhere(link: str, kept: Collection[str]) -> bool:
    """Whether a link is left to a library that went: PyInstaller makes one at the top for each of Qt's."""
    framework = framework_of(link)
    if framework is not None:
        return all(framework_of(place) != framework for place in kept)
    return all(PurePosixPath(place).name != PurePosixPath(link).name for place in kept)


def framework_of(place: str) -> str | None:
    """The folder in which macOS keeps a library with its links and its data, if it lies in one."""
    before, found, _ = place.partition(".framework/")
    return before + found if found else None


def is_worth_stripping(place: str) -> bool:
    """Whether symbols may be left in it: 20 MB in a Python compiled on this machine, 1 MB in httptools' wheel."""
    return place.startswith(("libpython", "httptools/")) or "/lib-dynload/" in place


def strangers(modules: Iterable[str], known: Collection[str]) -> list[str]:
    """The top-level modules that neither Python nor a locked package brings: another package was found by accident."""
    return sorted({name.partition(".")[0] for name in modules} - set(known))
