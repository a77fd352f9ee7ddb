"""`wallboard-poller config`: what it prints, what it ends with, and that it prints no secret."""

import json
from pathlib import Path

import pytest

from wallboard.host import paths, policy
from wallboard.poller.exits import Exit
from wallboard.poller.main import main

SECRET = "hush-hush"
CLIENT = "3f6c1c1e-8a55-4a5e-9a43-1f7f0a8f2d10"
BOARDS = '[[boards]]\nid = "all"\ntitle = "All agents"\nshift_starts = ["07:00"]\n'
GENESYS = f'[genesys]\nregion = "mypurecloud.ie"\nclient_id = "{CLIENT}"\n'
REHEARSAL = f'[genesys]\nbase_url = "http://127.0.0.1:9"\nclient_id = "mine"\nclient_secret = "{SECRET}"\n'


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine whose own file and policy lie in the test's folder, and do not exist yet."""
    monkeypatch.setattr(policy, "FILE", tmp_path / "policy.toml")
    monkeypatch.setattr(paths, "machine_settings_file", lambda: tmp_path / "machine.toml")
    monkeypatch.setattr("wallboard.poller.main.forbid_core_dumps", lambda: None)
    monkeypatch.setattr("wallboard.poller.main.logs.configure", lambda _level: None)


def file(path: Path, text: str) -> str:
    path.write_text(text, "utf-8")
    path.chmod(0o600)
    return str(path)


def test_it_explains_all_layers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file(tmp_path / "policy.toml", '[enforced.genesys]\nregion = "mypurecloud.de"\n')
    file(tmp_path / "machine.toml", "[genesys]\nlag = 40\nlagg = 1\n")
    mine = file(tmp_path / "mine.toml", GENESYS + BOARDS)
    assert main(["config", "--explain", "--config", mine]) == Exit.OK
    out, told = capsys.readouterr()
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert f'genesys.region "mypurecloud.de" policy, enforced: {tmp_path / "policy.toml"} [enforced]' in lines
    assert f"genesys.lag 40 machine: {tmp_path / 'machine.toml'}" in lines
    assert f'genesys.client_id "{CLIENT}" user: {mine}' in lines
    assert "genesys.poll_interval 30 built-in default" in lines
    assert "did you mean lag?" in told


