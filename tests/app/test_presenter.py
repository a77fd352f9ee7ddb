"""What the screen shows is said again at every event and every second."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from msgspec import structs

from tests.app.hurried_clock import HurriedClock
from tests.app.tongues import speaking
from tests.samples import NOON, boards, row, snapshot
from wallboard.app.face import BoardFace
from wallboard.app.link import Joined, Starting
from wallboard.app.motion import Motion
from wallboard.app.picture_key import PictureKey
from wallboard.app.presenter import Presenter, until_next_second
from wallboard.app.replica import Replica, absorb
from wallboard.app.scenes import SceneKind
from wallboard.wire.boards import Goal, Scene
from wallboard.wire.boards import Screen as ScreenSettings
from wallboard.wire.messages import Snapshot

BOARDS = boards("all")
JOINED = Joined(BOARDS.boards[0], BOARDS)


class Screen:
    """Remembers each face; may break."""

    def __init__(self) -> None:
        self.faces: list[BoardFace] = []
        self.broken = False
        self.presenter = Presenter((self.show,), HurriedClock())

    def show(self, face: BoardFace) -> None:
        if self.broken and face.podium:
            raise ValueError("an odd name")
        self.faces.append(face)

    def hear(self, *events: Snapshot) -> None:
        replica = self.presenter.replica
        for event in events:
            replica = absorb(replica, event, timedelta(hours=1), 1)
        self.presenter.tell(replica, JOINED)


def board_of(count: int, revision: int = 1, **changes: object) -> Snapshot:
    rows = [row(f"agent-{place}", place) for place in range(count)]
    return snapshot(revision, rows, revision=revision, **changes)


@pytest.mark.parametrize(("microsecond", "left_ms"), [(0, 1000), (1000, 999), (500_000, 500), (999_000, 1)])
def test_the_next_second(microsecond: int, left_ms: int) -> None:
    now = datetime(2026, 11, 23, 12, 0, 59, microsecond, tzinfo=UTC)
    assert until_next_second(now) == timedelta(milliseconds=left_ms)


def test_what_was_heard_is_shown() -> None:
    screen = Screen()
    screen.hear(board_of(4))
    assert [one.name for one in screen.faces[-1].podium] == ["Agent-0", "Agent-1", "Agent-2"]
    assert screen.faces[-1].title == "All"


def test_a_log_and_the_command_line_have_it_in_english() -> None:
    screen = Screen()
    with speaking("de"):
        screen.hear(board_of(0))
        shown, told = screen.faces[-1], screen.presenter.face_in_english()
        assert shown.logged == told.condition
        assert shown.condition != told.condition
        assert (shown.updated[:7], told.updated[:7]) == ("Aktuali", "Updated")


@pytest.mark.expected_log_warnings
def test_that_nothing_can_be_shown_is_logged_in_english() -> None:
    screen = Screen()
    screen.broken = True
    with speaking("de"):
        screen.hear(board_of(1))
    logged = screen.faces[-1].logged
    assert logged is not None
    assert logged.message is not None
    assert logged.message.text == "What the service sends cannot be shown."


def test_pages_are_turned_round_and_round() -> None:
    screen = Screen()
    screen.hear(board_of(15))
    pages = []
    for step in (1, 1, -1):
        screen.presenter.turn(step)
        pages.append(screen.faces[-1].page)
    assert pages == [1, 0, 1]


def test_a_picture_is_shown_as_soon_as_it_is_here() -> None:
    screen = Screen()
    here: set[PictureKey] = set()
    screen.presenter = Presenter((screen.show,), HurriedClock(), lambda: here)
    screen.hear(snapshot(1, [row("a", 0, picture="v1")]))
    assert screen.faces[-1].podium[0].picture == ""
    here.add(PictureKey("a", "v1"))
    screen.presenter.refresh()
    assert screen.faces[-1].podium[0].picture == "image://agents/a/v1"


def test_pages_without_rows_stand_still() -> None:
    screen = Screen()
    screen.presenter.tell(Replica(), JOINED)
    screen.presenter.turn(1)
    assert screen.faces[-1].page == 0


def test_who_climbed_is_lit_until_the_next_update() -> None:
    screen = Screen()
    screen.hear(snapshot(1, [row("a", 0, closed=5), row("b", 1, closed=4)]))
    risen = snapshot(2, [row("b", 0, closed=6), row("a", 1, closed=5)])
    screen.hear(risen)
    assert [(one.agent_id, one.risen) for one in screen.faces[-1].podium] == [("b", True), ("a", False)]
    screen.hear(snapshot(3, risen.rows))
    assert not any(one.risen for one in screen.faces[-1].podium)


def test_a_face_that_fails_is_logged_once_and_the_screen_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    screen = Screen()
    screen.broken = True
    screen.hear(board_of(1))
    screen.hear(board_of(1))
    assert [record.getMessage() for record in caplog.records] == ["face.failed"]
    message = screen.faces[-1].condition.message
    assert message is not None
    assert "cannot be shown" in message.text  # and not what stood there before, which would look live for ever
    screen.broken = False
    screen.hear(board_of(1))
    assert screen.faces[-1].condition.message is None


@pytest.mark.asyncio
async def test_it_ticks_at_whole_seconds() -> None:
    ticked = asyncio.Event()
    clock = HurriedClock()
    clock.at += timedelta(milliseconds=300)
    faces: list[BoardFace] = []

    def show(face: BoardFace) -> None:
        faces.append(face)
        if len(faces) == 3:
            ticked.set()

    ticking = asyncio.create_task(Presenter((show,), clock).tick())
    await ticked.wait()
    ticking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ticking
    assert clock.waits[:2] == [0.7, 1.0]


def test_the_look_is_that_of_the_settings_and_stays_while_the_poller_is_away() -> None:
    screen = Screen()
    boards = structs.replace(JOINED.boards, screen=ScreenSettings(theme="light", diagonal=75, furthest_seat=5))
    screen.presenter.tell(Replica(), Joined(JOINED.board, boards))
    assert (screen.faces[-1].style.theme, screen.faces[-1].style.rows) == ("light", 11)
    screen.presenter.tell(Replica(), Starting())
    assert screen.faces[-1].style.theme == "light"


def test_a_window_that_is_turned_is_given_other_pages() -> None:
    screen = Screen()
    screen.hear(board_of(20))
    seen = []
    for tall in (False, True, True, False):
        screen.presenter.fit(tall=tall)
        seen.append((len(screen.faces[-1].rows), screen.faces[-1].pages, len(screen.faces)))
    assert seen == [(8, 3, 1), (10, 2, 2), (10, 2, 2), (8, 3, 3)]


def test_a_page_that_a_turned_window_no_longer_has_is_the_last() -> None:
    screen = Screen()
    screen.hear(board_of(20))
    screen.presenter.turn(-1)
    screen.presenter.fit(tall=True)
    assert [(face.page, face.pages) for face in screen.faces[-2:]] == [(2, 3), (1, 2)]


def test_the_scene_begins_in_the_middle_and_drifts() -> None:
    clock = HurriedClock()
    faces: list[BoardFace] = []
    presenter = Presenter((faces.append,), clock)
    presenter.refresh()
    clock.at += timedelta(minutes=3)
    presenter.refresh()
    assert [face.style.drift for face in faces] == [(0, 0), (3, 3)]


def test_the_systems_wish_for_less_motion_is_heard() -> None:
    faces: list[BoardFace] = []
    Presenter((faces.append,), HurriedClock(), wants_less=lambda: True).refresh()
    assert faces[-1].style.motion is Motion.CALM


def test_that_the_data_is_back_is_said_in_the_badge_once() -> None:
    faces: list[BoardFace] = []
    clock = HurriedClock()
    presenter = Presenter((faces.append,), clock)
    presenter.tell(absorb(Replica(), board_of(4, since_good_ms=0), clock.elapsed(), 1), JOINED)
    for seconds in (100, 92):
        clock.at += timedelta(seconds=seconds)
        presenter.refresh()
    presenter.tell(
        absorb(
            presenter.replica, board_of(4, 2, since_good_ms=0, as_of=NOON + timedelta(minutes=2)), clock.elapsed(), 1
        ),
        JOINED,
    )
    clock.at += timedelta(seconds=10)
    presenter.refresh()
    assert [(one.condition.faded, one.condition.notice) for one in faces] == [
        (False, ""),
        (True, ""),
        (True, ""),
        (False, "Reconnected after 3 min 12 s"),
        (False, ""),
    ]


def test_the_round_is_stopped_and_goes_on() -> None:
    screen = Screen()
    screen.hear(board_of(15))
    screen.presenter.pause()
    assert screen.faces[-1].paused
    screen.presenter.pause()
    assert not screen.faces[-1].paused


class Rehearsed:
    """A screen whose board shows scenes, and a clock that the test moves."""

    def __init__(self, *scenes: Scene, goal: Goal | None = None) -> None:
        self.faces: list[BoardFace] = []
        self.clock = HurriedClock()
        self.presenter = Presenter((self.faces.append,), self.clock)
        board = structs.replace(JOINED.board, scenes=scenes, goal=goal)
        self.link = Joined(board, structs.replace(JOINED.boards, boards=[board]))

    def hear(self, revision: int, closed: int) -> None:
        told = board_of(12, revision, since_good_ms=0, as_of=NOON + timedelta(seconds=revision))
        told = structs.replace(told, summary=structs.replace(told.summary, closed_by_everybody=closed))
        self.presenter.tell(absorb(self.presenter.replica, told, self.clock.elapsed(), 1), self.link)

    def after(self, seconds: float) -> BoardFace:
        self.clock.at += timedelta(seconds=seconds)
        self.presenter.refresh()
        return self.faces[-1]

    def told_after(self, seconds: float, revision: int) -> BoardFace:
        self.clock.at += timedelta(seconds=seconds)
        self.hear(revision, 20)
        return self.faces[-1]


def test_scenes_come_one_after_the_other_and_the_ranking_page_by_page() -> None:
    screen = Rehearsed(Scene("ranking", 10), Scene("podium", 5))
    screen.hear(1, 20)
    shown = [screen.told_after(seconds, 2 + number) for number, seconds in enumerate((0, 10, 10, 5))]
    assert [(one.scene, one.page, one.stop, one.stops) for one in shown] == [
        (SceneKind.RANKING, 0, 0, 3),
        (SceneKind.RANKING, 1, 1, 3),
        (SceneKind.PODIUM, 0, 2, 3),
        (SceneKind.RANKING, 0, 0, 3),
    ]


def test_a_stale_alert_interrupts_the_scene_until_the_data_is_back() -> None:
    screen = Rehearsed(Scene("podium", 600), Scene("ranking", 600))
    screen.hear(1, 20)
    assert screen.after(1).scene is SceneKind.PODIUM
    alarmed = screen.after(100)
    assert (alarmed.scene, alarmed.condition.banner is None) == (SceneKind.RANKING, False)
    assert screen.told_after(1, 2).condition.banner is None
    assert screen.faces[-1].scene is SceneKind.PODIUM


def test_a_goal_that_is_reached_is_celebrated_once_at_once() -> None:
    screen = Rehearsed(Scene("ranking", 60), Scene("goal", 20), goal=Goal(closed=30))
    screen.hear(1, 29)
    assert screen.after(1).scene is SceneKind.RANKING
    screen.hear(2, 30)
    assert (screen.faces[-1].scene, screen.faces[-1].celebrates) == (SceneKind.GOAL, True)
    assert screen.after(19).celebrates
    assert (screen.after(1).scene, screen.faces[-1].celebrates) == (SceneKind.RANKING, False)
    screen.hear(3, 29)
    screen.hear(4, 31)
    assert (screen.faces[-1].scene, screen.faces[-1].celebrates) == (SceneKind.RANKING, False)


def test_a_monitor_that_is_not_there_is_named_while_all_is_well_and_no_longer_than_it_is_away() -> None:
    screen, missing = Screen(), ["a monitor with a name that has no end"]
    screen.presenter.watch_monitor(lambda: missing[0])
    screen.hear(board_of(4))
    said = [screen.faces[-1].condition.notice]
    missing[0] = ""
    screen.presenter.refresh()
    said.append(screen.faces[-1].condition.notice)
    assert said == ["Meant for the monitor a monitor with a nam…, which is not there", ""]


def test_a_monitor_that_is_not_there_is_no_matter_before_there_are_numbers() -> None:
    screen = Screen()
    screen.presenter.watch_monitor(lambda: "HDMI-1")
    screen.presenter.refresh()
    assert screen.faces[-1].condition.notice == ""
