"""How the screen stands: equal where it says the same, so that a repeated refusal changes nothing."""

from tests.samples import boards
from wallboard.app.link import Joined, Refused, Starting


def test_what_says_the_same_is_equal() -> None:
    assert Refused("no settings") == Refused("no settings")
    assert Refused("no settings") != Refused("no secret")
    assert Starting() == Starting()
    two = boards("all", "sales")
    assert Joined(two.boards[0], two) == Joined(two.boards[0], boards("all", "sales"))
    assert Joined(two.boards[0], two) != Joined(two.boards[1], two)
