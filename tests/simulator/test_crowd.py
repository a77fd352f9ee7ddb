"""A crowd: the same for each seed, credible, and told by both contracts as a naive count of its own days has it."""

import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from statistics import fmean
from zoneinfo import ZoneInfo

import pytest

from tests.simulator.organisation import AGENTS, TODAY, ZONE, Organisation, at, organisation
from tests.simulator.test_crowd_figures import apart
from tests.simulator.test_endpoints import closed_of
from tests.simulator.test_openapi import check
from wallboard.board.window import MetricsWindow
from wallboard.simulator import agent_counts, agent_status, aggregates, crowd
from wallboard.simulator.agent_state import Presence, Routing, state_at
from wallboard.simulator.api import Terms
from wallboard.simulator.crowd_figures import AT_WORK, BREAKS, BY_HOUR, SHIFTS
from wallboard.simulator.day import Replay
from wallboard.simulator.delay import Delay
from wallboard.simulator.instants import to_instant
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.realtime import to_text
from wallboard.simulator.timeline import Timeline, look_at

SIZE = 400
BIG = Terms(rate_limit=RateLimit(10_000))
HALF_A_MINUTE = timedelta(seconds=30)


@cache
def people(agents: int = SIZE, seed: int = 7) -> Replay:
    return crowd.replay(agents, seed, TODAY, ZONE)


@cache
def thousands() -> Replay:
    return people(3_000)


def naive(line: Timeline, window: MetricsWindow) -> tuple[str, int, int, timedelta]:
    """Status, started, closed and handle time by the rules alone, with everything visible."""
    end = window.end
    own = [each for each in line.conversations if window.start <= each.answer <= end]
    handled = sum((min(each.closed, end) - each.answer for each in own), timedelta())
    status = "Offline"
    if line.signs_in is not None and to_instant(line.signs_in) <= end <= to_instant(line.signs_out):
        status = "Available"
        for away in line.tape.away:
            if to_instant(line.at(away.start)) <= end < to_instant(line.at(away.end)):
                status = {"BREAK": "Break", "MEAL": "Meal"}[away.presence]
    for each in line.conversations:
        if each.answer <= end < each.hangup:
            status = "On a Call" if each.media in {"voice", "callback"} else "On an Interaction"
        elif each.hangup <= end < each.closed:
            status = "Wrap-up"
    return status, len(own), sum(each.closed <= end for each in own), handled


@pytest.mark.parametrize("clock_time", ["06:59:59", "09:13:07", "12:00:00", "15:31:41", "23:59:30"])
def test_a_look_is_a_naive_count(clock_time: str) -> None:
    window = MetricsWindow(at("07:00") if clock_time > "07" else at("00:00"), at(clock_time))
    statuses = set()
    for line in people().timelines.values():
        look = look_at(line, window, window.end + HALF_A_MINUTE, Delay())
        assert (look.status, look.started, look.closed, look.handle_time) == naive(line, window)
        statuses.add(look.status)
    if clock_time == "12:00:00":
        assert statuses >= {"On a Call", "On an Interaction", "Available", "Wrap-up", "Offline", "Meal"}


@pytest.mark.parametrize("clock_time", ["09:13:07", "14:05:00", "19:20:20"])
def test_a_state_is_what_she_does_at_that_instant(clock_time: str) -> None:
    now = at(clock_time)
    presences = Counter[Presence]()
    for line in people().timelines.values():
        state, told = state_at(line, now), naive(line, MetricsWindow(at("00:00"), now))[0]
        presences[state.presence] += 1
        assert (state.sessions != ()) == (told in {"On a Call", "On an Interaction", "Wrap-up"})
        if told in {"Break", "Meal", "Offline"}:
            assert (state.presence.title(), state.routing) == (told, Routing.OFF_QUEUE)
        else:
            assert state.presence is Presence.ON_QUEUE
            assert state.routing is (Routing.IDLE if told == "Available" else Routing.INTERACTING)
        assert state.routing_since is None or state.routing_since <= now
    assert presences[Presence.ON_QUEUE] > presences[Presence.BREAK] + presences[Presence.MEAL] > 0


def test_the_same_seed_makes_the_same_crowd_and_another_one_another() -> None:
    again = crowd.replay(SIZE, 7, TODAY, ZONE)
    assert (again.names, again.queues) == (people().names, people().queues)
    for agent, line in people().timelines.items():
        assert again.timelines[agent].conversations == line.conversations
    other = people(SIZE, 8)
    assert not other.names.keys() & people().names.keys()


def test_it_is_the_same_in_another_process() -> None:
    told = (
        "from tests.simulator.test_crowd import people\n"
        "print(*people().names.items(), sum(len(one.conversations) for one in people().timelines.values()))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", told], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": h}
        )
        for h in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != ""


def test_everybody_has_an_id_a_name_a_place_in_order_and_some_stay_at_home() -> None:
    replay = thousands()
    assert len(replay.names) == len(replay.timelines) == len(set(replay.names.values())) == 3_000
    assert list(replay.names) == list(replay.timelines) == sorted(replay.names)
    assert replay.others == {}
    here = sum(line.count > 0 for line in replay.timelines.values()) / 3_000
    assert here == pytest.approx(AT_WORK, abs=0.02)


def test_calls_come_by_the_hour_as_they_are_recorded() -> None:
    hours = Counter(
        each.answer.astimezone(ZONE).hour for line in thousands().timelines.values() for each in line.conversations
    )
    # Breaks fall together, as they do where shifts begin together.
    assert apart([hours[hour] for hour in range(24)], BY_HOUR) < 0.12


