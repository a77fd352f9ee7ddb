"""The bundled fonts are enough."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QGuiApplication, QRawFont

from wallboard.app.fonts import FAMILIES, load_fonts
from wallboard.host.paths import resource

BOLD = QFont.Weight.Bold


@pytest.fixture(autouse=True)
def loaded(qapp: QGuiApplication) -> None:
    load_fonts()


def test_they_are_the_applications() -> None:
    assert QGuiApplication.font().families() == list(FAMILIES)
    assert QFontInfo(QGuiApplication.font()).family() == "Inter"
    assert set(FAMILIES) <= set(QFontDatabase.families())


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, BOLD])
def test_every_weight_is_there(weight: QFont.Weight) -> None:
    font = QFont(FAMILIES[0])
    font.setWeight(weight)
    assert QFontInfo(font).weight() == weight


@pytest.mark.parametrize("sign", "✆✎▲▼⚠≤≥≈×·–…שﺵЖŁ")
def test_every_sign_on_the_screen_has_a_glyph(sign: str) -> None:
    files = (resource("fonts", "Inter-Regular.otf"), resource("fonts", "DejaVuSans.ttf"))
    assert any(QRawFont(str(file), 20.0).supportsCharacter(ord(sign)) for file in files)


def test_figures_can_all_have_one_width() -> None:
    font = QGuiApplication.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    metrics = QFontMetricsF(font)
    assert len({metrics.horizontalAdvance(figure * 4) for figure in "0123456789"}) == 1


def test_the_licences_are_there() -> None:
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "OFL.txt").read_text()
    assert "Bitstream" in resource("fonts", "DejaVu.txt").read_text()


def test_a_damaged_font_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    not_a_font = resource("fonts", "README.md")
    monkeypatch.setattr("wallboard.app.fonts.resource", lambda *_: not_a_font)
    with pytest.raises(OSError, match="install the program again"):
        load_fonts()


def test_they_load_without_any_font_of_the_system(tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = tmp_path_factory.mktemp("nowhere")
    config = nowhere / "fonts.conf"
    config.write_text(f'<?xml version="1.0"?><fontconfig><cachedir>{nowhere}</cachedir></fontconfig>')
    program = (
        "from PySide6.QtGui import QFontDatabase, QFontMetricsF, QGuiApplication\n"
        "from wallboard.app.fonts import load_fonts\n"
        "app = QGuiApplication([])\n"
        "assert set(QFontDatabase.families()) <= {'Monospace', 'Sans Serif', 'Serif'}, QFontDatabase.families()\n"
        "load_fonts()\n"
        "assert QFontMetricsF(app.font()).horizontalAdvance('Tova') > 10\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
