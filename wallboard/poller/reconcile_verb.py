"""`wallboard-poller reconcile`: ask for a window that is over once more, and tell what differs from what was shown.

Reads the history while a poller writes it. A verb of poller.main.
"""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from wallboard.board.window import MetricsWindow
from wallboard.genesys.errors import GenesysError
from wallboard.genesys.oauth import Credentials
from wallboard.genesys.session import Session
from wallboard.host import files, paths
from wallboard.host.board_settings import Board
from wallboard.host.clock import SystemClock
from wallboard.host.configuration import Sources
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller.exits import EPILOG, Exit, refuse, tell
from wallboard.poller.guises import history_path, is_masked
from wallboard.poller.organisation import Organisation
from wallboard.poller.pace import pace_of
from wallboard.poller.past import NoHistory, Past
from wallboard.poller.reconcile import Limits, Line, passing
from wallboard.poller.reconcile_words import table, to_csv
from wallboard.poller.reconciliation import NothingToCompare, compare, ended_on, last_ended, shifts_of
from wallboard.poller.scopes import key_of, organisation_of, scope_of
from wallboard.poller.sign_in import NoSecret, SignIn, endpoints_of, sign_in_of, transport_to


@dataclass(frozen=True, slots=True)
class Compared:
    """One window of one board, compared."""

    board: Board
    window: MetricsWindow
    lines: Sequence[Line]


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser the verb; `add` is its subparsers' own `add_parser`."""
    words = "ask for a shift that is over once more, and tell what differs from what was shown at its end"
    shape = argparse.RawDescriptionHelpFormatter
    verb = add("reconcile", help=words, description=words, epilog=EPILOG, formatter_class=shape)
    verb.add_argument("--date", type=_day, help="the day on which the shift began, such as 2026-11-23 (else: the last)")
    verb.add_argument("--board", metavar="ID", help="one board of the settings (else: all)")
    verb.add_argument("--csv", type=Path, metavar="FILE", help="write every agent's line into this file as well")
    verb.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    verb.add_argument("--state-dir", type=Path, default=None, help="where the history lies")
    verb.set_defaults(carry_out=lambda asked: reconcile(asked, Keyring()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-11-23") from None


def reconcile(asked: argparse.Namespace, keyring: Keyring) -> Exit:
    """Compare, print, and end with a code that tells whether anything differs by too much."""
    try:
        chosen = Sources.of_this_machine(asked.config).read().settings
        boards = _boards(chosen, asked.board)
        state = asked.state_dir or paths.state_directory()
        with Past.open(history_path(chosen, state)) as past:
            sign_in = sign_in_of(chosen.genesys, keyring, chosen.network)
            again = Again(chosen, sign_in, past, state)
            compared = asyncio.run(again.compared(boards, asked.date))
        for one in compared:
            _say(table(one.board.title, one.window, one.lines) + "\n")
        if asked.csv is not None:
            rows = to_csv((one.board.id, one.window, one.lines) for one in compared)
            files.write_bytes(asked.csv, rows.encode("utf-8-sig"))  # a spreadsheet takes it for UTF-8 by its mark
    except (SettingsError, NothingToCompare) as error:
        return refuse(str(error), Exit.SETTINGS)
    except NoHistory as error:
        return refuse(f"{error}: --state-dir names the folder of the poller that polled", Exit.SETTINGS)
    except NoSecret as error:
        return refuse(str(error), Exit.NOT_TOLD, error.choices)
    except GenesysError as error:
        return refuse(f"{error}. Nothing was compared.", Exit.NOT_TOLD)
    except (OSError, sqlite3.Error) as error:
        return refuse(str(error), Exit.INTERNAL)
    return Exit.DIFFERS if any(passing(one.lines) for one in compared) else Exit.OK


def _boards(chosen: Settings, wanted: str | None) -> list[Board]:
    found = [one for one in chosen.boards if wanted is None or one.id == wanted]
    if not found:
        there = ", ".join(one.id for one in chosen.boards)
        raise SettingsError(f"the settings have no board {wanted!r}; there are: {there}")
    return found


class Again:
    """One organisation, asked again."""

    def __init__(self, chosen: Settings, sign_in: SignIn, past: Past, state: Path) -> None:
        self._chosen = chosen
        self._sign_in = sign_in
        self._past = past
        self._state = state
        self._pace = pace_of(chosen)
        self._limits = Limits(chosen.reconcile.aht_percent, chosen.reconcile.conversations)

    async def compared(self, boards: Iterable[Board], day: date | None) -> list[Compared]:
        """Each board's windows that are over. Raises GenesysError; NothingToCompare where no board has any."""
        genesys = self._chosen.genesys
        transport = transport_to(self._sign_in.way_out)
        try:
            credentials = Credentials(genesys.client_id, self._sign_in.client_secret)
            # The machine's clock also in a rehearsal: the first answer tells what time it is there.
            session = Session(transport, endpoints_of(genesys), credentials, SystemClock(), self._sign_in.tokens)
            await session.prepare()
            organisation = Organisation(self._chosen, session, self._state)
            await organisation.people.restore({})
            return await self._of_boards(boards, organisation, session.now() - self._pace.lag, day)
        finally:
            await transport.close()

    async def _of_boards(
        self, boards: Iterable[Board], organisation: Organisation, now: datetime, day: date | None
    ) -> list[Compared]:
        compared: list[Compared] = []
        refused: list[str] = []
        for board in boards:
            try:
                compared += await self._of_board(board, organisation, now, day)
            except NothingToCompare as error:
                refused.append(f"board {board.id!r}: {error}")
        if not compared:
            raise NothingToCompare("; ".join(refused))
        for words in refused:
            tell(words)
        return compared

    async def _of_board(
        self, board: Board, organisation: Organisation, now: datetime, day: date | None
    ) -> list[Compared]:
        if is_masked(board):
            raise NothingToCompare(f'privacy = "{board.privacy}": a comparison would name its agents')
        scope = scope_of(board, organisation_of(self._chosen))
        shifts, begins = shifts_of(scope.rule), self._past.begins(key_of(scope))
        windows = (last_ended(begins, shifts, now),) if day is None else ended_on(day, begins, shifts, now)
        compared = []
        for ended in windows:
            kept = self._past.of_window(key_of(scope), ended.begun)
            if kept is None:
                raise NothingToCompare("its last window was let go of just now")
            source = await organisation.source_apart(scope, kept)
            lines = await compare(source, kept, ended, self._past.names(), self._limits, self._pace)
            compared.append(Compared(board, kept.window, lines))
        return compared


def _say(words: str) -> None:
    # A terminal that lacks a letter of somebody's name shows another one in its place.
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding))
