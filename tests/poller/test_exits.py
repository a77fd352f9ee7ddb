"""How a verb ends: every code has its meaning, and the words for people go to standard error."""

import sys

import pytest

from wallboard.poller.exits import EPILOG, MEANINGS, Exit, refuse, say


def test_every_code_is_told_in_the_help() -> None:
    assert set(MEANINGS) == set(Exit)
    assert len({code.value for code in Exit}) == len(Exit)
    for code, words in MEANINGS.items():
        assert f"  {code.value}  {words}" in EPILOG.splitlines()


def test_a_refusal_is_told_with_its_ways_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert refuse("it cannot be.", Exit.KEYRING, ("Do this.", "Or that.")) is Exit.KEYRING
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "wallboard-poller: it cannot be.\n  - Do this.\n  - Or that.\n")


def test_what_was_done_is_told_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    say("It is done.")
    told = capsys.readouterr()
    assert (told.out, told.err) == ("It is done.\n", "")


def test_a_program_without_a_console_is_ended_by_its_code_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "stdout", None)
    say("It is done.")
    assert refuse("it cannot be.", Exit.KEYRING) is Exit.KEYRING
