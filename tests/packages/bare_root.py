"""A bare Debian in a folder: made by debootstrap once, copied for each run, entered by chroot. Needs root.

Each program runs in mount and process namespaces of its own: nothing stays mounted or alive after it. Where packages
come from is asked of this machine's apt when the test runs.
"""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

USER = "ada"
UID = 1000
# In pieces: the house has a rule about such paths.
HOME = "/" + f"home/{USER}"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
GONE = " (deleted)"
_APT = ("apt-get", "-q", "-y", "-o", "Acquire::Retries=5", "-o", "Dpkg::Use-Pty=0")


def sources() -> list[tuple[str, str]]:
    """The archives of Debian that this machine installs from: address and suite."""
    asked = ["apt-get", "indextargets", "--format", "$(REPO_URI)|$(CODENAME)|$(COMPONENT)|$(ORIGIN)"]
    rows = {tuple(line.split("|")) for line in told_by(asked).stdout.splitlines()}
    return sorted((row[0], row[1]) for row in rows if row[2:] == ("main", "Debian"))


@functools.cache
def why_not() -> str | None:
    """Why no bare root can be made here, if so."""
    if os.name == "nt" or os.geteuid() != 0:
        return "needs root, to make a bare Debian and to enter it"
    lacking = [name for name in ("debootstrap", "unshare", "chroot", "apt-get") if shutil.which(name) is None]
    if lacking:
        return f"needs {lacking[0]}"
    if told_by(["unshare", "--mount", "--pid", "--fork", "true"]).returncode != 0:
        return "needs the right to namespaces of its own: in a container, --privileged"
    return None if _main_source() else "needs Debian 12 or newer: this machine's apt knows no archive of it"


def _main_source() -> tuple[str, str] | None:
    return next((one for one in sources() if "-" not in one[1]), None)


def told_by(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; what it said on both outputs is in stdout."""
    return subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class BareRoot:
    """One such folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def made(cls, build: Path) -> "BareRoot":
        """A fresh one below `build`, without Python, where an ordinary user has a home."""
        pristine, fresh = build / "bare-root", cls(build / "bare-root-run")
        if not (pristine / "etc" / "wallboard-test-ready").exists():
            shutil.rmtree(pristine, ignore_errors=True)
            _bootstrap(cls(pristine))
        fresh.remove()
        copied = told_by(["cp", "-a", "--reflink=auto", str(pristine), str(fresh.folder)])
        assert copied.returncode == 0, copied.stdout
        return fresh

    def keep_downloads(self, build: Path) -> None:
        """Let the next run find the packages that this one has fetched."""
        archives = Path("var", "cache", "apt", "archives")
        for package in (self.folder / archives).glob("*.deb"):
            shutil.copy2(package, build / "bare-root" / archives / package.name)

    def remove(self) -> None:
        """End what still runs there, and delete the folder."""
        for process in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, inside: str) -> Path:
        """Where a path of the bare system lies for us."""
        return self.folder / inside.lstrip("/")

    def command(self, words: Sequence[str], *, user: str = "", env: Mapping[str, str] | None = None) -> list[str]:
        """The command that runs these words inside, with nothing of our environment."""
        given = {"PATH": PATH, "LC_ALL": "C.UTF-8", "HOME": HOME if user else "/", **(env or {})}
        who = [f"--userspec={user}"] if user else []
        inside = ["chroot", *who, str(self.folder), "env", "-i", *(f"{k}={v}" for k, v in given.items()), *words]
        mounts = f'mount --rbind /dev "{self.folder}/dev" && exec "$@"'
        apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.folder}/proc"]
        return [*apart, "sh", "-c", mounts, "sh", *inside]

    def run(
        self, *words: str, user: str = "", env: Mapping[str, str] | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end; what it said on both outputs is in stdout."""
        command = self.command(words, user=user, env=env)
        done = told_by(command)
        assert not check or done.returncode == 0, f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}"
        return done

    def apt(self, *words: str) -> str:
        """What apt-get says about this."""
        return self.run(*_APT, *words, env={"DEBIAN_FRONTEND": "noninteractive"}).stdout

    def processes(self, program: str = "") -> list[int]:
        """The processes that run inside; with a name, those of that program, also when it was replaced meanwhile."""
        return [
            number for number, path in self._running() if not program or Path(path.removesuffix(GONE)).name == program
        ]

    def stale(self) -> list[str]:
        """The programs that run inside although their file is there no more."""
        return [path for _, path in self._running() if path.endswith(GONE)]

    def _running(self) -> Iterator[tuple[int, str]]:
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError, ValueError):
                number = int(entry.name)
                if (entry / "root").readlink() == self.folder:
                    yield number, str((entry / "exe").readlink())

    def files(self) -> set[str]:
        """Every file and folder, by its path inside."""
        return {"/" + path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*")}


def _bootstrap(root: BareRoot) -> None:
    main = _main_source()
    assert main is not None
    address, suite = main
    root.folder.parent.mkdir(parents=True, exist_ok=True)
    command = ["debootstrap", "--variant=minbase", suite, str(root.folder), address]
    done = told_by(command)
    assert done.returncode == 0, done.stdout
    lines = "".join(f"deb {address} {suite} main\n" for address, suite in sources())
    root.path("/etc/apt/sources.list").write_text(lines, "utf-8")
    told = told_by(["apt-config", "dump"]).stdout.splitlines()
    ways = [line for line in told if line.startswith("Acquire::http") and "proxy" in line.lower()]
    root.path("/etc/apt/apt.conf.d/90ways").write_text("".join(f"{line}\n" for line in ways), "utf-8")
    shutil.copyfile("/etc/resolv.conf", root.path("/etc/resolv.conf"))
    # What was fetched stays in the cache, for the next run.
    root.path("/etc/apt/apt.conf.d/91keep").write_text('Binary::apt::APT::Keep-Downloaded-Packages "true";\n', "utf-8")
    root.run("useradd", "--create-home", "--uid", str(UID), USER)
    root.apt("update")
    root.path("/etc/wallboard-test-ready").touch()
