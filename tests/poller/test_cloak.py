from datetime import timedelta

from tests.builders import CADENCE, NOON, SHIFT_START, agent_look, board_info
from wallboard.board.agents import AgentId
from wallboard.board.privacy import PLAIN, Guise, Privacy
from wallboard.poller.boards import Board
from wallboard.poller.cloak import cloak_of, cloaked, kept_as
from wallboard.poller.table import Table

GUISE = Guise(Privacy.INITIALS, b"k" * 32)
NAMES = {AgentId("tova"): "Tova Lindgren", AgentId("adi"): "Adi Zamir"}


def table(*agents: str) -> Table:
    made = Table(SHIFT_START, 2 * CADENCE)
    made.absorb([agent_look(one) for one in agents])
    return made


def test_one_board_with_names_takes_the_cloak_away() -> None:
    masked, plain = Board(board_info(), CADENCE, GUISE), Board(board_info(), CADENCE, PLAIN)
    assert cloak_of([masked, masked]) is GUISE
    assert cloak_of([masked, plain]) is None
    assert kept_as("scope", None) == "scope"
    assert kept_as("scope", GUISE) != "scope"


def test_what_is_cloaked_holds_no_user_id_and_the_same_figures() -> None:
    known = table("tova", "adi").known()
    hidden = cloaked(known, GUISE)
    assert not any(agent in repr(hidden) for agent in known)
    assert [one.completed.look.closed for one in hidden.values()] == [
        one.completed.look.closed for one in known.values()
    ]


def test_a_table_that_comes_back_is_shown_at_once_and_goes_on_under_the_agents_own_ids() -> None:
    before = table("tova", "adi")
    after = Table(SHIFT_START, 2 * CADENCE)
    after.restore(cloaked(before.known(), GUISE))
    shown = set(after.ranking({}, GUISE).active)
    assert shown == set(before.ranking(NAMES, GUISE).active)
    later = [agent_look("tova", as_of=NOON + timedelta(seconds=30))]
    after.adopt(later, GUISE.id_of)
    after.absorb(later)
    assert after.find(AgentId("tova")) is not None
    assert set(after.ranking(NAMES, GUISE).active) == shown
    assert after.ranking(NAMES, GUISE).agent_of(GUISE.id_of(AgentId("tova"))) == "tova"
    assert len(after) == 2
    assert after.retain({AgentId("tova")}) == 1
    assert list(after.ranking(NAMES, GUISE).active) == [GUISE.id_of(AgentId("tova"))]
