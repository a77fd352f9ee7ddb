"""How many agents to ask for at once: what the settings say, else what the organisation bears."""

from datetime import timedelta

import pytest

from wallboard.genesys.errors import BadReply, GenesysError, ServerFailed, Throttled, TimedOut, Unreachable
from wallboard.genesys.page_size import PageSize, is_refused_size

LATE, TOO_LARGE = TimedOut("late"), BadReply("/x", "answered 413", 413)
FAILED, THROTTLED = ServerFailed(503, None), Throttled(timedelta(seconds=5))
REFUSED = BadReply("/x", "answered 400 The query parameter maxRecords must be a whole number from 1 to 100", 400)


def after(size: PageSize, *errors: GenesysError) -> list[int]:
    told = []
    for error in errors:
        size.failed(error)
        told.append(size.now)
    return told


def good(size: PageSize, pages: int, agents: int = 0) -> int:
    for _ in range(pages):
        size.came(agents or size.now, more=True)
    return size.now


def test_a_number_in_the_settings_stands_whatever_comes() -> None:
    size = PageSize(70)
    assert after(size, LATE, TOO_LARGE, REFUSED, FAILED) == [70] * 4
    assert good(size, 100) == 70


def test_it_begins_large() -> None:
    assert PageSize("auto").now == 1000


@pytest.mark.parametrize("error", [LATE, TOO_LARGE])
def test_it_halves_as_far_as_it_takes(error: GenesysError) -> None:
    assert after(PageSize("auto"), *[error] * 8) == [500, 250, 100, 50, 25, 10, 10, 10]


@pytest.mark.parametrize("error", [FAILED, THROTTLED])
def test_a_server_that_is_busy_is_not_asked_for_less_than_is_usual(error: GenesysError) -> None:
    assert after(PageSize("auto"), *[error] * 5) == [500, 250, 100, 100, 100]


def test_it_grows_back_slowly() -> None:
    size = PageSize("auto")
    after(size, LATE, LATE)
    assert [good(size, 9), good(size, 1), good(size, 9), good(size, 1), good(size, 50)] == [250, 500, 500, 1000, 1000]


def test_a_failure_in_between_makes_it_wait_again() -> None:
    size = PageSize("auto")
    after(size, LATE)
    good(size, 9)
    after(size, FAILED)
    assert good(size, 9) == 250


def test_what_the_server_grants_is_what_is_halved() -> None:
    size = PageSize("auto")
    assert good(size, 3, agents=100) == 1000  # asking for more than is granted does no harm
    assert after(size, LATE) == [50]


def test_a_size_that_is_refused_is_not_tried_again() -> None:
    size = PageSize("auto")
    assert after(size, REFUSED, REFUSED, REFUSED) == [500, 250, 100]
    assert good(size, 100) == 100
    after(size, LATE)
    assert good(size, 100) == 100


def test_a_network_that_is_gone_says_nothing_of_the_size() -> None:
    assert after(PageSize("auto"), Unreachable("gone"), BadReply("/x", "odd", 200)) == [1000, 1000]


def test_which_answers_refuse_a_size() -> None:
    assert is_refused_size(REFUSED)
    assert not any(map(is_refused_size, (TOO_LARGE, LATE, BadReply("/x", "maxRecords", 200))))