def test_a_day_is_as_full_as_a_recorded_one() -> None:
    whole = [
        line.count
        for line in thousands().timelines.values()
        if line.signs_in is not None and line.signs_out - line.signs_in >= 8 * 3600 * 10**6
    ]
    # Whole days of the record hold 60 to 160 calls.
    assert 80 < fmean(whole) < 120
    assert max(whole) < 250


def test_shifts_begin_around_their_hours_and_last_their_time() -> None:
    begins = Counter[datetime]()
    lengths = {shift.length for shift in SHIFTS}
    for line in people().timelines.values():
        if line.signs_in is not None:
            begin, end = to_instant(line.signs_in), to_instant(line.signs_out)
            hour = (begin + timedelta(minutes=5)).replace(minute=0, second=0)
            assert timedelta(minutes=-5) <= begin - hour <= timedelta(minutes=10)
            begins[hour] += 1
            # Whoever speaks when the shift is over, goes when the conversation is closed.
            assert end - begin in lengths or end == line.conversations[-1].closed
            assert end - begin >= min(lengths)
    assert len(begins) >= 6


def test_no_event_is_between_two_milliseconds() -> None:
    """So that both contracts say the same, whatever they round."""
    for line in people().timelines.values():
        assert not line.begins % 1000
        assert not line.count or not line.pace % 1000


def test_a_crowd_works_in_any_zone_and_on_a_day_that_the_clock_changes() -> None:
    told = crowd.replay(50, 1, date(2026, 3, 29), ZoneInfo("Europe/Berlin"))
    lengths = Counter(
        timedelta(microseconds=line.signs_out - line.signs_in)
        for line in told.timelines.values()
        if line.signs_in is not None
    )
    assert lengths[timedelta(hours=8)] > 10


def test_breaks_come_by_themselves() -> None:
    long = max(people().timelines.values(), key=lambda line: line.signs_out - (line.signs_in or line.signs_out))
    assert len(long.tape.away) == len(BREAKS)
    assert long.away(long.at(long.tape.away[1].start)) == long.tape.away[1]
    assert long.away(long.at(long.tape.away[1].start) - 1) is None
    assert long.away(long.at(long.tape.away[1].end)) is None


@pytest.mark.asyncio
async def test_both_contracts_say_the_same_of_the_same_instant_and_hold_to_the_published_interface() -> None:
    async with organisation(terms=BIG, replay=people()) as on:
        for passed in (timedelta(), timedelta(seconds=11), timedelta(minutes=3)):
            on.clock.advance(passed)
            told = await sweep(on)
            results = await ranking(on, metrics=["tHandle", "nConnected", "tAcw", "tTalk"])
            closed = {agent: own["conversationCountClosed"]["value"] for agent, own in told.items()}
            since = at("07:00:00")
            # A call that began before the shift counts in one of them alone.
            before = {
                agent
                for agent, line in people().timelines.items()
                if any(each.answer <= since < each.closed for each in line.conversations)
            }
            told_closed = closed_of(results)
            assert {a: n for a, n in closed.items() if n and a not in before} == {
                a: n for a, n in told_closed.items() if a not in before
            }
            assert len(before) < SIZE / 20
            assert len(told) == SIZE


async def sweep(on: Organisation) -> dict[str, dict[str, dict[str, int]]]:
    """All pages, joined."""
    told: dict[str, dict[str, dict[str, int]]] = {}
    more: dict[str, str] = {}
    while True:
        page = (await on.page(**more)).raise_for_status().json()
        for agent in page["groupBy"]["agent"]:
            assert agent["id"] not in told
            told[agent["id"]] = agent["metrics"]
        if "nextPageToken" not in page:
            return told
        more = {"nextPageToken": page["nextPageToken"]}


async def ranking(on: Organisation, **changes: object) -> list[dict[str, object]]:
    end = on.clock.now() - HALF_A_MINUTE
    body = {"interval": f"{to_text(at('07:00'))}/{to_text(end)}", "groupBy": ["userId"], **changes}
    results: list[dict[str, object]] = check(await on.http.post(aggregates.PATH, json=body))["results"]
    return results


@pytest.mark.asyncio
async def test_statuses_and_counts_and_lists_hold_to_the_published_interface() -> None:
    asked = {"userFilter": {"type": "or", "predicates": [{"dimension": "systemPresence", "value": "BREAK"}]}}
    async with organisation("10:00", terms=BIG, replay=people()) as on:
        statuses = check(await on.http.post(agent_status.PATH, json=asked))
        assert {one["routingStatus"] for one in statuses["entities"]} == {"OFF_QUEUE"}
        by = {"groupBy": "presence,routingStatus,segmentType"}
        counts = check(await on.http.post(agent_counts.PATH, params=by, json={}))
        assert sum(one["count"] for one in counts["presenceCounts"]) == SIZE
        users = check(await on.http.get("/api/v2/users", params={"pageSize": 500}))
        assert users["total"] == SIZE
        queues = check(await on.http.get("/api/v2/routing/queues"))
        assert {"Regular", "Chat", "E-mail", "Callbacks"} <= {one["name"] for one in queues["entities"]}
        assert all(one["memberCount"] > 0 for one in queues["entities"])
        groups = check(await on.http.get("/api/v2/groups"))["entities"]
        told = [await on.page(groupId=group["id"]) for group in groups]
        assert all(page.status_code == 200 for page in told)
        assert (await on.http.get(AGENTS)).status_code == 400


def test_a_big_crowd_has_more_teams_and_divisions_than_the_bank() -> None:
    big = crowd.replay(10_000, 1, TODAY, ZONE)
    assert (len(big.teams), len(people().teams), len(big.divisions)) == (5, 3, 4)
