"""What is told of the settings while a poller runs: once in the log, and for as long as it is so to those who ask."""

import pytest

from tests.builders import CADENCE, board_info
from tests.host.test_settings import toml
from wallboard.genesys.session import KEEPS_NOTHING
from wallboard.host import settings
from wallboard.host.secret import Secret
from wallboard.poller.boards import Board
from wallboard.poller.settings_news import SettingsNews
from wallboard.poller.setup import Lacking, Ready
from wallboard.poller.sign_in import SignIn
from wallboard.wire.setup import Setup

WRONG = Lacking(Setup("settings", "The settings cannot be used.", []))
NO_SECRET = Lacking(Setup("secret", "The keyring is locked.", []))


def ready(*warnings: str) -> Ready:
    return Ready(settings.parse(toml()), SignIn(Secret("made up"), KEEPS_NOTHING), warnings)


def test_wrong_settings_are_told_until_they_are_good_again(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    news, boards = SettingsNews(), [Board(board_info(), CADENCE), Board(board_info("north"), CADENCE)]
    news.hear(ready(), boards)
    assert (news.error, [board.settings_wrong for board in boards]) == (None, [False, False])
    for _ in range(2):
        news.hear(WRONG, boards)
        assert (news.error, [board.settings_wrong for board in boards]) == (WRONG.setup.reason, [True, True])
    news.hear(ready(), boards)
    assert (news.error, [board.settings_wrong for board in boards]) == (None, [False, False])
    assert caplog.messages == ["poller.goes_on", "settings.good_again"]


def test_a_secret_that_cannot_be_had_is_logged_and_is_no_fault_of_the_settings(
    caplog: pytest.LogCaptureFixture,
) -> None:
    news, board = SettingsNews(), Board(board_info(), CADENCE)
    news.hear(NO_SECRET, [board])
    assert (news.error, board.settings_wrong, caplog.messages) == (None, False, ["poller.goes_on"])


def test_newer_settings_that_lack_their_secret_are_not_in_use(caplog: pytest.LogCaptureFixture) -> None:
    news, board = SettingsNews(), Board(board_info(), CADENCE)
    news.hear(ready(), [board])
    same, newer = settings.parse(toml()), settings.parse(toml({"client_id": '"other"'}))
    for chosen, error in ((same, None), (newer, NO_SECRET.setup.reason), (same, None), (newer, NO_SECRET.setup.reason)):
        news.hear(Lacking(NO_SECRET.setup, chosen=chosen), [board])
        assert (news.error, board.settings_wrong) == (error, error is not None)
    news.hear(ready(), [board])
    assert (news.error, board.settings_wrong) == (None, False)


def test_what_is_odd_is_logged_once_and_told_while_it_counts(caplog: pytest.LogCaptureFixture) -> None:
    news = SettingsNews()
    for found, told in ((ready("one"), 1), (ready("one"), 1), (WRONG, 1), (ready("one", "two"), 2), (ready(), 0)):
        news.hear(found, [])
        assert news.warnings == ("one", "two")[:told]
    odd = [getattr(record, "what", None) for record in caplog.records if record.message == "settings.odd"]
    assert odd == ["one", "two"]
