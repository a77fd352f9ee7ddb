"""The script (PAC) that a system names to choose a proxy. It is not run here: doctor tells that it is there.

On Windows and macOS; elsewhere "the system" is the environment, which has no word for it.
"""

import re
import subprocess
import sys

_ENABLED = re.compile(r"^\s*ProxyAutoConfigEnable : 1$", re.MULTILINE)
_ADDRESS = re.compile(r"^\s*ProxyAutoConfigURLString : (\S+)$", re.MULTILINE)
_LIMIT_SECONDS = 5.0


def named_script(platform: str = sys.platform) -> str | None:
    """Its address; None where none is named, or the system does not tell. Blocks."""
    if platform == "win32":
        return _of_windows()
    return of_macos(_told("/usr/sbin/scutil", "--proxy")) if platform == "darwin" else None


def of_macos(told: str) -> str | None:
    """The script in the answer of `scutil --proxy`."""
    address = _ADDRESS.search(told)
    return address[1] if address and _ENABLED.search(told) else None


def _of_windows() -> str | None:
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415  there is none elsewhere

        place = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:
                return str(winreg.QueryValueEx(key, "AutoConfigURL")[0]) or None
        except OSError:
            pass
    return None


def _told(*command: str) -> str:
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=_LIMIT_SECONDS)  # noqa: S603  a fixed one
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout
