import stat
from pathlib import Path

import pytest

from tests.poller.test_scopes import SHIFTS
from wallboard.board.agents import AgentId
from wallboard.board.privacy import Privacy
from wallboard.host import settings
from wallboard.host.board_settings import Board
from wallboard.poller.guises import Guises, forget_people, history_path, is_masked, names_nobody

TOVA = AgentId("tova")


def board(privacy: Privacy) -> Board:
    return Board(privacy.value, "A board", SHIFTS.group_ids, "UTC", ["07:00"], privacy=privacy.value)


def chosen(*levels: Privacy) -> settings.Settings:
    genesys = settings.Genesys("client", base_url="http://127.0.0.1:9000")
    return settings.Settings(genesys, [board(one) for one in levels])


def test_an_agent_is_the_same_after_a_restart_and_another_one_in_another_organisation(tmp_path: Path) -> None:
    masked = board(Privacy.INITIALS)
    ids = [Guises([masked], tmp_path / state).of(masked).id_of(TOVA) for state in ("a", "a", "b")]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 2


def test_the_key_is_for_its_user_alone(tmp_path: Path) -> None:
    Guises([board(Privacy.PSEUDONYM)], tmp_path)
    assert stat.S_IMODE((tmp_path / "privacy.key").stat().st_mode) == 0o600


def test_boards_with_names_need_no_key(tmp_path: Path) -> None:
    plain = [board(Privacy.FULL), board(Privacy.FIRST_NAME_INITIAL)]
    assert Guises(plain, tmp_path).of(plain[0]).id_of(TOVA) == TOVA
    assert not list(tmp_path.iterdir())


def test_a_key_that_was_cut_off_is_made_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "privacy.key").write_bytes(b"short")
    Guises([board(Privacy.INITIALS)], tmp_path)
    assert len((tmp_path / "privacy.key").read_bytes()) == 32
    assert "privacy.key_broken" in caplog.messages
    caplog.clear()


def test_boards_of_one_level_share_a_guise(tmp_path: Path) -> None:
    one, other = board(Privacy.INITIALS), board(Privacy.INITIALS)
    guises = Guises([one, other], tmp_path)
    assert guises.of(one) is guises.of(other)


def test_only_where_all_boards_are_masked_nobody_is_named() -> None:
    assert [is_masked(board(one)) for one in Privacy] == [False, False, True, True, True]
    assert names_nobody(chosen(Privacy.INITIALS, Privacy.TEAM_TOTALS))
    assert not names_nobody(chosen(Privacy.INITIALS, Privacy.FIRST_NAME_INITIAL))


def test_what_named_people_is_let_go_of_and_what_does_not_stays(tmp_path: Path) -> None:
    masked = history_path(chosen(Privacy.INITIALS), tmp_path)
    named = history_path(chosen(Privacy.FULL), tmp_path)
    (tmp_path / "pictures").mkdir()
    people = [named, tmp_path / "history.sqlite-wal", tmp_path / "people.json", tmp_path / "pictures" / "one"]
    for path in (masked, *people):
        path.write_bytes(b"x")
    forget_people(tmp_path)
    forget_people(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [masked]
