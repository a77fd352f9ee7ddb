"""Windows' sealing, as far as it can be tried elsewhere: what Windows is told, and what becomes of its answer."""

import ctypes
from typing import Any

import pytest

from wallboard.host import dpapi


class FakeWindows:
    """Seals by turning the bytes round, behind the purpose; `trouble` is the error it fails with."""

    def __init__(self) -> None:
        self.trouble = 0
        self.flags: list[int] = []
        self.freed: list[bytes] = []
        self._held: list[Any] = []
        self._lengths: list[int] = []

    def CryptProtectData(self, *words: Any) -> int:  # noqa: ANN401, N802
        return self._answer(words, lambda plain, purpose: purpose + plain[::-1])

    def CryptUnprotectData(self, *words: Any) -> int:  # noqa: ANN401, N802
        return self._answer(words, lambda sealed, purpose: sealed.removeprefix(purpose)[::-1])

    def LocalFree(self, data: Any) -> None:  # noqa: ANN401, N802
        self.freed.append(ctypes.string_at(data, self._lengths.pop()))

    def last_error(self) -> int:
        return self.trouble

    def _answer(self, words: tuple[Any, ...], make: Any) -> int:  # noqa: ANN401
        given, _, purpose, _, _, flags, out = words
        self.flags.append(flags)
        if self.trouble:
            return 0
        made = make(_bytes(given._obj), _bytes(purpose._obj))
        self._held.append(ctypes.create_string_buffer(made, len(made)))
        self._lengths.append(len(made))
        out._obj.length = len(made)
        out._obj.data = ctypes.cast(self._held[-1], ctypes.POINTER(ctypes.c_char))
        return 1


def _bytes(blob: dpapi.Blob) -> bytes:
    return ctypes.string_at(blob.data, blob.length)


@pytest.mark.parametrize("plain", [b"a secret", b"with \0 in it \xff", b"x"])
def test_what_is_sealed_is_opened_again(plain: bytes) -> None:
    system = FakeWindows()
    sealed = dpapi.seal(system, plain, b"purpose")
    assert sealed == b"purpose" + plain[::-1]
    assert dpapi.unseal(system, sealed, b"purpose") == plain


def test_it_is_for_this_machine_and_without_a_dialog() -> None:
    system = FakeWindows()
    dpapi.seal(system, b"a secret", b"purpose")
    dpapi.unseal(system, b"purpose", b"purpose")
    assert system.flags == [0x5, 0x5]  # CRYPTPROTECT_UI_FORBIDDEN, CRYPTPROTECT_LOCAL_MACHINE


def test_what_windows_gave_is_wiped_before_it_is_given_back() -> None:
    system = FakeWindows()
    dpapi.seal(system, b"a secret", b"p")
    assert system.freed == [bytes(9)]


def test_a_failure_has_windows_own_number() -> None:
    system = FakeWindows()
    system.trouble = 13
    for ask in (dpapi.seal, dpapi.unseal):
        with pytest.raises(dpapi.Failed, match="Windows' error 13"):
            ask(system, b"a secret", b"p")
    assert system.freed == []
