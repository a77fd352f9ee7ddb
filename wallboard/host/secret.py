"""A secret in memory: it never prints, compares or pickles itself by accident, and no crash writes it to the disk."""

import sys
from typing import NoReturn


class Secret:
    """Holds a secret text; only `reveal` gives it away."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself: for the header or the form that needs it, nowhere else."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")


def forbid_core_dumps() -> None:
    """From now on a crash leaves no picture of this process's memory behind."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  there is none on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
