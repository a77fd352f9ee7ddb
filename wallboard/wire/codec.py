"""Messages to bytes and back: JSON bodies, and the frames of a server-sent event stream.

Written by poller.broadcast and poller.http_api, read by app.feed.
"""

from typing import Any, TypeVar

import msgspec

from wallboard.wire.messages import Delta, Event, Heartbeat, Snapshot, Status

_EVENTS: dict[str, type[Snapshot | Delta | Status | Heartbeat]] = {
    "snapshot": Snapshot,
    "delta": Delta,
    "status": Status,
    "heartbeat": Heartbeat,
}
_NAMES = {kind: name for name, kind in _EVENTS.items()}
_ENCODER = msgspec.json.Encoder()
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
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadMessage(f"{kind.__name__}: {error}") from error


def frame(event: Event) -> bytes:
    """An event as one frame of a server-sent event stream; its `id` is `epoch-seq`."""
    name = _NAMES[type(event)]
    return b"event: %b\nid: %b-%d\ndata: %b\n\n" % (
        name.encode(),
        event.epoch.encode(),
        event.seq,
        _ENCODER.encode(event),
    )


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
