"""What a failed sign-in means, by what went before it: wrong, revoked, expired, or a wish to be obeyed."""

import asyncio
from datetime import timedelta

import pytest

from tests.builders import CLIENT_SECRET, NOON, json_reply
from tests.fakes import ManualClock
from tests.genesys.test_kept_token import FakeStore
from wallboard.genesys.errors import (
    BadReply,
    Distrusted,
    Expired,
    GenesysError,
    ProxyRefuses,
    Rejected,
    ServerFailed,
    SignInTrouble,
    Throttled,
    TimedOut,
    Unreachable,
)
from wallboard.genesys.exchange import Reply, Request
from wallboard.genesys.oauth import Credentials, token_request
from wallboard.genesys.session import Endpoints, KeptToken, Session
from wallboard.host.secret import Secret

pytestmark = pytest.mark.asyncio

REQUEST = Request("GET", "/api/v2/users")
HOUR = timedelta(hours=1)
RIGHT = Secret(CLIENT_SECRET)
WRONG = Secret("a-wrong-secret")


class Cloud:
    """A Genesys Cloud with a clock, of one client whose secret may be changed and who may be revoked."""

    def __init__(self) -> None:
        self.clock = ManualClock(NOON)
        self.secret = RIGHT
        self.client_exists = True
        self.trouble: Exception | Reply | None = None  # of the sign-in
        self.good: set[str] = set()
        self.sign_ins = 0
        self.asked: list[Request] = []

    async def fetch(self, base_url: str, request: Request) -> Reply:
        await asyncio.sleep(0)
        if request.path == "/oauth/token":
            assert base_url == "https://login"
            return self._sign_in(request)
        self.asked.append(request)
        token = request.headers["Authorization"].removeprefix("Bearer ")
        return Reply(200 if token in self.good else 401, {}, b"{}")

    def _sign_in(self, request: Request) -> Reply:
        self.sign_ins += 1
        if isinstance(self.trouble, Exception):
            raise self.trouble
        if self.trouble is not None:
            return self.trouble
        if not self.client_exists:
            return json_reply({"error": "invalid_client", "description": "client not found"}, 400)
        if request.headers != token_request(Credentials("the-client-id", self.secret)).headers:
            return json_reply({"error": "invalid_client", "description": "authentication failed"}, 401)
        token = f"token-{self.sign_ins}"
        self.good.add(token)
        return json_reply({"access_token": token, "expires_in": 3600})

    def revoke(self) -> None:
        self.client_exists = False
        self.good.clear()

    def session(self, store: FakeStore | None = None, secret: Secret = RIGHT) -> Session:
        endpoints = Endpoints("https://login", "https://api")
        return Session(self, endpoints, Credentials("the-client-id", secret), self.clock, store or FakeStore())


async def trouble_of(session: Session) -> SignInTrouble:
    with pytest.raises(Rejected) as caught:
        await session.fetch(REQUEST)
    assert caught.value.base_url == "https://login"
    return caught.value.trouble


