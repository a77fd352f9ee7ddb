"""Talk to the poller: ask for its boards, make a view, pass on the events of its stream.

The only module of the screen that imports httpx. Driven by app.follow.
"""

import asyncio
import ssl
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import httpx
import msgspec

from wallboard.app.link import Joined
from wallboard.app.reader import EventReader
from wallboard.wire.boards import Boards
from wallboard.wire.codec import BadMessage, decode, decode_event, encode
from wallboard.wire.messages import Event, Handshake, Painted, Problem, ViewMade, ViewRequest
from wallboard.wire.setup import Credentials, Setup, SignedIn

_HOST = "127.0.0.1"
_CONNECT_LIMIT = 5.0
_ANSWER_LIMIT = timedelta(seconds=10)
_PROBE_LIMIT_SECONDS = 3.0  # a poller that hangs has cost half a minute by now
_SIGN_IN_LIMIT = timedelta(seconds=60)  # the poller asks Genesys Cloud, and tries what the client may read
_PICTURE_LIMIT = timedelta(seconds=10)
_LARGEST_PICTURE = 1024 * 1024
_SILENCE_LIMIT = timedelta(seconds=30)  # six heartbeats
_FIRST_ROWS = (0, 300)  # a wall pages by itself through these

_HEALTH_STATUSES = (200, 503)  # 503: it lives, and its numbers are not to be shown yet


class _Health(msgspec.Struct, frozen=True):
    live: bool


class Lost(Exception):
    """The poller cannot be reached, or is another by now: ask for the current one."""


class NoBoard(Exception):
    """The poller has no such board: which it has, in words for a person."""


class NeedsSetup(Exception):
    """The poller has no board yet: a person must give it something first."""

    def __init__(self, setup: Setup) -> None:
        super().__init__(setup.reason)
        self.setup = setup


class NotAccepted(Exception):
    """The poller refused what a person gave it: why, in words for that person."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.error)
        self.problem = problem


def choose(boards: Boards, board_id: str | None) -> Joined:
    """The board with this id, or the first one. Raises NeedsSetup, NoBoard."""
    if boards.setup is not None:
        raise NeedsSetup(boards.setup)
    if not boards.boards:
        raise NoBoard("The settings hold no board.")
    if board_id is None:
        return Joined(boards.boards[0], boards)
    for board in boards.boards:
        if board.id == board_id:
            return Joined(board, boards)
    names = ", ".join(board.id for board in boards.boards)
    raise NoBoard(f"There is no board “{board_id}”. The settings hold: {names}.")


def open_client(transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """The client for one screen's life. Takes some 50 ms: make it before the window shows."""
    return httpx.AsyncClient(
        transport=transport,
        trust_env=False,  # a proxy of the network has no business between two processes of one machine
        verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),  # plain HTTP: an empty store spares reading the roots
        headers={"Accept-Encoding": "identity"},
        timeout=httpx.Timeout(_ANSWER_LIMIT.total_seconds(), connect=_CONNECT_LIMIT),
    )


