"""When to poll again: never sooner than the server wishes, our own back-off never above its ceiling."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.genesys import errors
from wallboard.poller.schedule import CEILING, Failed, Outcome, Rejected, Succeeded, Throttled, next_wait, outcome_of
from wallboard.wire.messages import Cause

CADENCE = timedelta(seconds=30)
CAUSE = Cause("timeout")


def seconds(outcome: Outcome, streak: int = 1, cadence: timedelta = CADENCE, jitter: float = 0.0) -> float:
    return next_wait(outcome, streak, cadence, jitter).total_seconds()


class TestAfterSuccess:
    @pytest.mark.parametrize(("took", "wait"), [(0, 30), (0.5, 29.5), (30, 0), (45, 0)])
    def test_polls_begin_one_cadence_apart(self, took: float, wait: float) -> None:
        assert seconds(Succeeded(timedelta(seconds=took)), 0) == wait


class TestAfterFailure:
    def test_5_10_20_three_times_30_then_doubling_to_five_minutes(self) -> None:
        waits = [seconds(Failed(CAUSE), streak) for streak in range(1, 13)]
        assert waits == [5, 10, 20, 30, 30, 30, 60, 120, 240, 300, 300, 300]

    def test_chance_adds_up_to_a_tenth(self) -> None:
        assert seconds(Failed(CAUSE), 2, jitter=1.0) == 11

    def test_what_only_a_person_can_mend_waits_at_the_ceiling(self) -> None:
        assert seconds(Rejected(CAUSE)) == CEILING.total_seconds() == 300


class TestAfterThrottling:
    def test_the_wish_is_obeyed_with_a_second_for_its_rounding(self) -> None:
        assert seconds(Throttled(timedelta(seconds=60), CAUSE)) == 61

    def test_a_short_wish_waits_for_the_cadence(self) -> None:
        assert seconds(Throttled(timedelta(seconds=1), CAUSE)) == 30

    def test_no_wish_waits_for_the_cadence(self) -> None:
        assert seconds(Throttled(None, CAUSE)) == 30

    def test_a_wish_of_hours_is_obeyed_too(self) -> None:
        assert seconds(Throttled(timedelta(hours=8), CAUSE)) == 8 * 3600 + 1


cadences = st.timedeltas(timedelta(seconds=10), timedelta(minutes=10))
jitters = st.floats(0, 1)
streaks = st.integers(1, 10**6)


@given(st.timedeltas(timedelta(), timedelta(days=120)), streaks, cadences, jitters)
def test_a_wait_is_never_below_the_servers_wish(
    wish: timedelta, streak: int, cadence: timedelta, jitter: float
) -> None:
    wait = next_wait(Throttled(wish, CAUSE), streak, cadence, jitter)
    assert wait > wish
    assert wait >= cadence


@given(st.sampled_from([Failed(CAUSE), Rejected(CAUSE)]), streaks, cadences, jitters)
def test_our_own_back_off_is_never_above_its_ceiling_and_never_nothing(
    outcome: Outcome, streak: int, cadence: timedelta, jitter: float
) -> None:
    assert timedelta(seconds=5) <= next_wait(outcome, streak, cadence, jitter) <= CEILING


@given(streaks, jitters)
def test_one_more_failure_never_waits_less(streak: int, jitter: float) -> None:
    assert seconds(Failed(CAUSE), streak, jitter=jitter) <= seconds(Failed(CAUSE), streak + 1, jitter=jitter)


@given(st.timedeltas(timedelta(), timedelta(hours=2)), cadences, jitters)
def test_a_good_poll_never_waits_longer_than_the_cadence(took: timedelta, cadence: timedelta, jitter: float) -> None:
    assert timedelta() <= next_wait(Succeeded(took), 0, cadence, jitter) <= cadence


class TestOutcome:
    @pytest.mark.parametrize(
        ("error", "outcome"),
        [
            (
                errors.Throttled(timedelta(seconds=7)),
                Throttled(timedelta(seconds=7), Cause("throttled", 429, 7_000)),
            ),
            (errors.Throttled(None), Throttled(None, Cause("throttled", 429))),
            (errors.Rejected(401, "https://x"), Rejected(Cause("wrong_secret", 401, detail="https://x"))),
            (
                errors.Rejected(400, "https://x", trouble=errors.SignInTrouble.WRONG_REGION),
                Rejected(Cause("wrong_region", 400, detail="https://x")),
            ),
            (
                errors.Rejected(400, "https://x", trouble=errors.SignInTrouble.REVOKED),
                Rejected(Cause("revoked", 400, detail="https://x")),
            ),
            (
                errors.Expired(errors.TimedOut("late")),
                Failed(Cause("expired", detail="the sign-in has expired and cannot be renewed: late")),
            ),
            (
                errors.Expired(errors.ServerFailed(503, None, retry_after=timedelta(minutes=9))),
                Failed(
                    Cause(
                        "expired",
                        detail="the sign-in has expired and cannot be renewed: Genesys Cloud failed with 503",
                    ),
                    timedelta(minutes=9),
                ),
            ),
            (errors.Forbidden("/x", "no", None), Failed(Cause("forbidden", 403))),
            (
                errors.Forbidden("/x", "no", None, missing=("a:b:view", "c:d:view")),
                Failed(Cause("forbidden", 403, detail="a:b:view, c:d:view")),
            ),
            (errors.Hidden("/x"), Failed(Cause("hidden"))),
            (errors.Hidden("/x", agents=3), Failed(Cause("hidden", detail="3"))),
            (errors.TimedOut("late"), Failed(Cause("timeout"))),
            (errors.Unreachable("gone"), Failed(Cause("unreachable"))),
            (errors.ProxyRefuses("asks", "/x", 407), Failed(Cause("proxy", 407))),
            (errors.ProxyRefuses("not there"), Failed(Cause("proxy"))),
            (errors.Distrusted("login.x", "self-signed"), Failed(Cause("certificate", detail="login.x"))),
            (errors.ServerFailed(503, None), Failed(Cause("server_error", 503))),
            (errors.BadReply("/api/v2/teams/1/members", "404", 404), Failed(Cause("bad_reply", 404, detail="team"))),
            (errors.BadReply("/api/v2/users", "404", 404), Failed(Cause("bad_reply", 404))),
            (errors.BadReply("/x", "odd", 200), Failed(Cause("bad_reply", 200))),
        ],
        ids=lambda one: type(one).__name__,
    )
    def test_every_error_has_its_outcome(self, error: errors.GenesysError, outcome: Outcome) -> None:
        assert outcome_of(error) == outcome

    def test_no_kind_of_error_is_forgotten(self) -> None:
        made: list[errors.GenesysError] = [
            errors.Throttled(None),
            errors.Unreachable("x"),
            errors.TimedOut("x"),
            errors.ServerFailed(500, None),
            errors.BadReply("/x", "y"),
            errors.Rejected(401, "x"),
            errors.Expired(errors.TimedOut("x")),
            errors.Forbidden("/x", "y", None),
            errors.Hidden("/x"),
        ]
        assert {type(one) for one in made} == set(errors.GenesysError.__subclasses__())
        for one in made:
            assert isinstance(outcome_of(one), Throttled | Failed | Rejected)


def test_a_wish_with_a_failure_is_kept() -> None:
    hour = timedelta(hours=1)
    assert next_wait(Failed(Cause("server_error", 503), hour), 1, timedelta(seconds=30), 0) > hour
