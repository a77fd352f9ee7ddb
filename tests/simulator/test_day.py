"""A recorded day on another date: the recorded numbers, worked out from the file alone."""

import csv
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.simulator.organisation import TODAY, ZONE, at, recorded_calls, recorded_day
from tests.truth import CALLS, DAYS, truth
from wallboard.board.window import MetricsWindow
from wallboard.simulator.calls import Answered, Call
from wallboard.simulator.day import agent_id, lay, queue_id
from wallboard.simulator.delay import Delay
from wallboard.simulator.timeline import look_at

WRAP_UPS = [timedelta(), timedelta(seconds=20)]


@pytest.mark.parametrize("wrap_up", WRAP_UPS, ids=str)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_agent_has_her_recorded_numbers_all_day_long(day: date, wrap_up: timedelta) -> None:
    replay = recorded_day(day, wrap_up)
    for minutes in range(0, 24 * 60, 47):
        shift, passed = time(7) if minutes >= 420 else time(0), timedelta(minutes=minutes, seconds=13)
        end = at("00:00") + passed
        window = MetricsWindow(datetime.combine(TODAY, shift, ZONE), end)
        recorded = datetime.combine(day, time()) + passed
        expected = truth(day, recorded, datetime.combine(day, shift), wrap_up)
        assert set(replay.names.values()) == set(expected)
        for agent, line in replay.timelines.items():
            look = look_at(line, window, end + timedelta(seconds=30), Delay())
            one = expected[replay.names[agent]]
            assert (look.status, look.started, look.closed) == (one.status, one.started, one.closed)
            if look.started == look.closed:
                assert look.handle_time == one.handled


def one_call(answer: time, hangup: time, agent: str = "TOVA") -> Call:
    return Call(date(1999, 2, 1), answer, "PS", timedelta(), Answered(agent, answer, hangup))


def talk(call: Call, today: date, zone: str) -> tuple[datetime, datetime]:
    (line,) = lay([call], call.day, today, ZoneInfo(zone)).timelines.values()
    return line.conversations[0].answer, line.conversations[0].hangup


def test_a_call_over_midnight_reaches_into_the_next_day() -> None:
    call = one_call(time(23, 50, 41), time(0, 0, 32))
    assert talk(call, date(2026, 11, 23), "Asia/Jerusalem") == (
        datetime(2026, 11, 23, 21, 50, 41, tzinfo=UTC),
        datetime(2026, 11, 23, 22, 0, 32, tzinfo=UTC),
    )


def test_a_talk_keeps_its_length_across_a_clock_change() -> None:
    answer, hangup = talk(one_call(time(1, 59), time(3, 1)), date(2026, 3, 29), "Europe/Berlin")
    assert answer == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert hangup - answer == timedelta(minutes=62)


def test_only_the_day_is_laid_and_nobody_has_no_timeline() -> None:
    unanswered = Call(date(1999, 2, 1), time(9), "PS", timedelta(), None)
    another_day = Call(date(1999, 2, 2), time(9), "PS", timedelta(), Answered("IDIT", time(9), time(10)))
    replay = lay([one_call(time(9), time(10)), unanswered, another_day], date(1999, 2, 1), TODAY, ZONE)
    assert replay.names == {agent_id("TOVA"): "Tova"}
    assert list(replay.timelines) == [agent_id("TOVA")]
    assert replay.others == {agent_id("IDIT"): "Idit"}


def test_nobody_works_under_the_name_no_server() -> None:
    assert not {"", "No_Server"} & set(recorded_day().names.values())
    assert len(recorded_calls().calls) > 6_000


def test_ids_are_the_same_in_every_run_and_in_ascending_order() -> None:
    assert agent_id("TOVA") == "42e48b9f-0ba5-5c21-a94f-9c134d72d2cc"
    assert list(recorded_day().timelines) == sorted(recorded_day().timelines)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_everybody_who_is_in_the_file_is_there_with_calls_or_without(day: date) -> None:
    with CALLS.open(encoding="utf-8") as file:
        written = {row["agent"].title() for row in csv.DictReader(file)} - {"", "No_Server"}
    replay = recorded_day(day)
    assert not replay.names.keys() & replay.others.keys()
    assert {*replay.names.values(), *replay.others.values()} == written


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_conversation_has_the_queue_and_the_media_of_its_recorded_service(day: date) -> None:
    with CALLS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["date"] == day.isoformat() and row["outcome"] == "AGENT"]
    services = {queue_id(service): service for service in ("PS", "NE", "NW", "IN", "PE", "TT")}
    replay = recorded_day(day)
    told = Counter(
        (replay.names[agent], f"{each.answer.astimezone(ZONE):%H:%M:%S}", services[each.queue], each.media)
        for agent, line in replay.timelines.items()
        for each in line.conversations
    )
    assert told == Counter(
        (row["agent"].title(), row["answer"], row["service"], "callback" if row["service"] == "TT" else "voice")
        for row in rows
        if row["agent"] != "NO_SERVER"
    )


def test_queues_have_names_that_people_know() -> None:
    queues = recorded_day().queues
    assert queues[queue_id("PS")] == "Regular"
    assert queue_id("PS") == "660bc513-953a-52b0-9e26-2976299df2cf"
    assert sorted(queues.values()) == ["Callbacks", "English", "Internet", "New customers", "Regular", "Stock exchange"]
    assert list(queues) == sorted(queues)


def test_a_service_that_nobody_named_is_its_own_name() -> None:
    call = Call(date(1999, 2, 1), time(9), "VIP", timedelta(), None)
    assert lay([call], call.day, TODAY, ZONE).queues == {queue_id("VIP"): "VIP"}
