"""What the Debian package says and holds. That it installs, tests/packages tries on a bare Debian."""

import hashlib
import importlib
import shutil
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

deb: Any = importlib.import_module("deb")
debian: Any = importlib.import_module("debian")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and links are those of Linux")


@pytest.fixture
def recipe(tmp_path: Path) -> Any:  # noqa: ANN401  a script's type
    payload, documents = tmp_path / "frozen", tmp_path / "documents"
    (payload / "_internal").mkdir(parents=True)
    for name in deb.PROGRAMS:
        (payload / name).write_bytes(b"\x7fELF GLIBC_2.34 GLIBC_2.9")
        (payload / name).chmod(0o700)
    (payload / "_internal" / "libx.so.1").write_bytes(b"\x7fELF GLIBC_2.36\0/builders/lib\0")
    (payload / "_internal" / "libx.so.1").chmod(0o755)
    documents.mkdir()
    (documents / "copyright").write_text("whose it is", "utf-8")
    made_at = datetime(2026, 11, 29, tzinfo=UTC)
    return deb.Recipe("1.2.0rc1", "amd64", "Ada <ada@example.org>", payload, documents, made_at)


@pytest.mark.parametrize(
    ("ours", "debians"),
    [("0.3.0", "0.3.0"), ("0.2.0rc1", "0.2.0~rc1"), ("1.0a2", "1.0~a2"), ("1.0.0.dev3", "1.0.0~dev3")],
)
def test_a_version_before_a_release_comes_before_it(ours: str, debians: str) -> None:
    assert deb.debian_version(ours) == debians


def test_it_depends_on_each_library_under_the_names_of_each_release() -> None:
    told = deb.depends(["libgl1", "libglib2.0-0", "libgl1"], (2, 36))
    assert told == "libc6 (>= 2.36), libgl1, libglib2.0-0 | libglib2.0-0t64"


def test_the_oldest_glibc_is_read_out_of_the_programs(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("GLIBC_9.9", "utf-8")
    (tmp_path / "library").write_bytes(b"\x7fELF..GLIBC_2.4..GLIBC_2.35..GLIBC_PRIVATE")
    assert deb.glibc_of(sorted(tmp_path.iterdir())) == (2, 35)
    assert deb.glibc_of([]) == (2, 17)


def test_the_layout_is_debians(recipe: Any, tmp_path: Path) -> None:  # noqa: ANN401
    tree = tmp_path / "tree"
    deb.stage(ROOT, recipe, tree)
    for name in deb.PROGRAMS:
        assert (tree / "usr" / "bin" / name).readlink() == Path("/opt/wallboard", name)
        assert (tree / "opt" / "wallboard" / name).stat().st_mode & 0o777 == 0o755
    assert (tree / "opt" / "wallboard" / "_internal" / "libx.so.1").stat().st_mode & 0o777 == 0o644
    assert (tree / "etc" / "wallboard").is_dir()
    assert {path.name for path in (tree / "DEBIAN").iterdir()} == {"control", "md5sums"}, "nothing runs at installation"
    fields = dict(
        line.split(": ", 1) for line in (tree / "DEBIAN" / "control").read_text("utf-8").splitlines() if ": " in line
    )
    assert (fields["Version"], fields["Maintainer"]) == ("1.2.0~rc1", "Ada <ada@example.org>")
    assert fields["Depends"].startswith("libc6 (>= 2.36), ")
    wanted = {need.package for need in (*debian.OFFSCREEN, *debian.X11, *debian.FROZEN)}
    assert {one.split(" ")[0] for one in fields["Depends"].split(", ")} == {"libc6", *wanted}
    sums = (tree / "DEBIAN" / "md5sums").read_text("utf-8").splitlines()
    told = {line.partition("  ")[2]: line.partition("  ")[0] for line in sums}
    assert told["usr/share/doc/wallboard/copyright"] == hashlib.md5(b"whose it is", usedforsecurity=False).hexdigest()
    assert not any(place.startswith(("DEBIAN", "/", "usr/bin")) for place in told)


def test_a_folder_that_lacks_a_program_is_refused(recipe: Any, tmp_path: Path) -> None:  # noqa: ANN401
    (recipe.payload / "wallboard-poller").unlink()
    with pytest.raises(FileNotFoundError, match="lacks wallboard-poller"):
        deb.stage(ROOT, recipe, tmp_path / "tree")


def test_no_library_looks_into_a_folder_of_the_building_machine(recipe: Any) -> None:  # noqa: ANN401
    library = recipe.payload / "_internal" / "libx.so.1"
    before = library.read_bytes()
    deb.forget_search_path(recipe.payload, "/usr/lib")
    assert library.read_bytes() == before
    deb.forget_search_path(recipe.payload, "/builders/lib")
    assert library.read_bytes() == before.replace(b"/builders/lib", bytes(13))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[Service]\nExecStart=/usr/bin/wallboard\n", "usr/lib/systemd/user/x.service"),
        ("[Service]\nUser=%i\nExecStart=/bin/true\n", "usr/lib/systemd/system/x.service"),
    ],
)
def test_a_unit_that_names_its_user_is_the_systems(text: str, place: str) -> None:
    assert deb.unit_place("x.service", text).as_posix() == place


def test_it_is_packed_as_small_as_it_gets_unless_there_is_haste(recipe: Any) -> None:  # noqa: ANN401
    assert deb.squeezed(fast=False) == ("-Zxz",)
    assert deb.squeezed(fast=True)[0] == "-Zzstd"


def test_what_is_new_stands_in_one_changelog_as_debian_reads_it(recipe: Any, tmp_path: Path) -> None:  # noqa: ANN401
    told = deb.changelog(recipe, "# Changes\n\n- one\n")
    assert told.startswith("wallboard (1.2.0~rc1) stable; urgency=medium\n\n  # Changes\n\n  - one\n\n -- Ada <")
    deb.stage(ROOT, recipe, tmp_path / "tree")
    assert [path.name for path in (tmp_path / "tree" / "usr" / "share" / "doc" / "wallboard").glob("*[cC][hH]*g*")] == [
        "changelog.gz"
    ]


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg-deb")
def test_the_same_recipe_gives_the_same_bytes(recipe: Any, tmp_path: Path) -> None:  # noqa: ANN401
    hasty = replace(recipe, fast=True)
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(deb.build(ROOT, hasty, tmp_path / name).read_bytes())
    assert made[0] == made[1]
