"""What screens are told besides rows."""

from tests.host.test_settings import toml
from wallboard.host import settings
from wallboard.host.clock import SystemClock
from wallboard.poller.about import about
from wallboard.wire.boards import BoardInfo, Boards, Logs, Screen, Thresholds
from wallboard.wire.codec import decode, encode


def test_boards_and_how_screens_look_are_told_as_the_settings_have_them() -> None:
    chosen = settings.parse(toml() + '\n[screen]\nmotion = "calm"\n[logs]\nfile = false\n')
    told = about(chosen, SystemClock())
    assert told.boards == [BoardInfo("all", "All agents", "UTC", ["07:00", "15:00"], None)]
    assert (told.lag_s, told.cadence_s, told.screen) == (30.0, 30.0, Screen(motion="calm"))
    assert told.logs == Logs(file=False)


def test_a_boards_thresholds_are_told_and_pass_the_wire_as_they_are() -> None:
    chosen = settings.parse(toml() + "\n[boards.thresholds]\nwaiting = 5\nlong_call = 15\n")
    again = decode(Boards, encode(about(chosen, SystemClock())))
    assert again.boards[0].thresholds == Thresholds(waiting=5, long_call=15)
    newer = encode(again).replace(b'"waiting":5', b'"waiting":5,"newer":1')
    assert decode(Boards, newer) == again


def test_whose_numbers_they_are_is_told_without_saying_it() -> None:
    chosen = settings.parse(toml())
    other = settings.parse(toml({"client_id": '"another-id"'}))
    told = [about(one, SystemClock()).organisation for one in (chosen, other)]
    assert "127.0.0.1" not in "".join(told)
    assert len({*told}) == 2
