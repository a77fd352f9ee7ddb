"""Small builders and fakes for tests of the domain and the poller."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.types import ASGIApp

from tests.fakes import Always, ManualClock
from wallboard.board.agents import AgentId, AgentLook, AgentMetrics, Aht, status_kind
from wallboard.board.movement import Since
from wallboard.board.window import FixedStart, MetricsWindow
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.platform_source import PlatformSource, Reader
from wallboard.genesys.realtime_source import RealtimeSource
from wallboard.genesys.session import Endpoints, Session
from wallboard.genesys.source import EVERYBODY, ScopeFilter, Source, SourceKind
from wallboard.host.clock import Clock
from wallboard.host.secret import Secret
from wallboard.poller import server
from wallboard.poller.activity import Activity
from wallboard.poller.boards import Board
from wallboard.poller.choice import Choice, ScopeSources
from wallboard.poller.inquiry import Inquiry
from wallboard.poller.membership import Membership
from wallboard.poller.people import People
from wallboard.poller.scopes import Scope
from wallboard.poller.statuses import Statuses
from wallboard.poller.table import Table
from wallboard.wire.boards import BoardInfo
from wallboard.wire.codec import decode_event
from wallboard.wire.messages import Event

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHIFT_START = NOON - timedelta(hours=5)
CADENCE = timedelta(seconds=30)
CLIENT_SECRET = "the-client-secret-itself"


def agent_look(
    agent_id: str = "tova",
    closed: int = 0,
    handled: float = 0.0,
    running: int = 0,
    status: str = "Available",
    as_of: datetime = NOON,
) -> AgentLook:
    return AgentLook(AgentId(agent_id), status, closed + running, closed, timedelta(seconds=handled), as_of)


def agent_metrics(
    agent_id: str,
    closed: int = 0,
    aht_seconds: float | None = None,
    status: str = "Available",
    as_of: datetime = NOON,
) -> AgentMetrics:
    aht = None if aht_seconds is None else Aht(timedelta(seconds=aht_seconds), timedelta())
    return AgentMetrics(AgentId(agent_id), status, status_kind(status), None, closed, aht, None, as_of)


def board_info(board_id: str = "all") -> BoardInfo:
    return BoardInfo(board_id, board_id.title(), "UTC", ["07:00"], None)


class PolledBoard:
    """A board that a test polls by hand; agents are named after their ids."""

    def __init__(self, clock: Clock, board_id: str = "all", since: Since = Since.QUARTER_HOUR) -> None:
        self.board = Board(board_info(board_id), CADENCE, movement_since=since)
        self.table = Table(SHIFT_START, 2 * CADENCE)
        self.clock = clock
        self.names: dict[AgentId, str] = {}

    def poll(self, *looks: AgentLook) -> None:
        """A complete sweep that found these agents, all true at the first one's `as_of`."""
        self.table.absorb(looks)
        self.table.retain({one.agent_id for one in looks})
        self.names |= {one.agent_id: one.agent_id.title() for one in looks}
        window = MetricsWindow(self.table.window_start, looks[0].as_of if looks else NOON)
        self.board.complete(window, self.clock.now(), self.clock.elapsed())
        self.board.rank(self.table, self.names)


class FakeReader:
    """ASGI's `send` of one reader: takes whatever comes, or parks for ever once it is `stalled`."""

    def __init__(self) -> None:
        self.stalled = False
        self.frames: list[bytes] = []
        self.messages: list[MutableMapping[str, Any]] = []

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if self.stalled:
            await asyncio.Event().wait()
        self.messages.append(message)
        if message["type"] == "http.response.body" and message["body"]:
            self.frames.append(message["body"])

    def events(self) -> list[Event]:
        return [event_of(frame) for frame in self.frames]


def event_of(frame: bytes) -> Event:
    """The event of one frame; its id says the same as its body."""
    text = frame.decode()
    assert text.endswith("\n\n")
    name, event_id, data = text.removesuffix("\n\n").split("\n")
    event = decode_event(name.removeprefix("event: "), data.removeprefix("data: "))
    assert event is not None
    assert event_id == f"id: {event.epoch}-{event.seq}"
    return event


