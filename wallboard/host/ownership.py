"""Whether others than the administrator could write a file that holds for all users of a machine.

Who can write it decides where they all sign in, and by which proxy. Asked of policy and machine file by host.policy and
host.configuration. On Windows the folder's access list keeps them, which the installer sets: nothing is asked there.
"""

import os
import shlex
from pathlib import Path

ROOT = 0  # the administrator's number
_WRITABLE_BY_OTHERS = 0o022


def fault(path: Path, administrator: int = ROOT) -> str | None:
    """What is wrong with the owner and the mode of a file or its folder, and the command that mends it; else None.

    A folder that others may write is as bad: they could put another file there. Raises OSError.
    """
    if os.name != "posix":
        return None
    real = path.resolve(strict=True)
    commands = []
    for one in dict.fromkeys((path.parent.resolve(), real.parent, real)):
        told = one.stat()
        if told.st_uid != administrator:
            commands.append(f"chown root {shlex.quote(str(one))}")
        if told.st_mode & _WRITABLE_BY_OTHERS:
            commands.append(f"chmod go-w {shlex.quote(str(one))}")
    return f"may be written by others than root: run {' && '.join(commands)}" if commands else None
