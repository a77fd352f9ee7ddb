"""Page tokens fit one query and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from wallboard.simulator.page_tokens import issue, redeem

SECRET = b"secret"
offsets = st.integers(0, 2**63)


@given(st.text(), offsets)
def test_a_token_gives_back_its_offset(query: str, offset: int) -> None:
    assert redeem(SECRET, query, issue(SECRET, query, offset)) == offset


@given(st.text(), st.text(), offsets)
def test_a_token_fits_no_other_query_and_no_other_secret(query: str, other: str, offset: int) -> None:
    token = issue(SECRET, query, offset)
    assert query == other or redeem(SECRET, other, token) is None
    assert redeem(b"another", query, token) is None


@given(st.text())
def test_what_was_not_issued_is_unknown(token: str) -> None:
    assert redeem(SECRET, "query", token) is None


def test_tokens_of_neighbouring_pages_look_nothing_alike() -> None:
    one, other = issue(SECRET, "query", 100), issue(SECRET, "query", 200)
    assert len(one) == len(other) == 32
    assert sum(left == right for left, right in zip(one, other, strict=True)) < 12
