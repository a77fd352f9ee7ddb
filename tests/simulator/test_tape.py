"""A tape against a naive walk over its conversations."""

from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from wallboard.simulator.tape import Kind, Moment, tape

REGULAR, ENGLISH, CHAT = KINDS = (Kind("regular", "voice"), Kind("english", "voice"), Kind("chat", "message"))
Drawn = tuple[int, int, int, Kind]
lengths = st.integers(0, 50)


def one(begin: int, talk: int, wrap_up: int, kind: Kind) -> Drawn:
    return begin, begin + talk, begin + talk + wrap_up, kind


drawn = st.lists(st.builds(one, st.integers(0, 300), lengths, lengths, st.sampled_from(KINDS)), max_size=15).map(
    lambda those: sorted(those, key=itemgetter(0))
)


@given(drawn)
def test_sums_and_closings_up_to_each_place(those: list[Drawn]) -> None:
    own = tape(those)
    assert [own.places[kind] for kind in own.kinds] == [kind for *_, kind in those]
    for place in range(len(those)):
        assert own.all_closed_by[place] == max(closing for _, _, closing, _ in those[: place + 1])
        assert own.handled[place + 1] == sum(closing - answer for answer, _, closing, _ in those[: place + 1])
    assert own.handled[0] == 0


@given(drawn, st.sampled_from(list(Moment)), st.sampled_from(list(Moment)), st.sets(st.sampled_from(range(3))))
def test_events_are_those_of_the_kinds_in_the_order_of_their_times(
    those: list[Drawn], since: Moment, when: Moment, kinds: set[int]
) -> None:
    told = tape(those, places=KINDS).events(frozenset(kinds), since, when)
    wanted = [
        (each[:3][when], place, each[:3][when] - each[:3][since])
        for place, each in enumerate(those)
        if KINDS.index(each[3]) in kinds
        and not (since is Moment.HANGUP and when is Moment.CLOSING and each[1] == each[2])
    ]
    wanted.sort()
    assert list(zip(told.times, told.places, told.lasted, strict=True)) == wanted
    lasted = [length for *_, length in wanted]
    assert list(told.sums) == [sum(lasted[:place]) for place in range(len(lasted) + 1)]
    assert list(told.lows) == [min(lasted[: place + 1]) for place in range(len(lasted))]
    assert list(told.highs) == [max(lasted[: place + 1]) for place in range(len(lasted))]


def test_kinds_can_be_told_apart_or_by_their_medium_alone() -> None:
    own = tape([], places=KINDS)
    assert own.by_kind == [(frozenset({0}), REGULAR), (frozenset({1}), ENGLISH), (frozenset({2}), CHAT)]
    assert own.by_media == [(frozenset({0, 1}), Kind("", "voice")), (frozenset({2}), Kind("", "message"))]
