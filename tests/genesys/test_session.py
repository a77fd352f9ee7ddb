"""Signed-in requests: one token for all of them, renewed when it ends and once when it is refused."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.builders import CLIENT_SECRET, NOON, FakeGenesys, json_reply
from tests.fakes import ManualClock
from wallboard.genesys.budget import Urgency
from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, Rejected, ServerFailed, Throttled, Unreachable
from wallboard.genesys.exchange import RateLimit, Reply, Request
from wallboard.genesys.session import Endpoints, endpoints_of_region

pytestmark = pytest.mark.asyncio

REQUEST = Request("GET", "/api/v2/users", (("id", "a"),))


def date_header(instant: datetime) -> dict[str, str]:
    return {"date": instant.strftime("%a, %d %b %Y %H:%M:%S GMT")}


class TestToken:
    async def test_it_is_asked_once_for_many_at_once(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        replies = await asyncio.gather(*(session.fetch(REQUEST) for _ in range(20)))
        assert [reply.status for reply in replies] == [200] * 20
        assert len(genesys.tokens) == 1
        assert {request.headers["Authorization"] for request in genesys.asked} == {"Bearer the-token-1"}

    async def test_it_is_asked_at_the_sign_in_and_used_at_the_api(self) -> None:
        genesys = FakeGenesys()
        await genesys.session().fetch(REQUEST)
        assert genesys.hosts == ["https://login", "https://api"]

    async def test_the_request_arrives_as_it_was_made(self) -> None:
        genesys = FakeGenesys()
        await genesys.session().fetch(Request("GET", "/x", (("a", "1"), ("a", "2")), headers={"X-Own": "kept"}))
        (asked,) = genesys.asked
        assert (asked.method, asked.path, asked.params) == ("GET", "/x", (("a", "1"), ("a", "2")))
        assert asked.headers["X-Own"] == "kept"
        assert asked.headers["Accept"] == "application/json"

    async def test_a_question_with_a_body_arrives_whole_also_when_it_is_repeated(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        await session.prepare()
        genesys.revoked = {"the-token-1"}
        await session.fetch(Request("POST", "/q", (("groupBy", "a"),), body=b'{"interval": "x"}'))
        assert [(one.method, one.path, one.params, one.body) for one in genesys.asked] == [
            ("POST", "/q", (("groupBy", "a"),), b'{"interval": "x"}')
        ] * 2
        assert [one.headers["Authorization"] for one in genesys.asked] == ["Bearer the-token-1", "Bearer the-token-2"]

    async def test_it_is_renewed_a_minute_before_it_ends_and_not_sooner(self) -> None:
        clock = ManualClock(NOON)
        genesys = FakeGenesys(expires_in=3600)
        session = genesys.session(clock)
        await session.fetch(REQUEST)
        clock.advance(timedelta(minutes=59) - timedelta(milliseconds=1))
        await session.fetch(REQUEST)
        assert len(genesys.tokens) == 1
        clock.advance(timedelta(milliseconds=1))
        await asyncio.gather(*(session.fetch(REQUEST) for _ in range(5)))
        assert len(genesys.tokens) == 2

    async def test_prepare_signs_in_and_asks_nothing_else(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        await session.prepare()
        await session.prepare()
        assert (len(genesys.tokens), genesys.asked) == (1, [])

    async def test_a_sign_in_that_failed_is_tried_again_by_the_next_request(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        genesys.sign_in_reply = Reply(503, {}, b"")
        with pytest.raises(ServerFailed):
            await session.fetch(REQUEST)
        genesys.sign_in_reply = None
        assert (await session.fetch(REQUEST)).status == 200


class TestRefusedToken:
    async def test_it_is_renewed_once_and_the_request_repeated(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        await session.fetch(REQUEST)
        genesys.revoked = {"the-token-1"}
        assert (await session.fetch(REQUEST)).status == 200
        assert len(genesys.tokens) == 2
        await session.fetch(REQUEST)
        assert len(genesys.tokens) == 2

    async def test_of_many_that_were_refused_at_once_one_alone_signs_in(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        await session.prepare()
        genesys.revoked = {"the-token-1"}
        replies = await asyncio.gather(*(session.fetch(REQUEST) for _ in range(10)))
        assert [reply.status for reply in replies] == [200] * 10
        assert len(genesys.tokens) == 2
        assert len(genesys.asked) == 20

    async def test_a_new_token_that_is_refused_too_is_no_matter_of_tokens(self) -> None:
        genesys = FakeGenesys(lambda _: Reply(401, {}, b""))
        with pytest.raises(Forbidden):
            await genesys.session().fetch(REQUEST)
        assert len(genesys.tokens) == 2
        assert len(genesys.asked) == 2

    async def test_when_no_new_token_can_be_had_that_error_counts(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        await session.prepare()
        genesys.revoked = {"the-token-1", "the-token-2"}
        genesys.sign_in_reply = Reply(401, {}, b'{"error": "invalid_client"}')
        with pytest.raises(Rejected):
            await session.fetch(REQUEST)

    async def test_a_request_that_is_given_up_leaves_the_others_able_to_sign_in(self) -> None:
        genesys = FakeGenesys()
        session = genesys.session()
        given_up = asyncio.create_task(session.fetch(REQUEST))
        other = asyncio.create_task(session.fetch(REQUEST))
        await asyncio.sleep(0)  # the first one signs in now
        given_up.cancel()
        assert (await other).status == 200
        with pytest.raises(asyncio.CancelledError):
            await given_up


class TestFailure:
    @pytest.mark.parametrize("status", [400, 401])
    async def test_a_wrong_secret_is_rejected(self, status: int) -> None:
        genesys = FakeGenesys()
        genesys.sign_in_reply = Reply(status, {}, b'{"error": "invalid_client"}')
        with pytest.raises(Rejected, match="https://login"):
            await genesys.session().fetch(REQUEST)
        assert genesys.asked == []

    async def test_a_host_without_a_sign_in_is_asked_about(self) -> None:
        genesys = FakeGenesys()
        genesys.sign_in_reply = Reply(404, {}, b"")
        with pytest.raises(BadReply, match="is the region right"):
            await genesys.session().fetch(REQUEST)

    @pytest.mark.parametrize(
        ("headers", "wish"), [({"retry-after": "17"}, timedelta(seconds=17)), ({}, None), ({"retry-after": "?"}, None)]
    )
    async def test_throttled_tells_the_servers_wish_where_there_is_one(
        self, headers: dict[str, str], wish: timedelta | None
    ) -> None:
        genesys = FakeGenesys(lambda _: Reply(429, headers, b""))
        with pytest.raises(Throttled) as caught:
            await genesys.session().fetch(REQUEST)
        assert caught.value.retry_after == wish
        assert len(genesys.asked) == 1  # asking again is the schedule's to decide

    async def test_a_network_error_passes_through(self) -> None:
        def fail(_: Request) -> Reply:
            raise Unreachable("nobody there")

        with pytest.raises(Unreachable):
            await FakeGenesys(fail).session().fetch(REQUEST)


class TestWhatAnswersTell:
    async def test_the_servers_clock(self) -> None:
        hour = timedelta(hours=1)
        genesys = FakeGenesys(lambda _: Reply(200, date_header(NOON + hour), b"{}"))
        session = genesys.session(ManualClock(NOON))
        assert (session.now(), session.skew) == (NOON, timedelta())
        await session.fetch(REQUEST)
        assert (session.now(), session.skew) == (NOON + hour, hour)

    async def test_the_sign_in_tells_the_clock_too(self) -> None:
        hour = timedelta(hours=1)
        genesys = FakeGenesys()
        body = {"access_token": "the-token-1", "expires_in": 3600}
        genesys.sign_in_reply = json_reply(body, headers=date_header(NOON - hour))
        session = genesys.session(ManualClock(NOON))
        await session.prepare()
        assert abs(session.now() - (NOON - hour)) <= timedelta(seconds=1)

    async def test_a_refusal_tells_the_clock_too(self) -> None:
        genesys = FakeGenesys(lambda _: Reply(503, date_header(NOON + timedelta(hours=1)), b""))
        session = genesys.session(ManualClock(NOON))
        with pytest.raises(ServerFailed):
            await session.fetch(REQUEST)
        assert session.now() == NOON + timedelta(hours=1)

    async def test_the_rate_limit_is_that_of_the_newest_answer(self) -> None:
        left = iter(["9", "8"])
        genesys = FakeGenesys(lambda _: Reply(200, {"x-ratelimit-remaining": next(left)}, b"{}"))
        session = genesys.session()
        assert session.rate_limit == RateLimit()
        await session.fetch(REQUEST)
        await session.fetch(REQUEST)
        assert session.rate_limit == RateLimit(None, 8, None)

    async def test_an_endpoint_that_asks_for_time_is_not_asked_until_then_and_the_others_are(self) -> None:
        clock = ManualClock(NOON)
        genesys = FakeGenesys(lambda one: Reply(429 if one.path == REQUEST.path else 200, {"retry-after": "40"}, b"{}"))
        session = genesys.session(clock)
        with pytest.raises(Throttled):
            await session.fetch(REQUEST)
        with pytest.raises(Throttled) as caught:
            await session.fetch(REQUEST, Urgency.SPARE)
        assert caught.value.retry_after == timedelta(seconds=41)
        await session.fetch(Request("GET", "/api/v2/other"))
        assert [one.path for one in genesys.asked] == [REQUEST.path, "/api/v2/other"]
        clock.advance(timedelta(seconds=41))
        with pytest.raises(Throttled):
            await session.fetch(REQUEST)
        assert len(genesys.asked) == 3

    async def test_the_budget_learns_from_every_answer(self) -> None:
        headers = {"inin-ratelimit-allowed": "180", "inin-ratelimit-count": "178", "inin-ratelimit-reset": "30"}
        session = FakeGenesys(lambda _: Reply(200, headers, b"{}")).session()
        await session.fetch(REQUEST)
        assert (session.budget.allowed, session.budget.share, session.budget.used) == (180, 144, 1)
        assert not session.budget.is_spare(1)

    async def test_every_request_is_counted(self) -> None:
        session = FakeGenesys().session()
        await session.fetch(REQUEST)
        assert sum(session.usage.costs(timedelta()).a_minute.values()) == 2  # the sign-in is one


def leak_nothing(_: Request) -> Reply:
    return Reply(401, {}, b'{"message": "Bearer the-token-1 is no good"}')


@pytest.mark.parametrize(
    "api",
    [
        lambda _: Reply(200, {}, b"{}"),
        leak_nothing,
        lambda _: Reply(403, {}, b'{"message": "no"}'),
        lambda _: Reply(429, {}, b""),
        lambda _: Reply(500, {}, b"<html>"),
    ],
)
@pytest.mark.parametrize("sign_in", [None, 401, 403, 404, 429, 500, 200])
async def test_neither_token_nor_secret_is_ever_told(
    api: Callable[[Request], Reply], sign_in: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    genesys = FakeGenesys(api)
    if sign_in is not None:
        genesys.sign_in_reply = Reply(sign_in, {}, f'{{"oops": "the-token-1 {CLIENT_SECRET}"'.encode())
    session = genesys.session()
    told = ""
    try:
        await session.fetch(REQUEST)
    except GenesysError as error:
        told += f"{error} {error!r} {error.__cause__!r} {error.__context__!r}"
    told += "".join(f"{vars(record)}" for record in caplog.records)
    told += f"{session!r} {vars(session)!r} {genesys.asked!r}"
    assert "the-token" not in told
    assert CLIENT_SECRET not in told


async def test_a_regions_hosts_are_made_of_its_name() -> None:
    assert endpoints_of_region("mypurecloud.ie") == Endpoints(
        "https://login.mypurecloud.ie", "https://api.mypurecloud.ie"
    )


async def test_a_region_is_known_however_it_is_written() -> None:
    assert endpoints_of_region("MyPureCloud.ie") == endpoints_of_region("mypurecloud.ie")
    assert endpoints_of_region("new1.pure.cloud").login_url == "https://login.new1.pure.cloud"
