"""A started program: its first line, its end, and that it outlives whoever lets it go."""

import asyncio
import gc
import os
import signal
import sys
import threading
import warnings
from datetime import timedelta

import pytest

from wallboard.app.child import Child

pytestmark = pytest.mark.asyncio

LONG = timedelta(seconds=30)
ECHO_END = "import sys; print('ready', flush=True); sys.stdin.read(); sys.exit(7)"
STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
time.sleep(600)
"""


def start(program: str) -> Child:
    return Child.start([sys.executable, "-c", program])


async def test_its_first_line_is_read_and_the_rest_never_blocks_it() -> None:
    child = start("print('one'); print('x' * 1_000_000); print('two')")
    assert await child.first_line(LONG) == b"one"
    await child.ended()
    assert child.returncode == 0


async def test_a_line_that_comes_in_pieces_is_one() -> None:
    child = start("import sys, os\nfor part in ('a', 'b', 'c\\r\\nd'): os.write(1, part.encode())")
    assert await child.first_line(LONG) == b"abc"
    await child.ended()


async def test_it_runs_also_where_this_program_has_no_console(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    child = start("import sys; print(sys.stderr.write('x'), flush=True)")
    assert await child.first_line(LONG) == b"1"
    await child.ended()
    assert child.returncode == 0


async def test_it_is_not_led_to_the_libraries_of_a_frozen_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/wallboard/_internal")
    child = start("import os; print(os.environ.get('LD_LIBRARY_PATH', 'nothing'))")
    assert await child.first_line(LONG) == b"nothing"
    await child.ended()


async def test_a_program_without_a_line_has_an_empty_one() -> None:
    child = start("import sys; sys.exit(3)")
    assert await child.first_line(LONG) == b""
    await child.ended()
    assert child.returncode == 3


async def test_a_program_that_says_nothing_is_not_waited_for_for_ever() -> None:
    child = start("import sys; sys.stdin.read()")
    with pytest.raises(TimeoutError):
        await child.first_line(timedelta(seconds=0.05))
    await child.end()


async def test_letting_go_closes_its_lifeline() -> None:
    child = start(ECHO_END)
    assert await child.first_line(LONG) == b"ready"
    assert child.returncode is None
    child.let_go()
    child.let_go()
    await child.ended()
    assert child.returncode == 7


async def test_one_that_outlives_the_loop_leaves_nothing_open() -> None:
    async def started() -> Child:
        child = start("import time; print('ready', flush=True); time.sleep(600)")
        await child.first_line(LONG)
        return child

    child = await asyncio.to_thread(asyncio.run, started())
    (watching,) = [one for one in threading.enumerate() if one.name == f"child {child.pid}"]
    os.kill(child.pid, signal.SIGTERM)
    await asyncio.to_thread(watching.join)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        del child, watching
        gc.collect()
    assert [str(one.message) for one in told if issubclass(one.category, ResourceWarning)] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by force alone")
async def test_it_ends_when_asked() -> None:
    child = start("import time; print('ready', flush=True); time.sleep(600)")
    await child.first_line(LONG)
    await child.end()
    assert child.returncode == -15
    await child.end()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends programs by force alone")
@pytest.mark.expected_log_warnings
async def test_it_ends_by_force_when_it_does_not_listen() -> None:
    child = start(STUBBORN)
    await child.first_line(LONG)
    await child.end(grace=timedelta(seconds=0.05))
    assert child.returncode == -9


async def test_no_such_program() -> None:
    with pytest.raises(OSError, match="no-such-program"):
        Child.start(["./no-such-program"])


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are a matter of POSIX")
async def test_ctrl_c_in_our_terminal_does_not_reach_it() -> None:
    child = start("import os; print(os.getpgrp() == os.getpid())")
    assert await child.first_line(LONG) == b"True"
    await child.ended()
