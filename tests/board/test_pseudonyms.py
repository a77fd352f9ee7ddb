from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.agents import AgentId
from wallboard.board.pseudonyms import KEY_BYTES, keyed_id, pseudonym

KEY, ANOTHER = b"k" * KEY_BYTES, b"a" * KEY_BYTES
IDS = st.text(min_size=1).map(AgentId)


@given(IDS)
def test_the_id_of_a_keyed_id_is_itself(agent: AgentId) -> None:
    keyed = keyed_id(agent, KEY)
    assert keyed_id(keyed, KEY) == keyed


def test_an_id_follows_from_the_key_and_the_agent_alone() -> None:
    tova = AgentId("tova")
    assert keyed_id(tova, KEY) == keyed_id(tova, KEY) == "~fb3c5297963e1951044fb837d61b9150"
    assert len({keyed_id(tova, KEY), keyed_id(tova, ANOTHER), keyed_id(AgentId("adi"), KEY)}) == 3


@given(IDS)
def test_words_are_neutral_and_stay(agent: AgentId) -> None:
    keyed = keyed_id(agent, KEY)
    bird, number = pseudonym(keyed).split()
    assert bird.isalpha()
    assert len(bird) <= 8  # the number after it must not be cut off on a wall
    assert 1 <= int(number) <= 999
    assert pseudonym(keyed) == pseudonym(keyed)


def test_another_attempt_finds_other_words() -> None:
    keyed = keyed_id(AgentId("tova"), KEY)
    assert len({pseudonym(keyed, attempt) for attempt in range(20)}) == 20
