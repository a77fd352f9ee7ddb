"""Messages to bytes and back: JSON bodies, and the frames of a server-sent event stream.

Written by poller.broadcast and poller.http_api, read by app.feed.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from wallboard.host.secret import Secret
from wallboard.wire.messages import Delta, Event, Heartbeat, Snapshot, Status

_EVENTS: dict[str, type[Snapshot | Delta | Status | Heartbeat]] = {
    "snapshot": Snapshot,
    "delta": Delta,
    "status": Status,
    "heartbeat": Heartbeat,
}
_NAMES = {kind: name for name, kind in _EVENTS.items()}


def _told(value: Any) -> Any:  # noqa: ANN401  msgspec's own signature
    # The one place where a secret becomes a part of a message: Credentials, and what poller.enrolment seals.
    if isinstance(value, Secret):
        return value.reveal()
    raise TypeError(f"a message holds no {type(value).__name__}")


def _read(kind: type, value: Any) -> Any:  # noqa: ANN401  msgspec's own signature
    if kind is Secret and isinstance(value, str):
        return Secret(value)
    raise TypeError("a text in quotes")  # and never what it was


_ENCODER = msgspec.json.Encoder(enc_hook=_told)
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in _EVENTS.items()}

M = TypeVar("M", bound=msgspec.Struct)


class BadMessage(ValueError):
    """A body or an event that this version cannot read: what it was, and why."""


def encode(message: msgspec.Struct) -> bytes:
    """A message as JSON."""
    return _ENCODER.encode(message)


def decode(kind: type[M], body: bytes | str) -> M:
    """A JSON body as a message. Raises BadMessage."""
    try:
        return msgspec.json.decode(body, type=kind, dec_hook=_read)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(f"{kind.__name__}: {error}") from error


@dataclass(frozen=True, slots=True)
class SharedFrame:
    """An event encoded once for many server-sent event streams, which differ in `seq` alone."""

    name: bytes
    epoch: bytes
    tail: bytes

    def for_seq(self, seq: int) -> bytes:
        """The frame of one stream; its `id` is `epoch-seq`."""
        return b'event: %b\nid: %b-%d\ndata: {"epoch":"%b","seq":%d,%b\n\n' % (
            self.name,
            self.epoch,
            seq,
            self.epoch,
            seq,
            self.tail,
        )


def shared_frame(event: Event) -> SharedFrame:
    """The frame of an event, whatever its own `seq`; its `epoch` is plain letters and digits."""
    body = _ENCODER.encode(event)
    tail = body[body.index(b'"seq":') :].partition(b",")[2]  # every event opens with epoch and seq
    return SharedFrame(_NAMES[type(event)].encode(), event.epoch.encode(), tail)


def frame(event: Event) -> bytes:
    """An event as one frame of a server-sent event stream."""
    return shared_frame(event).for_seq(event.seq)


def decode_event(name: str, data: str) -> Event | None:
    """The event of a frame; None for a name that this version does not know. Raises BadMessage."""
    decoder: msgspec.json.Decoder[Any] | None = _DECODERS.get(name)
    if decoder is None:
        return None
    try:
        event: Event = decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(f"{name}: {error}") from error
    return event
