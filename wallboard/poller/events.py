"""Put a board, a cut or a change on the wire. Pure. Used by poller.broadcast and poller.http_api."""

from datetime import datetime, timedelta
from math import ceil
from typing import assert_never

from wallboard.board import teams
from wallboard.board.agents import Aht, Since
from wallboard.board.freshness import Freshness, judge
from wallboard.board.on_queue import PerHour
from wallboard.board.queues import QueueContext, Waiting
from wallboard.board.ranking import Standing
from wallboard.board.view import Change, Cut
from wallboard.genesys.exchange import RateLimit
from wallboard.poller.boards import Board
from wallboard.wire.messages import (
    Budget,
    Delta,
    FreshnessWord,
    Heartbeat,
    Queues,
    Row,
    Snapshot,
    Status,
    Summary,
    TeamTotals,
    Window,
)

_MILLISECOND = timedelta(milliseconds=1)


def snapshot_of(board: Board, cut: Cut, epoch: str, seq: int, since_good: timedelta | None) -> Snapshot:
    """All that a view shows."""
    return Snapshot(
        epoch=epoch,
        seq=seq,
        revision=board.revision,
        board=board.info.id,
        total=None if board.window is None else cut.total,
        as_of=board.as_of,
        updated_at=_instant(board.updated_at),
        since_good_ms=milliseconds(since_good),
        window=_window(board),
        summary=_summary(board),
        reference_at=board.reference_at,
        rows=[_row(standing) for standing in cut.rows],
        status_as_of=_instant(board.status_as_of),
    )


def delta_of(board: Board, change: Change, epoch: str, since_good: timedelta | None) -> Delta:
    """The change of a view; its `seq` is put in for each stream."""
    return Delta(
        epoch=epoch,
        seq=0,
        revision=board.revision,
        as_of=board.as_of,
        updated_at=_instant(board.updated_at),
        since_good_ms=milliseconds(since_good),
        total=change.total,
        window=_window(board),
        summary=_summary(board),
        reference_at=board.reference_at,
        upserts=[_row(standing) for standing in change.upserts],
        removed=list(change.removed),
        status_as_of=_instant(board.status_as_of),
    )


def status_of(board: Board, epoch: str, since_good: timedelta | None, now: datetime) -> Status:
    """How the polling of a board goes; its `seq` is put in for each stream."""
    polling = board.polling
    nothing = timedelta()
    return Status(
        epoch=epoch,
        seq=0,
        since_good_ms=milliseconds(since_good),
        freshness=_word(judge(since_good, polling.cadence, silence=nothing, offline_after=timedelta.max)),
        cause=polling.cause,
        next_try_at=_instant(polling.next_try_at),
        cadence_s=polling.cadence.total_seconds(),
        budget=polling.budget,
        now=_to_milliseconds(now),
        reconciled=board.reconciled,
        per_hour_lacks=board.per_hour_lacks,
        settings_wrong=board.settings_wrong,
        clock_off_s=polling.clock_off_s,
    )


def heartbeat_of(epoch: str, since_good: timedelta | None, now: datetime) -> Heartbeat:
    """A sign of life; its `seq` is put in for each stream."""
    return Heartbeat(epoch=epoch, seq=0, since_good_ms=milliseconds(since_good), now=_to_milliseconds(now))


def budget_of(limit: RateLimit) -> Budget:
    """What the server's last answer said of its rate limit."""
    return Budget(limit.allowed, limit.remaining, milliseconds(limit.resets_in))


def _word(freshness: Freshness) -> FreshnessWord:
    match freshness:
        case Freshness.LIVE:
            return "live"
        case Freshness.LATE:
            return "late"
        case Freshness.STALE:
            return "stale"
        case Freshness.SILENT:
            return "silent"
        case Freshness.OFFLINE:
            return "offline"
    assert_never(freshness)


def milliseconds(duration: timedelta | None) -> int | None:
    """Whole milliseconds; None stays None."""
    return None if duration is None else round(duration / _MILLISECOND)


def _row(standing: Standing) -> Row:
    aht, rate = standing.aht, standing.per_hour or PerHour(None)
    return Row(
        id=standing.agent_id,
        place=standing.place,
        rank=standing.rank,
        name=standing.name,
        status=standing.status,
        closed=standing.closed,
        status_since=_since(standing.status_since),
        status_at_least=_at_least(standing.status_since),
        aht_ms=None if aht is None else milliseconds(aht.value),
        aht_bound_ms=_bound_ms(aht),
        call_since=_since(standing.call_since),
        call_at_least=_at_least(standing.call_since),
        moved=standing.moved,
        as_of=standing.as_of,
        status_as_of=_instant(standing.status_as_of),
        picture=standing.picture,
        started=standing.started,
        handle_ms=milliseconds(standing.handled),
        per_hour=None if rate.tenths is None else rate.tenths / 10,
        per_hour_at_most=rate.at_most,
        on_queue_ms=milliseconds(rate.on_queue),
        per_hour_as_of=_instant(rate.as_of),
    )


def _bound_ms(aht: Aht | None) -> int | None:
    return None if aht is None or aht.bound is None else ceil(aht.bound / _MILLISECOND)


def _since(since: Since | None) -> datetime | None:
    return None if since is None else _instant(since.at)


def _at_least(since: Since | None) -> bool:
    return since is not None and not since.exact


def _instant(instant: datetime | None) -> datetime | None:
    return None if instant is None else _to_milliseconds(instant)


def _to_milliseconds(instant: datetime) -> datetime:
    """Whole milliseconds at the edge."""
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _window(board: Board) -> Window | None:
    return None if board.window is None else Window(board.window.start, board.window.end)


def _summary(board: Board) -> Summary:
    counts = board.summary
    return Summary(
        counts.active,
        counts.available,
        counts.on_call,
        counts.wrap_up,
        counts.closed,
        aht_ms=None if counts.aht is None else milliseconds(counts.aht.value),
        aht_bound_ms=_bound_ms(counts.aht),
        queues=None if board.queues is None else _queues(board.queues),
        closed_by_everybody=board.closed_by_everybody,
        teams=tuple(map(_team, board.team_totals)),
    )


def _team(told: teams.TeamTotals) -> TeamTotals:
    return TeamTotals(
        told.name,
        told.active,
        told.took_part,
        told.closed,
        aht_ms=None if told.aht is None else milliseconds(told.aht.value),
        aht_bound_ms=_bound_ms(told.aht),
    )


def _queues(told: QueueContext) -> Queues:
    served, waiting = told.served, told.waiting
    known, least = (Waiting(), waiting) if waiting.at_least else (waiting, Waiting())
    return Queues(
        waiting=known.count,
        longest_since=_instant(known.longest_since),
        waiting_at_least=least.count,
        longest_at_least_since=_instant(least.longest_since),
        service_level=None if served is None else served.service_level,
        abandoned=None if served is None else served.abandoned,
    )
