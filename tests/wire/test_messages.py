"""The contract, word for word: what other programs rely on."""

import json

from tests.samples import NOON, snapshot
from wallboard.wire.codec import decode_event, encode
from wallboard.wire.messages import (
    HEARTBEAT_SECONDS,
    OFFLINE_AFTER_SECONDS,
    PROTOCOL,
    Budget,
    Handshake,
    Refusal,
    Row,
    Status,
    ViewRequest,
    Window,
)


def test_the_handshake_line() -> None:
    assert json.loads(encode(Handshake(4321, "secret", 77))) == {
        "protocol": PROTOCOL,
        "port": 4321,
        "token": "secret",
        "pid": 77,
    }


def test_the_refusal_line() -> None:
    line = json.loads(encode(Refusal("no settings file", "settings")))
    assert line == {"refused": "no settings file", "code": "settings", "protocol": PROTOCOL}


def test_a_view_request() -> None:
    assert encode(ViewRequest("all", [(0, 300)])) == b'{"board":"all","ranges":[[0,300]],"q":""}'


def test_a_window_says_from() -> None:
    assert json.loads(encode(Window(from_=NOON, to=NOON))) == {
        "from": "2026-11-23T12:00:00Z",
        "to": "2026-11-23T12:00:00Z",
    }


def test_what_is_not_known_is_null_and_never_left_out() -> None:
    silent = snapshot(as_of=None, total=None, since_good_ms=None, rows=[Row("a", 0, 1, "A", "Available", 0)])
    read = json.loads(encode(silent))
    assert read["as_of"] is None
    assert read["total"] is None
    assert read["since_good_ms"] is None
    assert read["rows"][0]["aht_ms"] is None


def test_a_screen_is_offline_only_after_more_than_two_missed_heartbeats() -> None:
    assert OFFLINE_AFTER_SECONDS > 2 * HEARTBEAT_SECONDS


def test_a_reason_that_a_newer_service_has_costs_no_screen_the_event() -> None:
    status = Status("e", 1, None, "live", None, None, 10.0, Budget(), NOON, per_hour_lacks="a_newer_word")
    assert decode_event("status", encode(status).decode()) == status
