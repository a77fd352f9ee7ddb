"""`wallboard`: the screen. Builds everything, runs it in Qt's event loop, ends cleanly."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtGui import QGuiApplication

from wallboard.app import demo, guards, picture, tongue
from wallboard.app.arguments import Options, read_arguments
from wallboard.app.board_state import BoardState
from wallboard.app.child import Child
from wallboard.app.companion import Companion
from wallboard.app.demo import CannotStage, Stage
from wallboard.app.feed import Feed, open_client
from wallboard.app.follow import Follower
from wallboard.app.glass import Glass
from wallboard.app.keep_awake import KeepAwake, SystemLock, is_awake
from wallboard.app.link import Joined, Link
from wallboard.app.motion_wish import wants_less_motion
from wallboard.app.narrator import Narrator
from wallboard.app.night import Night
from wallboard.app.picture import NoPicture, Studio
from wallboard.app.pictures import Album
from wallboard.app.presenter import Presenter
from wallboard.app.presses import Presses
from wallboard.app.pulse import Pulse, end_stalled
from wallboard.app.qt_environment import NoDisplay, qt_environment
from wallboard.app.qt_loop import QEventLoop
from wallboard.app.quiet import Light
from wallboard.app.replica import Replica
from wallboard.app.scene import Scene, Unloadable, open_scene
from wallboard.app.sign_in import SignIn
from wallboard.app.watchdog import keep_watch
from wallboard.host import logs, paths
from wallboard.host.clock import SystemClock
from wallboard.host.log_files import LogFile
from wallboard.host.log_settings import Logs
from wallboard.host.renewal import Renewal
from wallboard.host.screen_settings import Screen
from wallboard.host.secret import forbid_core_dumps

log = logging.getLogger(__name__)

EXIT_OK, EXIT_FAILED = 0, 1
EXIT_STALLED = 3  # the window paints nothing, and opening it anew does not help
_DEMO_UPDATES = 3  # painted before a demo's picture is taken: rows have moved by then


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; its exit code."""
    options = read_arguments(arguments)
    logs.configure()
    log_file = _log_file(options)
    guards.install()
    forbid_core_dumps()  # the sign-in page passes a secret on
    try:
        os.environ.update(qt_environment(os.environ, sys.platform, picture=options.snapshot is not None))
    except NoDisplay as error:
        return _fail(error)
    app = QGuiApplication(sys.argv[:1])
    app.setApplicationName("wallboard")
    app.setQuitOnLastWindowClosed(False)  # or Qt would stop the loop under the coroutine
    renewal = Renewal(paths.own_program())
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        code = runner.run(_until_stopped(options, log_file, renewal))
    renewal.carry_out(sys.argv[1:] if arguments is None else arguments)
    return code


def _log_file(options: Options) -> LogFile | None:
    """What this screen logs into; a demo and a picture leave nothing behind."""
    if options.demo or options.snapshot is not None:
        return None
    log_file = LogFile(paths.log_directory(options.run_dir), "screen", SystemClock())
    log_file.use(Logs())  # until a poller tells what the settings have
    return log_file


async def _until_stopped(options: Options, log_file: LogFile | None, renewal: Renewal) -> int:
    stop = asyncio.Event()
    _on_signals(stop)
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2))  # qasync's own would be ten QThreads
    async with asyncio.TaskGroup() as tasks:
        screen = tasks.create_task(_run(options, log_file, stop), name="screen")
        stopping = tasks.create_task(_cancel_when(stop, screen), name="stop")
        screen.add_done_callback(lambda _: stopping.cancel())
        watching = tasks.create_task(_stop_when_replaced(renewal, stop), name="renewal")
        screen.add_done_callback(lambda _: watching.cancel())
    return EXIT_OK if screen.cancelled() else screen.result()


async def _cancel_when(stop: asyncio.Event, task: asyncio.Task[int]) -> None:
    await stop.wait()
    task.cancel()


async def _stop_when_replaced(renewal: Renewal, stop: asyncio.Event) -> None:
    await renewal.watch(SystemClock())
    stop.set()


async def _run(options: Options, log_file: LogFile | None, stop: asyncio.Event) -> int:
    try:
        if options.demo:
            async with demo.staged() as stage:
                return await _screen(options, stage, None, stop)
        return await _screen(options, _usual_stage(options), log_file, stop)
    except (CannotStage, Unloadable, OSError) as error:
        return _fail(error)


