"""A machine that boots: Debian's own systemd as the first process of a root made for the test, and a power switch.

It is a namespace and no virtual machine: kernel and network are those of this one. As root alone, where the kernel lets
systemd have control groups of its own in the older form.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.line.units import LINUX

KIOSK = 1000  # the number of the wall's user
PROJECT = LINUX.parent.parent
_GROUPS = Path("/sys/fs/cgroup")
_PACKAGES = "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,gnome-keyring,python3"
_POLLER = """#!/bin/sh
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH={packages}:{project}
exec python3 -m wallboard.poller.main "$@"
"""
_BOOT = """set -e
mount --make-rprivate /
mount --bind {root} {root}
mount --make-shared {root}
mkdir -p {root}{project}
mount --bind {project} {root}{project}
mount -t proc proc {root}/proc
mount -t sysfs sysfs {root}/sys
mount -t tmpfs tmpfs {root}/sys/fs/cgroup
mkdir {root}/sys/fs/cgroup/systemd
mount -t cgroup -o none,name=systemd cgroup {root}/sys/fs/cgroup/systemd
mount -t tmpfs tmpfs {root}/run
mount -t tmpfs tmpfs {root}/dev
for one in null zero full random urandom tty; do touch {root}/dev/$one; mount --bind /dev/$one {root}/dev/$one; done
exec env -i container=test PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
  chroot {root} /lib/systemd/systemd --unit=multi-user.target
"""


def why_not() -> str:
    """What this machine lacks for it; empty where it can be done."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return "only root can boot a root of its own"
    missing = [one for one in ("debootstrap", "unshare", "nsenter", "chroot") if shutil.which(one) is None]
    if missing:
        return f"there is no {missing[0]} here"
    return "" if (_GROUPS / "systemd").is_dir() else "this kernel's control groups have another form"


class NoRoot(Exception):
    """debootstrap did not make one: Debian's packages are not to be had."""


class Machine:
    """The root of a machine with Debian 12, gnome-keyring, this project's units, and a user whom nobody signs in."""

    def __init__(self, root: Path, packages: Path) -> None:
        self.root = root
        self._name = f"wallboard-boot-{os.getpid()}"
        self._journal = root / "var" / "log" / "journal"
        words = ["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", "bookworm", str(root)]
        done = subprocess.run(words, check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise NoRoot(done.stdout.strip().rpartition("\n")[2])
        poller = root / "usr" / "bin" / "wallboard-poller"
        poller.write_text(_POLLER.format(packages=packages, project=PROJECT), "utf-8")
        poller.chmod(0o755)
        for unit in LINUX.glob("*.service"):
            kind = "system" if "@" in unit.name else "user"
            shutil.copy(unit, root / "usr" / "lib" / "systemd" / kind)
        (root / "etc" / "hosts").write_text("127.0.0.1 localhost\n", "utf-8")
        self.install("useradd", "--create-home", "--uid", str(KIOSK), "kiosk")
        self.install("systemd-machine-id-setup")
        (root / "etc" / "wallboard").mkdir()
        self._journal.mkdir(parents=True, exist_ok=True)
        lingers = root / "var" / "lib" / "systemd" / "linger"
        lingers.mkdir(parents=True)
        (lingers / "kiosk").touch()  # her session begins with the machine

    def install(self, *words: str, given: str = "") -> None:
        """Do this in the machine before it boots, as whoever sets it up."""
        inside = f"mkdir -p {self.root}{PROJECT} && mount --bind {PROJECT} {self.root}{PROJECT} && "
        inside += f'mount -t proc proc {self.root}/proc && exec chroot {self.root} "$@"'
        command = ["unshare", "--mount", "sh", "-c", inside, "sh", *words]
        subprocess.run(command, input=given, text=True, check=True)

    @contextmanager
    def on(self) -> Iterator[int]:
        """Switched on; at the end the power is cut. The number of its first process, as it is known out here."""
        for old in self._journal.iterdir():
            shutil.rmtree(old)
        groups = [path / self._name for path in _GROUPS.iterdir() if path.is_dir()]
        for group in groups:
            group.mkdir(exist_ok=True)
        join = "; ".join(f"echo $$ 2>/dev/null > {group}/cgroup.procs" for group in groups)
        apart = ("unshare", "--cgroup", "--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child")
        boot = _BOOT.format(root=self.root, project=PROJECT)
        command = ["sh", "-c", f'{join}; exec "$@"', "sh", *apart, "sh", "-c", boot]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as power:
            first = None
            try:
                first = self._first_of(psutil.Process(power.pid))
                yield first.pid
            finally:
                power.kill()
                if first is not None:
                    first.wait()  # it ends as the last of all
        for group in groups:
            self._forget(group)

    def says(self, first: int, words: str, times: int = 1) -> list[str]:
        """Its journal, up to the line that holds these words for so many times."""
        lines: list[str] = []
        follow = self._inside(first, "journalctl", "--follow", "--lines=all", "--output=cat")
        with subprocess.Popen(follow, stdout=subprocess.PIPE, text=True) as journal:
            assert journal.stdout is not None
            for line in journal.stdout:
                lines.append(line)
                if sum(words in one for one in lines) == times:
                    break
            journal.kill()
        return lines

    def asks(self, first: int, *words: str) -> str:
        """What a command says in the running machine."""
        return subprocess.run(self._inside(first, *words), capture_output=True, text=True, check=False).stdout

    def _inside(self, first: int, *words: str) -> list[str]:
        return ["nsenter", f"--target={first}", "--all", "--root", "--wd", "env", "-i", "PATH=/usr/bin:/bin", *words]

    def _first_of(self, power: psutil.Process) -> psutil.Process:
        """Once it is systemd, with a journal to read."""
        while not any(self._journal.iterdir()) or not power.children():
            if not power.is_running() or power.status() == psutil.STATUS_ZOMBIE:
                raise AssertionError("it did not boot")
            with contextlib.suppress(psutil.TimeoutExpired):
                power.wait(0.2)
        return power.children()[0]

    def _forget(self, group: Path) -> None:
        below = [Path(folder) for folder, _, _ in os.walk(group, topdown=False)]
        for one in below:
            with contextlib.suppress(OSError):
                one.rmdir()
