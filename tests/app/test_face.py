"""Everything the screen says, from what is known."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app import known
from tests.app.known import HEARD_AT, JOINED
from tests.samples import any_rows
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Link, Refused, SetupNeeded, Starting
from wallboard.app.picture_key import PictureKey
from wallboard.app.replica import Replica
from wallboard.app.summary_face import Beyond, line
from wallboard.wire.boards import Thresholds
from wallboard.wire.messages import Cause, Queues, Reconciled, Row, Summary, Window
from wallboard.wire.setup import Setup

ALL_REPLICAS = {
    "nothing": Replica(),
    "silent": known.silent(),
    "silent with cause": known.silent(Cause("forbidden", 403)),
    "live": known.heard(),
    "stale": known.stale(),
    "empty": known.heard(known.snapshot([])),
}
ALL_LINKS: dict[str, Link] = {
    "starting": Starting(),
    "joined": JOINED,
    "rehearsal": known.joined(rate=10.0),
    "refused": Refused("no secret"),
    "not set up": SetupNeeded(Setup("settings", "no settings", [])),
}


def said(
    replica: Replica | None = None,
    link: Link = JOINED,
    seconds: float = 0,
    page: int = 0,
    risen: frozenset[str] = frozenset(),
) -> BoardFace:
    shown = known.heard() if replica is None else replica
    return face(shown, link, HEARD_AT + timedelta(seconds=seconds), page, risen)


def test_a_live_board() -> None:
    shown = said()
    assert shown.title == "All agents"
    assert shown.subtitle == "Since 07:00 · most closed, then shortest AHT"
    assert shown.clock == "14:35"
    assert shown.rehearsal == ""
    assert shown.condition.badge == "Live"
    assert shown.updated == "Updated 14:35:02 · as of 14:34:30"
    assert shown.delay == "Data delayed by up to 30 s"
    assert [row.name for row in shown.podium] == ["Tova", "Idit", "Anat"]
    names = ["Gili", "Kazav", "Avni", "Yifat", "Avidan", "Darmon", "Eli", "Michal"]
    assert [row.name for row in shown.rows] == names
    assert (shown.page, shown.pages) == (0, 2)
    assert shown.places == "▲▼ since 14:20 · 4–11 of 14"
    assert shown.disclaimer == (
        "Real-time metrics are for operational use only. Official statistics are available in end-of-day reports."
    )


@pytest.mark.parametrize("replica", ALL_REPLICAS.values(), ids=ALL_REPLICAS)
@pytest.mark.parametrize("link", ALL_LINKS.values(), ids=ALL_LINKS)
@pytest.mark.parametrize("seconds", [0, 20, 50, 100, 100_000])
def test_delay_disclaimer_and_badge_stand_in_every_state(replica: Replica, link: Link, seconds: int) -> None:
    shown = said(replica, link, seconds)
    assert shown.delay == "Data delayed by up to 30 s"
    assert shown.disclaimer
    assert shown.condition.badge
    assert bool(shown.podium) is (shown.condition.message is None)


def test_the_lag_is_the_pollers() -> None:
    assert said(link=known.joined(lag_s=45.0)).delay == "Data delayed by up to 45 s"


def test_instants_are_told_in_the_boards_zone() -> None:
    shown = said(link=known.joined(time_zone="Asia/Jerusalem"))
    assert shown.clock == "16:35"
    assert shown.updated == "Updated 16:35:02 · as of 16:34:30"
    assert shown.places.startswith("▲▼ since 16:20")
    assert shown.subtitle.startswith("Since 09:00")


@pytest.mark.parametrize("time_zone", ["Europe/Berlln", "", "../etc/passwd"])
def test_an_unknown_zone_is_read_as_utc(time_zone: str) -> None:
    assert said(link=known.joined(time_zone=time_zone)).clock == "14:35"


def test_the_clock_goes_on_by_the_machines_elapsed_time() -> None:
    assert said(seconds=57.9).clock == "14:35"
    assert said(seconds=58).clock == "14:36"
    assert said(link=known.joined(rate=10.0), seconds=6).clock == "14:36"


def test_a_clock_that_keeps_genesys_cloud_away_is_not_shown() -> None:
    assert said(known.silent(Cause("unreachable"))).clock == "14:35"
    assert said(known.silent(Cause("unreachable", detail="clock"))).clock == ""


def test_before_the_poller_has_spoken_there_is_no_clock() -> None:
    assert said(Replica()).clock == ""


def test_a_rehearsal_is_marked() -> None:
    assert said(link=known.joined(rate=10.0)).rehearsal == "Rehearsal × 10"
    assert said(link=known.joined(rate=2.5)).rehearsal == "Rehearsal × 2.5"


@pytest.mark.parametrize(
    ("rows", "page", "pages", "shown", "places"),
    [
        (14, 0, 2, 8, "4–11 of 14"),
        (14, 1, 2, 3, "12–14 of 14"),
        (14, 9, 2, 3, "12–14 of 14"),
        (14, -1, 2, 8, "4–11 of 14"),
        (12, 1, 2, 1, "12 of 12"),
        (11, 1, 1, 8, "4–11 of 11"),
        (3, 0, 1, 0, "1–3 of 3"),
        (1, 0, 1, 0, "1 of 1"),
    ],
)
def test_pages(rows: int, page: int, pages: int, shown: int, places: str) -> None:
    seen = said(known.heard(known.snapshot(known.day()[:rows])), page=page)
    assert seen.pages == pages
    assert seen.page == min(max(page, 0), pages - 1)
    assert len(seen.rows) == shown
    assert seen.places == f"▲▼ since 14:20 · {places}"
    assert bool(seen.nobody_else) is (rows <= 3)


def test_a_large_board_is_counted_in_full() -> None:
    assert said(known.heard(known.snapshot(total=50_000))).places.endswith("4–11 of 50,000")


def test_what_is_not_known_is_left_out() -> None:
    bare = msgspec.structs.replace(known.snapshot(), total=None, reference_at=None, window=None)
    shown = said(known.heard(bare))
    assert shown.places == "4–11"
    assert shown.subtitle == "Most closed, then shortest AHT"


def test_a_window_of_another_day_tells_its_day() -> None:
    since = known.NOW.replace(day=2, hour=0, minute=0, second=0)
    contest = msgspec.structs.replace(known.snapshot(), window=Window(since, known.AS_OF))
    assert said(known.heard(contest)).subtitle == "Since 2 Nov 00:00 · most closed, then shortest AHT"


def test_who_is_not_ranked_stands_below_the_podium_with_the_reason() -> None:
    link = known.joined(minimum_closed=130)
    rows = [msgspec.structs.replace(row, rank=row.rank if row.closed >= 130 else None) for row in known.day()]
    shown = said(known.heard(known.snapshot(rows)), link)
    assert [(row.name, row.rank) for row in shown.podium] == [("Tova", "1"), ("Idit", "2")]
    assert [(row.name, row.rank) for row in shown.rows[:2]] == [("Anat", "–"), ("Gili", "–")]
    assert shown.rows[0].not_ranked == "not ranked: 121 of 130"
    assert shown.subtitle == "Since 07:00 · most closed, then shortest AHT, from 130 closed on"
    assert shown.nobody_ranked == ""


def test_while_nobody_is_ranked_the_podium_says_so() -> None:
    rows = [msgspec.structs.replace(row, rank=None) for row in known.day()]
    shown = said(known.heard(known.snapshot(rows)), known.joined(minimum_closed=200))
    assert (shown.podium, len(shown.rows), shown.pages) == ((), 8, 2)
    assert shown.nobody_ranked == "Nobody is ranked yet.\nRanks begin at 200 closed."


def test_an_average_of_another_formula_is_warned_of() -> None:
    shown = said(link=known.joined(aht="all_over_closed"))
    assert [column.label for column in shown.columns] == ["Closed", "AHT (all)"]
    assert "no official AHT" in shown.footnote


@pytest.mark.parametrize(
    ("back", "told"),
    [
        (timedelta(minutes=14), "▲▼ since 14:20"),
        (timedelta(hours=23, minutes=59), "▲▼ since 14:35"),
        (timedelta(hours=24), "▲▼ since 22 Nov 14:34"),
        (timedelta(days=30), "▲▼ since 24 Oct 14:34"),
    ],
)
def test_what_the_arrows_compare_with_is_told_with_its_day_where_the_time_alone_is_not_enough(
    back: timedelta, told: str
) -> None:
    shown = msgspec.structs.replace(known.snapshot(), reference_at=known.AS_OF - back)
    assert said(known.heard(shown)).places == f"{told} · 4–11 of 14"


def test_where_there_is_nothing_to_compare_with_yet_no_arrows_are_spoken_of() -> None:
    shown = msgspec.structs.replace(known.snapshot(), reference_at=None)
    assert said(known.heard(shown)).places == "4–11 of 14"


def test_what_all_agents_do_and_did_together_is_told() -> None:
    assert line(said().summary) == "14 active · 5 on a call · 3 in wrap-up · 843 closed · AHT 2:27"
    assert line(said().queues) == "3 waiting · longest 1:12 · 82 % in time · 12 hung up"
    assert said(known.heard(known.snapshot([]))).summary == ()
    assert said(known.silent()).summary == ()


def test_what_is_beyond_the_boards_thresholds_is_marked() -> None:
    shown = said(link=known.joined(thresholds=Thresholds(waiting=2, service_level=80, aht=120, long_call=20)))
    assert [part.text for part in shown.summary if part.beyond is Beyond.OVER] == ["AHT 2:27, over 2:00"]
    assert [part.text for part in shown.queues if part.beyond is Beyond.OVER] == ["3 waiting, over 2"]
    assert [part for part in shown.queues if part.beyond is Beyond.UNDER] == []


def test_a_conversation_is_marked_as_long_from_the_boards_threshold_on() -> None:
    def long(minutes: int) -> list[str]:
        shown = said(link=known.joined(thresholds=Thresholds(long_call=minutes)))
        return [row.name for row in (*shown.podium, *shown.rows) if row.long_call]

    assert long(10) == ["Eli"]  # for 12:44
    assert long(12) == ["Eli"]
    assert long(13) == []
    assert long(6) == ["Eli", "Michal"]  # for 6:31, at an average of 2:25


def test_of_queues_nothing_is_told_that_is_not_known() -> None:
    def queues(told: Queues | None) -> str:
        shown = known.snapshot()
        return line(said(known.heard(msgspec.structs.replace(shown, summary=Summary(14, queues=told)))).queues)

    assert queues(None) == queues(Queues()) == ""
    assert queues(Queues(waiting=0)) == "0 waiting"
    assert (
        queues(Queues(waiting=1_200, longest_since=known.NOW + timedelta(seconds=2))) == "1,200 waiting · longest 0:00"
    )
    assert queues(Queues(service_level=0.0, abandoned=0)) == "0 % in time · 0 hung up"


def test_climbers_are_lit() -> None:
    shown = said(risen=frozenset({"avidan", "tova"}))
    assert [row.name for row in (*shown.podium, *shown.rows) if row.risen] == ["Tova", "Avidan"]


def with_pictures(replica: Replica) -> Replica:
    assert replica.shown is not None
    rows = [msgspec.structs.replace(row, picture=f"v{row.place}") for row in replica.shown.rows]
    return replace(replica, shown=msgspec.structs.replace(replica.shown, rows=rows))


def test_the_pictures_of_the_agents_on_this_page_are_wanted() -> None:
    first = [key.picture for key in said(with_pictures(known.heard())).pictures]
    second = [key.picture for key in said(with_pictures(known.heard()), page=1).pictures]
    assert first == [f"v{place}" for place in range(11)]
    assert second == ["v0", "v1", "v2", "v11", "v12", "v13"]
    assert said().pictures == ()


def test_a_picture_is_named_once_it_is_here_and_is_grey_on_an_old_board() -> None:
    here = {PictureKey("tova", "v0")}
    for replica, url in ((known.heard(), "image://agents/tova/v0"), (known.stale(), "image://agents/tova/v0/old")):
        shown = face(with_pictures(replica), JOINED, HEARD_AT, 0, here=here)
        assert [row.picture for row in shown.podium] == [url, "", ""]


def test_durations_count_up_to_the_instant_of_the_statuses() -> None:
    later = known.AS_OF + timedelta(seconds=20)
    shown = said(known.heard(msgspec.structs.replace(known.snapshot(), status_as_of=later)))
    assert [row.duration for row in shown.podium] == ["3:46", "1:01", "0:32"]


def test_that_newer_settings_cannot_be_used_is_said_below_and_stops_nothing() -> None:
    shown = said(known.heard(told=known.status(settings_wrong=True)))
    assert shown.footnote == "The settings were changed and cannot be used: the last good ones count"
    assert (shown.condition.badge, len(shown.rows)) == ("Live", len(said().rows))
    assert said().footnote == ""


def test_what_was_reconciled_is_said() -> None:
    window = Window(known.NOW.replace(hour=6, minute=0), known.NOW.replace(hour=14, minute=0))
    shown = known.heard(told=known.status(reconciled=Reconciled(window, known.NOW, 14, 2)))
    assert said(shown).footnote == "Reconciled 06:00–14:00: 2 of 14 agents differ"
    assert said(shown, Refused("no secret")).footnote == ""
    assert said().footnote == ""


def test_columns_are_as_wide_on_every_page() -> None:
    first, second = said(page=0), said(page=1)
    assert [column.widest for column in first.columns] == ["000", "0:00"]
    assert (first.widest_rank, first.widest_movement) == ("00", "0")
    assert first.columns == second.columns
    for name in ("rank", "movement"):
        assert getattr(first, f"widest_{name}") == getattr(second, f"widest_{name}")


@given(st.lists(any_rows(), max_size=30, unique_by=lambda row: row.id), st.integers(-5, 50), st.integers(0, 10**7))
def test_no_row_breaks_the_screen(rows: list[Row], page: int, seconds: int) -> None:
    shown = said(known.heard(known.snapshot(rows)), page=page, seconds=seconds)
    ranked = [row.rank is not None for row in sorted(rows, key=lambda row: row.place)[:3]]
    assert len(shown.podium) == [*ranked, False].index(False)
    assert len(shown.rows) <= 8
    assert 0 <= shown.page < shown.pages


def test_what_keeps_figures_per_hour_away_is_said() -> None:
    heard = known.heard(told=known.status(per_hour_lacks="realtime"))
    shown = said(heard, known.joined(rank_by=("most_closed_per_hour",)))
    assert "does not tell time on queue" in shown.footnote
    assert shown.subtitle == "Since 07:00 · most closed per hour on queue"
    assert said(heard).footnote == ""
