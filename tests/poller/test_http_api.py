"""The local HTTP contract over real sockets: every route, every refusal in words, and readers that stall."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import httpx
import pytest
from starlette.types import ASGIApp, Message

from tests.builders import NOON, FakeReader, PolledBoard, agent_look, board_info, event_of, served
from tests.fakes import ManualClock
from wallboard import __version__
from wallboard.board.agents import AgentLook
from wallboard.host.secret import Secret
from wallboard.poller.broadcast import Broadcast
from wallboard.poller.gate import Gate
from wallboard.poller.http_api import HttpApi
from wallboard.poller.views import TIME_TO_LIVE, Views
from wallboard.wire.boards import Boards, Rehearsal
from wallboard.wire.codec import decode
from wallboard.wire.messages import Delta, Event, Heartbeat, Problem, Snapshot, Status

pytestmark = pytest.mark.asyncio

TOKEN = "the-token"
PATIENCE = 10.0


class Service:
    """The local service on a clock that a test moves, with two boards that it polls by hand."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.all, self.north = PolledBoard(self.clock, "all"), PolledBoard(self.clock, "north")
        boards = [self.all.board, self.north.board]
        self.broadcast = Broadcast("e1", boards, self.clock, self.clock.now)
        self.views = Views(self.clock)
        infos = [board_info("all"), board_info("north")]
        about = Boards(infos, Rehearsal(20.0), lag_s=30.0, cadence_s=30.0, now=NOON)
        by_id = {board.info.id: board for board in boards}
        self.api = HttpApi(by_id, about, self.broadcast, self.views, self.clock, self.clock.now)
        self.polls = 0

    def gated(self, port: int) -> ASGIApp:
        return Gate(self.api.application(), Secret(TOKEN), port)

    def poll(self, closed: int = 3, agents: int = 2) -> None:
        at = NOON + self.polls * timedelta(seconds=30)
        self.polls += 1
        self.all.poll(*self._looks(closed, agents, at))
        self.broadcast.publish(self.all.board)
        self.broadcast.publish_status(self.all.board)

    def _looks(self, closed: int, agents: int, at: datetime) -> Iterator[AgentLook]:
        for number in range(agents):
            yield agent_look(f"agent-{number:04}", closed + number, 10.0 * (closed + number), as_of=at)


class Screen:
    """A client of the service."""

    def __init__(self, service: Service, http: httpx.AsyncClient, port: int) -> None:
        self.service = service
        self.http = http
        self.port = port

    async def view(self, *ranges: tuple[int, int], board: str = "all", q: str = "") -> str:
        asked = {"board": board, "ranges": ranges or [(0, 300)], "q": q}
        view_id: str = (await self.http.post("/v1/views", json=asked)).raise_for_status().json()["id"]
        return view_id

    @asynccontextmanager
    async def stream(self, view_id: str) -> AsyncIterator["Events"]:
        async with self.http.stream("GET", f"/v1/views/{view_id}/events") as answer:
            assert answer.status_code == 200
            assert answer.headers["content-type"].startswith("text/event-stream")
            yield Events(answer)


class Events:
    """The events of one open stream, read as they come."""

    def __init__(self, answer: httpx.Response) -> None:
        self._bytes = answer.aiter_bytes()
        self._rest = b""

    async def next(self) -> Event:
        async with asyncio.timeout(PATIENCE):
            while b"\n\n" not in self._rest:
                self._rest += await anext(self._bytes)
        frame, _, self._rest = self._rest.partition(b"\n\n")
        return event_of(frame + b"\n\n")

    async def take(self, number: int) -> list[Event]:
        return [await self.next() for _ in range(number)]

    async def ended(self) -> bool:
        """Whether the stream ends properly now."""
        async with asyncio.timeout(PATIENCE):
            return self._rest == b"" and [chunk async for chunk in self._bytes] == []


@asynccontextmanager
async def on_screen(send_buffer: int | None = None) -> AsyncIterator[Screen]:
    service = Service()
    async with served(service.gated, send_buffer) as port:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False) as http:
            yield Screen(service, http, port)


