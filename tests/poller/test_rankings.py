from wallboard.board.agents import AgentId
from wallboard.board.privacy import PLAIN, Guise, Privacy
from wallboard.board.rules import USUAL, RankBy, Rules
from wallboard.poller.rankings import Rankings

TOVA, ADI = AgentId("tova"), AgentId("adi")


def test_each_guise_is_told_of_every_change_once() -> None:
    rankings, short = Rankings(), Guise(Privacy.FIRST_NAME_INITIAL)
    assert rankings.of(PLAIN, USUAL, [TOVA])[1] == {TOVA}
    rankings.unranked.add(ADI)
    assert rankings.of(short, USUAL, [TOVA, ADI])[1] == {TOVA, ADI}
    assert rankings.of(PLAIN, USUAL, [TOVA, ADI])[1] == {ADI}
    assert rankings.of(PLAIN, USUAL, [TOVA, ADI])[1] == set()
    assert rankings.of(short, USUAL, [TOVA, ADI])[1] == set()


def test_boards_of_one_guise_share_an_order() -> None:
    rankings = Rankings()
    assert rankings.of(PLAIN, USUAL, [])[0] is rankings.of(PLAIN, USUAL, [])[0]
    assert rankings.of(PLAIN, USUAL, [])[0] is not rankings.of(Guise(Privacy.FIRST_NAME_INITIAL), USUAL, [])[0]


def test_boards_of_other_rules_have_an_order_of_their_own() -> None:
    rankings, patient = Rankings(), Rules(minimum_closed=5)
    assert rankings.of(PLAIN, patient, [])[0] is not rankings.of(PLAIN, USUAL, [])[0]
    assert rankings.of(PLAIN, patient, [])[0].rules is patient


def test_time_on_queue_places_anew_only_where_it_ranks() -> None:
    rankings, by_hour = Rankings(), Rules((RankBy.MOST_PER_HOUR,))
    for rules in (USUAL, by_hour):
        rankings.of(PLAIN, rules, [TOVA, ADI])
    rankings.unrated.add(TOVA)
    assert rankings.of(PLAIN, USUAL, [TOVA, ADI])[1] == set()
    assert rankings.of(PLAIN, by_hour, [TOVA, ADI])[1] == {TOVA}
    assert rankings.of(PLAIN, by_hour, [TOVA, ADI])[1] == set()
