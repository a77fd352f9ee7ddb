"""A token that outlives the process: proved by asking, ended by Genesys Cloud's clock, let go of when it is refused."""

from datetime import datetime, timedelta

import pytest

from tests.builders import CLIENT_SECRET, NOON, FakeGenesys
from tests.fakes import ManualClock
from wallboard.genesys.errors import Rejected, Unreachable
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials, token_request
from wallboard.genesys.session import Endpoints, KeptToken, Session
from wallboard.host.secret import Secret

pytestmark = pytest.mark.asyncio

REQUEST = Request("GET", "/api/v2/users")
HOUR = timedelta(hours=1)


class FakeStore:
    """A token store in memory."""

    def __init__(self, kept: KeptToken | None = None, secret: Secret | None = None) -> None:
        self.secret = secret
        self.kept = kept
        self.finds = 0

    async def client_secret(self) -> Secret | None:
        return self.secret

    async def find(self) -> KeptToken | None:
        self.finds += 1
        return self.kept

    async def keep(self, token: KeptToken) -> None:
        self.kept = token

    async def forget(self) -> None:
        self.kept = None


class Cloud(FakeGenesys):
    """A Genesys Cloud whose clock goes by `skew`, and that gave out `the-token-1` to an earlier start."""

    def __init__(self, clock: ManualClock, skew: timedelta = timedelta()) -> None:
        super().__init__(self._answer, expires_in=24 * 3600)
        self.tokens = ["the-token-1"]
        self.broken: Exception | None = None
        self._clock, self._skew = clock, skew

    async def fetch(self, base_url: str, request: Request) -> Reply:
        if self.broken is not None:
            raise self.broken
        return await super().fetch(base_url, request)

    def _answer(self, _: Request) -> Reply:
        now = self._clock.now() + self._skew
        return Reply(200, {"date": now.strftime("%a, %d %b %Y %H:%M:%S GMT")}, b"{}")

    def start(self, store: FakeStore) -> Session:
        """A session of another start of the poller."""
        credentials = Credentials("the-client-id", Secret(CLIENT_SECRET))
        return Session(self, Endpoints("https://login", "https://api"), credentials, self._clock, store)

    @property
    def sign_ins(self) -> int:
        return len(self.tokens) - 1


def kept(ends: datetime, value: str = "the-token-1") -> FakeStore:
    return FakeStore(KeptToken(Secret(value), ends))


def bearers(cloud: Cloud) -> list[str]:
    return [request.headers["Authorization"].removeprefix("Bearer ") for request in cloud.asked]


async def test_it_is_used_without_a_sign_in_and_looked_for_once() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock), kept(NOON + HOUR)
    session = cloud.start(store)
    await session.fetch(REQUEST)
    await session.fetch(REQUEST)
    assert (cloud.sign_ins, store.finds) == (0, 1)
    assert [request.path for request in cloud.asked] == ["/api/v2/tokens/me", REQUEST.path, REQUEST.path]
    assert set(bearers(cloud)) == {"the-token-1"}


async def test_the_servers_clock_is_known_before_a_window_is_made() -> None:
    clock = ManualClock(NOON)
    session = Cloud(clock, skew=3 * HOUR).start(kept(NOON + 24 * HOUR))
    await session.prepare()
    assert session.now() == NOON + 3 * HOUR


@pytest.mark.parametrize("skew", [-5 * HOUR, timedelta(), 5 * HOUR])
async def test_it_ends_by_the_servers_clock_whatever_ours_says(skew: timedelta) -> None:
    clock = ManualClock(NOON)
    cloud = Cloud(clock, skew)
    session = cloud.start(kept(NOON + skew + HOUR))
    await session.fetch(REQUEST)
    clock.advance(HOUR - timedelta(seconds=2))
    await session.fetch(REQUEST)
    assert cloud.sign_ins == 0
    clock.advance(timedelta(seconds=2))
    await session.fetch(REQUEST)
    assert cloud.sign_ins == 1


async def test_one_that_has_ended_is_let_go_of_and_the_next_one_kept() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock, skew=2 * HOUR), kept(NOON + HOUR)  # by our own clock it would be good
    await cloud.start(store).prepare()
    assert cloud.sign_ins == 1
    assert store.kept is not None
    assert store.kept.value.reveal() == "the-token-2"
    assert store.kept.ends == NOON + 26 * HOUR - timedelta(minutes=1)  # used for a minute less than it lives


async def test_one_that_is_refused_is_let_go_of_also_when_no_other_can_be_had() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock), kept(NOON + HOUR, "revoked")
    cloud.sign_in_reply = Reply(401, {}, b"")
    with pytest.raises(Rejected):
        await cloud.start(store).prepare()
    assert store.kept is None


async def test_one_that_is_refused_later_is_let_go_of_too() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock), kept(NOON + HOUR)
    session = cloud.start(store)
    await session.prepare()
    cloud.revoked = {"the-token-1"}
    cloud.sign_in_reply = Reply(401, {}, b"")
    with pytest.raises(Rejected):
        await session.fetch(REQUEST)
    assert store.kept is None


async def test_while_nobody_answers_it_is_neither_used_nor_lost() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock), kept(NOON + HOUR)
    session = cloud.start(store)
    cloud.broken = Unreachable("nobody there")
    with pytest.raises(Unreachable):
        await session.prepare()
    cloud.broken = None
    await session.prepare()
    assert (cloud.sign_ins, store.finds) == (0, 2)


async def test_what_a_sign_in_brings_is_kept_for_the_next_start() -> None:
    clock = ManualClock(NOON)
    cloud, store = Cloud(clock), FakeStore()
    await cloud.start(store).fetch(REQUEST)
    await cloud.start(store).fetch(REQUEST)
    assert cloud.sign_ins == 1
    assert bearers(cloud) == ["the-token-2"] * 3


class Picky(Cloud):
    """One that knows its client's secret."""

    async def fetch(self, base_url: str, request: Request) -> Reply:
        right = token_request(Credentials("the-client-id", Secret(CLIENT_SECRET))).headers
        if request.path == "/oauth/token" and request.headers != right:
            return Reply(401, {}, b'{"error": "invalid_client"}')
        return await super().fetch(base_url, request)


async def test_a_new_secret_in_the_store_heals_a_rejected_sign_in_without_a_restart() -> None:
    clock, store = ManualClock(NOON), FakeStore()
    old = Credentials("the-client-id", Secret("an-old-secret"))
    session = Session(Picky(clock), Endpoints("https://login", "https://api"), old, clock, store)
    with pytest.raises(Rejected):
        await session.fetch(REQUEST)
    store.secret = Secret(CLIENT_SECRET)
    assert (await session.fetch(REQUEST)).status == 200