class Feed:
    """The poller's side of the wire, for one screen."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        silence_limit: timedelta = _SILENCE_LIMIT,
        picture_limit: timedelta = _PICTURE_LIMIT,
    ) -> None:
        self._client = client
        self._picture_limit = picture_limit.total_seconds()
        self._stream_timeout = httpx.Timeout(silence_limit.total_seconds(), connect=_CONNECT_LIMIT)

    async def answers(self, poller: Handshake) -> bool:
        """Whether this poller lives and knows its token."""
        try:
            async with asyncio.timeout(_PROBE_LIMIT_SECONDS):
                response = await self._request("GET", poller, "/v1/health")
            return response.status_code in _HEALTH_STATUSES and decode(_Health, response.content).live
        except (Lost, BadMessage, TimeoutError):
            return False

    async def join(self, poller: Handshake, board_id: str | None) -> Joined:
        """The board to show. Raises Lost, NeedsSetup, NoBoard, BadMessage."""
        return choose(decode(Boards, await self._ask("GET", poller, "/v1/boards")), board_id)

    async def tell_painted(self, poller: Handshake, board_id: str, revision: int) -> None:
        """Tell the poller what reached the glass. Raises Lost."""
        await self._ask("POST", poller, "/v1/painted", encode(Painted(board_id, revision)))

    async def send_credentials(self, poller: Handshake, credentials: Credentials) -> SignedIn:
        """Have the poller sign in, and keep what it was given. Raises NotAccepted, Lost, BadMessage."""
        body = encode(credentials)
        response = await self._request("POST", poller, "/v1/credentials", body, _SIGN_IN_LIMIT)
        if response.status_code >= 300:
            raise NotAccepted(_problem(response.content))
        return decode(SignedIn, response.content)

    async def picture(self, poller: Handshake, board_id: str, agent_id: str) -> bytes | None:
        """The picture of an agent; None where there is none that is small enough.

        Raises Lost, also when it is late: the poller goes on fetching it, and has it the next time.
        """
        path = f"/v1/boards/{quote(board_id, safe='')}/agents/{quote(agent_id, safe='')}/picture"
        content = bytearray()
        try:
            async with asyncio.timeout(self._picture_limit) as limit:
                async with self._client.stream("GET", _url(poller, path), headers=_headers(poller)) as response:
                    if response.status_code == httpx.codes.UNAUTHORIZED:
                        raise Lost("the poller is another one by now")
                    if response.status_code != httpx.codes.OK:
                        return None
                    async for chunk in response.aiter_bytes():
                        content += chunk
                        if len(content) > _LARGEST_PICTURE:
                            # Left from inside its loop, httpx would leave half-open generators behind: time is up.
                            limit.reschedule(0)
        except TimeoutError as error:
            if len(content) > _LARGEST_PICTURE:
                return None
            raise Lost("the picture is not there yet") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Lost(_words(error)) from error
        return bytes(content)

    async def listen(self, poller: Handshake, board_id: str, hear: Callable[[Event], None]) -> None:
        """Pass on the events of a new view until the stream ends. Raises Lost, BadMessage, and what `hear` raises."""
        wanted = encode(ViewRequest(board_id, [_FIRST_ROWS]))
        view = decode(ViewMade, await self._ask("POST", poller, "/v1/views", wanted))
        trouble: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        reading = asyncio.create_task(self._read(poller, view.id, hear, trouble), name="event stream")
        try:
            await asyncio.wait({reading, trouble}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            # Left from inside its loop, the reader would leave half-open generators to the garbage collector.
            reading.cancel()
            await asyncio.wait({reading})
        if trouble.done():
            trouble.result()
        reading.result()

    async def _read(
        self, poller: Handshake, view_id: str, hear: Callable[[Event], None], trouble: asyncio.Future[None]
    ) -> None:
        url = _url(poller, f"/v1/views/{view_id}/events")
        reader = EventReader()
        try:
            async with self._client.stream(
                "GET", url, headers=_headers(poller), timeout=self._stream_timeout
            ) as response:
                _expect_success(response.status_code, b"")
                async for chunk in response.aiter_bytes():
                    if not trouble.done():
                        _pass_on(reader, chunk, hear, trouble)
        except httpx.HTTPError as error:
            raise Lost(_words(error)) from error
        raise Lost("the poller closed the stream")

    async def _ask(self, method: str, poller: Handshake, path: str, body: bytes | None = None) -> bytes:
        response = await self._request(method, poller, path, body)
        _expect_success(response.status_code, response.content)
        return response.content

    async def _request(
        self,
        method: str,
        poller: Handshake,
        path: str,
        body: bytes | None = None,
        limit: timedelta = _ANSWER_LIMIT,
    ) -> httpx.Response:
        headers = _headers(poller) | ({} if body is None else {"Content-Type": "application/json"})
        timeout = httpx.Timeout(limit.total_seconds(), connect=_CONNECT_LIMIT)
        try:
            return await self._client.request(
                method, _url(poller, path), content=body, headers=headers, timeout=timeout
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Lost(_words(error)) from error


def _pass_on(reader: EventReader, chunk: bytes, hear: Callable[[Event], None], trouble: asyncio.Future[None]) -> None:
    try:
        for frame in reader.feed(chunk):
            event = decode_event(frame.name, frame.data)
            if event is not None:
                hear(event)
    except Exception as error:  # noqa: BLE001 (carried to the caller of listen, whole)
        trouble.set_exception(error)


def _expect_success(status: int, body: bytes) -> None:
    if status >= 300:
        raise Lost(f"HTTP {status}: {_problem(body).error}")


def _problem(body: bytes) -> Problem:
    try:
        return decode(Problem, body)
    except BadMessage:
        return Problem("no reason given")


def _url(poller: Handshake, path: str) -> str:
    return f"http://{_HOST}:{poller.port}{path}"


def _headers(poller: Handshake) -> dict[str, str]:
    return {"Authorization": f"Bearer {poller.token}"}


def _words(error: Exception) -> str:
    return f"{type(error).__name__} {error}".strip()
