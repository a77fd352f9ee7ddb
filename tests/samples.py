"""Messages of the wire for tests: plain ones to write by hand, and hypothesis strategies for any."""

from datetime import UTC, datetime
from typing import Any, get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from wallboard.wire.boards import BoardInfo, Boards, Rehearsal
from wallboard.wire.messages import (
    Budget,
    Cause,
    CauseCode,
    Delta,
    Event,
    Heartbeat,
    Row,
    Snapshot,
    Status,
    Summary,
    Window,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def row(agent_id: str, place: int, **changes: object) -> Row:
    plain = Row(agent_id, place, rank=place + 1, name=agent_id.title(), status="Available", closed=5)
    return replace(plain, **changes)


def snapshot(seq: int = 1, rows: list[Row] | None = None, **changes: object) -> Snapshot:
    shown = rows or []
    plain = Snapshot(
        epoch="e1",
        seq=seq,
        revision=seq,
        board="all",
        total=len(shown),
        as_of=NOON,
        updated_at=NOON,
        since_good_ms=100,
        window=Window(from_=NOON, to=NOON),
        summary=Summary(active=len(shown)),
        reference_at=None,
        rows=shown,
    )
    return replace(plain, **changes)


def delta(seq: int, upserts: list[Row] | None = None, removed: list[str] | None = None, **changes: object) -> Delta:
    plain = Delta(
        epoch="e1",
        seq=seq,
        revision=seq,
        as_of=NOON,
        updated_at=NOON,
        since_good_ms=100,
        total=1,
        window=Window(from_=NOON, to=NOON),
        summary=Summary(),
        reference_at=None,
        upserts=upserts or [],
        removed=removed or [],
    )
    return replace(plain, **changes)


def heartbeat(seq: int, **changes: object) -> Heartbeat:
    return replace(Heartbeat("e1", seq, since_good_ms=5_000, now=NOON), **changes)


def status(seq: int, **changes: object) -> Status:
    plain = Status(
        epoch="e1",
        seq=seq,
        since_good_ms=0,
        freshness="live",
        cause=None,
        next_try_at=None,
        cadence_s=30.0,
        budget=Budget(),
        now=NOON,
    )
    return replace(plain, **changes)


def boards(*ids: str, rate: float | None = None) -> Boards:
    infos = [BoardInfo(one, one.title(), "UTC", ["07:00"], None) for one in ids]
    return Boards(infos, None if rate is None else Rehearsal(rate), lag_s=30.0, cadence_s=30.0, now=NOON)


_text = st.text(max_size=20)
_epochs = st.text("0123456789abcdef", min_size=1, max_size=8)
_counts = st.integers(0, 2**53 - 1)
_instants = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_maybe_count = st.none() | _counts
_maybe_instant = st.none() | _instants
_summaries = st.builds(Summary, _counts, _counts, _counts, _counts, _counts)
_windows = st.none() | st.builds(Window, from_=_instants, to=_instants)


def any_rows(ids: st.SearchStrategy[str] = _text) -> st.SearchStrategy[Row]:
    return st.builds(
        Row,
        id=ids,
        place=_counts,
        rank=st.none() | _counts,
        name=_text,
        status=_text,
        closed=_counts,
        status_since=_maybe_instant,
        status_at_least=st.booleans(),
        aht_ms=_maybe_count,
        aht_bound_ms=_maybe_count,
        call_since=_maybe_instant,
        call_at_least=st.booleans(),
        moved=st.none() | st.integers(-300, 300),
        as_of=_maybe_instant,
        status_as_of=_maybe_instant,
        picture=st.none() | _text,
    )


def any_events() -> st.SearchStrategy[Event]:
    head: dict[str, st.SearchStrategy[Any]] = {"epoch": _epochs, "seq": _counts, "since_good_ms": _maybe_count}
    board: dict[str, st.SearchStrategy[Any]] = head | {
        "revision": _counts,
        "total": _maybe_count,
        "as_of": _maybe_instant,
        "updated_at": _maybe_instant,
        "window": _windows,
        "summary": _summaries,
        "reference_at": _maybe_instant,
    }
    rows = st.lists(any_rows(), max_size=3)
    causes = st.builds(Cause, st.sampled_from(get_args(CauseCode)), _maybe_count, _maybe_count, st.none() | _text)
    return st.one_of(
        st.builds(Snapshot, **board, board=_text, rows=rows),
        st.builds(Delta, **board, upserts=rows, removed=st.lists(_text, max_size=3)),
        st.builds(
            Status,
            **head,
            freshness=st.sampled_from(["live", "late", "stale", "silent", "offline"]),
            cause=st.none() | causes,
            next_try_at=_maybe_instant,
            cadence_s=st.floats(1, 600),
            budget=st.builds(Budget, _maybe_count, _maybe_count, _maybe_count),
            now=_instants,
        ),
        st.builds(Heartbeat, **head, now=_instants),
    )
