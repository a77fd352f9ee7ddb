"""The program itself: its first line, its words to a person, its end."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.simulator.organisation import AGENTS, ALL_METRICS
from tests.truth import CALLS
from wallboard.simulator.main import main

PROGRAM = [sys.executable, "-m", "wallboard.simulator.main"]
DAY = ["--calls", str(CALLS), "--day", "1999-02-02"]
HEADER = "date,arrival,service,queue_seconds,outcome,answer,hangup,agent"


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[str]]:
    pipe = subprocess.PIPE
    with subprocess.Popen([*PROGRAM, *words], stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    told: dict[str, Any] = json.loads(process.stdout.readline())
    return told


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., str]]:
    """Runs the program in this process; gives the one line with which it ends."""
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}

    def run(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["wallboard-simulator", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert (ended.value.code, told.out) == (2, "")
        (line,) = told.err.splitlines()
        return line

    yield run
    for name, known in before.items():
        signal.signal(name, known)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
def test_it_says_where_it_is_answers_and_ends_on_sigterm() -> None:
    with started(*DAY, "--speed", "60", "--start", "14:20") as process:
        told = first_line(process)
        assert set(told) == {"base_url", "client_id", "client_secret", "origin", "rate"}
        assert told["rate"] == 60
        origin = datetime.fromisoformat(told["origin"]).astimezone(ZoneInfo("Asia/Jerusalem"))
        assert (origin.hour, origin.minute, origin.second) == (14, 20, 0)
        with httpx.Client(base_url=told["base_url"]) as http:
            form = {"grant_type": "client_credentials"}
            signed_in = http.post("/oauth/token", data=form, auth=(told["client_id"], told["client_secret"])).json()
            bearer = {"Authorization": f"Bearer {signed_in['access_token']}"}
            asked = {"dateFrom": told["origin"], "dateTo": told["origin"], "groupBy": "agent", "metricIds": ALL_METRICS}
            assert http.get(AGENTS, params=asked, headers=bearer).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(5) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_child_ends_when_its_input_closes() -> None:
    with started(*DAY, "--child") as process:
        first_line(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(5) == 0


def test_a_fault_may_be_there_from_the_start() -> None:
    with started(*DAY, "--fault", "server_error", "--child") as process:
        assert httpx.get(first_line(process)["base_url"] + AGENTS).status_code == 500


def test_the_terms_of_the_command_line_hold() -> None:
    terms = "--contract platform --limit-headers off --requests-per-minute 6 --requests-per-minute-and-endpoint 2"
    with started(*DAY, *terms.split(), "--withhold", "groups:team:view", "--child") as process:
        told = first_line(process)
        with httpx.Client(base_url=told["base_url"]) as http:
            form = {"grant_type": "client_credentials"}
            signed_in = http.post("/oauth/token", data=form, auth=(told["client_id"], told["client_secret"])).json()
            http.headers["Authorization"] = f"Bearer {signed_in['access_token']}"
            paths = [AGENTS, *3 * ["/api/v2/routing/queues"], "/api/v2/teams", "/api/v2/tokens/me"]
            answers = [http.get(path) for path in paths]
            assert [answer.status_code for answer in answers] == [404, 200, 200, 429, 403, 200]
            assert not [name for answer in answers for name in answer.headers if "ratelimit" in name.lower()]


def test_a_malformed_line_is_named_and_skipped(tmp_path: Path) -> None:
    calls = tmp_path / "calls.csv"
    good, bad = "1999-02-02,10:00:00,PS,5,AGENT,10:00:05,10:02:00,TOVA", "1999-02-02,10:00:00,PS,5,AGENT,25:99,,TOVA"
    calls.write_text(f"{HEADER}\n{good}\n{bad}\n", "utf-8")
    with started("--calls", str(calls), "--day", "1999-02-02", "--child") as process:
        first_line(process)
        assert process.stderr is not None
        assert process.stderr.readline() == f"{calls} line 3: answer '25:99' is not HH:MM:SS; the line is skipped\n"


def test_what_a_person_has_to_change_is_one_line(tmp_path: Path, refused: Callable[..., str]) -> None:
    empty, other = tmp_path / "empty.csv", tmp_path / "other.csv"
    empty.write_text(HEADER, "utf-8")
    other.write_text("name,phone\n", "utf-8")
    assert refused("--calls", "nowhere.csv", "--day", "1999-02-02") == (
        "wallboard-simulator: cannot read nowhere.csv: No such file or directory"
    )
    assert refused("--calls", str(CALLS), "--day", "1999-02-05").endswith(
        "has no calls on 1999-02-05; it has 1999-02-01, 1999-02-02, 1999-02-03, 1999-02-04"
    )
    assert refused("--calls", str(empty), "--day", "1999-02-02").endswith("it has none at all")
    assert "is not a call file: its first line" in refused("--calls", str(other), "--day", "1999-02-02")


def test_a_taken_port_is_one_line(refused: Callable[..., str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = str(holder.getsockname()[1])
        assert refused(*DAY, "--port", port).startswith(f"wallboard-simulator: cannot listen on port {port}: ")


def test_a_crowd_is_there_in_the_stead_of_a_record() -> None:
    with started("--agents", "250", "--seed", "7", "--page-cap", "200") as process:
        told = first_line(process)
        with httpx.Client(base_url=told["base_url"]) as http:
            form = {"grant_type": "client_credentials"}
            signed_in = http.post("/oauth/token", data=form, auth=(told["client_id"], told["client_secret"])).json()
            http.headers["Authorization"] = f"Bearer {signed_in['access_token']}"
            asked = {"dateFrom": told["origin"], "dateTo": told["origin"], "groupBy": "agent", "metricIds": ALL_METRICS}
            page = http.get(AGENTS, params={**asked, "maxRecords": "200"})
            assert len(page.json()["groupBy"]["agent"]) == 200
            rest = http.get(AGENTS, params={**asked, "nextPageToken": page.headers["next-page-token"]})
            assert len(rest.json()["groupBy"]["agent"]) == 50
