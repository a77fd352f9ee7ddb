"""Replies: the error that each stands for, the server's clock and the rate limit, whatever the headers hold."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import json_reply
from tests.genesys.platform_bodies import DOCUMENTED_FORBIDDEN
from wallboard.genesys.errors import BadReply, Forbidden, ServerFailed, Throttled
from wallboard.genesys.exchange import (
    RateLimit,
    Reply,
    Request,
    body_of,
    date_of,
    failure_of,
    rate_limit_of,
    to_milliseconds,
)

REQUEST = Request("GET", "/api/v2/users")
AN_INSTANT = datetime(2026, 11, 23, 14, 34, 30, tzinfo=UTC)


def wish(**headers: str) -> timedelta | None:
    failure = failure_of(REQUEST, Reply(429, {key.replace("_", "-"): text for key, text in headers.items()}, b""))
    assert isinstance(failure, Throttled)
    return failure.retry_after


class TestFailure:
    @pytest.mark.parametrize("status", [200, 202, 204, 299])
    def test_a_success_is_no_failure(self, status: int) -> None:
        assert failure_of(REQUEST, Reply(status, {}, b"")) is None

    @pytest.mark.parametrize("status", [302, 307, 400, 404, 413])
    def test_what_can_not_be_used_is_a_bad_reply(self, status: int) -> None:
        failure = failure_of(REQUEST, json_reply({"message": "why", "contextId": "c-1"}, status))
        assert isinstance(failure, BadReply)
        assert failure.status == status
        assert str(failure) == f"/api/v2/users: answered {status} why (contextId c-1)"

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_a_failing_server_is_named_with_its_context(self, status: int) -> None:
        failure = failure_of(REQUEST, json_reply({"message": "oops", "contextId": "c-1"}, status))
        assert isinstance(failure, ServerFailed)
        assert failure.status == status
        assert "c-1" in str(failure)

    def test_forbidden_tells_what_is_missing(self) -> None:
        failure = failure_of(REQUEST, json_reply({"message": "Missing: Analytics > View"}, 403))
        assert isinstance(failure, Forbidden)
        assert "Missing: Analytics > View" in str(failure)

    def test_the_documented_refusal_names_the_permission(self) -> None:
        failure = failure_of(REQUEST, Reply(403, {}, DOCUMENTED_FORBIDDEN))
        assert isinstance(failure, Forbidden)
        assert failure.missing == ("analytics:agentState:view",)
        assert failure.context_id == "f3ac4404-283d-4d98-8b70-b75c4891d2ef"

    @pytest.mark.parametrize(
        ("body", "missing"),
        [
            ({"messageParams": {"permissions": "[a:b:view, c:d:view]"}}, ("a:b:view", "c:d:view")),
            ({"messageParams": {"missingPermissions": ["a:b:view", "a:b:view"]}}, ("a:b:view",)),
            ({"messageParams": {"scopes": "analytics,users:readonly"}}, ("analytics", "users:readonly")),
            ({"messageParams": {"user": "[x:y:z]"}, "message": "needs [a:b:view]"}, ("a:b:view",)),
            ({"message": "one of the following permissions: [a:b:view, c:d:*]"}, ("a:b:view", "c:d:*")),
            (
                {"message": "Missing required scopes: [analytics:realtime:read, analytics:view]"},
                ("analytics:realtime:read", "analytics:view"),
            ),
            ({"message": "The client needs analytics:agentState:view for that."}, ("analytics:agentState:view",)),
            ({"message": "Missing: Analytics > View"}, ()),
            ({"message": "Retry the request in [42] seconds"}, ()),
            ({"message": "no", "messageParams": None}, ()),
            ({"message": "needs [a:b:view]", "messageParams": 7}, ("a:b:view",)),
            (
                {"messageParams": {"permissions": f"[{', '.join(f'a:b{n}:view' for n in range(50))}]"}},
                tuple(f"a:b{n}:view" for n in range(10)),
            ),
            ({"messageParams": {"permissions": f"[a:{'b' * 500}:view]"}}, (f"a:{'b' * 98}",)),
        ],
    )
    def test_the_permissions_that_an_answer_names(self, body: dict[str, Any], missing: tuple[str, ...]) -> None:
        failure = failure_of(REQUEST, json_reply(body, 403))
        assert isinstance(failure, Forbidden)
        assert failure.missing == missing

    @pytest.mark.parametrize("body", [b"", b"<html>[a:b:view]</html>", b"[]", b"\xff"])
    def test_a_proxys_page_names_no_permission(self, body: bytes) -> None:
        failure = failure_of(REQUEST, Reply(403, {}, body))
        assert isinstance(failure, Forbidden)
        assert (failure.missing, failure.reason) == ((), "not allowed: 403")

    @pytest.mark.parametrize(
        ("body", "is_genesys"),
        [(b'{"code": "not.found", "message": "x"}', True), (b'{"message": "x"}', False), (b"<html>", False)],
    )
    def test_a_refusal_of_genesys_clouds_own_is_told_from_a_page(self, body: bytes, is_genesys: bool) -> None:
        failure = failure_of(REQUEST, Reply(404, {}, body))
        assert isinstance(failure, BadReply)
        assert failure.is_genesys is is_genesys

    @pytest.mark.parametrize("status", [302, 403, 404, 429, 503])
    def test_where_the_body_has_no_context_the_header_has_it(self, status: int) -> None:
        failure = failure_of(REQUEST, Reply(status, {"inin-correlation-id": "c-2"}, b"<html>"))
        assert failure is not None
        assert (failure.endpoint, failure.context_id) == ("/api/v2/users", "c-2")

    @pytest.mark.parametrize(
        ("location", "said"),
        [
            ("https://login.example/?token=hush", "redirects to https://login.example"),
            ("//user:hush@login.example:1/", "redirects to https://login.example"),
            ("/hush", "redirects within its host"),
            ("https://[hush", "redirects to nowhere"),
            ("", "redirects within its host"),
        ],
    )
    def test_a_redirect_says_where_to_and_nothing_secret(self, location: str, said: str) -> None:
        failure = failure_of(REQUEST, Reply(302, {"location": location}, b""))
        assert str(failure) == f"/api/v2/users: answered 302 {said}"

    def test_nobody_reads_a_message_of_pages(self) -> None:
        failure = failure_of(REQUEST, json_reply({"message": "a" * 10_000, "contextId": "b" * 10_000}, 404))
        assert failure is not None
        assert (len(failure.reason), len(failure.context_id or "")) == (len("answered 404 ") + 300, 100)

    @pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"message": 7}', b"\xff", b"[" * 5000])
    def test_an_error_page_of_any_kind_is_no_obstacle(self, body: bytes) -> None:
        assert isinstance(failure_of(REQUEST, Reply(502, {}, body)), ServerFailed)


class TestBody:
    DECODER = msgspec.json.Decoder(dict[str, int])

    def test_a_body_that_is_as_it_should_be(self) -> None:
        assert body_of(Reply(200, {}, b'{"a": 1}'), self.DECODER, "/x") == {"a": 1}

    @pytest.mark.parametrize("body", [b"", b'{"a": "1"}', b"\xff", b'{"a\xff": 1}', b"[" * 5_000])
    def test_one_that_is_not_is_refused_with_its_reason(self, body: bytes) -> None:
        with pytest.raises(BadReply, match=r"^/x: cannot be read: .* \(contextId c-1\)$") as caught:
            body_of(Reply(200, {"inin-correlation-id": "c-1"}, body), self.DECODER, "/x")
        assert caught.value.status == 200


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2026-03-02T08:00:00+00:00", "2026-03-02T08:00:00.000Z"),
        ("2026-03-02T08:00:00.120999+00:00", "2026-03-02T08:00:00.120Z"),
        ("2026-03-02T00:30:00+02:00", "2026-03-01T22:30:00.000Z"),
    ],
)
def test_an_instant_is_asked_for_in_utc_with_milliseconds(instant: str, text: str) -> None:
    assert to_milliseconds(datetime.fromisoformat(instant)) == text


class TestWish:
    def test_seconds(self) -> None:
        assert wish(retry_after="120") == timedelta(seconds=120)
        assert wish(retry_after="0") == timedelta()

    def test_an_instant_counts_from_the_answers_own_date(self) -> None:
        headers = {"retry_after": "Mon, 23 Nov 2026 14:36:30 GMT", "date": "Mon, 23 Nov 2026 14:34:30 GMT"}
        assert wish(**headers) == timedelta(minutes=2)

    def test_an_instant_that_has_passed_is_no_time(self) -> None:
        headers = {"retry_after": "Mon, 23 Nov 2026 14:30:00 GMT", "date": "Mon, 23 Nov 2026 14:34:30 GMT"}
        assert wish(**headers) == timedelta()

    def test_a_very_long_one_stays_long(self) -> None:
        long = wish(retry_after="99999999999")
        assert long is not None
        assert long > timedelta(days=100)

    @pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "٣", "9" * 5000])
    def test_what_is_no_number_is_no_wish(self, text: str) -> None:
        assert wish(retry_after=text) is None

    def test_none_is_none(self) -> None:
        assert wish() is None


class TestRateLimit:
    def test_the_platforms_own_headers_tell_what_is_left(self) -> None:
        headers = {"inin-ratelimit-allowed": "300", "inin-ratelimit-count": "180", "inin-ratelimit-reset": "42"}
        assert rate_limit_of(Reply(200, headers, b"")) == RateLimit(300, 120, timedelta(seconds=42))

    def test_the_guides_header_tells_what_is_left(self) -> None:
        assert rate_limit_of(Reply(200, {"x-ratelimit-remaining": "7"}, b"")) == RateLimit(None, 7, None)

    def test_more_used_than_allowed_leaves_nothing_and_not_less(self) -> None:
        headers = {"inin-ratelimit-allowed": "300", "inin-ratelimit-count": "310"}
        assert rate_limit_of(Reply(429, headers, b"")).remaining == 0

    def test_where_nothing_is_said_nothing_is_known(self) -> None:
        assert rate_limit_of(Reply(200, {"x-ratelimit-remaining": "many"}, b"")) == RateLimit()


@pytest.fixture
def new_york_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the machine's zone cannot be changed here")
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


class TestDate:
    def test_it_is_read_in_utc(self) -> None:
        assert date_of(Reply(200, {"date": "Mon, 23 Nov 2026 14:34:30 GMT"}, b"")) == AN_INSTANT

    @pytest.mark.usefixtures("new_york_machine")
    @pytest.mark.parametrize("zone", ["GMT", "+0000", "-0000", ""])
    def test_it_is_utc_whatever_the_zone_of_this_machine(self, zone: str) -> None:
        assert date_of(Reply(200, {"date": f"Mon, 23 Nov 2026 14:34:30 {zone}".rstrip()}, b"")) == AN_INSTANT

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "yesterday",
            "Mon, 99 Nov 2026 14:34:30 GMT",
            "Mon, 23 Nov 2026 14:34:30 +9999",
            "Fri, 31 Dec 9999 23:59:59 GMT",  # one more second would be beyond the calendar
            "Mon, 01 Jan 1900 00:00:00 GMT",
        ],
    )
    def test_what_can_not_be_a_date_is_none(self, text: str) -> None:
        assert date_of(Reply(200, {"date": text}, b"")) is None

    def test_no_header_is_none(self) -> None:
        assert date_of(Reply(200, {}, b"")) is None


@given(
    st.dictionaries(
        st.sampled_from(
            ["date", "retry-after", "x-ratelimit-remaining", "inin-ratelimit-allowed", "inin-ratelimit-reset"]
        ),
        st.text(max_size=30)
        | st.from_regex(r"[A-Z][a-z]{2}, \d{2} Jan \d{4} \d\d:\d\d:\d\d [+-]\d{4}", fullmatch=True),
    ),
    st.sampled_from([200, 429, 503]),
)
def test_no_header_can_break_the_reading(headers: dict[str, str], status: int) -> None:
    reply = Reply(status, headers, b"")
    failure = failure_of(REQUEST, reply)
    if isinstance(failure, Throttled) and failure.retry_after is not None:
        assert failure.retry_after >= timedelta()
    left = rate_limit_of(reply).remaining
    assert left is None or left >= 0
    date = date_of(reply)
    assert date is None or date.tzinfo is UTC


def test_what_may_hold_a_token_is_not_printed() -> None:
    assert "hush" not in repr(Request("GET", "/x", headers={"Authorization": "Bearer hush"}))
    assert "hush" not in repr(Reply(200, {}, b'{"access_token": "hush"}'))
