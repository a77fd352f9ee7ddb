"""The event stream against a poller on a real port."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from msgspec.structs import replace

from tests.app.fake_poller import FakePoller
from tests.samples import boards, delta, heartbeat, row, snapshot
from wallboard.app.feed import Feed, Lost, NeedsSetup, NoBoard, NotAccepted, choose, open_client
from wallboard.app.replica import Gap
from wallboard.host.secret import Secret
from wallboard.wire.codec import BadMessage, encode, frame
from wallboard.wire.messages import Event, Handshake, Problem
from wallboard.wire.setup import Credentials, Setup, SignedIn

pytestmark = pytest.mark.asyncio


class Ear:
    """Hears events, and lets a test wait until it has heard enough."""

    def __init__(self, enough: int, then: Exception | None = None) -> None:
        self.heard: list[Event] = []
        self.full = asyncio.Event()
        self._enough = enough
        self._then = then

    def __call__(self, event: Event) -> None:
        self.heard.append(event)
        if len(self.heard) == self._enough:
            self.full.set()
            if self._then is not None:
                raise self._then


@pytest_asyncio.fixture
async def poller() -> AsyncIterator[FakePoller]:
    async with FakePoller().running() as fake:
        yield fake


@pytest_asyncio.fixture
async def feed() -> AsyncIterator[Feed]:
    async with open_client() as client:
        yield Feed(client)


class TestChoosing:
    async def test_the_first_board_by_default(self) -> None:
        assert choose(boards("all", "sales"), None).board.id == "all"

    async def test_the_board_asked_for(self) -> None:
        assert choose(boards("all", "sales"), "sales").board.title == "Sales"

    async def test_an_unknown_board_names_those_that_are_there(self) -> None:
        with pytest.raises(NoBoard, match=r"“north”.*all, sales"):
            choose(boards("all", "sales"), "north")

    async def test_no_board_at_all(self) -> None:
        with pytest.raises(NoBoard):
            choose(boards(), None)

    async def test_a_poller_that_is_not_set_up_has_none_to_choose_from(self) -> None:
        setup = Setup("secret", "There is no client secret.", ["mypurecloud.ie"])
        with pytest.raises(NeedsSetup, match="There is no client secret") as needed:
            choose(replace(boards(), setup=setup), "all")
        assert needed.value.setup == setup


class TestAnswers:
    async def test_a_poller_answers(self, feed: Feed, poller: FakePoller) -> None:
        assert await feed.answers(poller.handshake)

    async def test_a_poller_without_numbers_lives_all_the_same(self, feed: Feed, poller: FakePoller) -> None:
        poller.health = (503, b'{"live": true, "ready": false}')
        assert await feed.answers(poller.handshake)

    async def test_another_token_is_another_poller(self, feed: Feed, poller: FakePoller) -> None:
        assert not await feed.answers(Handshake(poller.handshake.port, "stale", 1))

    @pytest.mark.parametrize("health", [(200, b"<html>"), (404, b'{"live": true}'), (200, b'{"live": false}')])
    async def test_another_program_on_the_port_is_no_poller(
        self, feed: Feed, poller: FakePoller, health: tuple[int, bytes]
    ) -> None:
        poller.health = health
        assert not await feed.answers(poller.handshake)

    async def test_nobody_there(self, feed: Feed) -> None:
        assert not await feed.answers(Handshake(1, "t", 1))


class TestListening:
    async def test_it_asks_for_the_first_three_hundred_places(self, feed: Feed, poller: FakePoller) -> None:
        poller.say(None)
        with pytest.raises(Lost, match="closed"):
            await feed.listen(poller.handshake, "all", Ear(1))
        assert ("POST", "/v1/views", b'{"board":"all","ranges":[[0,300]],"q":""}') in poller.asked

    async def test_events_arrive_in_order_whatever_the_chunks(self, feed: Feed, poller: FakePoller) -> None:
        events: list[Event] = [snapshot(1, [row("a", 0)]), delta(2, [row("a", 0, closed=6)]), heartbeat(3)]
        stream = b"".join(frame(event) for event in events)
        poller.say(*(stream[begin : begin + 7] for begin in range(0, len(stream), 7)), None)
        ear = Ear(3)
        with pytest.raises(Lost):
            await feed.listen(poller.handshake, "all", ear)
        assert ear.heard == events

    async def test_events_of_a_later_version_are_passed_over(self, feed: Feed, poller: FakePoller) -> None:
        poller.say(snapshot(1), b": comment\n\n", b"event: celebration\ndata: {}\n\n", heartbeat(2), None)
        ear = Ear(2)
        with pytest.raises(Lost):
            await feed.listen(poller.handshake, "all", ear)
        assert ear.heard == [snapshot(1), heartbeat(2)]

    async def test_cancelling_closes_the_stream(self, feed: Feed, poller: FakePoller) -> None:
        poller.say(snapshot(1))
        ear = Ear(1)
        listening = asyncio.create_task(feed.listen(poller.handshake, "all", ear))
        await ear.full.wait()
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        await poller.stream_closed.wait()

    async def test_a_gap_ends_the_stream_and_is_told(self, feed: Feed, poller: FakePoller) -> None:
        poller.say(snapshot(1), heartbeat(3), heartbeat(4))
        ear = Ear(2, then=Gap("expected 2"))
        with pytest.raises(Gap):
            await feed.listen(poller.handshake, "all", ear)
        await poller.stream_closed.wait()
        assert ear.heard == [snapshot(1), heartbeat(3)]

    async def test_an_unreadable_event_is_told(self, feed: Feed, poller: FakePoller) -> None:
        poller.say(b"event: snapshot\ndata: {}\n\n")
        with pytest.raises(BadMessage, match="snapshot"):
            await feed.listen(poller.handshake, "all", Ear(1))
        await poller.stream_closed.wait()

    async def test_silence_ends_the_stream(self, poller: FakePoller) -> None:
        poller.say(snapshot(1))
        async with open_client() as client:
            with pytest.raises(Lost, match="ReadTimeout"):
                await Feed(client, timedelta(seconds=0.1)).listen(poller.handshake, "all", Ear(1))

    async def test_a_replaced_poller_is_lost(self, feed: Feed, poller: FakePoller) -> None:
        stale = Handshake(poller.handshake.port, "stale", 1)
        with pytest.raises(Lost, match=r"401.*no such token"):
            await feed.join(stale, None)
        with pytest.raises(Lost, match="401"):
            await feed.listen(stale, "all", Ear(1))

    async def test_nobody_there_is_lost(self, feed: Feed) -> None:
        with pytest.raises(Lost):
            await feed.join(Handshake(1, "t", 1), None)

    async def test_joining_tells_the_board_and_what_all_share(self, feed: Feed, poller: FakePoller) -> None:
        poller.boards = boards("all", "sales", rate=10)
        joined = await feed.join(poller.handshake, "sales")
        assert joined.board.id == "sales"
        assert joined.boards == poller.boards

    async def test_many_streams_one_after_the_other_leave_nothing_behind(self, feed: Feed, poller: FakePoller) -> None:
        for count in range(20):
            poller.say(snapshot(1), None)
            with pytest.raises(Lost):
                await feed.listen(poller.handshake, "all", Ear(1))
            assert poller.streams_closed == count + 1


CREDENTIALS = Credentials(
    "c-1", Secret("hush"), region="mypurecloud.ie", time_zone="Europe/Berlin", shift_start="07:00"
)


class TestCredentials:
    async def test_they_are_posted_and_the_organisation_comes_back(self, feed: Feed, poller: FakePoller) -> None:
        poller.credentials = (200, encode(SignedIn("Bank", ["a:b:view"])))
        assert await feed.send_credentials(poller.handshake, CREDENTIALS) == SignedIn("Bank", ["a:b:view"])
        (asked,) = poller.asked
        assert asked[:2] == ("POST", "/v1/credentials")
        assert json.loads(asked[2]) == {
            "client_id": "c-1",
            "client_secret": "hush",
            "region": "mypurecloud.ie",
            "base_url": None,
            "time_zone": "Europe/Berlin",
            "shift_start": "07:00",
        }

    async def test_a_refusal_carries_words_and_code(self, feed: Feed, poller: FakePoller) -> None:
        problem = Problem("The client secret is wrong.", "wrong_secret")
        poller.credentials = (422, encode(problem))
        with pytest.raises(NotAccepted, match="The client secret is wrong") as refused:
            await feed.send_credentials(poller.handshake, CREDENTIALS)
        assert refused.value.problem == problem

    async def test_a_refusal_without_words_is_one_too(self, feed: Feed, poller: FakePoller) -> None:
        poller.credentials = (500, b"<html>")
        with pytest.raises(NotAccepted):
            await feed.send_credentials(poller.handshake, CREDENTIALS)

    async def test_an_answer_that_cannot_be_read_is_told(self, feed: Feed, poller: FakePoller) -> None:
        poller.credentials = (200, b"[]")
        with pytest.raises(BadMessage):
            await feed.send_credentials(poller.handshake, CREDENTIALS)

    async def test_nobody_there_is_lost(self, feed: Feed) -> None:
        with pytest.raises(Lost) as lost:
            await feed.send_credentials(Handshake(1, "t", 1), CREDENTIALS)
        assert "hush" not in str(lost.value)


class TestPictures:
    async def test_a_picture(self, feed: Feed, poller: FakePoller) -> None:
        poller.picture = (200, b"\x89PNG")
        assert await feed.picture(poller.handshake, "all", "a/1") == b"\x89PNG"

    @pytest.mark.parametrize("status", [404, 500, 503, 204])
    async def test_no_picture(self, feed: Feed, poller: FakePoller, status: int) -> None:
        poller.picture = (status, encode(Problem("no picture")))
        assert await feed.picture(poller.handshake, "all", "a/1") is None

    @pytest.mark.parametrize(("size", "taken"), [(1024 * 1024, True), (1024 * 1024 + 1, False), (8_000_000, False)])
    async def test_a_large_one_is_not_taken(self, feed: Feed, poller: FakePoller, size: int, taken: bool) -> None:
        poller.picture = (200, bytes(size))
        picture = await feed.picture(poller.handshake, "all", "a/1")
        assert (picture is not None) is taken

    async def test_a_poller_that_hangs_costs_no_more_than_the_limit(self, poller: FakePoller) -> None:
        poller.answers = False
        async with open_client() as client:
            feed = Feed(client, picture_limit=timedelta(seconds=0.1))
            with pytest.raises(Lost, match="not there yet"):
                await feed.picture(poller.handshake, "all", "a/1")

    async def test_a_replaced_poller_is_lost(self, feed: Feed, poller: FakePoller) -> None:
        with pytest.raises(Lost):
            await feed.picture(Handshake(poller.handshake.port, "stale", 1), "all", "a/1")

    async def test_nobody_there_is_lost(self, feed: Feed) -> None:
        with pytest.raises(Lost):
            await feed.picture(Handshake(1, "t", 1), "all", "a/1")
