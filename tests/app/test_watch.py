"""When a window that paints nothing is asked for a frame, opened anew, and given up."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.app.watch import LOOK_EVERY, MOST_RESTARTS, Sight, Step, Watch, begin, look, wait_of

SECOND = timedelta(seconds=1)
START = timedelta(hours=3)


def looked(*sights: tuple[float, bool, int]) -> list[tuple[float, Step]]:
    """Every step that is not nothing, by the second at which it is due."""
    watch = begin(START)
    steps: list[tuple[float, Step]] = []
    for seconds, expected, frames in sights:
        watch = look(watch, Sight(expected, frames), START + seconds * SECOND)
        if watch.step is not Step.NONE:
            steps.append((seconds, watch.step))
    return steps


def still(*, start: int, end: int, frames: int = 1, expected: bool = True) -> list[tuple[float, bool, int]]:
    """Looks every 5 s at a window that has had so many frames and gets no more."""
    return [(seconds, expected, frames) for seconds in range(start, end + 1, 5)]


def test_a_window_that_is_painted_is_left_alone() -> None:
    assert looked(*((seconds, True, seconds) for seconds in range(5, 3600, 5))) == []


def test_a_calm_board_is_asked_for_a_frame_now_and_then_and_its_answer_is_enough() -> None:
    calm = [(seconds, True, seconds // 20) for seconds in range(5, 201, 5)]  # each answer comes until the next look
    assert looked(*calm) == [(seconds, Step.ASK) for seconds in range(15, 201, 20)]


def test_one_that_answers_nothing_is_opened_anew_with_growing_waits_and_given_up() -> None:
    steps = looked(*still(start=5, end=300))
    assert [step for step in steps if step[1] is not Step.ASK] == [
        (35, Step.RESTART),
        (80, Step.RESTART),
        (155, Step.RESTART),
        (290, Step.END),
        (295, Step.END),
        (300, Step.END),
    ]
    assert [second for second, step in steps if step is Step.ASK and second < 35] == [20, 25, 30]


def test_a_late_answer_is_an_answer() -> None:
    assert looked(*still(start=5, end=30), (35, True, 2), *still(start=40, end=45, frames=2)) == [
        (20, Step.ASK),
        (25, Step.ASK),
        (30, Step.ASK),
    ]


@pytest.mark.parametrize("since", [5, 20, 30])
def test_nothing_is_expected_of_a_window_that_is_dark_hidden_or_minimized(since: int) -> None:
    before = still(start=5, end=since - 5)
    asked = [(second, Step.ASK) for second, _, _ in before if second >= 20]
    assert looked(*before, *still(start=since, end=3600, expected=False)) == asked
    shown_again = [*still(start=since, end=3600, expected=False), *still(start=3605, end=3615)]
    assert looked(*before, *shown_again, (3620, True, 1)) == [*asked, (3615, Step.ASK), (3620, Step.ASK)]


def test_after_a_sleep_of_the_machine_it_has_time_to_wake() -> None:
    for asleep_from in (10, 25, 30):
        before = still(start=5, end=asleep_from)
        steps = looked(*before, (asleep_from + 8 * 3600, True, 1), (asleep_from + 8 * 3600 + 10, True, 1))
        assert [step for step in steps if step[1] is not Step.ASK] == []
        assert [step for step in steps if step[0] > asleep_from] == []


def test_one_that_paints_a_little_after_each_restart_is_given_up_all_the_same() -> None:
    frames, watch = 1, begin(START)
    steps: list[Step] = []
    for seconds in range(5, 2000, 5):
        watch = look(watch, Sight(expected=True, frames=frames), START + seconds * SECOND)
        if watch.step is Step.RESTART:
            frames += 1
        if watch.step in (Step.RESTART, Step.END):
            steps.append(watch.step)
        if watch.step is Step.END:
            break
    assert steps == [Step.RESTART] * MOST_RESTARTS + [Step.END]


def test_ten_minutes_of_painting_after_a_restart_count_as_mended() -> None:
    healthy = [(35 + seconds, True, 1 + seconds // 5) for seconds in range(5, 601, 5)]
    stalls_again = still(start=640, end=1000, frames=121)
    steps = [step for _, step in looked(*still(start=5, end=35), *healthy, *stalls_again) if step is not Step.ASK]
    assert steps[: MOST_RESTARTS + 2] == [Step.RESTART, *[Step.RESTART] * MOST_RESTARTS, Step.END]


WAITS = st.lists(st.tuples(st.sampled_from([1, 5, 6, 14]), st.booleans(), st.integers(0, 1)), max_size=200)


@given(WAITS)
def test_however_it_goes_nothing_is_done_that_was_not_asked_for_in_vain(script: list[tuple[int, bool, int]]) -> None:
    watch, at, frames, restarted = begin(START), START, 0, 0
    silent_since, asked = START, False
    for wait, expected, painted in script:
        at, frames = at + wait * SECOND, frames + painted
        if not expected or painted:
            silent_since, asked = at, False
        watch = look(watch, Sight(expected, frames), at)
        match watch.step:
            case Step.ASK:
                assert at - silent_since >= 15 * SECOND
                asked = True
            case Step.RESTART | Step.END:
                assert asked
                assert at - silent_since >= 30 * SECOND
                silent_since, asked, restarted = at, False, restarted + 1
            case Step.NONE:
                pass
        if watch.step is Step.END:
            assert restarted > MOST_RESTARTS
            break


@given(st.integers(0, MOST_RESTARTS), st.timedeltas(timedelta(), timedelta(days=1)))
def test_a_window_that_stays_silent_is_given_up_in_the_end(restarts: int, at: timedelta) -> None:
    watch: Watch = begin(at)
    for _ in range(1000):
        at += LOOK_EVERY
        watch = look(watch, Sight(expected=True, frames=0), at)
        if watch.step is Step.END:
            break
    assert watch.step is Step.END
    assert wait_of(restarts + 1) > wait_of(restarts)
