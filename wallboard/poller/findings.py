"""What the archive of `wallboard-poller diagnostics` tells of this machine: each function makes one text or raises.

No function here takes a secret into its text; poller.bundle scrubs what they make all the same.
"""

import json
import os
import platform
import shlex
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from wallboard.host.build import this_build, version_line
from wallboard.host.secret import Secret
from wallboard.host.settings import Settings
from wallboard.poller.bundle import Member

_PARTS = ("PySide6-Essentials", "httpx", "keyring", "msgspec", "starlette", "uvicorn", "truststore", "cryptography")
# Their values are words of the system, in which nobody puts a secret.
_SHOWN = frozenset(
    [
        *("LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_TIME", "TZ", "JOURNAL_STREAM"),
        *("XDG_SESSION_TYPE", "XDG_SESSION_CLASS", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION"),
        *("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QUICK_BACKEND", "QT_SCALE_FACTOR", "QSG_RHI_BACKEND"),
        *("SSL_CERT_FILE", "SSL_CERT_DIR"),
    ]
)
_PROXIES = frozenset(("http_proxy", "https_proxy", "all_proxy"))
_NAMED = ("LANG", "LC_", "TZ", "XDG_", "QT_", "QSG_", "DBUS_", "SSL_", "PYTHON", "WALLBOARD", "KEYRING", "JOURNAL_")
_ALSO_NAMED = frozenset(("NO_PROXY", "INVOCATION_ID", "CREDENTIALS_DIRECTORY", "PATH", "HOME", "DISPLAY"))
_LARGEST_LOG = 20_000_000  # bytes; of a larger file the end


def about() -> str:
    """The program, its parts and the system."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [
        f"made at      {now}",
        version_line("wallboard   ", this_build()),
        f"python       {sys.version.split()[0]}",
    ]
    lines += [f"system       {platform.platform()}", f"frozen       {bool(getattr(sys, 'frozen', False))}"]
    return "\n".join([*lines, *(f"{name:<20} {_version(name)}" for name in _PARTS)]) + "\n"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:  # a frozen build need not carry it
        return "not known"


def settings_of(chosen: Settings) -> str:
    """The settings without the secret of a rehearsal, and with the last letters of the client id alone."""
    plain = msgspec.to_builtins(chosen, enc_hook=_hidden)
    plain["genesys"]["client_id"] = short(chosen.genesys.client_id)
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def short(client_id: str) -> str:
    """What stands for a client id: enough to tell two apart."""
    return f"…{client_id[-4:]}" if len(client_id) > 8 else "…"


def _hidden(value: object) -> object:
    if isinstance(value, Secret):
        return str(value)
    raise TypeError(type(value).__name__)


def environment(variables: Mapping[str, str]) -> str:
    """The variables that matter: names, and few values."""
    return "".join(f"{line}\n" for name in sorted(variables) if (line := _variable(name, variables[name])))


def _variable(name: str, value: str) -> str:
    if name.lower() in _PROXIES:
        return f"{name} = {_proxy(value)}"
    if name in _SHOWN:
        return f"{name} = {value!r}"
    return f"{name} is set" if name.upper().startswith(_NAMED) or name.upper() in _ALSO_NAMED else ""


def _proxy(value: str) -> str:
    """Host and port, and nothing else of the address."""
    try:
        parts = urlsplit(value if "//" in value else f"//{value}")
        port, signs_in = parts.port, "@" in parts.netloc
    except ValueError:
        return "is no address"
    return f"{parts.hostname}{'' if port is None else f':{port}'}{' (with a sign-in)' if signs_in else ''}"


def listing(folders: Mapping[str, Path]) -> str:
    """The files of our folders with size and time; nothing of what they hold. A file may stand in a folder's place."""
    lines = []
    for name, folder in folders.items():
        lines.append(f"{name}: {folder}{'' if folder.exists() else ' (is not there)'}")
        lines += _entries([folder] if folder.is_file() else sorted(folder.glob("*")))
    return "\n".join(lines) + "\n"


def _entries(paths: Iterable[Path]) -> Iterable[str]:
    for path in paths:
        stat = path.lstat()
        if path.is_dir() and not path.is_symlink():
            inside = [one.lstat() for one in path.rglob("*")]
            yield f"  {stat.st_mode & 0o777:04o} {sum(one.st_size for one in inside):>12}  {path.name}/ ({len(inside)})"
        else:
            changed = datetime.fromtimestamp(stat.st_mtime, UTC).isoformat(timespec="seconds")
            yield f"  {stat.st_mode & 0o777:04o} {stat.st_size:>12}  {path.name}  {changed}"


def logs(folder: Path) -> Iterable[Member]:
    """Every log file, the older ones too."""
    for path in sorted(folder.glob("*.log*")):
        if path.suffix != ".lock" and path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                file.seek(max(0, path.stat().st_size - _LARGEST_LOG))
                yield Member(f"logs/{path.name}", "a log file", file.read().decode("utf-8", "replace"))


def processes(proc: Path = Path("/proc")) -> str:
    """Our programs that run for this user, with their arguments. Raises OSError where the system has no /proc."""
    lines = [line for one in sorted(_numbers(proc)) if (line := _process(proc / str(one)))]
    return "\n".join(["  pid  parent       memory  arguments", *lines]) + "\n"


def _numbers(proc: Path) -> Iterable[int]:
    return (int(one.name) for one in proc.iterdir() if one.name.isdecimal())


def _process(folder: Path) -> str:
    try:
        if folder.stat().st_uid != os.getuid():
            return ""
        words = (folder / "cmdline").read_bytes().decode("utf-8", "replace").rstrip("\0").split("\0")
        told = dict(line.split(":", 1) for line in (folder / "status").read_text("utf-8").splitlines() if ":" in line)
    except OSError:  # it has ended meanwhile
        return ""
    if not is_ours(words):
        return ""
    memory = told.get("VmRSS", "?").strip()
    return f"{folder.name:>5} {told.get('PPid', '?').strip():>7} {memory:>12}  {shlex.join(words)}"


def is_ours(words: Sequence[str]) -> bool:
    """Whether a command line is of a program of this product."""
    names = {Path(word).name for word in words[:2]}
    modules = {word for word in words if word.startswith("wallboard.") and word.endswith(".main")}
    return bool(modules or names & {"wallboard", "wallboard-poller", "wallboard-simulator"})
