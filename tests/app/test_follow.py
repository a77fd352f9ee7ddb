"""The screen's copy stays true through lost streams, gaps, refusals and other pollers."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.app.hurried_clock import HurriedClock
from tests.samples import NOON, boards, heartbeat, row, snapshot
from wallboard.app.companion import CannotRun, KeepsFailing
from wallboard.app.feed import Lost, NeedsSetup, NoBoard
from wallboard.app.follow import Follower, next_connect_wait
from wallboard.app.link import Joined, Link, Refused, SetupNeeded
from wallboard.app.replica import Replica
from wallboard.wire.codec import BadMessage
from wallboard.wire.messages import Event, Handshake
from wallboard.wire.setup import Setup

pytestmark = [pytest.mark.asyncio, pytest.mark.expected_log_warnings]

BOARDS = boards("all", rate=10)
JOINED = Joined(BOARDS.boards[0], BOARDS)


class ScriptIsOver(BaseException):
    """The test has seen enough."""


class World:
    """Pollers and streams by script: each is an error, or the events of one stream and how it ends."""

    def __init__(self, *script: Exception | tuple[list[Event], Exception]) -> None:
        self.script = list(script)
        self.boards_asked: list[str | None] = []
        self.heard_count = 0
        self.set_up_while_listening: Handshake | None = None
        self.shown: list[tuple[Replica, Link]] = []
        self.clock = HurriedClock()
        self.follower = Follower(self, self, "all", self.clock, lambda *known: self.shown.append(known))

    async def play(self) -> None:
        with pytest.raises(ScriptIsOver):
            await self.follower.run()

    async def poller(self) -> Handshake:
        if not self.script:
            raise ScriptIsOver
        if isinstance(self.script[0], CannotRun):
            raise self._next_error()
        return Handshake(1, "t", 1)

    def heard(self) -> None:
        self.heard_count += 1

    async def join(self, _poller: Handshake, board_id: str | None) -> Joined:
        self.boards_asked.append(board_id)
        if isinstance(self.script[0], Exception):
            raise self._next_error()
        return JOINED

    async def listen(self, _poller: Handshake, _board_id: str, hear: Callable[[Event], None]) -> None:
        step = self.script.pop(0)
        assert isinstance(step, tuple)
        self.set_up_while_listening = self.follower.sets_up
        events, end = step
        for event in events:
            self.clock.at += timedelta(seconds=1)
            hear(event)
        raise end

    def _next_error(self) -> Exception:
        step = self.script.pop(0)
        assert isinstance(step, Exception)
        return step

    @property
    def rows(self) -> list[str]:
        shown = self.follower.replica.shown
        return [] if shown is None else [one.id for one in shown.rows]


async def test_events_reach_the_copy_and_the_link_is_joined() -> None:
    world = World(([snapshot(1, [row("a", 0)]), heartbeat(2)], Lost("closed")))
    await world.play()
    assert world.rows == ["a"]
    assert world.follower.link == JOINED
    assert world.heard_count == 2
    assert [link for _, link in world.shown] == [JOINED, JOINED]
    assert world.boards_asked == ["all"]


async def test_time_runs_at_the_rehearsals_rate() -> None:
    world = World(([snapshot(1, since_good_ms=0), snapshot(2, since_good_ms=None, as_of=NOON)], Lost("closed")))
    await world.play()
    assert world.follower.replica.since_good == timedelta(seconds=10)


async def test_the_first_reconnect_is_at_once_and_then_it_waits_longer() -> None:
    world = World(*[Lost("refused")] * 7)
    await world.play()
    assert world.clock.waits == [0, 0.5, 1, 2, 5, 5, 5]


async def test_a_heartbeat_makes_the_next_loss_a_first_one() -> None:
    lost = Lost("closed")
    world = World(lost, lost, ([snapshot(1), heartbeat(2)], lost), ([snapshot(1)], lost))
    await world.play()
    assert world.clock.waits == [0, 0.5, 0, 0.5]


async def test_streams_that_end_after_each_snapshot_are_no_storm() -> None:
    short: tuple[list[Event], Exception] = ([snapshot(1)], Lost("closed"))
    world = World(*[short] * 4)
    await world.play()
    assert world.clock.waits == [0, 0.5, 1, 2]


async def test_a_gap_is_answered_by_another_stream_and_the_rows_stay() -> None:
    world = World(
        ([snapshot(1, [row("a", 0)]), heartbeat(3)], AssertionError("the gap comes first")),
        ([snapshot(1, [row("b", 0)], epoch="e2")], Lost("closed")),
    )
    await world.play()
    assert [[one.id for one in replica.shown.rows] for replica, _ in world.shown if replica.shown] == [["a"], ["b"]]


async def test_a_refusal_is_shown_until_a_poller_is_heard() -> None:
    world = World(CannotRun("no settings file"), CannotRun("no settings file"), ([snapshot(1)], Lost("closed")))
    await world.play()
    assert [link for _, link in world.shown] == [Refused("no settings file"), JOINED]


async def test_an_unknown_board_is_shown_and_looked_for_again() -> None:
    world = World(NoBoard("there is no board"), ([snapshot(1)], Lost("closed")))
    await world.play()
    assert [link for _, link in world.shown] == [Refused("there is no board"), JOINED]
    assert world.clock.waits[0] == 10


async def test_a_poller_that_lacks_one_screens_board_lives_on_for_the_others() -> None:
    world = World(*[NoBoard("there is no board")] * 20)
    await world.play()
    assert world.heard_count == 20  # or it would be ended as one that hangs


SETUP = Setup("secret", "There is no client secret.", ["mypurecloud.ie"])
OTHER = Setup("settings", "There are no settings.", ["mypurecloud.ie"])


async def test_what_a_person_must_give_is_shown_and_looked_for_again() -> None:
    world = World(NeedsSetup(SETUP), NeedsSetup(SETUP), NeedsSetup(OTHER), ([snapshot(1)], Lost("closed")))
    await world.play()
    assert [link for _, link in world.shown] == [SetupNeeded(SETUP), SetupNeeded(OTHER), JOINED]
    assert world.clock.waits[:3] == [3, 3, 3]


async def test_a_poller_that_waits_to_be_set_up_lives() -> None:
    world = World(*[NeedsSetup(SETUP)] * 20)
    await world.play()
    assert world.heard_count == 20  # or it would be ended as one that hangs
    assert world.follower.sets_up == Handshake(1, "t", 1)


async def test_once_it_is_set_up_nobody_sets_it_up() -> None:
    world = World(NeedsSetup(SETUP), ([snapshot(1)], Lost("closed")))
    await world.play()
    assert [link for _, link in world.shown] == [SetupNeeded(SETUP), JOINED]
    assert world.set_up_while_listening is None


async def test_rows_from_before_do_not_come_back_under_another_sign_in() -> None:
    world = World(([snapshot(1, [row("a", 0)])], Lost("closed")), NeedsSetup(SETUP))
    await world.play()
    assert world.rows == []


async def test_repeated_crashes_are_told_where_there_are_no_rows_to_show() -> None:
    world = World(KeepsFailing("it ends at once"))
    await world.play()
    assert world.follower.link == Refused("it ends at once")


async def test_repeated_crashes_do_not_blank_known_rows() -> None:
    world = World(([snapshot(1, [row("a", 0)])], Lost("closed")), KeepsFailing("it ends at once"))
    await world.play()
    assert world.follower.link == JOINED
    assert world.rows == ["a"]


async def test_a_poller_that_cannot_be_read_is_told_where_there_is_nothing_to_show() -> None:
    world = World(*[BadMessage("Boards: expected an object")] * 3)
    await world.play()
    assert isinstance(world.follower.link, Refused)
    assert "Boards" in world.follower.link.message


async def test_cancelling_ends_it() -> None:
    class Endless(World):
        async def listen(self, _poller: Handshake, _board_id: str, hear: Callable[[Event], None]) -> None:
            hear(snapshot(1))
            await asyncio.Event().wait()

    world = Endless(([], Lost("never")))
    running = asyncio.create_task(world.follower.run())
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


@pytest.mark.parametrize(("streak", "seconds"), [(1, 0), (2, 0.5), (3, 1), (4, 2), (5, 5), (6, 5), (99, 5)])
async def test_the_table_of_waits(streak: int, seconds: float) -> None:
    assert next_connect_wait(streak) == timedelta(seconds=seconds)
