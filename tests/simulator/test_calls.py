"""Call files: what is kept, what is skipped and with which words."""

from datetime import date, time, timedelta

import pytest

from tests.simulator.organisation import recorded_calls
from tests.truth import CALLS, DAYS
from wallboard.simulator.calls import Answered, Call, Malformed, NotACallFile, read_calls

HEADER = "date,arrival,service,queue_seconds,outcome,answer,hangup,agent\n"


def verdict(line: str) -> Call | str:
    """The call of a line, or why it is skipped."""
    read = read_calls([HEADER, line])
    if read.malformed:
        assert [bad.line for bad in read.malformed] == [2]
        return read.malformed[0].why
    return read.calls[0]


def answered(answer: str, hangup: str) -> Answered:
    call = verdict(f"1999-02-02,10:00:00,PS,5,AGENT,{answer},{hangup},TOVA")
    assert isinstance(call, Call)
    assert call.answered is not None
    return call.answered


def test_a_row_is_a_call() -> None:
    assert verdict("1999-02-02,10:00:00,PS,5,AGENT,10:00:05,10:02:00,TOVA\n") == Call(
        date(1999, 2, 2), time(10), "PS", timedelta(seconds=5), Answered("TOVA", time(10, 0, 5), time(10, 2))
    )


def test_a_hangup_before_the_answer_is_on_the_next_day() -> None:
    assert answered("23:50:41", "00:00:32").talk == timedelta(minutes=9, seconds=51)


def test_a_call_of_0_s_is_a_call() -> None:
    assert answered("00:00:00", "00:00:00").talk == timedelta()


@pytest.mark.parametrize(
    "line",
    [
        "1999-02-02,10:00:00,PS,5,HANG,,,",
        "1999-02-02,10:00:00,PS,5,AGENT,10:00:05,10:02:00,NO_SERVER",
        "1999-02-02,10:00:00,PS,5,NO_SERVER,,,",
        "1999-02-02,10:00:00,PS,5,AGENT,10:00:05,10:02:00,",
    ],
)
def test_a_row_without_an_agent_is_nobodys_call(line: str) -> None:
    call = verdict(line)
    assert isinstance(call, Call)
    assert call.answered is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1999-02-02,10:00:00,PS,5,AGENT,25:99,10:02:00,TOVA", "answer '25:99' is not HH:MM:SS"),
        ("1999-02-02,10:00:00,PS,5,AGENT,10:00:05,9:02:00,TOVA", "hangup '9:02:00' is not HH:MM:SS"),
        ("1999-02-02,24:00:00,PS,5,HANG,,,", "arrival '24:00:00' is not HH:MM:SS"),
        ("1999-02-30,10:00:00,PS,5,HANG,,,", "date '1999-02-30' is not a date YYYY-MM-DD"),
        ("02/02/1999,10:00:00,PS,5,HANG,,,", "date '02/02/1999' is not a date YYYY-MM-DD"),
        ("1999-02-02,10:00:00,PS,-5,HANG,,,", "queue_seconds '-5' is not a number of seconds"),
        ("1999-02-02,10:00:00,PS,5,LOST,,,", "outcome 'LOST' is not AGENT or HANG or NO_SERVER"),
        ("1999-02-02,10:00:00,PS,5,AGENT,10:00:05,,TOVA", "hangup is empty, though TOVA answered"),
        ("1999-02-02,10:00:00,PS", "it has 3 fields, not 8"),
        ('1999-02-02,10:00:00,"PS,5,HANG,,,', "it has 3 fields, not 8"),
    ],
)
def test_a_malformed_line_is_named_and_skipped(line: str, why: str) -> None:
    assert verdict(line) == why


def test_the_lines_around_a_malformed_one_are_kept() -> None:
    good = "1999-02-02,10:00:00,PS,5,HANG,,,\n"
    read = read_calls([HEADER, good, "\n", 'x",\n', good])
    assert len(read.calls) == 2
    assert read.malformed == (Malformed(4, "it has 2 fields, not 8"),)


def test_an_endless_field_spoils_its_own_line_only() -> None:
    assert "field limit" in str(verdict("x" * 200_000))


def test_columns_are_found_by_name() -> None:
    read = read_calls(
        ["agent,hangup,answer,outcome,queue_seconds,service,arrival,date,note", "a,,,HANG,1,PS,10:00:00,1999-02-02,?"]
    )
    assert read.days() == [date(1999, 2, 2)]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "it is empty"),
        (
            ["date,arrival,service,queue_seconds,outcome,answer\n"],
            "its first line does not name the columns hangup, agent",
        ),
    ],
)
def test_another_file_is_no_call_file(lines: list[str], why: str) -> None:
    with pytest.raises(NotACallFile, match=why):
        read_calls(lines)


def test_every_recorded_row_is_read() -> None:
    read = recorded_calls()
    assert read.malformed == ()
    assert len(read.calls) == len(CALLS.read_text("utf-8").splitlines()) - 1
    assert read.days() == DAYS
    assert sum(call.answered is not None for call in read.calls) == 5434
