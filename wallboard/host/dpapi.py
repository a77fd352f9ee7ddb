"""Windows' own way to seal bytes for this machine: DPAPI in machine scope. Used by host.sealing; not yet run there.

Whoever can run a program on this machine can open what is sealed so: who may read the file is for its folder to say.
"""

import ctypes
from typing import Any, Protocol

_NO_DIALOG, _THIS_MACHINE = 0x1, 0x4


class Failed(Exception):
    """Windows did not do it; `code` is its own number of the error."""

    def __init__(self, code: int) -> None:
        super().__init__(f"Windows' error {code}")
        self.code = code


class Blob(ctypes.Structure):
    """So many bytes, and where they are."""

    _fields_ = (("length", ctypes.c_uint32), ("data", ctypes.POINTER(ctypes.c_char)))


class System(Protocol):
    """What is asked of Windows, in its own words; both answer 0 where it failed."""

    def CryptProtectData(self, *words: Any) -> int:  # noqa: ANN401, N802  Windows' own
        """Seal."""
        ...

    def CryptUnprotectData(self, *words: Any) -> int:  # noqa: ANN401, N802
        """Open."""
        ...

    def LocalFree(self, data: Any) -> None:  # noqa: ANN401, N802
        """Give memory back."""
        ...

    def last_error(self) -> int:
        """Why the last call failed."""
        ...


class Windows:
    """The real one. Made on Windows alone."""

    def __init__(self) -> None:
        load = getattr(ctypes, "WinDLL")  # noqa: B009  it is there on Windows alone
        crypt, kernel = load("crypt32", use_last_error=True), load("kernel32", use_last_error=True)
        blob, pointer = ctypes.POINTER(Blob), ctypes.c_void_p
        for one in (crypt.CryptProtectData, crypt.CryptUnprotectData):
            one.argtypes = [blob, pointer, blob, pointer, pointer, ctypes.c_uint32, blob]
            one.restype = ctypes.c_int
        kernel.LocalFree.argtypes, kernel.LocalFree.restype = [pointer], pointer
        self.CryptProtectData = crypt.CryptProtectData
        self.CryptUnprotectData = crypt.CryptUnprotectData
        self.LocalFree = kernel.LocalFree

    def last_error(self) -> int:
        """Why the last call failed."""
        code: int = getattr(ctypes, "get_last_error")()  # noqa: B009
        return code


def seal(system: System, plain: bytes, purpose: bytes) -> bytes:
    """Bytes that this machine alone can open, and only for the same purpose. Raises Failed."""
    return _ask(system, system.CryptProtectData, plain, purpose)


def unseal(system: System, sealed: bytes, purpose: bytes) -> bytes:
    """What was sealed on this machine. Raises Failed."""
    return _ask(system, system.CryptUnprotectData, sealed, purpose)


def _ask(system: System, call: Any, given: bytes, purpose: bytes) -> bytes:  # noqa: ANN401
    told, other, out = _blob(given), _blob(purpose), Blob()
    flags = _NO_DIALOG | _THIS_MACHINE
    if not call(ctypes.byref(told), None, ctypes.byref(other), None, None, flags, ctypes.byref(out)):
        raise Failed(system.last_error())
    try:
        return ctypes.string_at(out.data, out.length)
    finally:
        ctypes.memset(out.data, 0, out.length)
        system.LocalFree(out.data)


def _blob(content: bytes) -> Blob:
    held = ctypes.create_string_buffer(content, len(content))  # the pointer below keeps it
    return Blob(len(content), ctypes.cast(held, ctypes.POINTER(ctypes.c_char)))
