"""The command line, read."""

from pathlib import Path

import pytest

from wallboard import __version__
from wallboard.app.arguments import Size, read_arguments


def test_nothing_asked() -> None:
    options = read_arguments([])
    assert not options.demo
    assert not options.fullscreen
    assert options.snapshot is None
    assert options.size == Size(1920, 1080)
    assert (options.board, options.screen, options.config, options.run_dir) == (None, None, None, None)


def test_everything_asked(tmp_path: Path) -> None:
    words = ["--fullscreen", "--board", "sales", "--screen", "HDMI-1", "--config", "a.toml", "--run-dir", "run"]
    options = read_arguments([*words, "--snapshot", str(tmp_path / "a.png"), "--size", "3840x2160"])
    assert options.fullscreen
    assert (options.board, options.screen) == ("sales", "HDMI-1")
    assert (options.config, options.run_dir) == (Path("a.toml"), Path("run"))
    assert (options.snapshot, options.size) == (tmp_path / "a.png", Size(3840, 2160))


@pytest.mark.parametrize("words", [["demo", "--fullscreen"], ["--fullscreen", "demo"]])
def test_a_demos_options_stand_before_or_behind(words: list[str]) -> None:
    options = read_arguments(words)
    assert options.demo
    assert options.fullscreen
    assert options.size == Size(1920, 1080)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--snapshot", "board.jpg"], "ends in .png"),
        (["--snapshot", "no/such/folder/board.png"], "no such folder"),
        (["--size", "big"], "1920x1080"),
        (["--size", "0x10"], "1920x1080"),
        (["demo", "--config", "a.toml"], "--config"),
        (["show"], "show"),
    ],
)
def test_what_makes_no_sense_is_named(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(words)
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        read_arguments(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"wallboard {__version__} (source)\n"
