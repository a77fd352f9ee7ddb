"""The figures of a poller in the words of Prometheus. Pure, but for `of_this_process`. Used by poller.monitoring.

A name, once told, keeps its meaning: packaging/decisions/operations.md lists them. What is not known is left out.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final, get_args

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from wallboard.board.freshness import Freshness
from wallboard.poller.report import BoardReport, HealthReport, SettingsState, StatusReport, WhyNotReady

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4

# A poller that is offline tells nothing.
_FRESHNESS = tuple(word.value for word in Freshness if word is not Freshness.OFFLINE)
_Figure = tuple[str, str, Callable[[BoardReport], float | None]]
_OF_A_BOARD: Sequence[_Figure] = (
    ("wallboard_board_data_age_seconds", "since the last good poll", lambda one: _seconds(one.since_good_ms)),
    ("wallboard_board_painted_age_seconds", "since a screen painted it", lambda one: _seconds(one.since_painted_ms)),
    ("wallboard_board_agents", "agents on the board", lambda one: one.agents),
    ("wallboard_board_failures_in_a_row", "polls that brought nothing, in a row", lambda one: one.failures_in_a_row),
    ("wallboard_board_poll_interval_seconds", "between two polls, as it is now", lambda one: one.cadence_s),
)


class _Told(Collector):
    """What was found, as the library asks for it."""

    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = list(found)

    def collect(self) -> Iterable[Metric]:
        """All of it."""
        return self._found


def text_of(status: StatusReport, health: HealthReport, process: Iterable[Metric] = ()) -> bytes:
    """All figures as text, version 0.0.4 of the format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told([*metrics_of(status, health), *process]))
    text: bytes = generate_latest(registry)
    return text


def of_this_process() -> Sequence[Metric]:
    """Memory, processor time and open files of this process; nothing where the system has no /proc."""
    if not sys.platform.startswith("linux"):
        return []
    return list(ProcessCollector(namespace="wallboard", registry=CollectorRegistry()).collect())


def metrics_of(status: StatusReport, health: HealthReport) -> Iterable[Metric]:
    """The figures of a service; boards by their id, requests by their endpoint, and nobody by name."""
    yield InfoMetricFamily(
        "wallboard_build", "the program", {"version": status.version, "build": status.build or "source"}
    )
    yield GaugeMetricFamily("wallboard_ready", "1: the numbers may be shown, and a screen painted them", health.ready)
    yield _one_of("wallboard_not_ready", "what is lacking first", "reason", get_args(WhyNotReady), health.reason)
    yield _one_of("wallboard_settings", "their state", "state", get_args(SettingsState), status.settings)
    yield from _gauge("wallboard_data_age_seconds", "of the oldest board", _seconds(health.oldest_since_good_ms))
    yield from _gauge("wallboard_painted_age_seconds", "of the newest painted", _seconds(health.since_painted_ms))
    yield from _of_boards(status.boards)
    yield from _of_requests(status)


def _of_boards(boards: Sequence[BoardReport]) -> Iterable[Metric]:
    fresh = GaugeMetricFamily("wallboard_board_freshness", "1 for the one that it is", labels=["board", "freshness"])
    polls = CounterMetricFamily("wallboard_board_polls", "polls that were made", labels=["board"])
    for one in boards:
        polls.add_metric([one.board], one.polls)
        for word in _FRESHNESS:
            fresh.add_metric([one.board, word], one.freshness == word)
    yield fresh
    yield polls
    for name, words, figure in _OF_A_BOARD:
        gauge = GaugeMetricFamily(name, words, labels=["board"])
        for one in boards:
            if (value := figure(one)) is not None:
                gauge.add_metric([one.board], value)
        yield gauge


def _of_requests(status: StatusReport) -> Iterable[Metric]:
    costs = status.costs
    asked = GaugeMetricFamily("wallboard_requests_last_minute", "requests to Genesys Cloud", labels=["endpoint"])
    for endpoint, count in costs.requests_a_minute.items():
        asked.add_metric([endpoint], count)
    yield asked
    yield from _gauge(
        "wallboard_requests_a_month", "at the pace of the last hour, or since the start", costs.requests_a_month
    )
    yield from _gauge("wallboard_requests_allowed_a_minute", "by the organisation", costs.allowed_a_minute)
    yield from _gauge("wallboard_requests_share_a_minute", "of those, ours", costs.share_a_minute)
    yield from _gauge("wallboard_requests_wanted_a_minute", "to have all with each poll", costs.predicted_a_minute)


def _gauge(name: str, words: str, value: float | None) -> Iterable[Metric]:
    if value is not None:
        yield GaugeMetricFamily(name, words, value)


def _one_of(name: str, words: str, label: str, choices: Sequence[str], chosen: str | None) -> Metric:
    gauge = GaugeMetricFamily(name, words, labels=[label])
    for choice in choices:
        gauge.add_metric([choice], choice == chosen)
    return gauge


def _seconds(milliseconds: int | None) -> float | None:
    return None if milliseconds is None else milliseconds / 1000
