"""Sealing for one machine: with the real systemd-creds where it is, and every way that it can fail."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.host.test_dpapi import FakeWindows
from wallboard.host import sealing
from wallboard.host.sealing import Ended, MachineScope, SealError, SystemdCreds

PLAIN = b"the-secret-itself"


class TestSystemdCreds:
    @pytest.mark.skipif(sys.platform != "linux" or os.name != "posix", reason="systemd is Linux's")
    @pytest.mark.skipif(shutil.which("systemd-creds") is None, reason="there is no systemd-creds here")
    @pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may seal")
    def test_what_the_real_one_seals_it_opens_again_and_for_nothing_else(self) -> None:
        sealed = SystemdCreds("host").seal(PLAIN)
        assert PLAIN not in sealed
        assert SystemdCreds().unseal(sealed) == PLAIN
        spoilt = sealed.replace(sealed[40:44], b"AAAA")
        with pytest.raises(SealError, match=r"It cannot be opened: systemd-creds says: \w"):
            SystemdCreds().unseal(spoilt)
        words = ["systemd-creds", "decrypt", "--name=another", "-", "-"]
        other = subprocess.run(words, input=sealed, capture_output=True, check=False)
        assert (other.returncode != 0, other.stdout) == (True, b"")

    @pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
    def test_it_is_not_led_to_the_libraries_of_a_frozen_program(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stand_in = tmp_path / "systemd-creds"
        stand_in.write_text("#!/bin/sh\nprintf '%s' \"${LD_LIBRARY_PATH-nothing}\"\n", "utf-8")
        stand_in.chmod(0o755)
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/wallboard/_internal")
        monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
        assert SystemdCreds().seal(PLAIN) == b"nothing"

    def test_the_secret_is_no_argument(self) -> None:
        asked: list[tuple[Sequence[str], bytes]] = []

        def run(words: Sequence[str], given: bytes) -> Ended:
            asked.append((words, given))
            return Ended(0, b"sealed", "a warning")

        assert SystemdCreds("tpm2", run).seal(PLAIN) == b"sealed"
        words, given = asked[0]
        assert (given, PLAIN.decode() in " ".join(words)) == (PLAIN, False)
        assert "--name=wallboard.enrolment" in words
        assert "--with-key=tpm2" in words

    @pytest.mark.parametrize(
        ("trouble", "told"),
        [
            (FileNotFoundError(2, "No such file"), "there is no systemd-creds here"),
            (PermissionError(13, "no"), "systemd-creds did not do it (PermissionError)"),
            (subprocess.TimeoutExpired("systemd-creds", 60, output=PLAIN), "did not do it (TimeoutExpired)"),
        ],
    )
    @pytest.mark.parametrize("ask", [SystemdCreds.seal, SystemdCreds.unseal])
    def test_one_that_is_missing_or_hangs_is_told(
        self, ask: Callable[[SystemdCreds, bytes], bytes], trouble: Exception, told: str
    ) -> None:
        def run(_words: Sequence[str], _given: bytes) -> Ended:
            raise trouble

        with pytest.raises(SealError) as caught:
            ask(SystemdCreds(run=run), PLAIN)
        assert told in str(caught.value)
        assert PLAIN.decode() not in f"{caught.value} {caught.value.choices} {caught.value.__cause__!r}"

    def test_what_it_complains_of_is_told_with_the_way_out(self) -> None:
        refused = SystemdCreds(run=lambda _words, _given: Ended(1, b"", "first\nTPM2 support not installed\n"))
        with pytest.raises(SealError, match=r"sealed: systemd-creds says: TPM2 support not installed\.$") as caught:
            refused.seal(PLAIN)
        assert "--with-key=host needs no TPM" in caught.value.choices[0]
        silent = SystemdCreds(run=lambda _words, _given: Ended(1, b"", ""))
        with pytest.raises(SealError, match="it does not say why") as caught:
            silent.unseal(b"sealed")
        assert "wallboard-enrol@" in caught.value.choices[0]


class TestMachineScope:
    def test_what_is_sealed_is_opened_again(self) -> None:
        scope = MachineScope(FakeWindows())
        assert scope.unseal(scope.seal(PLAIN)) == PLAIN

    def test_a_failure_is_told(self) -> None:
        system = FakeWindows()
        system.trouble = 13
        with pytest.raises(SealError, match="It cannot be sealed: Windows' error 13"):
            MachineScope(system).seal(PLAIN)
        with pytest.raises(SealError, match="It cannot be opened: Windows' error 13") as caught:
            MachineScope(system).unseal(b"sealed")
        assert "this very machine" in caught.value.choices[0]


def test_each_system_has_its_own() -> None:
    assert isinstance(sealing.sealer_of("host", "linux"), SystemdCreds)
    with pytest.raises(SealError, match="darwin") as caught:
        sealing.sealer_of(platform="darwin")
    assert "login --stdin" in caught.value.choices[0]
