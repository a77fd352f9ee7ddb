"""Words that mean what they meant: kept as long as they are somebody's newest ones, within one window."""

from tests.builders import NOON, SHIFT_START
from wallboard.genesys.repeats import Repeats


def test_the_newest_words_about_each_are_known_again() -> None:
    repeats: Repeats[int] = Repeats()
    repeats.since(SHIFT_START)
    repeats.learn("tova", b"tova 4", 4)
    repeats.learn("avi", b"avi 7", 7)
    assert repeats.meanings([b"avi 7", b"noa 1", b"tova 4"]) == [7, None, 4]
    repeats.learn("tova", b"tova 5", 5)
    assert repeats.meanings([b"tova 4", b"tova 5"]) == [None, 5]
    assert len(repeats) == 2


def test_another_window_gives_the_same_words_another_meaning() -> None:
    repeats: Repeats[int] = Repeats()
    repeats.since(SHIFT_START)
    repeats.learn("tova", b"tova 4", 4)
    repeats.since(SHIFT_START)
    assert repeats.meanings([b"tova 4"]) == [4]
    repeats.since(NOON)
    assert repeats.meanings([b"tova 4"]) == [None]
    assert len(repeats) == 0
