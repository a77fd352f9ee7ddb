"""Which build a program says it is."""

from pathlib import Path

import pytest

from wallboard import __version__
from wallboard.host import build, paths
from wallboard.host.build import Build


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (None, "(source)"),
        (Build("3f2c1a9", "2026-11-29"), "(build 3f2c1a9, 2026-11-29)"),
        (Build("3f2c1a9-changed", "2026-11-29"), "(build 3f2c1a9-changed, 2026-11-29)"),
        (Build("unknown", None), "(build unknown)"),
    ],
)
def test_its_line(told: Build | None, words: str) -> None:
    assert build.version_line("wallboard-poller", told) == f"wallboard-poller {__version__} {words}"


def test_a_checkout_is_no_build() -> None:
    assert build.this_build() is None


def test_a_build_carries_its_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "build.json").write_text('{"commit": "3f2c1a9", "date": "2026-11-29"}\n', "utf-8")
    monkeypatch.setattr(paths, "resource", tmp_path.joinpath)
    assert build.this_build() == Build("3f2c1a9", "2026-11-29")
