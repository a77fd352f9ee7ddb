"""How the screen stands: equal where it says the same, so that a repeated refusal changes nothing."""

from dataclasses import replace

import msgspec

from tests.app.known import joined
from tests.samples import boards
from wallboard.app.link import Joined, Refused, Starting, shows_the_same
from wallboard.wire.boards import Rehearsal


def test_what_says_the_same_is_equal() -> None:
    assert Refused("no settings") == Refused("no settings")
    assert Refused("no settings") != Refused("no secret")
    assert Starting() == Starting()
    two = boards("all", "sales")
    assert Joined(two.boards[0], two) == Joined(two.boards[0], boards("all", "sales"))
    assert Joined(two.boards[0], two) != Joined(two.boards[1], two)


def test_rows_of_another_organisation_or_shift_are_not_the_same() -> None:
    one = joined()
    assert shows_the_same(one, joined())
    others = (
        replace(one, boards=msgspec.structs.replace(one.boards, organisation="another")),
        replace(one, boards=msgspec.structs.replace(one.boards, rehearsal=Rehearsal(10))),
        replace(one, board=msgspec.structs.replace(one.board, shift_starts=["19:00"])),
        replace(one, board=msgspec.structs.replace(one.board, id="team")),
    )
    assert not any(shows_the_same(one, other) for other in others)