def _usual_stage(options: Options) -> Stage:
    config = (options.config or paths.settings_file()).absolute()
    if options.run_dir is None:
        return Stage(config, paths.run_directory(), paths.state_directory(), paths.log_directory())
    run_directory = options.run_dir.absolute()
    run_directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Apart from the user's own poller: no history in common.
    return Stage(config, run_directory, run_directory, paths.log_directory(run_directory))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one screen is made of, besides its window."""

    companion: Companion
    follower: Follower
    presenter: Presenter
    album: Album
    sign_in: SignIn
    glass: Glass
    night: Night


def _parts(options: Options, stage: Stage, state: BoardState, feed: Feed, log_file: LogFile | None) -> _Parts:
    clock = SystemClock()
    narrator = Narrator()
    album = Album(lambda: follower.listening_to, feed.picture, clock, lambda: presenter.refresh())  # noqa: PLW0108 made below
    glass = Glass(lambda: follower.listening_to, feed.tell_painted)
    presses = Presses()

    def dim(light: Light) -> None:
        state.show_light(light)
        presses.watch(wanted=light is not Light.FULL)

    night = Night(state.show, dim, glass.painted, clock)
    presses.pressed.connect(night.wake)
    show = night.show if options.snapshot is None else state.show  # a picture is taken by day and by night
    presenter = Presenter((show, narrator.show, album.show), clock, lambda: album.here, wants_less_motion)
    zone = QTimeZone.systemTimeZoneId().toStdString()
    sign_in = SignIn(lambda: follower.sets_up, feed.send_credentials, state.sign_in_page.show, clock, zone)

    def tell(replica: Replica, link: Link) -> None:
        if isinstance(link, Joined):  # its words come after: a face is made in the tongue that is spoken
            _speak(link.boards.screen, state)
            if log_file is not None:
                log_file.use(link.boards.logs)
        sign_in.tell(replica, link)
        night.tell(replica, link)
        presenter.tell(replica, link)

    # What starts it for a picture alone waits for the end of a pipe: a poller that lives on must not hold it open.
    start = Child.start if options.snapshot is None or options.demo else Child.start_unheard
    companion = Companion(_poller_command(stage), stage.run_directory, feed.answers, clock, start)
    follower = Follower(companion, feed, options.board, clock, tell)
    return _Parts(companion, follower, presenter, album, sign_in, glass, night)


async def _screen(options: Options, stage: Stage, log_file: LogFile | None, stop: asyncio.Event) -> int:
    _speak(Screen(), None)
    state = BoardState()
    async with open_client() as client:
        feed = Feed(client)
        parts = _parts(options, stage, state, feed, log_file)
        state.stopped.connect(stop.set)
        state.turn_asked.connect(parts.presenter.turn)
        state.pause_asked.connect(parts.presenter.pause)
        state.shape_told.connect(lambda tall: parts.presenter.fit(tall=tall))
        state.sign_in_page.sent.connect(parts.sign_in.send)
        scene = open_scene(
            state,
            fullscreen=options.fullscreen,
            screen_name=options.screen,
            motion=1.0 if options.snapshot is None else 0.0,
            find_picture=parts.album.find,
        )
        scene.painted.connect(parts.glass.painted)
        parts.presenter.watch_monitor(lambda: scene.kiosk.missing)
        try:
            async with asyncio.TaskGroup() as tasks:
                owned = [
                    tasks.create_task(parts.follower.run(), name="feed"),
                    tasks.create_task(parts.presenter.tick(), name="ticker"),
                    tasks.create_task(parts.album.run(), name="pictures"),
                    tasks.create_task(parts.sign_in.run(), name="sign-in"),
                    tasks.create_task(_keep_awake(parts.night, scene), name="awake"),
                    tasks.create_task(Pulse(lambda: end_stalled(EXIT_STALLED)).run(SystemClock()), name="pulse"),
                ]
                if options.snapshot is None:  # a picture is no glass that anybody looks at
                    owned.append(tasks.create_task(parts.glass.run(), name="painted"))
                code = await _until_done(options, scene, state, parts.presenter)
                for task in owned:
                    task.cancel()
        finally:
            scene.close()
            if options.demo:
                await parts.companion.end()
            else:
                parts.companion.leave()
    return code


async def _keep_awake(night: Night, scene: Scene) -> None:
    def wanted() -> bool:
        return is_awake(night.screen, fullscreen=scene.kiosk.fullscreen)

    await KeepAwake(SystemLock(), SystemClock()).run(wanted)


async def _until_done(options: Options, scene: Scene, state: BoardState, presenter: Presenter) -> int:
    if options.snapshot is None:
        await keep_watch(scene, lambda: state.is_lit, SystemClock())
        return EXIT_STALLED
    scene.window.setGeometry(0, 0, options.size.width, options.size.height)
    studio = Studio(scene, updates=_DEMO_UPDATES if options.demo else 1)
    state.face_changed.connect(lambda: studio.look(state.face))
    try:
        picture.write(await studio.at_rest(), options.snapshot)
    except TimeoutError:
        return _fail(NoPicture(f"there was nothing to take a picture of: {picture.why_not(state.face)}"))
    except NoPicture as error:
        return _fail(error)
    shown = presenter.replica.shown
    agents = None if shown is None else shown.total
    if sys.stdout is not None:  # on Windows the frozen screen has none
        sys.stdout.write(f"{options.snapshot}: {picture.describe(presenter.face_in_english(), agents)}\n")
    return EXIT_OK


def _speak(screen: Screen, state: BoardState | None) -> None:
    wanted = tongue.tongue_of(screen.language, screen.clock, QLocale.system())
    if tongue.speak(wanted) and state is not None:
        state.tongue_changed.emit()


def _poller_command(stage: Stage) -> list[str]:
    places = ["--config", str(stage.config), "--run-dir", str(stage.run_directory)]
    places += ["--state-dir", str(stage.state_directory), "--log-dir", str(stage.log_directory)]
    return [*paths.program("wallboard-poller"), "run", "--child", *places]


def _on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))


def _fail(error: Exception) -> int:
    if sys.stderr is None:  # a program without a console has none
        log.error("screen.cannot_run", extra={"why": str(error)})
    else:
        sys.stderr.write(f"wallboard: {error}\n")
    return EXIT_FAILED


if __name__ == "__main__":
    sys.exit(main())
