"""The bill names what is there with its licence, and each licence has its text."""

import importlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

bill: Any = importlib.import_module("bill")
console: Any = importlib.import_module("console")

LOCK = """\
# A comment.
httpx==0.28.1 \\
    --hash=sha256:aa
pywin32-ctypes==0.2.3 ; sys_platform == 'win32' \\
    --hash=sha256:bb
"""


@pytest.mark.parametrize(("system", "names"), [("linux", ["httpx"]), ("win32", ["httpx", "pywin32-ctypes"])])
def test_a_package_counts_where_its_marker_holds(system: str, names: list[str]) -> None:
    entries = bill.pinned(LOCK, {"sys_platform": system})
    assert [entry.partition("==")[0] for entry in entries] == names
    assert all("--hash=" in entry for entry in entries)


def test_every_locked_package_brings_its_licence_or_is_qts() -> None:
    parts = bill.packages((ROOT / "packaging" / "locks" / "run.txt").read_text("utf-8"))
    assert len(parts) > 20
    assert {part.name.lower().replace("-", "_") for part in parts if not part.texts} <= {
        "pyside6_essentials",
        "shiboken6",
    }
    assert [part.name for part in parts if part.licence == "see its text"] == []


def test_what_is_not_installed_is_named() -> None:
    with pytest.raises(console.Failed, match=r"no-such-package is not installed.*dev\.py setup"):
        bill.packages("no-such-package==1.0 \\\n    --hash=sha256:aa\n")


@pytest.mark.parametrize(
    ("lines", "licence"),
    [
        ("License-Expression: MIT\nLicense: something", "MIT"),
        ("License: MPL-2.0", "MPL-2.0"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT License"),
        ("License: a whole\n text\nClassifier: License :: OSI Approved :: MIT License", "MIT License"),
        ("Name: x", "see its text"),
    ],
)
def test_the_licence_stands_in_one_of_three_places(tmp_path: Path, lines: str, licence: str) -> None:
    (tmp_path / "METADATA").write_text(f"Metadata-Version: 2.4\n{lines}\n", "utf-8")
    assert bill.licence_of(metadata.PathDistribution(tmp_path).metadata) == licence


def test_a_library_is_known_by_its_sum(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libnobodys.so.9").write_bytes(b"x")
    (tmp_path / "_internal" / "text.txt").write_bytes(b"x")
    (part,) = bill.libraries(tmp_path)
    assert part.name == "libnobodys.so.9"
    assert part.sha256 == "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"


def test_all_is_written_and_told_in_the_summary(tmp_path: Path) -> None:
    payload, folder = tmp_path / "frozen", tmp_path / "documents"
    payload.mkdir()
    parts = bill.write(ROOT, payload, "1.2.3", folder)
    told = json.loads((folder / "wallboard.cdx.json").read_text("utf-8"))
    assert told["bomFormat"] == "CycloneDX"
    assert told["metadata"]["component"]["version"] == "1.2.3"
    listed = {one["name"].lower() for one in told["components"]}
    assert {"httpx", "pyside6-essentials", "python", "openssl", "qt", "inter"} <= listed
    assert all(one["licenses"] for one in told["components"])
    for name in ("qt/LGPL-3.0.txt", "qt/GPL-3.0.txt", "wallboard/LICENSE", "inter/OFL.txt", "dejavu-sans/DejaVu.txt"):
        assert (folder / "licences" / name).stat().st_size > 500
    summary = (folder / "copyright").read_text("utf-8")
    assert all(f"  {part.name} {part.version}: {part.licence}\n" in summary for part in parts)
    assert "GNU Lesser General Public License" in summary


def test_texts_of_one_name_are_all_kept(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "LICENSE").write_text(folder, "utf-8")
    bill.collect(bill.Part("x", "1", "MIT", (tmp_path / "a" / "LICENSE", tmp_path / "b" / "LICENSE")), tmp_path / "out")
    assert {path.read_text("utf-8") for path in (tmp_path / "out").iterdir()} == {"a", "b"}
