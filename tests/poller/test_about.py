"""What screens are told besides rows."""

from tests.host.test_settings import toml
from wallboard.host import settings
from wallboard.host.clock import SystemClock
from wallboard.poller.about import about
from wallboard.wire.boards import BoardInfo, Screen


def test_boards_and_how_screens_look_are_told_as_the_settings_have_them() -> None:
    chosen = settings.parse(toml() + '\n[screen]\nmotion = "calm"\n')
    told = about(chosen, SystemClock())
    assert told.boards == [BoardInfo("all", "All agents", "UTC", ["07:00", "15:00"], None)]
    assert (told.lag_s, told.cadence_s, told.screen) == (30.0, 30.0, Screen(motion="calm"))


def test_whose_numbers_they_are_is_told_without_saying_it() -> None:
    chosen = settings.parse(toml())
    other = settings.parse(toml({"client_id": '"another-id"'}))
    told = [about(one, SystemClock()).organisation for one in (chosen, other)]
    assert "127.0.0.1" not in "".join(told)
    assert len({*told}) == 2
