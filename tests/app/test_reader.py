"""The same bytes give the same frames, however they are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.reader import EventReader, Frame

_line = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=12)
_frames = st.builds(
    Frame,
    name=_line.filter(bool),
    data=st.lists(_line, min_size=1, max_size=3).map("\n".join),
    id=_line,
)


def written(frame: Frame, line_end: str) -> bytes:
    lines = [f"event: {frame.name}", f"id: {frame.id}", *(f"data: {line}" for line in frame.data.split("\n")), "", ""]
    return line_end.join(lines).encode()


def read(*chunks: bytes) -> list[Frame]:
    reader = EventReader()
    return [frame for chunk in chunks for frame in reader.feed(chunk)]


@given(st.lists(st.tuples(_frames, st.sampled_from(["\n", "\r\n", "\r"])), max_size=4), st.data())
def test_arbitrary_cuts_change_nothing(sent: list[tuple[Frame, str]], data: st.DataObject) -> None:
    stream = b"".join(written(frame, end) for frame, end in sent)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    chunks = [stream[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert read(*chunks) == [frame for frame, _ in sent]


@given(st.lists(st.binary(max_size=30), max_size=6))
def test_any_bytes_are_survived_and_cuts_change_nothing(chunks: list[bytes]) -> None:
    assert read(*chunks) == read(b"".join(chunks))


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        (b"data: a\n\n", [Frame("message", "a")]),
        (b"data:a\n\n", [Frame("message", "a")]),
        (b"data:  a\n\n", [Frame("message", " a")]),
        (b"data: a\ndata: b\n\n", [Frame("message", "a\nb")]),
        (b"data\n\n", [Frame("message", "")]),
        (b": a comment\n\ndata: a\n\n", [Frame("message", "a")]),
        (b"event: x\n\ndata: a\n\n", [Frame("message", "a")]),
        (b"\xef\xbb\xbfdata: a\n\n", [Frame("message", "a")]),
        (b"id: 7\ndata: a\n\ndata: b\n\n", [Frame("message", "a", "7"), Frame("message", "b", "7")]),
        (b"id: 7\nid: 8\0\ndata: a\n\n", [Frame("message", "a", "7")]),
        (b"retry: 10\nmood: good\ndata: a\n\n", [Frame("message", "a")]),
        (b"data: unfinished\n", []),
        (b"data: \xff\n\n", [Frame("message", "�")]),
    ],
)
def test_the_standard(stream: bytes, expected: list[Frame]) -> None:
    assert read(stream) == expected
