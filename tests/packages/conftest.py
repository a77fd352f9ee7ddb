"""What the tests of packages share: the frozen folder and the packages, made where they are missing or old."""

import importlib
import sys
from pathlib import Path

import pytest

from tests.packages.bare_root import told_by

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "packages-test"


def dev(*words: str) -> None:
    """Run dev.py; the test fails with its words."""
    command = [sys.executable, str(ROOT / "packaging" / "dev.py"), *words]
    done = told_by(command)
    assert done.returncode == 0, f"dev.py {' '.join(words)} ended with {done.returncode}:\n{done.stdout}"


@pytest.fixture(scope="session")
def frozen() -> Path:
    """The frozen folder of these sources, made where it is missing or old."""
    sys.path.append(str(ROOT / "packaging"))
    made: Path = importlib.import_module("freeze").fresh(ROOT)
    return made


@pytest.fixture(scope="session")
def debs(frozen: Path) -> tuple[Path, Path]:
    """Two Debian packages of one frozen folder: this version, and a higher one."""
    made = []
    for words in ((), ("--version", "99.0.0")):
        folder = BUILD / ("higher" if words else "this")
        for old in folder.glob("*.deb"):
            old.unlink()
        dev("package", "deb", "--fast", "--into", str(folder), "--payload", str(frozen), *words)
        made.append(next(folder.glob("*.deb")))
    return made[0], made[1]
