"""What a frozen build keeps and leaves out."""

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
QT = "PySide6/Qt/"

trimming: Any = importlib.import_module("trimming")


@pytest.mark.parametrize(
    "place",
    [
        QT + "plugins/platforms/libqxcb.so",
        QT + "plugins/platforms/libqwayland.so",
        QT + "plugins/platforms/libqoffscreen.so",
        QT + "plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        QT + "plugins/imageformats/libqjpeg.so",
        QT + "qml/QtQuick/qmldir",
        QT + "qml/QtQuick/libqtquick2plugin.so",
        QT + "qml/QtQml/WorkerScript/qmldir",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/qml/QtQuick/Window/quickwindowplugin.dll",
        QT + "plugins/platforms/libqcocoa.dylib",
        "resources/qml/Wallboard/Main.qml",
        "resources/i18n/wallboard_ar.qm",
        "keyring-25.7.0.dist-info/entry_points.txt",
        "httpx-0.28.1.dist-info/METADATA",
        "libssl.so.3",
    ],
)
def test_what_the_programs_use_stays(place: str) -> None:
    assert trimming.keeps(place)


@pytest.mark.parametrize(
    "place",
    [
        QT + "plugins/platformthemes/libqgtk3.so",
        QT + "plugins/platforms/libqeglfs.so",
        QT + "plugins/qmltooling/libqmldbg_tcp.so",
        QT + "plugins/sqldrivers/libqsqlite.so",
        QT + "plugins/imageformats/libqtiff.so",
        QT + "qml/QtQuick/Controls/qmldir",
        QT + "qml/QtQuick/Controls/Basic/Button.qml",
        QT + "qml/QtQuick/plugins.qmltypes",
        QT + "translations/qtbase_de.qm",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/opengl32sw.dll",
        "keyring-25.7.0.dist-info/RECORD",
        "click-8.5.1.dist-info/licenses/LICENSE.txt",
        "libstdc++.so.6",
        "libgcc_s.so.1",
        "libX11-xcb.so.1",
        "libglib-2.0.so.0",
    ],
)
def test_what_they_never_use_goes(place: str) -> None:
    assert not trimming.keeps(place)


def test_the_qml_that_is_imported_is_kept() -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "resources" / "qml").rglob("*.qml")]
    imported = {name for text in texts for name in re.findall(r"^import ([\w.]+)", text, re.MULTILINE)}
    ours = {name for name in imported if name.split(".")[0] == "Wallboard"}
    assert {name.replace(".", "/") for name in imported - ours} <= set(trimming.QML)
    assert "QtQuick" in imported


def test_a_library_that_only_a_lost_plugin_needed_goes_with_what_it_needed_itself() -> None:
    needs = {
        "PySide6/QtGui.abi3.so": {"libQt6Gui.so.6"},
        "PySide6/Qt/lib/libQt6Gui.so.6": {"libQt6Core.so.6", "libGL.so.1"},
        "PySide6/Qt/lib/libQt6Core.so.6": {"libQt6Gui.so.6"},  # in a circle
        "PySide6/Qt/lib/libQt6Svg.so.6": {"libQt6Gui.so.6", "libjpeg.so.62"},
        "libjpeg.so.62": set(),
        "libpython3.11.so.1.0": {"libz.so.1"},  # asked for by the program itself
        "libz.so.1": set(),
    }
    assert trimming.unneeded(needs) == {"PySide6/Qt/lib/libQt6Svg.so.6", "libjpeg.so.62"}


def test_two_libraries_of_one_name_both_stay() -> None:
    needs = {
        "PySide6/QtCore.abi3.so": {"libicuuc.so.73"},
        "libicuuc.so.73": set(),
        "PySide6/Qt/lib/libicuuc.so.73": set(),
    }
    assert trimming.unneeded(needs) == frozenset()


def test_on_windows_the_libraries_of_qt_lie_beside_its_modules() -> None:
    needs = {
        "PySide6/QtGui.pyd": {"QT6GUI.dll", "pyside6.abi3.dll"},  # Windows does not mind the case
        "PySide6/Qt6Gui.dll": set(),
        "PySide6/Qt6Svg.dll": {"Qt6Gui.dll"},
        "PySide6/pyside6.abi3.dll": set(),
        "python311.dll": set(),
        "VCRUNTIME140.dll": set(),
    }
    assert trimming.unneeded(needs) == {"PySide6/Qt6Svg.dll"}


def test_a_link_goes_with_its_library() -> None:
    kept = ["PySide6/Qt/lib/libQt6Gui.so.6"]
    assert not trimming.leads_nowhere("libQt6Gui.so.6", kept)
    assert trimming.leads_nowhere("libQt6Svg.so.6", kept)


def test_a_framework_of_macos_stays_whole_or_goes() -> None:
    lib = "PySide6/Qt/lib/"
    needs = {
        "PySide6/QtGui.abi3.so": {"QtGui"},
        lib + "QtGui.framework/Versions/A/QtGui": set(),
        lib + "QtSvg.framework/Versions/A/QtSvg": {"QtGui"},
    }
    assert trimming.unneeded(needs) == {lib + "QtSvg.framework/Versions/A/QtSvg"}
    assert trimming.framework_of(lib + "QtSvg.framework/Resources/Info.plist") == lib + "QtSvg.framework/"
    kept = [lib + "QtGui.framework/Versions/A/QtGui"]
    assert not trimming.leads_nowhere(lib + "QtGui.framework/Versions/Current", kept)
    assert trimming.leads_nowhere(lib + "QtSvg.framework/Versions/Current", kept)
    assert trimming.framework_of("PySide6/QtGui.abi3.so") is None


def test_symbols_are_left_out_where_somebody_else_has_not_done_so() -> None:
    stripped = ["libpython3.11.so.1.0", "python3.11/lib-dynload/_decimal.so", "httptools/parser/parser.so"]
    assert all(map(trimming.is_worth_stripping, stripped))
    assert not trimming.is_worth_stripping("PySide6/Qt/lib/libQt6Gui.so.6")  # it could break, and there is nothing left


def test_a_module_of_an_unlocked_package_is_found() -> None:
    modules = ["json.decoder", "httpx", "httpx._client", "numpy.core", "numpy"]
    assert trimming.strangers(modules, {"json", "httpx"}) == ["numpy"]


def test_nothing_is_left_out_that_the_programs_ask_for_by_name() -> None:
    asked = "\n".join(path.read_text("utf-8") for path in (ROOT / "wallboard").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:import|from) ([\w.]+)", asked, re.MULTILINE))
    assert not imported.intersection(trimming.MODULES)
    of_the_screen = "\n".join(path.read_text("utf-8") for path in (ROOT / "wallboard" / "app").rglob("*.py"))
    assert not re.search(r"import (?:multiprocessing|click)|ProcessPool", of_the_screen)


def test_what_one_program_has_no_use_for_another_may_have() -> None:
    assert "multiprocessing" in trimming.excluded("wallboard")
    assert "multiprocessing" not in trimming.excluded("wallboard-poller")
    assert "PySide6.QtWidgets" in trimming.excluded("wallboard-poller")
