#!/usr/bin/env python3
"""Prove that a frozen build works where no Python is: selftest.py FOLDER. One line a step; 1 if any failed.

Standard library only, and nothing of this project: any Python from 3.9 on drives it, also on the machine of a customer.
The programs get an environment with next to nothing in it. Seen on Linux; not yet run on Windows and macOS.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pixels
from processes import end_given, processes_of

PROGRAMS = ("wallboard", "wallboard-poller", "wallboard-simulator")
_PATIENCE = 60.0  # seconds for one answer: a slow machine is no broken build
_SIZE = (640, 360)
_FEWEST_COLOURS = 500  # a board has thousands; a window without letters or rows some ten
_WINDOWS_NEEDS = ("SYSTEMROOT", "SYSTEMDRIVE", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA")
_OPEN_KEYRING = 'printf %s "a password" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'
_TELL_BUS_AND_STAY = 'printf "%s\\n" "$DBUS_SESSION_BUS_ADDRESS"; exec cat'


class Broken(Exception):
    """A step failed: why."""


class Skipped(Exception):
    """A step cannot be taken on this machine: why."""


class Build:
    """The programs of a folder, in a home of their own that is gone afterwards."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        inside_a_bundle = folder / "Contents" / "MacOS"
        self.folder = inside_a_bundle if inside_a_bundle.is_dir() else folder
        self.scratch = scratch
        self.env = bare_environment(scratch, os.environ)

    def command(self, program: str, *words: str) -> list[str]:
        """How a program of the folder is started."""
        suffix = ".exe" if os.name == "nt" else ""
        return [str(self.folder / (program + suffix)), *words]

    def done(self, program: str, *words: str, given: str = "") -> str:
        """What a program says that ends by itself and well. Raises Broken."""
        try:
            done = subprocess.run(
                self.command(program, *words),
                input=given.encode(),
                env=self.env,
                cwd=self.scratch,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Broken(str(error)) from error
        if done.returncode != 0:
            raise Broken(f"{program} {words[0]} ended with {done.returncode}: {last_words(done.stderr)}")
        return done.stdout.decode(errors="replace").strip()

    @contextlib.contextmanager
    def running(self, program: str, *words: str) -> Iterator[dict[str, Any]]:
        """The first line of a program that serves, read as JSON; it is ended with the block. Raises Broken."""
        said = self.scratch / f"{program}.log"
        with said.open("ab") as log:
            command = self.command(program, *words)
            pipe = subprocess.PIPE
            process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, env=self.env, cwd=self.scratch)
        try:
            line = first_line(process)
            if not line:
                raise Broken(f"{program} said nothing: {last_words(said.read_bytes())}")
            yield json.loads(line)
        finally:
            process.terminate()
            process.communicate()


@contextlib.contextmanager
def folder_for_a_while(within: Path | None = None) -> Iterator[Path]:
    """A folder that is gone afterwards, as far as the system lets it go."""
    place = Path(tempfile.mkdtemp(prefix="wallboard-selftest-", dir=within)).resolve()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def bare_environment(scratch: Path, env: Mapping[str, str]) -> dict[str, str]:
    """No program can be found by name, and nothing says where Python, Qt or a library might lie."""
    kept = {name: env[name] for name in _WINDOWS_NEEDS if name in env}
    places = {"HOME": scratch, "TMPDIR": scratch, "TEMP": scratch, "TMP": scratch, "PATH": scratch / "no-programs"}
    return {**kept, **{name: str(place) for name, place in places.items()}, "LC_ALL": "C.UTF-8"}


def last_words(told: bytes) -> str:
    """The end of what a program said, on one line."""
    return " / ".join(told.decode(errors="replace").strip().splitlines()[-3:])


def first_line(process: subprocess.Popen[bytes]) -> bytes:
    """What a program says first; empty when it ended, or kept silent for too long."""
    told: queue.Queue[bytes] = queue.Queue()
    output = process.stdout
    if output is None:
        return b""
    threading.Thread(target=lambda: told.put(output.readline()), daemon=True).start()
    try:
        return told.get(timeout=_PATIENCE)
    except queue.Empty:
        return b""


def tell_versions(build: Build) -> str:
    """All three start, and are of one build."""
    told = {name: build.done(name, "--version") for name in PROGRAMS}
    if len({line.partition(" ")[2] for line in told.values()}) != 1 or any(
        not line.startswith(name + " ") for name, line in told.items()
    ):
        raise Broken(f"the three differ: {told}")
    return told["wallboard"]


def shake_hands(build: Build) -> str:
    """The poller serves the screens of a simulator's organisation."""
    with simulator(build) as there, poller(build, settings_of(there, secret=True)) as here:
        agents = wait_for(lambda: live_agents(here))
    return f"the poller serves {agents} agents of the simulator"


def paint(build: Build) -> str:
    """The screen paints a board."""
    picture = build.scratch / "board.png"
    build.done("wallboard", "demo", "--snapshot", str(picture), "--size", "{}x{}".format(*_SIZE))
    try:
        size, colours = pixels.look(picture.read_bytes())
    except (OSError, ValueError) as error:
        raise Broken(f"no picture: {error}") from error
    if size != _SIZE or colours < _FEWEST_COLOURS:
        raise Broken(f"{size[0]} × {size[1]} with {colours} colours is no board")
    return f"{size[0]} × {size[1]}, {colours} colours"


