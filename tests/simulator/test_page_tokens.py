"""Page tokens fit one query and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from wallboard.simulator.page_tokens import Place, issue, redeem

SECRET = b"secret"
places = st.builds(Place, st.integers(0, 2**63), st.integers(0, 2**47))


@given(st.text(), places)
def test_a_token_gives_back_its_place(query: str, place: Place) -> None:
    assert redeem(SECRET, query, issue(SECRET, query, place)) == place


@given(st.text(), st.text(), places)
def test_a_token_fits_no_other_query_and_no_other_secret(query: str, other: str, place: Place) -> None:
    token = issue(SECRET, query, place)
    assert query == other or redeem(SECRET, other, token) is None
    assert redeem(b"another", query, token) is None


@given(st.text())
def test_what_was_not_issued_is_unknown(token: str) -> None:
    assert redeem(SECRET, "query", token) is None


def test_tokens_of_neighbouring_pages_look_nothing_alike() -> None:
    one, other = issue(SECRET, "query", Place(100, 7)), issue(SECRET, "query", Place(200, 7))
    assert len(one) == len(other) == 40
    assert sum(left == right for left, right in zip(one, other, strict=True)) < 15
