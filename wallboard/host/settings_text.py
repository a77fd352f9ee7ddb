"""Read the text of a settings file or a policy, or say what keeps it from being read and how that is mended.

Used by host.configuration and host.policy.
"""

import shlex
from pathlib import Path

from wallboard.host.settings_words import SettingsError

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def text_of(path: Path) -> str | None:
    """The text of a file; None where there is none. Raises SettingsError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {_why(path, error)}") from error
    if content.startswith(_UTF_16) or b"\0" in content:  # no text has a zero, unless two bytes make a letter
        raise SettingsError(f"{path} cannot be read: it is written as UTF-16; save it as UTF-8")
    try:
        return content.decode("utf-8-sig")  # Windows' Notepad writes a mark before the text
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{path} cannot be read: line {line} is not UTF-8; save it as UTF-8") from error


def _why(path: Path, error: OSError) -> str:
    try:
        is_folder = path.is_dir()
    except PermissionError:
        folder = shlex.quote(str(path.parent))
        return f"this user may not look into its folder; run chmod 755 {folder}"
    if is_folder:  # Windows calls that a lack of permission
        return "it is a directory; a file is needed there"
    if isinstance(error, PermissionError):
        return f"this user may not read it; run chmod 644 {shlex.quote(str(path))}"
    return error.strerror or type(error).__name__