def keep_a_secret(build: Build) -> str:
    """A secret goes into the system's keyring, is found by the poller, and comes out again."""
    with keyring_session(build), simulator(build) as there:
        account = ("--base-url", there["base_url"], "--client-id", there["client_id"])
        build.done("wallboard-poller", "login", *account, "--stdin", given=there["client_secret"] + "\n")
        try:
            with poller(build, settings_of(there, secret=False)) as here:
                wait_for(lambda: live_agents(here))
        finally:
            build.done("wallboard-poller", "logout", *account)
        with poller(build, settings_of(there, secret=False)) as here:
            lacking = ask(here, "/v1/boards").get("setup") or {}
            if lacking.get("needs") != "secret":
                raise Broken("after logout the poller still signs in")
    return "login, found by the poller, logout"


@contextlib.contextmanager
def simulator(build: Build) -> Iterator[dict[str, Any]]:
    """An organisation of 20 agents."""
    with build.running("wallboard-simulator", "--agents", "20", "--seed", "7", "--child") as there:
        yield there


@contextlib.contextmanager
def poller(build: Build, settings: str) -> Iterator[dict[str, Any]]:
    """A poller with a state of its own: port and token."""
    with folder_for_a_while(build.scratch) as place:
        config = place / "wallboard.toml"
        config.touch(mode=0o600)
        config.write_text(settings, "utf-8")
        words = ("run", "--child", "--config", str(config), "--run-dir", str(place))
        with build.running("wallboard-poller", *words) as told:
            if "port" not in told:
                raise Broken(f"the poller refuses: {told}")
            yield told


def settings_of(there: dict[str, Any], *, secret: bool) -> str:
    """The settings that lead to a simulator; JSON's strings are TOML's."""
    lines = ["[genesys]", *(f"{key} = {json.dumps(there[key])}" for key in ("base_url", "client_id"))]
    lines += [f"client_secret = {json.dumps(there['client_secret'])}"] if secret else []
    lines += ["[[boards]]", 'id = "all"', 'title = "All agents"', 'time_zone = "Asia/Jerusalem"']
    lines += ['shift_starts = ["07:00"]', "[rehearsal]", f"origin = {there['origin']}", f"rate = {there['rate']}"]
    return "\n".join(lines) + "\n"


def live_agents(here: dict[str, Any]) -> int:
    """How many stand on the board; 0 before the first poll."""
    if ask(here, "/v1/boards").get("setup") is not None:
        raise Broken("the poller has no secret")
    return int(ask(here, "/v1/boards/all/snapshot").get("total") or 0)


def ask(here: dict[str, Any], path: str) -> dict[str, Any]:
    """One answer of the poller."""
    url = f"http://127.0.0.1:{here['port']}{path}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {here['token']}"})
    no_proxy = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with no_proxy.open(request, timeout=_PATIENCE) as answer:
        told: dict[str, Any] = json.load(answer)
    return told


def wait_for(look: Callable[[], int]) -> int:
    """What it comes to, once it is not nothing. Raises Broken."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(0.1)
    raise Broken("no numbers came")


@contextlib.contextmanager
def keyring_session(build: Build) -> Iterator[None]:
    """On Linux a bus and a keyring of the test's own; elsewhere the user's. Raises Skipped."""
    if not sys.platform.startswith("linux"):
        yield
        return
    if not all(shutil.which(program) for program in ("dbus-run-session", "gnome-keyring-daemon")):
        raise Skipped("gnome-keyring and dbus are not installed")
    (runtime := build.scratch / "runtime").mkdir(mode=0o700)
    session = {**build.env, "PATH": os.environ.get("PATH", os.defpath), "XDG_RUNTIME_DIR": str(runtime)}
    command = ["dbus-run-session", "--", "sh", "-c", f"{_OPEN_KEYRING}; {_TELL_BUS_AND_STAY}"]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, env=session) as shell:
        bare = build.env
        build.env = {**bare, "DBUS_SESSION_BUS_ADDRESS": first_line(shell).decode().strip()}
        try:
            yield
        finally:
            build.env = bare
            shell.communicate()  # closes what it waits at: the session ends, but for its keyring, which has left it
            end_given(f"XDG_RUNTIME_DIR={runtime}")


def leave_nothing(build: Build, before: dict[int, str]) -> str:
    """Everything that was started is gone."""
    until = time.monotonic() + _PATIENCE
    while True:
        left = {pid: path for pid, path in processes_of(build.folder).items() if pid not in before}
        if not left:
            return "no process is left"
        if time.monotonic() > until:
            raise Broken(f"still there: {left}")
        time.sleep(0.1)


def take(name: str, step: Callable[[], str]) -> bool:
    """One step, and its line; whether the build may pass."""
    begun = time.monotonic()
    try:
        word, told = "ok", step()
    except Skipped as reason:
        word, told = "skipped", str(reason)
    except Exception as error:  # noqa: BLE001  whatever it is, the other steps are of use
        word, told = "FAILED", str(error) or type(error).__name__
    print(f"{word:<8}{name}: {told} ({time.monotonic() - begun:.1f} s)", flush=True)
    return word != "FAILED"


def main(words: Sequence[str]) -> int:
    """Take every step, also after one failed."""
    parser = argparse.ArgumentParser(prog="selftest.py", description="Prove that a frozen build works without Python.")
    parser.add_argument("folder", type=Path, help="with wallboard, wallboard-poller, wallboard-simulator; or a .app")
    asked = parser.parse_args(words)
    with folder_for_a_while() as scratch:
        build = Build(asked.folder.resolve(), scratch)
        before = processes_of(build.folder)
        steps = {"version": tell_versions, "handshake": shake_hands, "picture": paint, "keyring": keep_a_secret}
        passed = [take(step, lambda step=step: steps[step](build)) for step in steps]  # type: ignore[misc]
        passed.append(take("gone", lambda: leave_nothing(build, before)))
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
