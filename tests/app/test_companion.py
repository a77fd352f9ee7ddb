"""One poller for all screens: adopted, started, started again, replaced when it hangs."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app.hurried_clock import HurriedClock
from wallboard.app.child import Child
from wallboard.app.companion import (
    HUNG_AFTER,
    CannotRun,
    Companion,
    KeepsFailing,
    Program,
    next_start_wait,
    next_streak,
    read_first_line,
)
from wallboard.host.clock import SystemClock
from wallboard.wire import run_record
from wallboard.wire.codec import encode
from wallboard.wire.messages import Handshake, Refusal

POLLER = Handshake(4321, "secret", 99_999_999)
LIFE = timedelta(seconds=30)

# Takes the lock and leaves the record as the real one does; lives until its lifeline closes.
FAKE_POLLER = """
import os, pathlib, signal, sys
from wallboard.wire import run_record
from wallboard.wire.codec import encode
from wallboard.wire.messages import (Handshake, Refusal)
import filelock
if "stubborn" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
folder = pathlib.Path(sys.argv[1])
lock = run_record.lock(folder)
try:
    lock.acquire()
except filelock.Timeout:
    print(encode(Refusal("another poller runs", "already_running")).decode(), flush=True)
    sys.exit(3)
run_record.forget(folder)
handshake = Handshake(4321, "token-of-%d" % os.getpid(), os.getpid())
run_record.write(folder, handshake)
print(encode(handshake).decode(), flush=True)
sys.stdin.read()
"""


class FakeProgram:
    """A program that says one line and, if that was a handshake, goes on."""

    def __init__(self, line: bytes | None) -> None:
        self.pid = POLLER.pid
        self.returncode: int | None = None
        self.left = False
        self.ended = False
        self._line = line

    async def first_line(self, within: timedelta) -> bytes:  # noqa: ARG002
        if self._line is None:
            raise TimeoutError
        return self._line

    def let_go(self) -> None:
        self.left = True

    async def end(self) -> None:
        self.ended = True
        self.returncode = -15


class Stand:
    """A companion whose surroundings say what a test lays down."""

    def __init__(self, folder: Path) -> None:
        self.clock = HurriedClock()
        self.folder = folder
        self.lines: list[bytes | Refusal | Handshake | OSError | None] = []
        self.programs: list[FakeProgram] = []
        self.living: set[str] = set()
        self.when_started: Callable[[], None] = lambda: None
        self.companion = Companion(["poller"], folder, self._answers, self.clock, self._start)

    def leave_record(self, poller: Handshake = POLLER, *, living: bool = True) -> None:
        run_record.write(self.folder, poller)
        if living:
            self.living.add(poller.token)

    async def _answers(self, poller: Handshake) -> bool:
        return poller.token in self.living

    def _start(self, _command: Sequence[str]) -> Program:
        said = self.lines.pop(0)
        if isinstance(said, OSError):
            raise said
        if isinstance(said, Handshake):
            self.leave_record(said)
        program = FakeProgram(encode(said) if isinstance(said, Handshake | Refusal) else said)
        self.programs.append(program)
        self.when_started()
        return program


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    return Stand(tmp_path)


class TestWaits:
    @pytest.mark.parametrize(("streak", "seconds"), [(0, 0), (1, 1), (2, 2), (3, 5), (4, 10), (5, 30), (99, 30)])
    def test_the_table(self, streak: int, seconds: float) -> None:
        assert next_start_wait(streak) == timedelta(seconds=seconds)

    @given(st.integers(0, 1000))
    def test_they_never_shrink(self, streak: int) -> None:
        assert next_start_wait(streak) <= next_start_wait(streak + 1)

    def test_a_poller_that_lived_long_begins_anew(self) -> None:
        assert next_streak(4, timedelta(seconds=60)) == 1
        assert next_streak(4, timedelta(seconds=59)) == 5


class TestFirstLine:
    @pytest.mark.parametrize("said", [POLLER, Refusal("no settings", "settings")])
    def test_it_is_one_of_two(self, said: Handshake | Refusal) -> None:
        assert read_first_line(encode(said)) == said

    @pytest.mark.parametrize("line", [b"", b"Traceback (most recent call last):", b"{}", b"[]", b"\xff"])
    def test_or_nothing(self, line: bytes) -> None:
        assert read_first_line(line) is None


@pytest.mark.asyncio
@pytest.mark.expected_log_warnings
class TestDecisions:
    async def test_a_running_poller_is_adopted(self, stand: Stand) -> None:
        stand.leave_record()
        assert await stand.companion.poller() == POLLER
        assert stand.programs == []
        assert stand.clock.waits == []

    async def test_without_one_it_is_started_at_once(self, stand: Stand) -> None:
        stand.lines = [POLLER]
        assert await stand.companion.poller() == POLLER
        assert stand.clock.waits == []

    async def test_the_record_of_a_dead_one_delays_nothing(self, stand: Stand) -> None:
        stand.leave_record(Handshake(1, "dead", 2), living=False)
        stand.lines = [POLLER]
        assert await stand.companion.poller() == POLLER
        assert stand.clock.waits == []

    async def test_whoever_was_faster_is_adopted(self, stand: Stand) -> None:
        stand.lines = [Refusal("another poller runs", "already_running")]
        stand.when_started = stand.leave_record
        assert await stand.companion.poller() == POLLER
        assert len(stand.programs) == 1

    @pytest.mark.parametrize("code", ["settings", "no_secret", "internal"])
    async def test_a_refusal_is_told_and_asked_again_ten_seconds_later(self, stand: Stand, code: str) -> None:
        refusal = read_first_line(json.dumps({"refused": "boards[0].title is empty", "code": code}).encode())
        assert isinstance(refusal, Refusal)
        stand.lines = [refusal, refusal, POLLER]
        for waits in ([], [10.0]):
            with pytest.raises(CannotRun, match=r"boards\[0\]"):
                await stand.companion.poller()
            assert stand.clock.waits == waits
        assert await stand.companion.poller() == POLLER

    async def test_a_missing_program_is_told(self, stand: Stand) -> None:
        stand.lines = [FileNotFoundError(2, "No such file or directory"), POLLER]
        with pytest.raises(CannotRun, match="No such file"):
            await stand.companion.poller()
        assert await stand.companion.poller() == POLLER
        assert stand.clock.waits == [10.0]

    async def test_one_that_ends_at_once_is_started_again_with_back_off(self, stand: Stand) -> None:
        stand.lines = [b"", b"Traceback", None, b"", b"", b"", POLLER]
        for _ in range(4):  # from the third failure on a person is told
            with pytest.raises(KeepsFailing):
                await stand.companion.poller()
        assert await stand.companion.poller() == POLLER
        assert stand.clock.waits == [1, 2, 5, 10, 30, 30]
        assert stand.programs[2].ended  # it said nothing in time

    async def test_a_crash_is_mended_and_the_waits_grow(self, stand: Stand) -> None:
        pollers = [Handshake(4321, f"token-{number}", 99_999_999) for number in range(3)]
        stand.lines = list(pollers)
        for poller in pollers:
            assert await stand.companion.poller() == poller
            stand.companion.heard()
            stand.living.clear()
        assert stand.clock.waits == [1, 2]

    async def test_a_crash_after_a_long_life_waits_but_a_second(self, stand: Stand) -> None:
        stand.lines = [b"", b"", POLLER, Handshake(4321, "next", 99_999_999)]
        assert await stand.companion.poller() == POLLER
        stand.clock.waits.clear()
        stand.clock.at += timedelta(hours=9)
        stand.living.clear()
        assert (await stand.companion.poller()).token == "next"
        assert stand.clock.waits == [1]

    async def test_asking_again_finds_the_same_one(self, stand: Stand) -> None:
        stand.lines = [POLLER]
        for _ in range(3):
            assert await stand.companion.poller() == POLLER
            stand.clock.at += timedelta(seconds=20)
            stand.companion.heard()
        assert len(stand.programs) == 1

    async def test_one_that_answers_after_a_long_silence_is_believed_once(self, stand: Stand) -> None:
        stand.lines = [POLLER, Handshake(4321, "next", 99_999_999)]
        await stand.companion.poller()
        stand.clock.at += HUNG_AFTER
        assert await stand.companion.poller() == POLLER
        stand.clock.at += HUNG_AFTER
        assert (await stand.companion.poller()).token == "next"
        assert stand.programs[0].ended

    async def test_one_that_was_heard_in_between_is_believed_again(self, stand: Stand) -> None:
        stand.lines = [POLLER]
        await stand.companion.poller()
        for _ in range(3):
            stand.clock.at += HUNG_AFTER
            assert await stand.companion.poller() == POLLER
            stand.companion.heard()

    async def test_leaving_closes_the_lifeline_and_ends_nothing(self, stand: Stand) -> None:
        stand.lines = [POLLER]
        await stand.companion.poller()
        stand.companion.leave()
        assert stand.programs[0].left
        assert not stand.programs[0].ended

    async def test_ending_ends_what_was_started_here(self, stand: Stand) -> None:
        stand.companion.leave()
        await stand.companion.end()
        stand.lines = [POLLER]
        await stand.companion.poller()
        await stand.companion.end()
        assert stand.programs[0].ended

    async def test_one_that_did_not_answer_for_a_moment_is_still_ours_to_end(self, stand: Stand) -> None:
        stand.lines = [POLLER, Refusal("another poller runs", "already_running")]
        await stand.companion.poller()
        stand.living.clear()
        stand.when_started = lambda: stand.living.add(POLLER.token)
        assert await stand.companion.poller() == POLLER
        await stand.companion.end()
        assert stand.programs[0].ended


class ShiftedClock(SystemClock):
    """The machine's clock, set forward by hand."""

    def __init__(self) -> None:
        self.forward = timedelta()

    def elapsed(self) -> timedelta:
        return super().elapsed() + self.forward

    async def sleep(self, wait: timedelta) -> None:
        if wait < timedelta(seconds=1):
            await super().sleep(wait)
        else:
            self.forward += wait


