"""The monitor is kept on while a full screen shows the board, and not otherwise."""

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.app.hurried_clock import HurriedClock
from wallboard.app.keep_awake import LOOK_EVERY, RETRY_AFTER, KeepAwake, NotHeld, SystemLock, is_awake, why_not
from wallboard.host.screen_settings import Screen


class FakeLock:
    """Remembers what it was asked; refuses while it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refusals = 0

    async def hold(self) -> None:
        self.asked.append("hold")
        if self.refusals:
            self.refusals -= 1
            raise NotHeld("no bus")

    async def release(self) -> None:
        self.asked.append("release")


async def looks(lock: FakeLock, clock: HurriedClock, *wishes: bool) -> None:
    """One look for each wish, then the end."""
    left, over = list(wishes), asyncio.Event()

    def wanted() -> bool:
        wish = left.pop(0)
        if not left:
            over.set()
        return wish

    await ended_after(over, KeepAwake(lock, clock), wanted)


async def ended_after(over: asyncio.Event, awake: KeepAwake, wanted: Callable[[], bool]) -> None:
    running = asyncio.create_task(awake.run(wanted))
    await over.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize(
    ("screen", "fullscreen", "expected"),
    [
        (Screen(), True, True),
        (Screen(), False, False),
        (Screen(keep_awake=False), True, False),
    ],
)
def test_when_it_has_to_stay_on(screen: Screen, fullscreen: bool, expected: bool) -> None:
    assert is_awake(screen, fullscreen=fullscreen) is expected


@pytest.mark.asyncio
async def test_it_is_held_once_and_let_go_when_it_is_no_longer_wanted_and_at_the_end() -> None:
    lock = FakeLock()
    await looks(lock, HurriedClock(), False, True, True, False, False, True)
    assert lock.asked == ["hold", "release", "hold", "release"]


@pytest.mark.asyncio
async def test_a_refusal_is_logged_once_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    lock, clock = FakeLock(), HurriedClock()
    lock.refusals = 2
    await looks(lock, clock, True, True, True, True)
    assert lock.asked == ["hold", "hold", "hold", "release"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == ["awake.failed"]
    assert clock.waits[:3] == [wait.total_seconds() for wait in (RETRY_AFTER, RETRY_AFTER, LOOK_EVERY)]


@pytest.mark.parametrize(
    ("told", "system", "bus", "words"),
    [
        ("no address", "linux", None, "no session bus"),
        ("failed with message: [Errno 2] No such file or directory", "linux", "unix:path=/gone", "no session bus"),
        ("[Errno 111] Connection refused", "linux", "unix:path=/gone", "no session bus"),
        ("ServiceUnknown:\nno desktop", "linux", "unix:path=/run/bus", "ServiceUnknown: no desktop"),
        ("no such file", "darwin", None, "no such file"),
        ("x" * 1500, "win32", None, "x" * 200 + "…"),
    ],
)
def test_why_it_is_not_held_is_one_short_line(told: str, system: str, bus: str | None, words: str) -> None:
    assert why_not(told, system, bus) == f"the monitor may go dark: {words}"


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A session bus of our own, where the machine can start one."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("there is no bus to start")
    command = [program, "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        assert daemon.stdout is not None
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.stdout.readline().strip())
        yield
        daemon.terminate()


@pytest.mark.usefixtures("bus")
@pytest.mark.asyncio
async def test_a_desktop_on_a_bus_hears_it() -> None:
    jeepney, blocking = pytest.importorskip("jeepney"), pytest.importorskip("jeepney.io.blocking")
    heard: list[tuple[str, tuple[object, ...]]] = []
    with blocking.open_dbus_connection() as desktop:
        desktop.send_and_get_reply(jeepney.message_bus.RequestName("org.freedesktop.ScreenSaver"))

        def serve(calls: int) -> None:
            while len(heard) < calls:
                message = desktop.receive(timeout=30)
                if message.header.message_type is jeepney.MessageType.method_call:
                    heard.append((str(message.header.fields[jeepney.HeaderFields.member]), message.body))
                    desktop.send(jeepney.new_method_return(message, "u", (7,)))

        lock = SystemLock()
        await asyncio.gather(asyncio.to_thread(serve, 1), lock.hold())
        await asyncio.gather(asyncio.to_thread(serve, 2), lock.release())
    assert heard == [("Inhibit", ("Wallboard", "A wallboard is shown on the full screen")), ("UnInhibit", (7,))]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system is asked without a bus")
def test_a_machine_without_a_session_bus_is_told_in_words() -> None:
    program = (
        "import asyncio\n"
        "from wallboard.host import logs\n"
        "logs.configure()\n"
        "from wallboard.app.keep_awake import NotHeld, SystemLock\n"
        "async def main():\n"
        "    lock = SystemLock()\n"
        "    for _ in range(2):\n"
        "        try:\n"
        "            await lock.hold()\n"
        "        except NotHeld as error:\n"
        "            print(error)\n"
        "    await lock.release()\n"
        "asyncio.run(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env=os.environ | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    words = "the monitor may go dark: no session bus\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, words * 2, "")
