"""The figures as a monitor reads them: by Prometheus' own parser, under names that stay."""

import re
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.builders import CADENCE, NOON, PolledBoard, agent_look, board_info
from tests.fakes import ManualClock
from wallboard.genesys.usage import Costs
from wallboard.poller import metrics
from wallboard.poller.boards import Board
from wallboard.poller.report import HealthReport, Notices, StatusReport, health_of, status_of, status_of_setup
from wallboard.wire.setup import Setup

LIST = Path(__file__).resolve().parents[2] / "packaging" / "decisions" / "operations.md"
NAMES = {
    "wallboard_build_info": "gauge",
    "wallboard_ready": "gauge",
    "wallboard_not_ready": "gauge",
    "wallboard_settings": "gauge",
    "wallboard_data_age_seconds": "gauge",
    "wallboard_painted_age_seconds": "gauge",
    "wallboard_board_freshness": "gauge",
    "wallboard_board_polls": "counter",
    "wallboard_board_data_age_seconds": "gauge",
    "wallboard_board_painted_age_seconds": "gauge",
    "wallboard_board_agents": "gauge",
    "wallboard_board_failures_in_a_row": "gauge",
    "wallboard_board_poll_interval_seconds": "gauge",
    "wallboard_requests_last_minute": "gauge",
    "wallboard_requests_a_month": "gauge",
    "wallboard_requests_allowed_a_minute": "gauge",
    "wallboard_requests_share_a_minute": "gauge",
    "wallboard_requests_wanted_a_minute": "gauge",
}


def reports() -> tuple[StatusReport, HealthReport]:
    """Of one board that was painted, and of one that has no numbers yet."""
    clock = ManualClock(NOON)
    one = PolledBoard(clock, "all")
    one.poll(agent_look("tova", 3, 30), agent_look("avi", status="Meal"))
    one.board.painted(1, clock.elapsed())
    clock.advance(timedelta(seconds=12.5))
    boards = [one.board, Board(board_info('nor"th'), CADENCE)]
    costs = Costs({"GET /pages": 238, "POST /counts": 2}, 10_000_000, share=240, predicted=1_000)
    status = status_of(boards, clock.elapsed(), "1.0", costs, 300)
    return status, health_of(boards, clock.elapsed(), "1.0")


def samples(status: StatusReport, health: HealthReport) -> dict[tuple[str, ...], float]:
    """Each sample by its name and its labels' values."""
    families = text_string_to_metric_families(metrics.text_of(status, health).decode())
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


def test_every_name_and_its_kind_is_kept() -> None:
    status, health = reports()
    known = msgspec.structs.replace(health, oldest_since_good_ms=12_500)
    families = list(text_string_to_metric_families(metrics.text_of(status, known).decode()))
    assert {family.name: family.type for family in families} == NAMES
    assert all(family.documentation for family in families)


def test_the_list_of_them_tells_each_with_its_labels() -> None:
    rows = re.findall(r"^\| `(wallboard_\w+)` \| ([\w, ]*)\|", LIST.read_text("utf-8"), re.MULTILINE)
    listed = {name.removesuffix("_total"): labels.strip() for name, labels in rows}
    assert listed.keys() == NAMES.keys()
    for family in metrics.metrics_of(*reports()):
        for sample in family.samples:
            assert ", ".join(sample.labels) == listed[sample.name.removesuffix("_total")], sample.name


def test_figures_are_those_of_the_reports() -> None:
    told = samples(*reports())
    assert told["wallboard_build_info", "source", "1.0"] == 1
    assert (told["wallboard_ready",], told["wallboard_not_ready", "no_numbers"]) == (0, 1)
    assert told["wallboard_board_data_age_seconds", "all"] == told["wallboard_painted_age_seconds",] == 12.5
    assert told["wallboard_board_agents", "all"] == 1
    assert told["wallboard_board_polls_total", "all"] >= 0
    assert [told["wallboard_board_freshness", "all", word] for word in ("live", "late", "stale", "silent")] == [
        1,
        0,
        0,
        0,
    ]
    assert told["wallboard_board_freshness", 'nor"th', "silent"] == 1
    assert told["wallboard_requests_last_minute", "GET /pages"] == 238
    assert told["wallboard_requests_allowed_a_minute",] == 300


def test_what_is_not_known_is_left_out_and_never_zero() -> None:
    told = samples(*reports())
    assert ("wallboard_board_data_age_seconds", 'nor"th') not in told
    assert ("wallboard_board_painted_age_seconds", 'nor"th') not in told
    assert ("wallboard_data_age_seconds",) not in told


def test_nobody_is_named_and_no_title_told() -> None:
    text = metrics.text_of(*reports()).decode()
    assert "tova" not in text.lower()
    assert board_info("all").title not in text


def test_a_poller_that_waits_to_be_set_up_says_so() -> None:
    setup = Setup("secret", "The keyring holds no client secret.", [])
    told = samples(status_of_setup(setup, "1.0", Notices()), health_of([], timedelta(), "1.0"))
    assert (told["wallboard_ready",], told["wallboard_not_ready", "set_up"]) == (0, 1)
    assert (told["wallboard_settings", "no_secret"], told["wallboard_settings", "in_use"]) == (1, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_the_process_tells_its_memory() -> None:
    text = metrics.text_of(*reports(), metrics.of_this_process()).decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    (memory,) = families["wallboard_process_resident_memory_bytes"].samples
    assert memory.value > 10_000_000
    assert families.keys() - NAMES.keys() >= {"wallboard_process_cpu_seconds", "wallboard_process_start_time_seconds"}


def test_without_proc_it_tells_nothing_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert metrics.of_this_process() == []
