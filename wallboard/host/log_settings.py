"""The section of the log files: how much of a disk they may take. Part of host.settings; used by host.log_files."""

import msgspec


class Logs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a program writes its log into files too, and how large they grow: `files` of `megabytes` each."""

    file: bool = True
    megabytes: float = 5.0
    files: int = 4
