"""Who climbed at the last update."""

import msgspec

from tests.app.known import EMPTY, row, snapshot
from wallboard.app.rises import Rises, follow
from wallboard.wire.messages import Row


def seen(*tables: list[Row]) -> Rises:
    rises = Rises()
    for revision, rows in enumerate(tables, 1):
        rises = follow(rises, snapshot(rows, revision=revision))
    return rises


def agent(agent_id: str, rank: int, closed: int) -> Row:
    return row(rank - 1, id=agent_id, rank=rank, closed=closed)


def test_whoever_closed_more_and_stands_higher_has_risen() -> None:
    before = [agent("a", 1, 9), agent("b", 2, 8), agent("c", 3, 7)]
    after = [agent("a", 1, 9), agent("c", 2, 9), agent("b", 3, 8)]
    assert seen(before, after).risen == {"c"}


def test_nobody_rises_because_somebody_fell() -> None:
    before = [agent("a", 1, 9), agent("b", 2, 8), agent("c", 3, 7)]
    after = [agent("b", 1, 8), agent("c", 2, 7)]
    assert seen(before, after).risen == frozenset()


def test_whoever_is_new_has_not_risen() -> None:
    assert seen([agent("a", 1, 9)], [agent("b", 1, 10), agent("a", 2, 9)]).risen == frozenset()


def test_the_first_look_lights_nobody() -> None:
    assert seen([agent("a", 1, 9)]).risen == frozenset()


def test_the_light_stays_until_the_next_update() -> None:
    before = [agent("a", 1, 9), agent("b", 2, 8)]
    after = [agent("b", 1, 10), agent("a", 2, 9)]
    rises = seen(before, after)
    assert follow(rises, snapshot(after, revision=2)) is rises
    assert follow(rises, None) is rises
    assert follow(rises, snapshot(after, revision=3)).risen == frozenset()


def test_an_empty_board_lights_nobody() -> None:
    assert follow(Rises(), msgspec.structs.replace(EMPTY, revision=3)).risen == frozenset()
