"""A program whose file is replaced becomes the new one; a removed one ends; everything else goes on."""

import asyncio
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fakes import ManualClock
from wallboard.host import renewal
from wallboard.host.renewal import LOOK_EVERY, Fate, Renewal, Seen, Trace, look

OLD = Trace(1, 2, 3, 4)
NEW = replace(OLD, inode=5)
NEWER = replace(OLD, inode=6)


def fates(*found: Trace | None) -> list[Fate]:
    seen = Seen(OLD, OLD)
    told = []
    for one in found:
        seen = look(seen, one)
        told.append(seen.fate)
    return told


def test_what_stays_the_same_goes_on() -> None:
    assert fates(OLD, OLD, OLD) == [Fate.GO_ON] * 3


def test_a_new_file_counts_once_it_has_settled() -> None:
    assert fates(NEW, NEWER, NEWER) == [Fate.GO_ON, Fate.GO_ON, Fate.BEGIN_ANEW]
    assert fates(NEW, OLD, NEW) == [Fate.GO_ON] * 3


def test_between_two_versions_there_may_be_none_for_a_while() -> None:
    assert fates(None, None, NEW, NEW) == [Fate.GO_ON, Fate.GO_ON, Fate.GO_ON, Fate.BEGIN_ANEW]


def test_a_program_that_was_removed_ends() -> None:
    assert fates(*[None] * 6) == [*[Fate.GO_ON] * 5, Fate.END]


@pytest.mark.parametrize("changed", [{"device": 9}, {"inode": 9}, {"size": 9}, {"modified_ns": 9}])
def test_any_difference_is_another_file(changed: dict[str, int]) -> None:
    assert fates(*[replace(OLD, **changed)] * 2)[-1] is Fate.BEGIN_ANEW


async def looked(watched: Renewal, program: Path, times: int) -> bool:
    """Whether the watch ends within so many looks."""
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    watching = asyncio.create_task(watched.watch(clock))
    for number in range(times):
        while len(clock.waits) <= number and not watching.done():  # noqa: ASYNC110 a look, not a wait
            await asyncio.sleep(0)
        clock.advance(LOOK_EVERY)
    for _ in range(3):
        await asyncio.sleep(0)
    ended = watching.done()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    return ended


def test_a_file_that_is_renamed_over_the_old_one_is_noticed(tmp_path: Path) -> None:
    program = tmp_path / "wallboard"
    program.write_text("old")
    watched = Renewal(program)
    assert not asyncio.run(looked(watched, program, 5))
    fresh = tmp_path / "wallboard.new"
    fresh.write_text("new")
    fresh.replace(program)
    assert asyncio.run(looked(watched, program, 2))
    assert watched.fate is Fate.BEGIN_ANEW


def test_what_is_not_frozen_is_not_watched() -> None:
    assert not asyncio.run(looked(Renewal(None), Path(sys.executable), 20))


def test_only_the_fate_to_begin_anew_starts_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execve", lambda path, words, _: started.append((path, words)))
    watched = Renewal(tmp_path / "wallboard")
    for fate in Fate:
        watched.fate = fate
        watched.carry_out(["--fullscreen"])
    program = str(tmp_path / "wallboard")
    assert started == [(program, [program, "--fullscreen"])]


def test_the_new_program_gets_the_environment_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    env = {"LANG": "de_DE.UTF-8", "_PYI_ARCHIVE_FILE": "x", "LD_LIBRARY_PATH": "/opt/wallboard/_internal"}
    assert renewal.environment(env) == {"LANG": "de_DE.UTF-8", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
