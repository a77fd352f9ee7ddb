"""How far the screen can be trusted, in words, for every freshness and every way to stand with the poller."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from tests.app import known
from tests.app.known import HEARD_AT, JOINED, NOW
from wallboard.app import cause_words
from wallboard.app.condition import Condition, condition, rate_of, zone_of
from wallboard.app.link import Link, Refused, SetupNeeded, Starting
from wallboard.app.replica import Replica
from wallboard.board.freshness import Freshness
from wallboard.wire.messages import Budget, Cause
from wallboard.wire.setup import Setup

REFUSED = Refused("The settings hold no board.")
THROTTLED = Cause("throttled", 429, 60_000)


def after(seconds: float, replica: Replica | None = None, link: Link = JOINED) -> Condition:
    return condition(known.heard() if replica is None else replica, link, HEARD_AT + timedelta(seconds=seconds))


def kept_alive(seconds: int) -> Replica:
    """A screen that hears heartbeats, and no poll."""
    replica = known.heard()
    for second in range(5, seconds + 1, 5):
        passed = timedelta(seconds=second)
        replica = known.heartbeat(replica, HEARD_AT + passed, NOW + passed)
    return replica


@pytest.mark.parametrize(
    ("seconds", "freshness", "badge", "headline"),
    [
        (0, Freshness.LIVE, "Live", None),
        (40, Freshness.LIVE, "Live", None),
        (45, Freshness.LATE, "Late", None),
        (60, Freshness.LATE, "Late", None),
        (65, Freshness.STALE, "Stale data", "STALE DATA"),
    ],
)
def test_without_a_poll_the_board_grows_old(
    seconds: int, freshness: Freshness, badge: str, headline: str | None
) -> None:
    how = after(seconds, kept_alive(seconds))
    assert (how.freshness, how.badge) == (freshness, badge)
    assert (how.banner and how.banner.headline) == headline
    assert how.faded is (headline is not None)
    assert how.message is None


@pytest.mark.parametrize("link", [JOINED, Starting()])
def test_a_poller_that_says_nothing_is_not_connected(link: Link) -> None:
    assert after(14.9, link=link).freshness is Freshness.LIVE
    how = after(15, link=link)
    assert how.freshness is Freshness.OFFLINE
    assert how.badge == "Not connected"
    assert how.faded
    assert how.message is None
    assert how.banner is not None
    assert how.banner.headline == "NOT CONNECTED"
    assert how.banner.text == ("Last update 15 s ago. The wallboard's own service does not answer; starting it again.")


def test_the_banner_tells_age_cause_and_next_try() -> None:
    how = after(0, known.stale())
    assert how.banner is not None
    assert how.banner.text == "Last update 3 min 12 s ago. Genesys Cloud asks to wait until 14:38:42; next try in 28 s."
    later = after(9.5, known.stale())
    assert later.banner is not None
    assert (
        later.banner.text == "Last update 3 min 21 s ago. Genesys Cloud asks to wait until 14:38:42; next try in 18 s."
    )


def test_in_a_rehearsal_ages_run_in_its_clock() -> None:
    how = condition(known.stale(), known.joined(rate=10.0), HEARD_AT + timedelta(seconds=2))
    assert how.banner is not None
    assert how.banner.text == "Last update 3 min 32 s ago. Genesys Cloud asks to wait until 14:38:42; next try in 8 s."


def test_a_stale_board_without_a_cause_says_that_the_update_is_overdue() -> None:
    how = after(65, kept_alive(65))
    assert how.banner is not None
    assert how.banner.text == "Last update 1 min 5 s ago. The next update is overdue."


@pytest.mark.parametrize("told", [known.status(THROTTLED), known.status(THROTTLED, since_good_ms=45_000)])
def test_a_failed_poll_shows_at_once(told: object) -> None:
    how = after(0, known.heard(told=told))  # type: ignore[arg-type]
    assert how.freshness in (Freshness.LIVE, Freshness.LATE)
    assert how.notice == "Genesys Cloud asks to wait, retrying"
    assert not how.faded


def test_a_wait_of_hours_shows_at_once_with_its_end() -> None:
    told = known.status(Cause("throttled", 429, 7_200_000), next_try_at=NOW + timedelta(hours=2))
    how = condition(known.heard(told=told), known.joined(time_zone="Asia/Jerusalem"), HEARD_AT)
    assert how.notice == "Genesys Cloud asks to wait until 18:35:02"


def test_the_zone_of_a_board() -> None:
    assert zone_of(known.joined(time_zone="Asia/Jerusalem")) == ZoneInfo("Asia/Jerusalem")
    assert zone_of(known.joined(time_zone="Nowhere/Atall")) is zone_of(Starting()) is UTC


def test_a_stretched_cadence_is_said() -> None:
    assert after(0, known.heard(told=known.status(cadence_s=60.0))).notice == "Updating every 60 s: rate limit"


@pytest.mark.parametrize(
    ("sweep_s", "notice"),
    [(None, ""), (25.0, ""), (30.0, ""), (159.2, "Everybody updated within 160 s: rate limit")],
)
def test_a_sweep_that_takes_longer_than_a_poll_is_said(sweep_s: float | None, notice: str) -> None:
    told = msgspec.structs.replace(known.status(), budget=Budget(sweep_s=sweep_s))
    assert after(0, known.heard(told=told)).notice == notice


def test_a_stretched_cadence_is_what_freshness_is_judged_by() -> None:
    told = known.status(cadence_s=60.0, since_good_ms=69_000)
    assert after(0, known.heard(told=told)).freshness is Freshness.LIVE


def test_a_board_as_it_should_be_has_no_notice() -> None:
    assert after(0).notice == ""


def test_before_the_first_numbers() -> None:
    how = after(0, known.silent())
    assert (how.freshness, how.badge) == (Freshness.SILENT, "No data yet")
    assert how.banner is None
    assert how.message is not None
    assert how.message.headline == "No data yet"
    assert how.message.text == "The first numbers are on their way."


def test_before_the_first_numbers_a_failure_is_told() -> None:
    how = after(2, known.silent(Cause("wrong_secret", 401)))
    assert how.message is not None
    assert how.message.text == f"{cause_words.cause(Cause('wrong_secret', 401))}; next try in 18 s."
    assert "ask IT to run wallboard-poller login" in how.message.text


def test_just_joined() -> None:
    how = after(0, Replica())
    assert (how.freshness, how.badge) == (Freshness.SILENT, "No data yet")
    assert how.message is not None
    assert how.message.text == "The first numbers are on their way."


def test_starting() -> None:
    how = after(0, Replica(), Starting())
    assert (how.freshness, how.badge) == (Freshness.SILENT, "Starting")
    assert how.message is not None
    assert how.message.headline == "Starting"


def test_not_connected_before_the_first_numbers() -> None:
    how = after(20, known.silent())
    assert how.banner is None
    assert how.message is not None
    assert how.message.headline == "Not connected"


@pytest.mark.parametrize("replica", [Replica(), known.silent(), known.heard(), known.stale()])
def test_a_poller_that_cannot_run_says_why(replica: Replica) -> None:
    how = after(0, replica, REFUSED)
    assert how.badge == "Not running"
    assert how.banner is None
    assert how.message is not None
    assert how.message.text == REFUSED.message
    assert how.message.hint


@pytest.mark.parametrize("replica", [Replica(), known.heard(), known.stale()])
def test_a_poller_that_is_not_set_up_shows_no_board(replica: Replica) -> None:
    how = after(0, replica, SetupNeeded(Setup("secret", "There is no client secret.", [])))
    assert (how.badge, how.freshness, how.banner, how.counted) == ("Not set up", Freshness.SILENT, None, False)
    assert how.message is not None
    assert (how.message.headline, how.message.text) == ("Connect this wallboard", "There is no client secret.")


def test_only_what_a_person_must_mend_is_stuck() -> None:
    for link in (REFUSED, SetupNeeded(Setup("settings", "There are no settings.", []))):
        assert after(0, link=link).stuck
    for other in (JOINED, Starting()):
        assert not any(
            after(seconds, replica, other).stuck for seconds in (0, 90) for replica in (known.stale(), Replica())
        )


def test_numbers_from_before_the_start_of_the_poller_are_old() -> None:
    shown = known.snapshot()
    shown = type(shown)(**{field: getattr(shown, field) for field in shown.__struct_fields__} | {"since_good_ms": None})
    how = after(0, known.heard(shown, known.status(Cause("unreachable"), since_good_ms=None)))
    assert (how.freshness, how.badge, how.faded) == (Freshness.STALE, "Stale data", True)
    assert how.banner is not None
    assert how.banner.text == "No update since the service started. Genesys Cloud cannot be reached."


def test_a_board_without_agents_says_so() -> None:
    empty = known.heard(known.snapshot([]))
    how = after(0, empty)
    assert how.message is not None
    assert how.message.headline == "Nobody is active"
    assert how.banner is None
    old = after(20, empty)
    assert old.message is not None
    assert old.message.headline == "Nobody was active"
    assert old.banner is not None


def test_the_rate_of_a_clock() -> None:
    assert rate_of(known.joined(rate=10.0)) == 10.0
    assert rate_of(JOINED) == rate_of(Starting()) == 1.0


def test_a_board_of_totals_alone_names_nobody_and_tells_its_totals() -> None:
    totals = msgspec.structs.replace(known.snapshot(), rows=[])
    message = condition(known.heard(totals), known.JOINED, known.HEARD_AT).message
    assert message is not None
    assert message.is_numbers
    assert message.headline == "843 closed · AHT 2:27"
    assert message.text == "14 active · 5 on a call · 3 in wrap-up"
    assert message.hint == "3 waiting · longest 1:12 · 82 % in time · 12 hung up"


class TestAWrongClock:
    """The wall's own times are Genesys Cloud's; that the machine's are not is for IT to know."""

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [
            (-3660, "Machine's clock 1 h 1 min behind; the time here is right"),
            (300, "Machine's clock 5 min ahead; the time here is right"),
        ],
    )
    def test_is_told_beside_numbers_that_are_good(self, seconds: int, said: str) -> None:
        how = after(1, known.heard(told=known.status(clock_off_s=seconds)))
        assert (how.freshness, how.notice, how.banner) == (Freshness.LIVE, said, None)

    def test_is_meant_in_a_rehearsal(self) -> None:
        for rate in (1.0, 10.0):
            replica = known.heard(told=known.status(clock_off_s=-3660))
            assert after(1, replica, known.joined(rate)).notice == ""

    def test_that_keeps_genesys_cloud_away_is_what_is_said(self) -> None:
        how = after(1, known.silent(Cause("unreachable", detail="clock")))
        assert how.message is not None
        assert how.message.text.startswith("This machine's clock seems to be wrong: ask IT to set it; next try in ")

    def test_does_not_hide_why_a_poll_failed(self) -> None:
        how = after(1, known.heard(told=known.status(Cause("timeout"), clock_off_s=-3660)))
        assert how.notice == "Genesys Cloud did not answer in time, retrying"
