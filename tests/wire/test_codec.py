"""Whatever is sent is read as it was meant, and what cannot be read says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import any_events, heartbeat
from wallboard.host.secret import Secret
from wallboard.wire.codec import BadMessage, decode, decode_event, encode, frame, shared_frame
from wallboard.wire.messages import Event, Handshake, Heartbeat, ViewRequest
from wallboard.wire.setup import Credentials


def fields_of(sent: bytes) -> dict[str, str]:
    assert sent.endswith(b"\n\n")
    lines = sent.decode().rstrip("\n").split("\n")
    return dict(line.split(": ", 1) for line in lines)


class TestEvents:
    @given(any_events())
    def test_a_frame_is_read_as_it_was_meant(self, event: Event) -> None:
        fields = fields_of(frame(event))
        assert decode_event(fields["event"], fields["data"]) == event
        assert fields["id"] == f"{event.epoch}-{event.seq}"

    @given(any_events(), st.integers(0, 2**53 - 1))
    def test_a_shared_frame_differs_in_seq_alone(self, event: Event, seq: int) -> None:
        fields = fields_of(shared_frame(event).for_seq(seq))
        read = decode_event(fields["event"], fields["data"])
        assert read is not None
        assert read.seq == seq
        assert frame(read) == shared_frame(event).for_seq(seq)

    def test_an_event_of_a_later_version_is_passed_over(self) -> None:
        assert decode_event("celebration", "{}") is None

    def test_a_field_of_a_later_version_is_passed_over(self) -> None:
        body = encode(heartbeat(3)).decode()
        assert decode_event("heartbeat", '{"mood":"good",' + body[1:]) == heartbeat(3)

    @pytest.mark.parametrize("data", ["", "{", "[]", '{"epoch": 1}', "[" * 100_000])
    def test_an_unreadable_event_is_named(self, data: str) -> None:
        with pytest.raises(BadMessage, match="heartbeat"):
            decode_event("heartbeat", data)


class TestBodies:
    @given(any_events())
    def test_a_body_is_read_as_it_was_meant(self, event: Event) -> None:
        assert decode(type(event), encode(event)) == event

    @pytest.mark.parametrize("body", [b"", b"\xff", b"{}", b'{"port": "1"}'])
    def test_an_unreadable_body_is_named(self, body: bytes) -> None:
        with pytest.raises(BadMessage, match="Handshake"):
            decode(Handshake, body)

    def test_a_request_with_a_misspelt_key_is_refused(self) -> None:
        with pytest.raises(BadMessage, match="rnages"):
            decode(ViewRequest, b'{"board": "all", "ranges": [], "rnages": []}')

    def test_an_instant_keeps_its_zone(self) -> None:
        assert decode(Heartbeat, encode(heartbeat(1))).now.tzinfo is not None


class TestCredentials:
    def test_the_secret_is_sent_and_read_and_seen_nowhere_else(self) -> None:
        sent = Credentials("3f6c", Secret("the-secret-itself"), "mypurecloud.ie")
        body = encode(sent)
        assert b'"client_secret":"the-secret-itself"' in body
        read = decode(Credentials, body)
        assert read.client_secret.reveal() == "the-secret-itself"
        assert "the-secret-itself" not in f"{sent!r} {read} {read.client_secret}"

    @pytest.mark.parametrize(
        "body",
        [
            b'{"client_id": 1, "client_secret": "the-secret-itself"}',
            b'{"client_id": "3f6c", "client_secret": ["the-secret-itself"]}',
            b'{"client_id": "3f6c", "client_secret": "the-secret-itself", "more": 1}',
            b'{"client_id": "3f6c", "client_secret": "the-secret-itself"',
            b'{"client_id": "3f6c", "client_secret": "the-secret-itself\\q"}',
        ],
    )
    def test_what_cannot_be_read_is_refused_without_a_quotation(self, body: bytes) -> None:
        with pytest.raises(BadMessage) as caught:
            decode(Credentials, body)
        assert "the-secret-itself" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"
