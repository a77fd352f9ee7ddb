"""From a screen that lacks its secret to a live board, by typing on the screen: real processes, a real keyring."""

import sys
from pathlib import Path

import pytest

from tests.line.home import HAS_KEYRING, Home
from tests.line.stack import Program, organisation, running

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(120),
    pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can a test make a keyring of its own"),
    pytest.mark.skipif(not HAS_KEYRING, reason="needs the Debian packages gnome-keyring and dbus"),
]

# The product's own main, and somebody who types each of these into the field that has the focus, and presses Enter,
# whenever the form waits for something.
TYPIST = """
import os, sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from wallboard.app import main as program
opening = program.open_scene
left = os.environ.pop("TYPED").split()

def open_scene(state, **options):
    scene = opening(state, **options)
    page = state.sign_in_page

    def type_on() -> None:
        waits = page.face is not None and page.face.asks and not page.face.sending
        if waits and left and (not page.face.secret_problem or len(left) < 2):
            for letter in left.pop(0):
                QTest.keyClick(scene.window, letter)
            QTest.keyClick(scene.window, Qt.Key.Key_Return)

    def says() -> None:
        face = page.face
        if face is not None:
            print(f"page {face.headline!r} {face.secret_problem!r}", file=sys.stderr, flush=True)

    page.face_changed.connect(says)
    page.face_changed.connect(type_on, Qt.ConnectionType.QueuedConnection)
    return scene

program.open_scene = open_scene
sys.exit(program.main(sys.argv[1:]))
"""


def without_secret(settings: Path) -> None:
    kept = [line for line in settings.read_text("utf-8").splitlines() if "client_secret" not in line]
    settings.write_text("\n".join(kept), "utf-8")


async def test_a_wrong_secret_is_told_in_the_form_and_the_right_one_brings_the_board(tmp_path: Path) -> None:
    home = Home(tmp_path)
    async with organisation(tmp_path) as there, home.session():
        without_secret(tmp_path / "wallboard.toml")
        (tmp_path / "typist.py").write_text(TYPIST, "utf-8")
        env = home.env | {"TYPED": f"not-the-secret {there.simulator.client_secret}", "PYTHONPATH": str(tmp_path)}
        places = ("--config", str(tmp_path / "wallboard.toml"), "--run-dir", str(tmp_path / "run"))
        async with running("typist", *places, env=env) as program:
            await said_in_order(program)
            log = "\n".join(program.lines)
        assert "not-the-secret" not in log
        assert there.simulator.client_secret not in log


async def said_in_order(program: Program) -> None:
    seen = await program.says('screen.says badge="Not set up"')
    seen = await program.says("page 'Connect this wallboard' '.*secret", seen)
    await program.says("page 'Connected to ", seen)
    await program.says('screen.says badge="Live"', seen)