class TestRejected:
    async def test_a_secret_that_was_never_right_is_wrong(self) -> None:
        session = Cloud().session(secret=WRONG)
        assert await trouble_of(session) is SignInTrouble.WRONG_SECRET
        assert await trouble_of(session) is SignInTrouble.WRONG_SECRET

    async def test_a_client_that_was_never_known_may_be_one_of_another_region(self) -> None:
        cloud = Cloud()
        cloud.client_exists = False
        session = cloud.session()
        assert await trouble_of(session) is SignInTrouble.WRONG_REGION
        assert await trouble_of(session) is SignInTrouble.WRONG_REGION

    async def test_a_client_that_is_gone_was_revoked(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.revoke()
        assert await trouble_of(session) is SignInTrouble.REVOKED
        assert await trouble_of(session) is SignInTrouble.REVOKED

    async def test_a_secret_that_is_no_longer_right_was_revoked(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.secret = Secret("a-newer-one")
        await session.fetch(REQUEST)  # its token is good yet
        cloud.clock.advance(HOUR)
        assert await trouble_of(session) is SignInTrouble.REVOKED

    async def test_a_token_of_an_earlier_start_tells_that_the_client_was_known(self) -> None:
        cloud = Cloud()
        store = FakeStore(KeptToken(Secret("token-of-yesterday"), NOON + HOUR))
        cloud.revoke()
        assert await trouble_of(cloud.session(store)) is SignInTrouble.REVOKED
        assert store.kept is None

    async def test_a_new_secret_that_is_wrong_is_wrong_and_not_revoked(self) -> None:
        cloud, store = Cloud(), FakeStore(secret=RIGHT)
        session = cloud.session(store)
        await session.fetch(REQUEST)
        cloud.secret = Secret("a-newer-one")
        cloud.good.clear()
        store.secret = WRONG
        assert await trouble_of(session) is SignInTrouble.WRONG_SECRET

    async def test_a_new_secret_does_not_bring_a_client_back_that_is_gone(self) -> None:
        cloud, store = Cloud(), FakeStore(secret=RIGHT)
        session = cloud.session(store)
        await session.fetch(REQUEST)
        cloud.revoke()
        store.secret = Secret("a-newer-one")
        assert await trouble_of(session) is SignInTrouble.REVOKED

    async def test_a_new_secret_that_is_right_heals_it(self) -> None:
        cloud, store = Cloud(), FakeStore(secret=RIGHT)
        session = cloud.session(store)
        await session.fetch(REQUEST)
        cloud.secret = Secret("a-newer-one")
        cloud.good.clear()
        assert await trouble_of(session) is SignInTrouble.REVOKED
        store.secret = cloud.secret
        assert (await session.fetch(REQUEST)).status == 200
        cloud.good.clear()
        cloud.secret = WRONG
        assert await trouble_of(session) is SignInTrouble.REVOKED  # the newer one was right once, too

    async def test_a_client_that_is_back_heals_it(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.revoke()
        assert await trouble_of(session) is SignInTrouble.REVOKED
        cloud.client_exists = True
        assert (await session.fetch(REQUEST)).status == 200

    async def test_a_revoked_client_asks_no_more_of_the_sign_in_than_once_a_request(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.revoke()
        await trouble_of(session)
        asked, sign_ins = len(cloud.asked), cloud.sign_ins
        await trouble_of(session)
        assert (len(cloud.asked), cloud.sign_ins) == (asked, sign_ins + 1)


PASSING: list[tuple[Exception | Reply, type[GenesysError]]] = [
    (Unreachable("nobody there"), Unreachable),
    (TimedOut("too late"), TimedOut),
    (Reply(503, {"retry-after": "7"}, b""), ServerFailed),
]


class TestExpired:
    @pytest.mark.parametrize(("trouble", "kind"), PASSING, ids=["unreachable", "timed out", "failed"])
    async def test_a_token_that_ended_and_cannot_be_renewed(
        self, trouble: Exception | Reply, kind: type[GenesysError]
    ) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.clock.advance(HOUR)
        cloud.trouble = trouble
        for _ in range(2):
            with pytest.raises(Expired) as caught:
                await session.fetch(REQUEST)
            assert type(caught.value.why) is kind
        cloud.trouble = None
        assert (await session.fetch(REQUEST)).status == 200

    @pytest.mark.parametrize(("trouble", "kind"), PASSING, ids=["unreachable", "timed out", "failed"])
    async def test_a_token_that_was_refused_and_cannot_be_renewed(
        self, trouble: Exception | Reply, kind: type[GenesysError]
    ) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.good.clear()
        cloud.trouble = trouble
        for _ in range(2):
            with pytest.raises(Expired) as caught:
                await session.fetch(REQUEST)
            assert type(caught.value.why) is kind

    async def test_a_token_of_an_earlier_start_expires_too(self) -> None:
        cloud = Cloud()
        cloud.trouble = Unreachable("nobody there")
        with pytest.raises(Expired):
            await cloud.session(FakeStore(KeptToken(Secret("token-of-yesterday"), NOON - HOUR))).fetch(REQUEST)

    @pytest.mark.parametrize(("trouble", "kind"), PASSING, ids=["unreachable", "timed out", "failed"])
    async def test_without_a_token_nothing_has_expired(
        self, trouble: Exception | Reply, kind: type[GenesysError]
    ) -> None:
        cloud = Cloud()
        cloud.trouble = trouble
        with pytest.raises(kind):
            await cloud.session().fetch(REQUEST)

    async def test_a_wish_to_wait_stays_a_wish(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.clock.advance(HOUR)
        cloud.trouble = Reply(429, {"retry-after": "17"}, b"")
        with pytest.raises(Throttled) as caught:
            await session.fetch(REQUEST)
        assert caught.value.retry_after == timedelta(seconds=17)

    async def test_an_answer_that_is_none_stays_one(self) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.clock.advance(HOUR)
        cloud.trouble = Reply(200, {}, b"<html>")
        with pytest.raises(BadReply):
            await session.fetch(REQUEST)

    @pytest.mark.parametrize("trouble", [ProxyRefuses("asks who is there", status=407), Distrusted("login.x", "why")])
    async def test_what_only_a_person_of_the_network_can_mend_keeps_its_name(self, trouble: GenesysError) -> None:
        cloud = Cloud()
        session = cloud.session()
        await session.fetch(REQUEST)
        cloud.clock.advance(HOUR)
        cloud.trouble = trouble
        with pytest.raises(type(trouble)):
            await session.fetch(REQUEST)
