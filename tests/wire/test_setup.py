"""What is said before there are credentials, word for word."""

from tests.samples import NOON
from wallboard.wire.boards import Boards
from wallboard.wire.codec import decode, encode
from wallboard.wire.setup import Setup


def test_a_poller_without_credentials_says_what_it_lacks_beside_no_board() -> None:
    lacking = Boards([], None, 30.0, 30.0, NOON, setup=Setup("secret", "There is none.", ["mypurecloud.ie"]))
    assert decode(Boards, encode(lacking)) == lacking
    assert b'"setup":{"needs":"secret","reason":"There is none.","regions":["mypurecloud.ie"]' in encode(lacking)
