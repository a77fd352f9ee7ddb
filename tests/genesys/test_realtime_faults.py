"""Whatever is done to a page of agents: it is read whole, with numbers that can be true, or refused by name."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import agent_json, json_reply, page_reply
from wallboard.board.agents import Since
from wallboard.board.completed import absorb, aht, carried_on
from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import BadReply
from wallboard.genesys.exchange import Reply
from wallboard.genesys.realtime import Page, decode_page
from wallboard.poller.known import Known
from wallboard.poller.records import to_known, to_record
from wallboard.simulator import spoiled
from wallboard.simulator.faults import Fault

END = datetime(2026, 11, 23, 14, 34, 30, tzinfo=UTC)
WINDOW = MetricsWindow(datetime(2026, 11, 23, 7, tzinfo=UTC), END)
CORRELATION = {"inin-correlation-id": "c-1"}
GOOD = {
    "dateFrom": "2026-11-23T07:00:00.000Z",
    "dateTo": "2026-11-23T14:34:30.000Z",
    "groupBy": {
        "agent": [
            agent_json("ada", 12, 13, 1_500_000, "On a Call"),
            agent_json("ben", 0, 0, 0, "Offline"),
            agent_json("cleo", 155, 155, 17_821_000),
        ]
    },
    "nextPageToken": "p2",
}
BODY = json.dumps(GOOD, separators=(",", ":")).encode()


def decoded(body: bytes, window: MetricsWindow = WINDOW) -> Page:
    return decode_page(Reply(200, CORRELATION, body), window)


def refusal(*agents: dict[str, Any]) -> BadReply:
    with pytest.raises(BadReply) as caught:
        decode_page(page_reply(*agents), WINDOW)
    return caught.value


def check_sane(page: Page) -> None:
    """What was taken can be true, and everything that is reckoned from it can be reckoned."""
    assert len({look.agent_id for look in page.looks}) == len(page.looks)
    for look in page.looks:
        assert 0 < len(look.agent_id) <= 100
        assert look.status is not None
        assert len(look.status) <= 100
        assert 0 <= look.closed <= 1_000_000
        assert 0 <= look.started <= 1_000_000
        assert timedelta() <= look.handle_time <= timedelta(milliseconds=10**12)
        # A status of no letters is kept as one that is not known.
        known = absorb(None, look._replace(status=look.status or None), WINDOW.start)
        average = aht(known)
        assert (average is None) is (look.closed == 0)
        later = carried_on(known, look.as_of + timedelta(days=7))
        kept = Known(later, Since(look.as_of, exact=False))
        assert to_known(to_record(kept)) == kept
        (look.agent_id + look.status).encode()


def taken_or_refused(body: bytes) -> None:
    try:
        page = decoded(body)
    except BadReply as error:
        refused = error
    else:
        check_sane(page)
        return
    assert (refused.endpoint, refused.context_id) == ("/api/v2/analytics/realtime/agents", "c-1")
    assert refused.reason


REFUSED = {
    Fault.WRONG_TYPES: "got `str`",
    Fault.MISSING_METRICS: "missing required field `handleTime`",
    Fault.NAN: "invalid character",
    Fault.NEGATIVE: "-3 closed",
    Fault.HUGE: "1e\\+30 ms",
    Fault.DUPLICATE_AGENT: "'ada' stands twice",
    Fault.NOT_JSON: "malformed",
    Fault.EMPTY_BODY: "cannot be read",
    Fault.WRONG_CONTENT: "missing required field `groupBy`",
    Fault.BAD_UTF8: "can't decode byte",
}


class TestFaultsOfTheSimulator:
    @pytest.mark.parametrize("fault", REFUSED, ids=lambda fault: fault.value)
    def test_a_page_that_cannot_be_true_is_refused_by_name(self, fault: spoiled.SpoiltBody) -> None:
        with pytest.raises(BadReply, match=REFUSED[fault]) as caught:
            decoded(spoiled.spoil(fault, BODY))
        assert caught.value.context_id == "c-1"

    def test_an_unknown_status_is_kept_as_a_word(self) -> None:
        looks = decoded(spoiled.spoil(Fault.UNKNOWN_STATUS, BODY)).looks
        assert [look.status for look in looks] == ["Meditating", "Offline", "Available"]

    def test_counters_that_shrank_are_numbers_like_others(self) -> None:
        looks = decoded(spoiled.spoil(Fault.SHRINKING, BODY)).looks
        assert [(look.started, look.closed) for look in looks] == [(6, 6), (0, 0), (77, 77)]

    def test_an_agent_who_is_left_out_is_left_out(self) -> None:
        looks = decoded(spoiled.spoil(Fault.HALF_MISSING, BODY)).looks
        assert {look.agent_id for look in looks} == {
            name for name in ("ada", "ben", "cleo") if not spoiled.is_missing(name)
        }

    @pytest.mark.parametrize(
        "fault", [one for part in get_args(spoiled.SpoiltBody) for one in get_args(part) or [part]]
    )
    def test_no_spoilt_body_brings_anything_else(self, fault: spoiled.SpoiltBody) -> None:
        taken_or_refused(spoiled.spoil(fault, BODY))


class TestLimits:
    @pytest.mark.parametrize(
        ("agent", "why"),
        [
            (agent_json("", 1), "has an id of 0 letters"),
            (agent_json("a" * 101, 1), "has an id of 101 letters"),
            (agent_json("a", status="b" * 101), "has a status of 101 letters"),
            (agent_json("a", closed=1_000_001, started=1_000_001), "1e+06 conversations started"),
            (agent_json("a", closed=0, started=100_001), "100001 conversations started and 0 closed"),
            (agent_json("a", 1, handle_ms=10**10), "has handled 1 conversations in 1e+10 ms"),
            (agent_json("a", 1_000_000, handle_ms=10**12 + 10**6), "in 1e+12 ms"),
        ],
    )
    def test_what_no_contact_centre_can_bring_about_is_refused(self, agent: dict[str, Any], why: str) -> None:
        assert why in refusal(agent_json("good", 1), agent).reason

    @pytest.mark.parametrize(
        "agent",
        [
            agent_json("a" * 100, 1, status="b" * 100),
            agent_json("a", 1_000_000, handle_ms=10**12),
            agent_json("a", closed=0, started=100_000),
            agent_json("a", 0, handle_ms=31 * 86_400_000),  # it began a month ago and goes on
        ],
        ids=["long words", "years of work", "never told to be closed", "an old conversation"],
    )
    def test_what_can_hardly_be_is_taken(self, agent: dict[str, Any]) -> None:
        check_sane(decode_page(page_reply(agent), WINDOW))

    def test_a_number_that_is_whole_is_a_count_however_it_is_written(self) -> None:
        agent = agent_json("a", 1)
        agent["metrics"]["conversationCountClosed"]["value"] = 155.0
        agent["metrics"]["conversationCount"]["value"] = 1.56e2
        (look,) = decode_page(page_reply(agent), WINDOW).looks
        assert (look.started, look.closed) == (156, 155)
        assert type(look.closed) is int

    def test_half_a_conversation_is_no_count(self) -> None:
        agent = agent_json("a", 1)
        agent["metrics"]["conversationCountClosed"]["value"] = 0.5
        assert "0.5 closed" in refusal(agent).reason

    def test_a_token_that_fits_no_address_is_refused(self) -> None:
        assert decode_page(page_reply(cursor="x" * 4_000), WINDOW).cursor == "x" * 4_000
        with pytest.raises(BadReply, match="4001 letters"):
            decode_page(json_reply({"groupBy": {"agent": []}, "nextPageToken": "x" * 4_001}), WINDOW)


class TestRepeats:
    def test_an_agent_told_twice_in_the_same_words_is_taken_once(self) -> None:
        twice = [agent_json("a", 3, handle_ms=100)] * 2
        assert [look.closed for look in decode_page(page_reply(*twice), WINDOW).looks] == [3]

    @pytest.mark.parametrize("other", [agent_json("a", 4, handle_ms=100), agent_json("a", 3, status="Wrap-up")])
    def test_an_agent_told_twice_in_different_words_refuses_the_page(self, other: dict[str, Any]) -> None:
        assert "stands twice" in refusal(agent_json("a", 3, handle_ms=100), agent_json("b"), other).reason

    def test_of_equal_keys_the_last_counts(self) -> None:
        assert decoded(BODY.replace(b'{"value":12}', b'{"value":11,"value":12}')) == decoded(BODY)


class TestAnything:
    @given(st.data())
    def test_bytes_that_flip(self, data: st.DataObject) -> None:
        body = bytearray(BODY)
        for place in data.draw(st.lists(st.integers(0, len(BODY) - 1), min_size=1, max_size=4)):
            body[place] = data.draw(st.integers(0, 255))
        taken_or_refused(bytes(body))

    @given(st.integers(0, len(BODY)), st.integers(0, len(BODY)), st.binary(max_size=8))
    def test_bytes_that_are_cut_out_and_put_in(self, one: int, other: int, put_in: bytes) -> None:
        taken_or_refused(BODY[: min(one, other)] + put_in + BODY[max(one, other) :])

    @given(st.data())
    def test_another_value_in_any_place(self, data: st.DataObject) -> None:
        page = json.loads(BODY)
        holder, key = data.draw(st.sampled_from(list(places(page))))
        holder[key] = data.draw(odd_values)
        taken_or_refused(json.dumps(page).encode())

    @given(st.data())
    def test_any_place_left_out(self, data: st.DataObject) -> None:
        page = json.loads(BODY)
        holder, key = data.draw(st.sampled_from(list(places(page))))
        del holder[key]
        taken_or_refused(json.dumps(page).encode())

    @given(st.datetimes(timezones=st.timezones() | st.none()), st.sampled_from(["dateFrom", "dateTo"]))
    def test_any_instant_in_the_place_of_an_instant(self, instant: datetime, name: str) -> None:
        taken_or_refused(json.dumps({**GOOD, name: instant.isoformat()}).encode())

    @given(st.floats(), st.sampled_from(["conversationCount", "conversationCountClosed", "handleTime"]))
    def test_any_number_in_the_place_of_a_number(self, number: float, name: str) -> None:
        page = json.loads(BODY)
        page["groupBy"]["agent"][0]["metrics"][name]["value"] = number
        taken_or_refused(json.dumps(page).encode())


odd_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=200),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def places(part: object) -> Iterator[tuple[Any, Any]]:
    """Every place of a body that holds a value: its holder and its key."""
    if isinstance(part, dict | list):
        for key in list(part) if isinstance(part, dict) else range(len(part)):
            yield part, key
            yield from places(part[key])
