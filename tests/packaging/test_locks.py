"""How the locks are renewed: with which words uv is asked, and what is kept of its answer."""

import importlib
from pathlib import Path
from typing import Any

import pytest

locks: Any = importlib.import_module("locks")


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was run; uv answers with one pin, below a comment of its own."""
    commands: list[list[str]] = []

    def run(command: list[object], *, what: str, next_step: str) -> None:
        words = [str(word) for word in command]
        commands.append(words)
        if "venv" in words:
            (Path(words[-1]) / "bin").mkdir(parents=True)
            (Path(words[-1]) / "bin" / "python").touch()
        if "compile" in words:
            made = Path(words[words.index("--output-file") + 1])
            made.write_text("# made by uv\nhttpx==0.28.1 \\\n    --hash=sha256:00\n", "utf-8")

    monkeypatch.setattr(locks, "run", run)
    (tmp_path / "packaging" / "locks").mkdir(parents=True)
    return commands


def test_all_locks_are_written_with_a_header(tmp_path: Path, asked: list[list[str]]) -> None:
    locks.renew(tmp_path, "python3", ["--upgrade-package", "httpx"])
    for name in ("dev.txt", "run.txt", "proxy.txt"):
        text = (tmp_path / "packaging" / "locks" / name).read_text("utf-8")
        assert "dev.py lock" in text
        assert text.endswith("\nhttpx==0.28.1 \\\n    --hash=sha256:00\n")
        assert "made by uv" not in text


def test_hashes_for_every_platform_and_no_address(tmp_path: Path, asked: list[list[str]]) -> None:
    locks.renew(tmp_path, "python3", ["--upgrade"])
    compiled = [words for words in asked if "compile" in words]
    for words in compiled:
        assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"} <= set(words)
    dev, run, proxy = compiled
    assert "--upgrade" in dev
    assert any(word.endswith("editable.in") for word in dev)
    assert dev[dev.index("--group") + 1].endswith("pyproject.toml:dev")
    assert run[run.index("--constraints") + 1].endswith("dev.txt")
    assert "--group" not in run
    assert "--upgrade" in proxy
    assert any(word.endswith("proxy.in") for word in proxy)
    assert not any(word.endswith("pyproject.toml") for word in proxy)
