"""Cut a server-sent event stream into frames, however its bytes arrive. Pure.

Fed by app.feed; after the HTML standard, section 9.2.6 ("Interpreting an event stream").
"""

import re
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Frame:
    """One event as it stood in the stream; `id` is the last one that the stream named."""

    name: str
    data: str
    id: str = ""


class EventReader:
    """The unfinished end of one stream."""

    def __init__(self) -> None:
        self._rest = b""
        self._ended_in_return = False
        self._at_start = True
        self._name = ""
        self._data: list[str] = []
        self._id = ""

    def feed(self, chunk: bytes) -> list[Frame]:
        """The frames that these bytes complete."""
        if not chunk:
            return []
        if self._ended_in_return and chunk[:1] == b"\n":
            chunk = chunk[1:]  # the second half of a line end that was cut in two
            self._ended_in_return = False
        if chunk:
            self._ended_in_return = chunk.endswith(b"\r")
        *lines, self._rest = _LINE_END.split(self._rest + chunk)
        frames = [self._take(line) for line in lines]
        return [frame for frame in frames if frame is not None]

    def _take(self, line: bytes) -> Frame | None:
        if self._at_start:
            line = line.removeprefix(_BYTE_ORDER_MARK)
            self._at_start = False
        if not line:
            return self._dispatch()
        field, _, value = line.decode("utf-8", "replace").partition(":")
        value = value.removeprefix(" ")
        match field:
            case "event":
                self._name = value
            case "data":
                self._data.append(value)
            case "id" if "\0" not in value:
                self._id = value
            case _:
                pass  # a comment (no field name), `retry`, or a field that this standard does not know yet
        return None

    def _dispatch(self) -> Frame | None:
        frame = Frame(self._name or "message", "\n".join(self._data), self._id) if self._data else None
        self._name = ""
        self._data = []
        return frame