class FakeGenesys:
    """A Genesys Cloud in memory, behind the transport's seam: gives tokens, and asks `api` for everything else."""

    def __init__(self, api: Callable[[Request], Reply] | None = None, expires_in: float = 86_400.0) -> None:
        self.api = api or (lambda _: Reply(200, {}, b"{}"))
        self.expires_in = expires_in
        self.sign_in_reply: Reply | None = None
        self.tokens: list[str] = []
        self.revoked: set[str] = set()
        self.asked: list[Request] = []
        self.hosts: list[str] = []

    async def fetch(self, base_url: str, request: Request) -> Reply:
        self.hosts.append(base_url)
        await asyncio.sleep(0)  # gives the others their turn, as a network does
        if request.path == "/oauth/token":
            return self._sign_in()
        self.asked.append(request)
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if token in self.revoked or token not in self.tokens:
            return Reply(401, {}, b'{"message": "Invalid token"}')
        return self.api(request)

    def _sign_in(self) -> Reply:
        self.tokens.append(f"the-token-{len(self.tokens) + 1}")
        if self.sign_in_reply is not None:
            return self.sign_in_reply
        return json_reply({"access_token": self.tokens[-1], "token_type": "bearer", "expires_in": self.expires_in})

    def session(self, clock: Clock | None = None) -> Session:
        credentials = Credentials("the-client-id", Secret(CLIENT_SECRET))
        return Session(self, Endpoints("https://login", "https://api"), credentials, clock or ManualClock(NOON))


def by_realtime(session: Session, max_records: int = 100) -> Inquiry:
    """Everybody by the realtime contract, whatever else there is."""
    source = RealtimeSource(session, EVERYBODY, max_records)
    return Inquiry(session, Always(source), People(session), Activity(Statuses(), session.now, lambda _: True))


def by_platform(session: Session, _: int = 100, wanted: ScopeFilter = EVERYBODY) -> Inquiry:
    """By the queries of the Platform API."""
    people = People(session)
    reader = Reader(session, wanted.queue_ids)
    source = PlatformSource(session, wanted, reader, Membership(session, people))
    return Inquiry(session, Always(source), people, Activity(Statuses(), session.now, lambda _: True))


def by_itself(session: Session, max_records: int = 100) -> Inquiry:
    """As the organisation answers itself."""

    def made(kind: SourceKind, wanted: ScopeFilter) -> Source:
        if kind is SourceKind.REALTIME:
            return RealtimeSource(session, wanted, max_records)
        return PlatformSource(session, wanted, Reader(session, frozenset()), Membership(session, people))

    people = People(session)
    choice = Choice("auto", session, "org", timedelta(seconds=30), None)
    sources = ScopeSources(choice, Scope(FixedStart(SHIFT_START)), made)
    return Inquiry(session, sources, people, Activity(Statuses(), session.now, lambda _: True))


def json_reply(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, headers or {}, json.dumps(body).encode())


def agent_json(
    agent_id: str, closed: int = 0, started: int | None = None, handle_ms: float = 0, status: str = "Available"
) -> dict[str, Any]:
    """One agent as the realtime contract tells of her."""
    counters = {
        "conversationCount": closed if started is None else started,
        "conversationCountClosed": closed,
        "handleTime": handle_ms,
    }
    metrics: dict[str, Any] = {name: {"value": value} for name, value in counters.items()}
    return {"id": agent_id, "metrics": {"agentStatus": {"value": status}, **metrics}}


def page_reply(*agents: dict[str, Any], cursor: str | None = None) -> Reply:
    headers = {} if cursor is None else {"next-page-token": cursor}
    return json_reply({"groupBy": {"agent": list(agents)}}, headers=headers)


@asynccontextmanager
async def served(application: Callable[[int], ASGIApp], send_buffer: int | None = None) -> AsyncIterator[int]:
    """Serve what `application` makes of the port, on a real socket; the port."""
    listener = server.bound_socket()
    if send_buffer is not None:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
    listener.listen()
    port: int = listener.getsockname()[1]
    serving = asyncio.create_task(server.serve(application(port), listener))
    try:
        yield port
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
