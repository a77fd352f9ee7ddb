import pytest

from tests.builders import NOON, agent_metrics
from wallboard.board import view
from wallboard.board.agents import AgentId
from wallboard.board.privacy import PLAIN, Guise, Privacy
from wallboard.board.ranking import Standings, rank

KEY = b"k" * 32
TOVA = AgentId("0b6c1d2e-tova")
NAMES = {TOVA: "Tova Lindgren", AgentId("adi"): "Adi Zamir", AgentId("noa"): "Noa Levi"}
MASKED = [Privacy.INITIALS, Privacy.PSEUDONYM, Privacy.TEAM_TOTALS]


def shown(privacy: Privacy) -> Standings:
    pictures = dict.fromkeys(NAMES, "picture")
    return rank([agent_metrics(one) for one in NAMES], NAMES, {}, NOON, None, pictures, Guise(privacy, KEY))


@pytest.mark.parametrize(
    ("privacy", "name"),
    [(Privacy.FULL, "Tova Lindgren"), (Privacy.FIRST_NAME_INITIAL, "Tova L."), (Privacy.INITIALS, "T. L.")],
)
def test_a_name_as_each_level_has_it(privacy: Privacy, name: str) -> None:
    assert Guise(privacy, KEY).name_of(TOVA, NAMES) == name


def test_pseudonyms_are_the_same_in_the_next_process_and_know_no_name() -> None:
    names = [Guise(Privacy.PSEUDONYM, KEY).name_of(TOVA, known) for known in (NAMES, {})]
    assert names[0] == names[1]
    assert "Tova" not in names[0]


def test_of_thousands_no_two_have_one_pseudonym() -> None:
    guise = Guise(Privacy.PSEUDONYM, KEY)
    assert len({guise.name_of(AgentId(f"agent {one}"), {}) for one in range(5_000)}) == 5_000


def test_an_agent_without_a_name_is_a_part_of_her_id_and_of_none_that_is_hers_where_it_is_masked() -> None:
    assert PLAIN.name_of(TOVA, {}) == "Agent 0b6c1d2e"
    masked = Guise(Privacy.INITIALS, KEY)
    assert masked.name_of(TOVA, {}) == f"Agent {masked.id_of(TOVA)[:8]}"
    assert "0b6c1d2e" not in masked.name_of(TOVA, {})


@pytest.mark.parametrize("privacy", MASKED)
def test_a_masked_row_has_neither_name_nor_id(privacy: Privacy) -> None:
    rows = repr([(row.agent_id, row.name) for row in shown(privacy)])
    assert not any(word in rows for agent, name in NAMES.items() for word in (agent, *name.split()))


def test_a_search_finds_what_is_shown_and_equal_rows_stand_in_the_order_of_it() -> None:
    standings = shown(Privacy.INITIALS)
    assert [row.name for row in standings] == ["A. Z.", "N. L.", "T. L."]
    found = view.cut(standings, view.ViewSpec("all", ((0, 9),), "t. l"))
    assert [row.name for row in found.rows] == ["T. L."]
    assert view.cut(standings, view.ViewSpec("all", ((0, 9),), "lindgren")).total == 0


def test_the_poller_knows_whom_a_row_means() -> None:
    standings = shown(Privacy.INITIALS)
    assert [standings.agent_of(row.agent_id) for row in standings] == standings.agents(9)
    assert standings.agent_of(TOVA) is None
    assert standings.find(TOVA) is None
