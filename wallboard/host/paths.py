"""Where things lie: the bundled resources, the settings file, the run directory, the programs of this product.

The only module that knows whether the product is frozen.
"""

import os
import sys
import warnings
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import platformdirs

_APP = "wallboard"
_MANUAL = Path("/usr/share/doc/wallboard")
_SHELL_FOLDERS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
_LIBRARIES, _LIBRARIES_BEFORE = "LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"  # as PyInstaller leaves them


def resource(*parts: str) -> Path:
    """The path of a bundled file or folder, in a checkout, in a wheel and when frozen.

    Raises FileNotFoundError: the installation is incomplete.
    """
    path = _resources().joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: the installation is incomplete, install it again")
    return path


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent.parent
    in_wheel = package / "resources"
    return in_wheel if in_wheel.is_dir() else package.parent / "resources"


def program(name: str) -> list[str]:
    """The command line that starts another program of this product: `wallboard-poller`, for example."""
    if getattr(sys, "frozen", False):
        suffix = ".exe" if os.name == "nt" else ""
        return [str(Path(sys.executable).with_name(name + suffix))]
    package = {"wallboard": "app", "wallboard-poller": "poller", "wallboard-simulator": "simulator"}[name]
    return [sys.executable, "-m", f"wallboard.{package}.main"]


def environment_for_others(env: Mapping[str, str]) -> dict[str, str]:
    """The environment for every program that this one starts: without what leads to our own libraries.

    On Linux a frozen program is told by it where they lie; a program of the system would take them for its own.
    """
    others = dict(env)
    if getattr(sys, "frozen", False):
        others.pop(_LIBRARIES, None)
        if (before := others.pop(_LIBRARIES_BEFORE, None)) is not None:
            others[_LIBRARIES] = before
    return others


def own_program() -> Path | None:
    """The file of this program, where an upgrade can replace it while it runs: frozen, and not on Windows."""
    return Path(sys.executable) if getattr(sys, "frozen", False) and os.name != "nt" else None


def example_settings() -> Path | None:
    """The settings file that a package of ours has put there to be copied; None where there is none."""
    if not getattr(sys, "frozen", False):
        return None
    manual = Path(sys.executable).with_name("documents") if os.name == "nt" else _MANUAL
    example = manual / "examples" / "wallboard.toml"
    return example if example.is_file() else None


def settings_file() -> Path:
    """The user's settings file; it need not exist."""
    return Path(platformdirs.user_config_path(_APP, appauthor=False)) / "wallboard.toml"


def machine_settings_file() -> Path:
    """The settings file of all users of this machine; it need not exist. No variable moves it: that would be a way past
    the administrator."""
    match sys.platform:
        case "win32":
            folder = Path(_program_data(), "Wallboard")
        case "darwin":
            folder = Path("/Library/Application Support/Wallboard")
        case _:
            folder = Path("/etc/wallboard")
    return folder / "wallboard.toml"


def _program_data() -> str:
    """What %ProgramData% is at first, as the registry has it. Not yet run on Windows."""
    winreg: Any = import_module("winreg")  # there is none elsewhere
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _SHELL_FOLDERS, 0, access) as key:
            return str(winreg.QueryValueEx(key, "Common AppData")[0])
    except OSError:
        return "C:\\ProgramData"  # where it lies unless somebody moved it


def run_directory() -> Path:
    """The folder of this user's run record, made if missing, closed to others.

    Where XDG_RUNTIME_DIR is not set, as after `su` or for cron, another is taken, and that is nobody's trouble.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", platformdirs.RuntimeDirWarning)
        path = Path(platformdirs.user_runtime_path(_APP, appauthor=False))
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def state_directory() -> Path:
    """The folder of what outlives a restart, made if missing, closed to others."""
    path = Path(platformdirs.user_state_path(_APP, appauthor=False))
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def log_directory(run_directory: Path | None = None) -> Path:
    """The folder of the log files, which host.log_files makes; within the run directory, where one was named."""
    return Path(platformdirs.user_log_path(_APP, appauthor=False)) if run_directory is None else run_directory / "logs"
