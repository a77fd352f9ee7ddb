"""`wallboard-poller doctor`: look at everything between this machine and the agents' numbers, one after the other.

Each check needs those before it; what cannot be looked at is skipped. poller.doctor_way and poller.doctor_organisation
look, poller.doctor_verdicts judges; the exit code is that of the first check that failed. A verb of poller.main.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from wallboard.host import paths
from wallboard.host.configuration import NoSettings, Sources
from wallboard.host.secrets import Keyring
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.host.ways import WayOut
from wallboard.poller.doctor_organisation import look_at_organisation
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict, failed, ok, skipped
from wallboard.poller.doctor_way import look_at_way
from wallboard.poller.exits import EPILOG, Exit
from wallboard.poller.region_hint import hint_for
from wallboard.poller.sign_in import NoSecret, SignIn, login_command, proxy_login_command, sign_in_of

CODES = {
    Check.SETTINGS: Exit.DOCTOR_SETTINGS,
    Check.KEYRING: Exit.DOCTOR_KEYRING,
    Check.NAMES: Exit.DOCTOR_NAMES,
    Check.PROXY: Exit.DOCTOR_PROXY,
    Check.CONNECTION: Exit.DOCTOR_CONNECTION,
    Check.TLS: Exit.DOCTOR_TLS,
    Check.CLOCK: Exit.DOCTOR_CLOCK,
    Check.TOKEN: Exit.DOCTOR_TOKEN,
    Check.ANSWERS: Exit.DOCTOR_ANSWERS,
    Check.PERMISSIONS: Exit.DOCTOR_PERMISSIONS,
    Check.BOARDS: Exit.DOCTOR_BOARDS,
    Check.AGENTS: Exit.DOCTOR_AGENTS,
    Check.LIMIT: Exit.DOCTOR_LIMIT,
}
_STEP = "           -> "


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser the verb; `add` is its subparsers' own `add_parser`."""
    words = "check settings, keyring, network, sign-in and permissions, and say what to do next"
    verb = add(
        "doctor", help=words, description=words, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verb.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    verb.add_argument("--json", action="store_true", help="for programs: one JSON object in the place of the lines")
    verb.set_defaults(carry_out=lambda asked: doctor(asked, Keyring()))


def doctor(asked: argparse.Namespace, keyring: Keyring) -> Exit:
    """Check everything, and tell it line by line as it is found."""
    tell = (lambda _: None) if asked.json else _tell
    judged = asyncio.run(Examination(tell).run(Sources.of_this_machine(asked.config), keyring))
    code = code_of(judged)
    if asked.json:
        told = [
            {"check": one.check.value, "verdict": one.verdict.value.lower(), "found": one.found, "next": one.next_step}
            for one in judged
        ]
        sys.stdout.write(json.dumps({"code": code.value, "checks": told}, ensure_ascii=False, indent=2) + "\n")
    return code


def code_of(judged: Sequence[Judged]) -> Exit:
    """The code of the first check that failed."""
    return next((CODES[one.check] for one in judged if one.verdict is Verdict.FAILED), Exit.OK)


def _tell(one: Judged) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines_of(one)))
    sys.stdout.flush()


def lines_of(one: Judged) -> Sequence[str]:
    """A result as people read it."""
    found = f"{one.verdict.value:<8} {one.check.value:<12} {one.found}"
    return [found, *(f"{_STEP}{step}" for step in one.next_step.splitlines())]


class Examination:
    """One run of all checks; `tell` is given each result as it is known."""

    def __init__(self, tell: Callable[[Judged], None]) -> None:
        self._tell = tell
        self._judged: list[Judged] = []

    async def run(self, sources: Sources, keyring: Keyring) -> Sequence[Judged]:
        """Every check in its order, also where it had to be skipped."""
        chosen = await self._settings(sources)
        if chosen is not None:
            sign_in = await self._sign_in(chosen, keyring)
            way_out = WayOut(chosen.network) if sign_in is None else sign_in.way_out
            if await asyncio.to_thread(look_at_way, chosen.genesys, way_out, self._add) and sign_in is not None:
                await look_at_organisation(chosen, sign_in, self._add)
        done = {one.check for one in self._judged}
        for check in Check:
            if check not in done:
                self._add(skipped(check, "something before it failed"))
        order = list(Check)
        return sorted(self._judged, key=lambda one: order.index(one.check))

    def _add(self, one: Judged) -> bool:
        """Note a result; whether the next check can be made."""
        self._judged.append(one)
        self._tell(one)
        return one.verdict is not Verdict.FAILED

    async def _settings(self, sources: Sources) -> Settings | None:
        try:
            found = await asyncio.to_thread(sources.read)
        except NoSettings as error:
            shown = paths.example_settings() or "the README"
            step = f"Start the wallboard and fill in its first page, or write what is lacking as {shown} shows."
            self._add(failed(Check.SETTINGS, str(error), step))
            return None
        except SettingsError as error:
            self._add(
                failed(Check.SETTINGS, str(error), "Do as it says, or mend that value; the README shows a whole file.")
            )
            return None
        genesys = found.settings.genesys
        source = found.merged.source_of("genesys.client_id")
        where = sources.user if source is None else source.where
        told = f"{where}: client {genesys.client_id} of {genesys.region or genesys.base_url}"
        doubt = "" if genesys.region is None else hint_for(genesys.region)
        odd = "\n".join(filter(None, (*found.warnings, doubt)))
        self._add(Judged(Check.SETTINGS, Verdict.WARNING, told, odd) if odd else ok(Check.SETTINGS, told))
        return found.settings

    async def _sign_in(self, chosen: Settings, keyring: Keyring) -> SignIn | None:
        genesys = chosen.genesys
        try:
            sign_in = await asyncio.to_thread(sign_in_of, genesys, keyring, chosen.network)
        except NoSecret as error:
            step = error.choices[0] if error.choices else f"Run: {login_command(genesys)}"
            self._add(failed(Check.KEYRING, str(error), step))
            return None
        rehearsed = genesys.client_secret is not None
        where = "the secret of a rehearsal stands in the settings" if rehearsed else "it holds the client secret"
        network = chosen.network
        if network.proxy_user is not None and not rehearsed and sign_in.way_out.password is None:
            found = f"{where}, and no password of {network.proxy_user} for the proxy {network.proxy}"
            self._add(failed(Check.KEYRING, found, f"Run: {proxy_login_command(network)}"))
        else:
            self._add(ok(Check.KEYRING, where))
        return sign_in
