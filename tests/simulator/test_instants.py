"""Instants as numbers and back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.organisation import at
from wallboard.simulator.instants import MILLISECOND, SECOND, micros, to_instant

instants = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(instants)
def test_a_number_is_the_instant_to_the_microsecond(instant: datetime) -> None:
    assert to_instant(micros(instant)) == instant


@given(instants, instants)
def test_numbers_are_ordered_and_apart_like_instants(one: datetime, other: datetime) -> None:
    assert timedelta(microseconds=micros(other) - micros(one)) == other - one


def test_an_instant_of_any_zone_is_counted_from_1970_in_utc() -> None:
    assert micros(at("02:00:00.001")) == 1_795_392_000 * SECOND + MILLISECOND
    assert to_instant(0) == datetime(1970, 1, 1, tzinfo=UTC)
