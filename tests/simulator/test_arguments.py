"""The command line."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from wallboard import __version__
from wallboard.simulator.arguments import MadeUp, Record, read_arguments
from wallboard.simulator.crowd import USUAL_WRAP_UP
from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Chaos, Fault, FaultOrder
from wallboard.simulator.limits import LimitKind, RateLimit
from wallboard.simulator.realtime import BoundTo
from wallboard.simulator.terms import STANDARD_TERMS, Contract, Terms

NEEDED = ["--calls", "calls.csv", "--day", "1999-02-02"]


def test_what_is_not_told_has_a_default() -> None:
    read = read_arguments(NEEDED)
    assert (read.cast, read.start) == (Record(Path("calls.csv"), date(1999, 2, 2)), time(14, 20))
    assert (read.speed, read.port) == (1.0, 0)
    assert (read.wrap_up, read.zone.key) == (timedelta(), "Asia/Jerusalem")
    assert (read.faults, read.chaos, read.child) == ((), None, False)
    assert read.terms == STANDARD_TERMS


def test_everything_can_be_told() -> None:
    told = "--start 07:00:30 --speed 12.5 --port 8080 --delay 20 --wrap-up 20 --time-zone Europe/Berlin --child"
    faults = "--fault throttled --fault cut_off --requests-per-minute 60"
    contract = "--contract platform --limit-headers off --requests-per-minute-and-endpoint 20"
    withheld = "--withhold analytics:agentState:view --withhold groups:team:view"
    pages = "--page-cap 500 --most-records 1000 --page-token-bound-to query --page-token-lifetime 90"
    chance = "--seed 7 --chaos 0.05 --chaos-late 0.5 --limit-kind sliding"
    read = read_arguments([*NEEDED, *" ".join([told, faults, contract, withheld, pages, chance]).split()])
    assert (read.start, read.speed, read.port) == (time(7, 0, 30), 12.5, 8080)
    assert (read.wrap_up, read.zone.key) == (timedelta(seconds=20), "Europe/Berlin")
    assert (read.faults, read.child) == ((FaultOrder(Fault.THROTTLED), FaultOrder(Fault.CUT_OFF)), True)
    assert read.chaos == Chaos(0.05, seed=7, late=0.5)
    assert read.terms == Terms(
        delay=Delay(timedelta(seconds=20), timedelta(seconds=20)),
        rate_limit=RateLimit(60, kind=LimitKind.SLIDING),
        endpoint_limit=RateLimit(20, kind=LimitKind.SLIDING),
        limit_headers=False,
        contract=Contract.PLATFORM,
        withheld=frozenset({"analytics:agentState:view", "groups:team:view"}),
        page_cap=500,
        most_records=1000,
        page_token_bound_to=BoundTo.QUERY,
        page_token_lifetime=timedelta(seconds=90),
    )


def test_a_crowd_is_made_up_in_the_stead_of_a_record() -> None:
    read = read_arguments(["--agents", "50000", "--seed", "7"])
    assert (read.cast, read.wrap_up) == (MadeUp(50_000, 7), USUAL_WRAP_UP)
    assert read_arguments(["--agents", "1", "--wrap-up", "0"]).wrap_up == timedelta()


def test_a_page_cap_may_be_above_what_is_usual() -> None:
    pages = read_arguments([*NEEDED, "--page-cap", "1000"]).terms.pages
    assert (pages.cap, pages.most_records) == (1000, 1000)


@pytest.mark.parametrize("words", [["--agents", "5", *NEEDED], [*NEEDED[:2]], [*NEEDED[2:]], ["--seed", "7"]], ids=str)
def test_it_is_a_record_or_a_crowd(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(words)
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "--agents" in line


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.value)
def test_every_fault_can_be_told(fault: Fault) -> None:
    assert read_arguments([*NEEDED, "--fault", fault.value]).faults == (FaultOrder(fault),)


@pytest.mark.parametrize(("text", "seconds"), [("clock_off=-420", -420.0), ("slow=0.5", 0.5), ("slow=12", 12.0)])
def test_a_clock_and_a_delay_have_seconds(text: str, seconds: float) -> None:
    (order,) = read_arguments([*NEEDED, "--fault", text]).faults
    assert order.told_seconds() == seconds


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("--day", "2.2.1999"),
        ("--start", "25:00"),
        ("--start", "7"),
        ("--speed", "0"),
        ("--speed", "nan"),
        ("--speed", "inf"),
        ("--speed", "1e300"),
        ("--speed", "fast"),
        ("--port", "65536"),
        ("--port", "²"),
        ("--delay", "30-15"),
        ("--delay", "soon"),
        ("--wrap-up", "-1"),
        ("--wrap-up", "inf"),
        ("--time-zone", "Mars/Olympus"),
        ("--time-zone", "Asia"),
        ("--time-zone", "../etc"),
        ("--requests-per-minute", "0"),
        ("--requests-per-minute-and-endpoint", "0"),
        ("--withhold", "everything"),
        ("--agents", "0"),
        ("--agents", "1000000"),
        ("--seed", "-1"),
        ("--page-cap", "0"),
        ("--page-token-lifetime", "0"),
        ("--chaos", "5"),
        ("--chaos", "nan"),
        ("--chaos-late", "-1"),
        ("--fault", "earthquake"),
        ("--fault", "slow="),
        ("--fault", "slow=nan"),
        ("--fault", "clock_off=1e300"),
    ],
)
def test_nonsense_ends_the_program_with_one_line(flag: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments([*NEEDED, f"{flag}={text}"])
    assert ended.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"wallboard-simulator: argument {flag}: {text!r} ")


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("--contract", "none"),
        ("--limit-headers", "maybe"),
        ("--limit-kind", "open"),
        ("--page-token-bound-to", "day"),
    ],
)
def test_a_choice_is_one_of_those_there_are(flag: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments([*NEEDED, flag, text])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"wallboard-simulator: argument {flag}: invalid choice: {text!r}")


def test_the_call_file_and_the_day_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments([])
    assert capsys.readouterr().err.count("\n") == 1


def test_it_tells_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"wallboard-simulator {__version__} (source)\n"
