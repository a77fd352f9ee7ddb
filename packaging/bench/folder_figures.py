"""How large the frozen folder is, on the disk and to download, beside what PyInstaller makes by itself."""

from __future__ import annotations

import lzma
import sys
import tarfile
import tempfile
from pathlib import Path

from figures import QUICK, Row, Size, bounded

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "packaging"))

import freeze  # noqa: E402  a script beside these

_ON_DISK_MB, _TO_DOWNLOAD_MB = 165, 50
_BEST, _QUICKEST = 9 | lzma.PRESET_EXTREME, 0


def folder(size: Size) -> list[Row]:
    """Both sizes; the untrimmed build is made for it, in the same run, where all is measured."""
    trimmed = freeze.fresh(ROOT)
    ours = freeze.size_of(trimmed) / 1e6
    packed = _packed(trimmed, _QUICKEST if size is QUICK else _BEST) / 1e6
    figure = "frozen folder, Linux"
    on_disk = bounded(f"{figure}: on the disk", ours, "MB", _ON_DISK_MB)
    rows = [on_disk, bounded(f"{figure}: to download, as .tar.xz", packed, "MB", _TO_DOWNLOAD_MB)]
    if size is not QUICK:
        untrimmed = freeze.size_of(freeze.freeze(ROOT, trimmed=False)) / 1e6
        ratio = ours / untrimmed
        rows[0] = Row(on_disk.figure, ours, untrimmed, "untrimmed", "MB", ratio, on_disk.aim, on_disk.met)
    return rows


def _packed(place: Path, preset: int) -> int:
    with tempfile.TemporaryDirectory(prefix="wallboard-bench-") as name:
        archive = Path(name, "wallboard.tar.xz")
        with lzma.open(archive, "wb", preset=preset) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
            tar.add(place, arcname=place.name)
        return archive.stat().st_size
