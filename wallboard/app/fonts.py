"""Give every text the bundled fonts, so that the screen is complete on a machine without any. Called by app.scene."""

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from wallboard.host.paths import resource

FAMILIES = ("Inter", "DejaVu Sans")
_FILES = (
    "Inter-Regular.otf",
    "Inter-Medium.otf",
    "Inter-SemiBold.otf",
    "Inter-Bold.otf",
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
)


def load_fonts() -> None:
    """Load the fonts and make them the application's. Loading twice does no harm.

    Raises OSError: a font file is damaged. Without one, text would be missing and nothing would say so.
    """
    for name in _FILES:
        path = resource("fonts", name)
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"{path} is not a font that can be loaded: install the program again")
    font = QFont()
    font.setFamilies(list(FAMILIES))
    QGuiApplication.setFont(font)
