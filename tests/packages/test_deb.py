"""The Debian package on a bare Debian: it installs, paints, survives an upgrade while it runs, and leaves nothing."""

import json
import os
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QImage

from tests.packages import bare_root
from tests.packages.bare_root import HOME, UID, USER, BareRoot, told_by
from tests.packages.conftest import BUILD
from wallboard.app.demo import Simulated, settings_text

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
SCENE = ["--day", "1999-02-02", "--start", "14:20", "--speed", "10", "--wrap-up", "20", "--time-zone", "Asia/Jerusalem"]
CALLS = "/opt/wallboard/_internal/resources/demo/bank-calls-1999-02-02.csv"
RUN = f"{HOME}/run"
POLICY = "/etc/wallboard/policy.toml"
WAITED = 180.0  # seconds at most, for what takes a few

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(bare_root.why_not() is not None, reason=f"{bare_root.why_not()}"),
]


def until(what: str, holds: Callable[[], bool]) -> None:
    """Wait for what no event tells: it happens in other namespaces, by itself."""
    end = time.monotonic() + WAITED
    while not holds():
        assert time.monotonic() < end, f"it did not come to this: {what}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def bare() -> Iterator[BareRoot]:
    """A bare Debian of this run's own."""
    root = BareRoot.made(BUILD)
    yield root
    root.remove()


@pytest.fixture(scope="module")
def installed(bare: BareRoot, debs: tuple[Path, Path]) -> BareRoot:
    """The same, with this version installed by apt and nothing but what it depends on."""
    install(bare, debs[0])
    bare.keep_downloads(BUILD)
    return bare


def install(root: BareRoot, package: Path) -> None:
    shutil.copyfile(package, root.path("/tmp/wallboard.deb"))  # noqa: S108  of the bare system
    root.apt("install", "--no-install-recommends", "/tmp/wallboard.deb")  # noqa: S108
    root.path("/tmp/wallboard.deb").unlink()  # noqa: S108