async def always(_poller: Handshake) -> bool:
    return True


def fake_poller(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-c", FAKE_POLLER, str(folder), *words]


@asynccontextmanager
async def running(*command: str) -> AsyncIterator[Child]:
    child = Child.start(command)
    try:
        await child.first_line(LIFE)
        yield child
    finally:
        await child.end()


@pytest.mark.asyncio
@pytest.mark.expected_log_warnings
@pytest.mark.skipif(sys.platform == "win32", reason="ends processes the way of POSIX")
class TestRealProcesses:
    async def test_it_starts_one_and_the_next_screen_adopts_it(self, tmp_path: Path) -> None:
        first, second = (Companion(fake_poller(tmp_path), tmp_path, always, SystemClock()) for _ in range(2))
        try:
            poller = await first.poller()
            assert poller == run_record.read(tmp_path)
            assert await second.poller() == poller
        finally:
            await first.end()
        assert not psutil.pid_exists(poller.pid)
        assert not run_record.is_held(tmp_path)

    async def test_leaving_lets_it_see_its_own_end(self, tmp_path: Path) -> None:
        companion = Companion(fake_poller(tmp_path), tmp_path, always, SystemClock())
        poller = await companion.poller()
        process = psutil.Process(poller.pid)
        companion.leave()
        await asyncio.to_thread(process.wait, 30)
        assert not run_record.is_held(tmp_path)

    @pytest.mark.parametrize("words", [(), ("stubborn",)])
    async def test_a_hung_one_of_another_screen_is_ended_and_replaced(
        self, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wallboard.app.companion._END_GRACE", timedelta(seconds=1))
        async with running(*fake_poller(tmp_path, *words)) as hung:
            clock = ShiftedClock()

            async def ask(poller: Handshake) -> bool:
                clock.forward += HUNG_AFTER / 2
                return poller.pid != hung.pid

            companion = Companion(fake_poller(tmp_path), tmp_path, ask, clock)
            try:
                poller = await companion.poller()
                assert poller.pid != hung.pid
                await hung.ended()
            finally:
                await companion.end()

    async def test_a_process_that_only_inherited_the_number_is_spared(self, tmp_path: Path) -> None:
        async with running(sys.executable, "-c", "print('ready', flush=True); input()") as bystander:
            run_record.write(tmp_path, Handshake(4321, "dead", bystander.pid))
            clock = ShiftedClock()

            async def ask(_poller: Handshake) -> bool:
                clock.forward += HUNG_AFTER
                return False

            companion = Companion([sys.executable, "-c", ""], tmp_path, ask, clock)
            with pytest.raises(KeepsFailing):
                await companion.poller()
            assert clock.forward >= 3 * HUNG_AFTER
            os.kill(bystander.pid, 0)
            assert bystander.returncode is None
