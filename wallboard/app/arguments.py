"""What `wallboard` is asked on its command line. Read by app.main."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wallboard.host.build import this_build, version_line

_SIZE = re.compile(r"([1-9]\d{1,4})x([1-9]\d{1,4})")


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a picture."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Options:
    """The command line. `snapshot`: write this picture and end; `config` and `run_dir`: None for the usual places."""

    demo: bool
    fullscreen: bool
    board: str | None
    screen: str | None
    config: Path | None
    run_dir: Path | None
    snapshot: Path | None
    size: Size


def read_arguments(words: Sequence[str] | None = None) -> Options:
    """The options. Ends the program with the reason when they make no sense."""
    read = _parser().parse_args(words)
    return Options(
        demo=read.verb == "demo",
        fullscreen=read.fullscreen,
        board=read.board,
        screen=read.screen,
        config=read.config,
        run_dir=read.run_dir,
        snapshot=read.snapshot,
        size=read.size,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="wallboard",
        description="Show how the agents of a Genesys Cloud organisation rank right now.",
        epilog="Keys: F1 help, F or F11 full screen, Esc window, Q quit, the arrow keys turn the page. "
        "Exit codes: 0 it was ended, 1 it could not start or make its picture, 2 its arguments are wrong, "
        "3 its window, or the whole program, stood still.",
    )
    parser.add_argument("--version", action="version", version=version_line("wallboard", this_build()))
    parser.set_defaults(fullscreen=False, screen=None, snapshot=None, size=Size(1920, 1080), board=None)
    _add_look(parser)
    parser.add_argument("--board", metavar="ID", help="the board to show; the first one of the settings by default")
    parser.add_argument("--config", metavar="FILE", type=Path, help="the settings file of the poller (TOML)")
    parser.add_argument("--run-dir", metavar="DIR", type=Path, help="where the running poller is found")
    demo = parser.add_subparsers(dest="verb", metavar="").add_parser(
        "demo",
        help="show a recorded day, ten times as fast as it was; needs no organisation and no network",
        description="Show a recorded day of a bank's call centre, ten times as fast as it was.",
        argument_default=argparse.SUPPRESS,  # an option before the word `demo` counts too
    )
    _add_look(demo)
    return parser


def _add_look(parser: argparse.ArgumentParser) -> None:
    quiet = argparse.SUPPRESS
    parser.add_argument("--fullscreen", action="store_true", default=quiet, help="fill the monitor")
    parser.add_argument(
        "--screen", metavar="NAME", default=quiet, help="the monitor: HDMI-1 for example, or its model or serial number"
    )
    parser.add_argument(
        "--snapshot", metavar="FILE.png", type=_picture, default=quiet, help="write a picture of the board and end"
    )
    parser.add_argument(
        "--size", metavar="WxH", type=_size, default=quiet, help="the picture's size; 1920x1080 by default"
    )


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".png":
        raise argparse.ArgumentTypeError(f"{text}: the name of a picture ends in .png")
    if not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"{text}: there is no such folder")
    return path


def _size(text: str) -> Size:
    match = _SIZE.fullmatch(text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text}: a size is written like 1920x1080")
    return Size(int(match[1]), int(match[2]))
