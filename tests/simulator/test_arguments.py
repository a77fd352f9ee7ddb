"""The command line."""

from datetime import date, time, timedelta

import pytest

from wallboard.simulator.arguments import read_arguments
from wallboard.simulator.delay import Delay
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.terms import Contract

NEEDED = ["--calls", "calls.csv", "--day", "1999-02-02"]


def test_what_is_not_told_has_a_default() -> None:
    read = read_arguments(NEEDED)
    assert (read.calls.name, read.day, read.start) == ("calls.csv", date(1999, 2, 2), time(14, 20))
    assert (read.speed, read.port, read.requests_per_minute) == (1.0, 0, 300)
    assert (read.delay, read.wrap_up, read.zone.key) == (Delay(), timedelta(), "Asia/Jerusalem")
    assert (read.faults, read.child) == ((), False)
    assert (read.contract, read.limit_headers, read.withheld) == (Contract.BOTH, True, frozenset())
    assert read.requests_per_minute_and_endpoint is None


def test_everything_can_be_told() -> None:
    told = "--start 07:00:30 --speed 12.5 --port 8080 --delay 20 --wrap-up 20 --time-zone Europe/Berlin --child"
    faults = "--fault throttled --fault cut_off --requests-per-minute 60"
    contract = "--contract platform --limit-headers off --requests-per-minute-and-endpoint 20"
    withheld = "--withhold analytics:agentState:view --withhold groups:team:view"
    read = read_arguments([*NEEDED, *told.split(), *faults.split(), *contract.split(), *withheld.split()])
    assert (read.contract, read.limit_headers, read.requests_per_minute_and_endpoint) == (Contract.PLATFORM, False, 20)
    assert read.withheld == {"analytics:agentState:view", "groups:team:view"}
    assert (read.start, read.speed, read.port, read.requests_per_minute) == (time(7, 0, 30), 12.5, 8080, 60)
    assert read.delay == Delay(timedelta(seconds=20), timedelta(seconds=20))
    assert (read.wrap_up, read.zone.key) == (timedelta(seconds=20), "Europe/Berlin")
    assert (read.faults, read.child) == ((FaultOrder(Fault.THROTTLED), FaultOrder(Fault.CUT_OFF)), True)


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


@pytest.mark.parametrize(("flag", "text"), [("--contract", "none"), ("--limit-headers", "maybe")])
def test_a_choice_is_one_of_those_there_are(flag: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments([*NEEDED, flag, text])
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"wallboard-simulator: argument {flag}: invalid choice: {text!r}")


def test_the_call_file_and_the_day_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments([])
    assert capsys.readouterr().err.count("\n") == 1