@contextmanager
def running(root: BareRoot, words: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """A program that an ordinary user has started there; ended with the block."""
    command = root.command(words, user=f"{UID}:{UID}", env=OFFSCREEN)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def test_lintian_finds_nothing_that_matters(debs: tuple[Path, Path]) -> None:
    if shutil.which("lintian") is None:
        pytest.skip("needs lintian")
    # zstd is newer than lintian's rule on archives; a release is packed with xz.
    left_out = ["--suppress-tags", "malformed-deb-archive"]
    told = told_by(["lintian", "--allow-root", "--fail-on", "error", *left_out, str(debs[0])])
    assert told.returncode == 0, told.stdout


def test_it_installs_without_python_and_lacks_no_library(installed: BareRoot) -> None:
    assert [path.name for path in installed.path("/usr/bin").glob("python*")] == []
    look = "find /opt/wallboard -name '*.so*' -type f -exec ldd {} + 2>&1 | grep 'not found' | sort -u"
    env = {"LD_LIBRARY_PATH": "/opt/wallboard/_internal"}  # as the programs begin
    missing = installed.run("sh", "-c", look, env=env, check=False).stdout.splitlines()
    # Wayland's own libraries come with a desktop that speaks it.
    assert [line.strip() for line in missing if "libwayland" not in line] == []


def test_what_a_desktop_looks_for_is_there(installed: BareRoot) -> None:
    if shutil.which("desktop-file-validate") is not None:
        entry = installed.path("/usr/share/applications/wallboard.desktop")
        assert told_by(["desktop-file-validate", str(entry)]).stdout == ""
    assert installed.path("/usr/share/icons/hicolor/256x256/apps/wallboard.png").is_file()
    assert installed.path("/usr/lib/systemd/user/wallboard.service").is_file()
    said = installed.run("wallboard-poller", "--version", user=f"{UID}:{UID}").stdout
    assert said.startswith("wallboard-poller ")
    manual = installed.path("/usr/share/doc/wallboard")
    pages = ("README.md", "packaging/ADMIN.md", "packaging/PRIVACY.md")
    assert [page for page in pages if not (manual / page).is_file()] == []
    example = "/usr/share/doc/wallboard/examples/wallboard.toml"
    assert example in installed.run("wallboard-poller", "doctor", user=f"{UID}:{UID}", check=False).stdout
    copyright_text = installed.path("/usr/share/doc/wallboard/copyright").read_text("utf-8")
    assert "GNU Lesser General Public License" in copyright_text
    bill = json.loads(installed.path("/usr/share/doc/wallboard/wallboard.cdx.json").read_text("utf-8"))
    assert {"PySide6-Essentials".lower(), "python", "httpx"} <= {one["name"].lower() for one in bill["components"]}


def test_the_demo_paints_a_picture_for_an_ordinary_user(installed: BareRoot) -> None:
    picture = f"{HOME}/wallboard.png"
    said = installed.run("wallboard", "demo", "--snapshot", picture, user=f"{UID}:{UID}", env=OFFSCREEN).stdout
    kept = BUILD / "demo.png"
    shutil.copyfile(installed.path(picture), kept)
    image = QImage(str(kept))
    assert (image.width(), image.height()) == (1920, 1080), said
    colours = {image.pixel(x, y) for x in range(0, 1920, 8) for y in range(0, 1080, 4)}
    assert len(colours) > 100, "there is hardly anything on it"
    installed.path(picture).unlink()
    assert installed.processes() == []


def simulated(child: "subprocess.Popen[bytes]") -> Simulated:
    assert child.stdout is not None
    return msgspec.json.decode(child.stdout.readline(), type=Simulated)


def is_painted(root: BareRoot) -> bool:
    """Whether the poller there says that numbers came, and that a screen has painted them."""
    try:
        told = json.loads(root.path(f"{RUN}/poller.json").read_bytes())
        url = f"http://127.0.0.1:{told['port']}/v1/health"
        asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {told['token']}"})
        with urllib.request.urlopen(asked, timeout=5) as answer:  # noqa: S310  loopback
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def write_settings(root: BareRoot, told: Simulated) -> str:
    settings = f"{HOME}/wallboard.toml"
    root.path(settings).touch(mode=0o600)
    root.path(settings).write_text(settings_text(told), "utf-8")
    os.chown(root.path(settings), UID, UID)
    return settings


def test_an_upgrade_over_a_running_wall_brings_the_new_version_by_itself(
    installed: BareRoot, debs: tuple[Path, Path]
) -> None:
    simulator = ["wallboard-simulator", "--calls", CALLS, *SCENE, "--child"]
    with running(installed, simulator) as cloud:
        settings = write_settings(installed, simulated(cloud))
        with running(installed, ["wallboard", "--config", settings, "--run-dir", RUN]):
            until("the first version paints", lambda: is_painted(installed))
            before = {name: installed.processes(name) for name in ("wallboard", "wallboard-poller")}
            assert all(before.values())

            install(installed, debs[1])

            wall = ("/opt/wallboard/wallboard", "/opt/wallboard/wallboard-poller")
            until("screen and poller are of the new files", lambda: not _of_old_files(installed, wall))
            until("the new version paints", lambda: is_painted(installed))
            assert installed.processes("wallboard") == before["wallboard"], "it became the new one, and was not lost"
            said = installed.run("dpkg-query", "--show", "--showformat=${Version}", "wallboard").stdout
            assert said == "99.0.0"

            installed.path(POLICY).write_text("[default]\n", "utf-8")
            installed.apt("purge", "wallboard")
            until("what was removed ends", lambda: not installed.processes("wallboard-poller"))


def _of_old_files(root: BareRoot, programs: Sequence[str]) -> list[str]:
    return [path for path in root.stale() if path.removesuffix(bare_root.GONE) in programs]


def test_a_removal_leaves_nothing_but_what_is_the_admins_and_the_users(installed: BareRoot) -> None:
    said = installed.run("dpkg-query", "--show", "--showformat=${Status}", "wallboard", check=False)
    assert "installed" not in said.stdout.split()
    left = {path for path in installed.files() if "wallboard" in path.lower()}
    users = {path for path in left if path.startswith((f"{HOME}/", "/tmp/wallboard-"))}  # noqa: S108
    assert left - users == {"/etc/wallboard", POLICY, "/etc/wallboard-test-ready"}
    caches = {path for path in users if path.startswith(f"{HOME}/.cache/")}  # what Qt has compiled, of each user
    assert users - caches == {f"{HOME}/wallboard.toml"}
    assert USER in installed.path("/etc/passwd").read_text("utf-8")
