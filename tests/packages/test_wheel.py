"""The wheel, installed as a person would and run from any folder. Needs the network, or what pip keeps of it."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "packaging" / "locks" / "run.txt"

pytestmark = pytest.mark.timeout(900)


def run(*words: str | Path, **options: Any) -> str:  # noqa: ANN401  passed on
    done = subprocess.run([str(word) for word in words], check=False, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs, once the wheel is installed with what packaging/locks/run.txt names and no more."""
    sys.path.append(str(ROOT / "packaging"))
    made = importlib.import_module("wheel").build_wheel(ROOT, tmp_path_factory.mktemp("wheel"))
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    run(sys.executable, "-m", "venv", venv)
    folder = venv / ("Scripts" if os.name == "nt" else "bin")
    pip = (folder / "python", "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK)
    run(*pip, "--no-deps", made)
    run(folder / "python", "-m", "pip", "check")
    return folder


def test_it_paints_the_demo_from_any_folder(programs: Path, tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    told = run(programs / "wallboard", "demo", "--snapshot", "x.png", cwd=tmp_path, env=env)
    assert "agents" in told
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")


def test_its_programs_tell_what_they_were_built_from(programs: Path, tmp_path: Path) -> None:
    for name in ("wallboard", "wallboard-poller", "wallboard-simulator"):
        assert run(programs / name, "--version", cwd=tmp_path).startswith(f"{name} ")
        assert "(build " in run(programs / name, "--version", cwd=tmp_path)
