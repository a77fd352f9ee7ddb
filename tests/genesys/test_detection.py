"""Which API an organisation has, by its answer to one question."""

from datetime import UTC, datetime, timedelta

import pytest

from wallboard.genesys.detection import kind_after, question
from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, TimedOut
from wallboard.genesys.exchange import Reply, Request, failure_of
from wallboard.genesys.source import SourceKind

OWN_404 = (
    b'{"message": "not found", "code": "not.found", "status": 404, "contextId": "c-1", "details": [], "errors": []}'
)


def refusal(body: bytes, status: int = 404) -> GenesysError | None:
    return failure_of(Request("GET", "/api/v2/analytics/realtime/agents"), Reply(status, {}, body))


def test_it_asks_for_little_and_not_beyond_the_lag() -> None:
    now = datetime(2026, 11, 23, 12, 0, 0, 123_456, tzinfo=UTC)
    asked = dict(question(now, timedelta(seconds=30)).params)
    assert (asked["maxRecords"], asked["dateTo"]) == ("1", "2026-11-23T11:59:30.123Z")
    assert asked["dateFrom"] == "2026-11-23T11:58:30.123Z"


def test_an_answer_means_realtime() -> None:
    assert kind_after(None) is SourceKind.REALTIME


def test_a_404_in_genesys_clouds_own_words_means_platform() -> None:
    assert kind_after(refusal(OWN_404)) is SourceKind.PLATFORM


@pytest.mark.parametrize(
    "body", [b"<html>404 Not Found</html>", b"", b'{"error": "no route"}', b'{"message": "not found"}']
)
def test_a_404_in_other_words_is_a_proxys_and_means_nothing(body: bytes) -> None:
    with pytest.raises(BadReply, match="404"):
        kind_after(refusal(body))


@pytest.mark.parametrize("error", [TimedOut("x"), Forbidden("/x", "no", None), BadReply("/x", "400", 400, None, True)])
def test_whatever_else_goes_wrong_is_told_as_it_is(error: GenesysError) -> None:
    with pytest.raises(type(error)) as caught:
        kind_after(error)
    assert caught.value is error
