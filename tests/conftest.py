"""What holds for every test: a neutral machine, no unexpected warning in the log, long tests only with --slow."""

import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Before anything imports Qt: no display, no GPU, one language, one time zone, no fonts but the bundled ones.
os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    QT_QUICK_BACKEND="software",
    QT_SCALE_FACTOR="1",
    FONTCONFIG_FILE=str(Path(__file__).resolve().parent / "qml" / "fonts.conf"),
    LC_ALL="C.UTF-8",
    LANG="C.UTF-8",
    TZ="UTC",
)
if hasattr(time, "tzset"):
    time.tzset()

_PACKAGES = Path(__file__).resolve().parent / "packages"

# A shared machine can be slow at any moment: no deadline for one example; the same examples on every run in CI.
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests marked slow as well")
    parser.addoption("--record-golden", action="store_true", help="make what the screen shows now the golden pictures")
    parser.addoption("--packages", action="store_true", help="run the tests of what people install as well")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expected_log_warnings: wallboard may log warnings and errors in this test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow") and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="takes long: --slow runs it"))
        if _PACKAGES in item.path.parents and not config.getoption("--packages"):
            item.add_marker(pytest.mark.skip(reason="builds packages and installs them: --packages runs it"))


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_log_warnings(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test during which wallboard warns in its log.

    A test that looks into the log itself (caplog) or says that it expects warnings (the marker) is left alone.
    """
    if "caplog" in request.fixturenames or request.node.get_closest_marker("expected_log_warnings"):
        yield
        return
    handler = _Warnings()
    logger = logging.getLogger("wallboard")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    if handler.seen:
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.seen), pytrace=False)