def test_a_secret_is_set_and_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = file(tmp_path / "mine.toml", REHEARSAL + BOARDS)
    assert main(["config", "--explain", "--config", mine]) == Exit.OK
    assert main(["config", "check", mine]) == Exit.OK
    wrong = file(tmp_path / "wrong.toml", REHEARSAL.replace("127.0.0.1", "elsewhere.example") + "lag = 1\n" + BOARDS)
    assert main(["config", "check", wrong]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert " ".join(out.split()).count("genesys.client_secret set, not shown user:") == 1
    assert SECRET not in out + told


def test_a_good_file_can_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = file(tmp_path / "mine.toml", GENESYS + BOARDS)
    assert main(["config", "check", mine]) == Exit.OK
    assert capsys.readouterr() == (f"{mine} can be used.\n", "")


def test_what_is_odd_is_told_and_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = file(tmp_path / "mine.toml", REHEARSAL + BOARDS + "[screen]\ndiagonal = 40\nlogoo = 3\n")
    Path(mine).chmod(0o644)
    assert main(["config", "check", mine]) == Exit.OK
    out, _ = capsys.readouterr()
    for words in ("did you mean logo?", "no effect without furthest_seat", "run chmod 600"):
        assert words in out
    assert out.endswith("can be used; 3 of its lines may not do what was meant.\n")


def test_all_that_is_wrong_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    boards = "".join(BOARDS.replace('"all"', f'"b{number}"').replace("07:00", "7") for number in range(9))
    mine = file(tmp_path / "mine.toml", GENESYS + "lag = 1\n" + boards)
    assert main(["config", "check", mine]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert out == ""
    assert len(told.splitlines()) == 10
    assert f"wallboard-poller: {mine}: genesys.lag = 1 is not allowed" in told
    assert 'board 9 "b8": shift_starts = "7" is not allowed' in told


def test_a_policy_is_checked_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = file(tmp_path / "new.toml", "[enforced.genesys]\nlag = 40\n[default.screen]\nthme = 3\n")
    assert main(["config", "check", one]) == Exit.OK
    assert "did you mean theme?" in capsys.readouterr().out
    file(tmp_path / "new.toml", "[enforced.genesys]\nlag = 4\n")
    assert main(["config", "check", one]) == Exit.SETTINGS
    assert "[enforced]: genesys.lag = 4 is not allowed" in capsys.readouterr().err


def test_the_machines_file_is_checked_as_a_part(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = "[genesys]\nlag = 40\n"
    assert main(["config", "check", file(tmp_path / "machine.toml", part)]) == Exit.OK
    assert main(["config", "check", file(tmp_path / "mine.toml", part)]) == Exit.SETTINGS
    assert "boards is missing" in capsys.readouterr().err


@pytest.mark.parametrize("others", ["", GENESYS + BOARDS])
@pytest.mark.parametrize("arguments", [[], ["--machine"]])
def test_a_file_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], others: str, arguments: list[str]
) -> None:
    file(tmp_path / "machine.toml", others)
    none, empty = tmp_path / "none.toml", file(tmp_path / "empty.toml", "# nothing yet\n")
    assert main(["config", "check", *arguments, str(none)]) == Exit.SETTINGS
    assert main(["config", "check", *arguments, empty]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert out == ""
    assert f"{none}: there is no such file" in told
    assert f"{empty} holds nothing" in told


def test_nothing_to_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--explain", "--config", str(tmp_path / "none.toml")]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert out == ""
    assert f"There is no settings file yet: {tmp_path / 'none.toml'}" in told


def test_what_is_said_is_explained_also_where_it_does_not_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = file(tmp_path / "policy.toml", '[enforced.genesys]\nregion = "mypurecloud.de"\n')
    mine = tmp_path / "mine.toml"
    assert main(["config", "--explain", "--config", str(mine)]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert f'genesys.region "mypurecloud.de" policy, enforced: {rules} [enforced]' in " ".join(out.split())
    assert "What there is besides lacks genesys.client_id" in told
    file(mine, REHEARSAL.replace("127.0.0.1", "elsewhere.example") + "lag = 1\n" + BOARDS)
    assert main(["config", "--explain", "--config", str(mine)]) == Exit.SETTINGS
    out, told = capsys.readouterr()
    assert f"genesys.lag 1 user: {mine}" in " ".join(out.split())
    assert f'boards[1].title "All agents" user: {mine}' in " ".join(out.split())
    assert "genesys.lag = 1 is not allowed" in told
    assert SECRET not in out + told


def test_a_value_is_judged_also_where_another_has_the_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file(tmp_path / "machine.toml", '[screen]\ntheme = "light"\n')
    mine = file(tmp_path / "mine.toml", GENESYS + 'lag = 1\n[screen]\ntheme = "dak"\n' + BOARDS)
    assert main(["config", "check", mine]) == Exit.SETTINGS
    _, told = capsys.readouterr()
    assert told.count("genesys.lag = 1 is not allowed") == 1
    assert 'screen.theme = "dak" is not allowed' in told
    rules = file(tmp_path / "new.toml", '[enforced.screen]\ntheme = "light"\n[default.screen]\ntheme = "dak"\n')
    assert main(["config", "check", rules]) == Exit.SETTINGS
    assert f'{rules} [default]: screen.theme = "dak" is not allowed' in capsys.readouterr().err


def test_a_machines_file_that_is_not_in_its_place_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = file(tmp_path / "draft.toml", "[genesys]\nlag = 40\n")
    assert main(["config", "check", draft]) == Exit.SETTINGS
    assert main(["config", "check", "--machine", draft]) == Exit.OK
    file(tmp_path / "draft.toml", REHEARSAL)
    assert main(["config", "check", "--machine", draft]) == Exit.SETTINGS
    assert f"genesys.client_secret may not stand in {draft}" in capsys.readouterr().err


@pytest.mark.parametrize("head", ["genesys", "enforced.genesys"])
def test_what_looks_mistyped_is_doubted(tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str) -> None:
    text = GENESYS.replace("genesys", head).replace(".ie", ".xx").replace(CLIENT, "abc")
    boards = BOARDS if head == "genesys" else ""
    mine = file(tmp_path / "mine.toml", text + boards)
    assert main(["config", "check", mine]) == Exit.OK
    out, _ = capsys.readouterr()
    assert f"{mine}: genesys.region: mypurecloud.xx is none of the" in out
    assert f"{mine}: genesys.client_id does not look like one" in out
    assert "can be used; 2 of its lines" in out
    file(tmp_path / "mine.toml", text + "lag = 1\n" + boards)
    assert main(["config", "check", mine]) == Exit.SETTINGS
    told = capsys.readouterr().err
    assert "genesys.lag = 1 is not allowed" in told
    assert "mypurecloud.xx is none of the" in told


def test_region_and_client_of_a_policy_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file(tmp_path / "policy.toml", GENESYS.replace("genesys", "enforced.genesys"))
    assert main(["config", "--explain", "--config", str(tmp_path / "none.toml")]) == Exit.OK
    assert 'boards[1].title "All agents" built-in default' in " ".join(capsys.readouterr().out.split())


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "schema"]) == Exit.OK
    assert json.loads(capsys.readouterr().out)["title"] == "wallboard.toml"


def test_alone_it_says_what_it_needs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config"]) == Exit.SETTINGS
    assert "config needs --explain, check FILE or schema" in capsys.readouterr().err