def problem(answer: httpx.Response, status: int) -> str:
    """The words of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    words = decode(Problem, answer.content).error
    assert words
    return words


class TestWhoMayAsk:
    async def test_without_the_token_nothing_is_told(self) -> None:
        async with on_screen() as screen:
            for path in ("/v1/health", "/v1/boards", "/nowhere", "/v1/views/x/events"):
                for given in ("Bearer wrong", f"Basic {TOKEN}", ""):
                    answer = await screen.http.get(path, headers={"Authorization": given})
                    assert "token" in problem(answer, 401)

    async def test_a_name_that_is_not_this_machines_is_misdirected(self) -> None:
        async with on_screen() as screen:
            foreign = {"Host": f"evil.example:{screen.port}"}
            assert "localhost" in problem(await screen.http.get("/v1/health", headers=foreign), 421)

    async def test_no_page_of_another_origin_is_let_in(self) -> None:
        async with on_screen() as screen:
            answer = await screen.http.get("/v1/boards", headers={"Origin": "https://evil.example"})
            assert not [name for name in answer.headers if name.startswith("access-control")]
            problem(await screen.http.options("/v1/boards"), 405)


class TestReading:
    async def test_boards(self) -> None:
        async with on_screen() as screen:
            screen.service.clock.advance(timedelta(seconds=7))
            answer = decode(Boards, (await screen.http.get("/v1/boards")).content)
            assert [(one.id, one.title, one.shift_starts) for one in answer.boards] == [
                ("all", "All", ["07:00"]),
                ("north", "North", ["07:00"]),
            ]
            assert (answer.lag_s, answer.cadence_s, answer.rehearsal) == (30.0, 30.0, Rehearsal(20.0))
            assert answer.now == NOON + timedelta(seconds=7)

    async def test_health_is_503_until_the_numbers_may_be_shown(self) -> None:
        async with on_screen() as screen:
            answer = await screen.http.get("/v1/health")
            assert answer.status_code == 503
            assert (answer.json()["live"], answer.json()["ready"]) == (True, False)
            assert answer.json()["version"] == __version__

    async def test_status(self) -> None:
        async with on_screen() as screen:
            screen.service.poll()
            boards = (await screen.http.get("/v1/status")).json()["boards"]
            assert [(one["board"], one["freshness"], one["agents"]) for one in boards] == [
                ("all", "live", 2),
                ("north", "silent", 0),
            ]

    async def test_status_tells_of_the_settings(self) -> None:
        async with on_screen() as screen:
            told = (await screen.http.get("/v1/status")).json()
            assert (told["settings_error"], told["settings_warnings"]) == (None, [])
            screen.service.api.news.error, screen.service.api.news.warnings = "Wrong.", ("Odd.",)
            told = (await screen.http.get("/v1/status")).json()
            assert (told["settings_error"], told["settings_warnings"]) == ("Wrong.", ["Odd."])

    async def test_a_snapshot_of_a_part(self) -> None:
        async with on_screen() as screen:
            screen.service.poll(agents=20)
            whole = decode(Snapshot, (await screen.http.get("/v1/boards/all/snapshot")).content)
            part = decode(Snapshot, (await screen.http.get("/v1/boards/all/snapshot?offset=5&limit=3")).content)
            assert (len(whole.rows), whole.total) == (20, 20)
            assert (part.rows, part.total) == (whole.rows[5:8], 20)

    async def test_a_snapshot_of_a_search(self) -> None:
        async with on_screen() as screen:
            screen.service.poll(agents=20)
            found = (await screen.http.get("/v1/boards/all/snapshot", params={"q": "AGENT-000"})).json()
            assert found["total"] == 10

    async def test_a_snapshot_before_the_first_poll_knows_nothing(self) -> None:
        async with on_screen() as screen:
            answer = (await screen.http.get("/v1/boards/all/snapshot")).json()
            assert (answer["rows"], answer["total"], answer["as_of"]) == ([], None, None)

    async def test_answers_are_not_stored(self) -> None:
        async with on_screen() as screen:
            assert (await screen.http.get("/v1/boards")).headers["cache-control"] == "no-store"


class TestPainted:
    async def test_what_a_screen_painted_is_told_in_the_status_and_makes_the_service_ready(self) -> None:
        async with on_screen() as screen:
            screen.service.poll()
            screen.service.north.poll(agent_look())
            answer = await screen.http.post("/v1/painted", json={"board": "all", "revision": 7})
            assert (answer.status_code, answer.content) == (204, b"")
            boards = (await screen.http.get("/v1/status")).json()["boards"]
            assert [one["painted_revision"] for one in boards] == [7, None]
            assert (await screen.http.get("/v1/health")).status_code == 200

    async def test_what_can_not_have_been_painted_is_refused(self) -> None:
        async with on_screen() as screen:
            problem(await screen.http.post("/v1/painted", json={"board": "south", "revision": 7}), 404)
            problem(await screen.http.post("/v1/painted", json={"board": "all"}), 400)
            problem(await screen.http.get("/v1/painted"), 405)


class TestRefusals:
    async def test_every_one_is_in_words(self) -> None:
        asked = [
            ("GET", "/", 404),
            ("GET", "/v2/boards", 404),
            ("GET", "/v1/boards/", 404),
            ("POST", "/v1/views/", 404),
            ("POST", "/v1/boards", 405),
            ("GET", "/v1/views", 405),
            ("DELETE", "/v1/views/x", 405),
            ("POST", "/v1/views/x/events", 405),
            ("GET", "/v1/views/x/events", 404),
            ("GET", "/v1/boards/south/snapshot", 404),
            ("GET", "/v1/boards/all/snapshot?offset=-1", 400),
            ("GET", "/v1/boards/all/snapshot?limit=ten", 400),
            ("GET", "/v1/boards/all/snapshot?limit=1001", 400),
            ("GET", "/v1/boards/all/snapshot?offset=" + "9" * 5000, 400),
            ("GET", "/v1/boards/all/snapshot?offset=%D9%A3", 400),
        ]
        async with on_screen() as screen:
            for method, path, status in asked:
                problem(await screen.http.request(method, path), status)

    async def test_a_method_that_is_not_allowed_names_those_that_are(self) -> None:
        async with on_screen() as screen:
            assert "POST" in (await screen.http.get("/v1/views")).headers["allow"]

    async def test_an_unknown_board_names_those_that_there_are(self) -> None:
        async with on_screen() as screen:
            words = problem(await screen.http.get("/v1/boards/south/snapshot"), 404)
            assert words == "there is no board 'south'; there are: all, north"

    async def test_a_view_that_can_not_be_is_refused_made_or_changed(self) -> None:
        asked = [
            (b"", 400),
            (b"null", 400),
            (b"{", 400),
            (b"\xff", 400),
            (b"[" * 9999, 400),
            (b'{"board": "all"}', 400),
            (b'{"board": "all", "ranges": [[0]]}', 400),
            (b'{"board": "all", "ranges": [[-1, 5]]}', 400),
            (b'{"board": "all", "ranges": [[0, -5]]}', 400),
            (b'{"board": "all", "ranges": [[0, 600], [600, 401]]}', 400),
            (b'{"board": "all", "ranges": [], "sort": "name"}', 400),
            (b'{"board": "south", "ranges": []}', 404),
            (b'{"board": "all", "ranges": [], "q": "' + b"x" * 65_536 + b'"}', 413),
        ]
        async with on_screen() as screen:
            view_id = await screen.view()
            for body, status in asked:
                problem(await screen.http.post("/v1/views", content=body), status)
                problem(await screen.http.patch(f"/v1/views/{view_id}", content=body), status)

    async def test_a_view_of_the_largest_size_is_allowed(self) -> None:
        async with on_screen() as screen:
            await screen.view((0, 600), (10**30, 400))

    async def test_too_many_views_are_refused(self) -> None:
        async with on_screen() as screen:
            view = screen.service.views.find(await screen.view())
            assert view is not None
            for _ in range(1_999):
                screen.service.views.make(view.spec)
            answer = await screen.http.post("/v1/views", json={"board": "all", "ranges": []})
            assert "an unused one ends" in problem(answer, 503)

    @pytest.mark.expected_log_warnings
    async def test_a_fault_of_the_service_is_told_in_words_and_logged(self, caplog: pytest.LogCaptureFixture) -> None:
        async with on_screen() as screen:
            screen.service.all.board.standings = None  # type: ignore[assignment]  # a mistake of ours
            assert "log" in problem(await screen.http.get("/v1/boards/all/snapshot"), 500)
        (record,) = [one for one in caplog.records if one.name.startswith("wallboard")]
        assert record.getMessage() == "http.failed"
        assert record.exc_info is not None

    async def test_a_request_that_breaks_off_is_no_fault(self) -> None:
        async def gone() -> Message:
            return {"type": "http.disconnect"}

        reader = FakeReader()
        scope = {"type": "http", "method": "POST", "path": "/v1/views", "headers": [], "query_string": b""}
        await Service().api.application()(scope, gone, reader)
        assert reader.messages[0]["status"] == 400


class TestStream:
    async def test_it_opens_with_snapshot_and_status_and_goes_on_with_every_poll(self) -> None:
        async with on_screen() as screen:
            screen.service.poll()
            async with screen.stream(await screen.view()) as events:
                first = await events.take(2)
                screen.service.poll(closed=4)
                screen.service.broadcast.beat()
                told = first + await events.take(3)
        assert [type(one) for one in told] == [Snapshot, Status, Delta, Status, Heartbeat]
        assert [one.seq for one in told] == [1, 2, 3, 4, 5]
        assert {one.epoch for one in told} == {"e1"}

    async def test_a_change_comes_on_the_same_stream(self) -> None:
        async with on_screen() as screen:
            screen.service.poll(agents=20)
            view_id = await screen.view((0, 1))
            async with screen.stream(view_id) as events:
                await events.take(2)
                asked = {"board": "all", "ranges": [(5, 2)], "q": "agent"}
                answer = await screen.http.patch(f"/v1/views/{view_id}", json=asked)
                assert (answer.status_code, answer.json()) == (200, {"id": view_id})
                snapshot, status = await events.take(2)
                screen.service.poll(closed=4, agents=20)
                delta = await events.next()
        assert isinstance(snapshot, Snapshot)
        assert [row.place for row in snapshot.rows] == [5, 6]
        assert isinstance(delta, Delta)
        assert [row.place for row in delta.upserts] == [5, 6]
        assert [one.seq for one in (snapshot, status, delta)] == [3, 4, 5]

    async def test_a_change_before_the_stream_opens_counts(self) -> None:
        async with on_screen() as screen:
            screen.service.poll(agents=20)
            view_id = await screen.view((0, 1))
            await screen.http.patch(f"/v1/views/{view_id}", json={"board": "all", "ranges": [(0, 7)]})
            async with screen.stream(view_id) as events:
                snapshot = await events.next()
        assert isinstance(snapshot, Snapshot)
        assert len(snapshot.rows) == 7

    async def test_a_second_stream_of_a_view_replaces_the_first(self) -> None:
        async with on_screen() as screen:
            screen.service.poll()
            view_id = await screen.view()
            async with screen.stream(view_id) as first, screen.stream(view_id) as second:
                await first.take(2)
                assert await first.ended()
                screen.service.poll()
                told = await second.take(4)
        assert [one.seq for one in told] == [1, 2, 3, 4]

    async def test_who_comes_back_begins_with_a_snapshot(self) -> None:
        async with on_screen() as screen:
            screen.service.poll()
            view_id = await screen.view()
            for _ in range(2):
                async with screen.stream(view_id) as events:
                    snapshot = await events.next()
                    assert isinstance(snapshot, Snapshot)
                    assert snapshot.seq == 1

    async def test_a_view_that_nobody_reads_ends(self) -> None:
        async with on_screen() as screen:
            view_id = await screen.view()
            screen.service.clock.advance(TIME_TO_LIVE + timedelta(seconds=1))
            ended = [
                await screen.http.get(f"/v1/views/{view_id}/events"),
                await screen.http.patch(f"/v1/views/{view_id}", json={"board": "all", "ranges": []}),
            ]
            for answer in ended:
                assert "make another" in problem(answer, 404)

    async def test_a_view_that_is_read_does_not_end(self) -> None:
        async with on_screen() as screen:
            view_id = await screen.view()
            async with screen.stream(view_id) as events:
                await events.take(2)
                screen.service.clock.advance(60 * TIME_TO_LIVE)
                await screen.view()
                answer = await screen.http.patch(f"/v1/views/{view_id}", json={"board": "north", "ranges": []})
                assert answer.status_code == 200

    async def test_a_reader_who_goes_is_forgotten(self) -> None:
        async with on_screen() as screen:
            async with screen.stream(await screen.view()) as events:
                await events.take(2)
                assert screen.service.broadcast.occupied.is_set()
            await asyncio.wait_for(screen.service.broadcast.empty.wait(), PATIENCE)

    async def test_a_thousand_rows_reach_their_reader_however_small_the_systems_buffers(self) -> None:
        async with on_screen(send_buffer=8192) as screen:
            screen.service.poll(agents=1_000)
            async with screen.stream(await screen.view((0, 1_000))) as events:
                snapshot, _ = await events.take(2)
                screen.service.poll(closed=4, agents=1_000)
                delta, status = await events.take(2)
        assert isinstance(snapshot, Snapshot)
        assert isinstance(delta, Delta)
        assert (len(snapshot.rows), len(delta.upserts), status.seq) == (1_000, 1_000, 4)


class TestStalled:
    """Readers who open a stream and never read."""

    READERS = 50
    POLLS = 40
    AGENTS = 300

    async def test_they_delay_nobody_and_cost_a_bounded_memory(self) -> None:
        async with on_screen(send_buffer=16_384) as screen:
            service = screen.service
            service.poll(agents=self.AGENTS)
            stalled = [await self._stall(screen) for _ in range(self.READERS)]
            async with screen.stream(await screen.view()) as events:
                told = await events.take(2)
                for closed in range(4, 4 + self.POLLS):
                    service.poll(closed, self.AGENTS)
                    told += await events.take(2)  # at once: nobody is waited for
                assert [one.seq for one in told] == list(range(1, 2 * self.POLLS + 3))
                left = await asyncio.gather(*(self._drained(one) for one in stalled))
        for unread in left:
            assert unread < 1_000_000  # of some four megabytes that were told: what the system held, and no more
        assert service.broadcast.empty.is_set()

    async def _stall(self, screen: Screen) -> socket.socket:
        view_id = await screen.view()
        reader = socket.socket()
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
        reader.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(reader, ("127.0.0.1", screen.port))
        head = (
            f"GET /v1/views/{view_id}/events HTTP/1.1\r\nHost: 127.0.0.1:{screen.port}\r\nAuthorization: Bearer {TOKEN}"
        )
        await loop.sock_sendall(reader, f"{head}\r\n\r\n".encode())
        return reader

    async def _drained(self, reader: socket.socket) -> int:
        """How much was kept for a reader in all, once she reads; it ends, for she was cut off."""
        unread = 0
        async with asyncio.timeout(PATIENCE):
            with contextlib.suppress(ConnectionResetError):
                while chunk := await asyncio.get_running_loop().sock_recv(reader, 1 << 20):
                    unread += len(chunk)
        reader.close()
        return unread


async def test_a_board_that_may_not_be_searched_refuses_it_and_shows_its_rows() -> None:
    async with on_screen() as screen:
        screen.service.all.board.open_to_viewers = frozenset()
        screen.service.poll()
        refused = await screen.http.get("/v1/boards/all/snapshot?q=agent")
        assert problem(refused, 403).startswith("board 'all' is not searched by name")
        asked = {"board": "all", "ranges": [[0, 9]], "q": "agent"}
        problem(await screen.http.post("/v1/views", json=asked), 403)
        rows = decode(Snapshot, (await screen.http.get("/v1/boards/all/snapshot?q=%20")).content).rows
        assert len(rows) == 2
