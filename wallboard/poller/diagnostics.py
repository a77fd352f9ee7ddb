"""`wallboard-poller diagnostics OUT.zip`: one archive for whoever is to help, with nothing secret and nobody in it.

What may be secret on this machine is looked up first, and taken out of every text. A verb of poller.main.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

import msgspec

from wallboard.host import files, paths, redaction
from wallboard.host.configuration import Configuration, Sources
from wallboard.host.redaction import Names
from wallboard.host.secrets import OF_CLIENT, Account, Keyring, Kind, SecretsError
from wallboard.host.settings import Settings
from wallboard.host.settings_words import SettingsError
from wallboard.poller import bundle, findings, running
from wallboard.poller.bundle import LeftOut, Make, Member, Scrubbing
from wallboard.poller.config_words import explained
from wallboard.poller.doctor import Examination, lines_of
from wallboard.poller.exits import EPILOG, Exit, refuse
from wallboard.poller.service import Places
from wallboard.poller.sign_in import account_of, proxy_account
from wallboard.poller.token_store import read_entry
from wallboard.wire import run_record

_DOCTOR_SECONDS = 120
_SEARCH = "a search for secrets"


class _Person(msgspec.Struct):
    agent_id: str
    name: str | None = None


class _People(msgspec.Struct):
    people: list[_Person]


def add_verb(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Teach a parser the verb; `add` is its subparsers' own `add_parser`."""
    words = "write one archive with settings, status, checks and logs for whoever is to help; no secret, no names"
    shape = argparse.RawDescriptionHelpFormatter
    verb = add("diagnostics", help=words, description=words, epilog=EPILOG, formatter_class=shape)
    verb.add_argument("out", metavar="OUT.zip", type=Path, help="the archive; nothing is written over")
    verb.add_argument("--no-doctor", action="store_true", help="leave out what doctor asks of the network")
    verb.add_argument("--config", type=Path, default=paths.settings_file(), help="the settings file (TOML)")
    verb.add_argument("--run-dir", type=Path, default=None, help="where the running poller is found")
    verb.add_argument("--state-dir", type=Path, default=None, help="where the history lies (else: in --run-dir)")
    verb.add_argument("--log-dir", type=Path, default=None, help="where the log files lie (else: in --run-dir)")
    verb.set_defaults(carry_out=lambda asked: diagnostics(asked, Keyring(), os.environ))


def diagnostics(asked: argparse.Namespace, keyring: Keyring, environment: Mapping[str, str]) -> Exit:
    """Write the archive, and tell what is in it."""
    if asked.out.exists():
        return refuse(f"{asked.out} is there already: name another file. Nothing was written.", Exit.NOT_WRITTEN)
    try:
        places = _places(asked)
    except OSError as error:
        return refuse(f"this machine has no folder to look in: {error}", Exit.INTERNAL)
    chosen = _settings(asked.config)
    scrubbing, unsure = _scrubbing(chosen, keyring, places, environment)
    members, left_out = bundle.gather(_parts(asked, chosen, keyring, places, environment), scrubbing)
    told = scrubbing.of(bundle.manifest(members, [*unsure, *left_out]))
    try:
        bundle.write(asked.out, [Member(bundle.MANIFEST, "this list", told), *members])
    except OSError as error:
        return refuse(f"{asked.out} cannot be written: {error.strerror}", Exit.NOT_WRITTEN)
    sys.stdout.write(f"{asked.out}\n\n{told}")
    return Exit.OK


def _places(asked: argparse.Namespace) -> Places:
    run = asked.run_dir or paths.run_directory()
    return Places(
        run,
        asked.state_dir or asked.run_dir or paths.state_directory(),
        asked.log_dir or paths.log_directory(asked.run_dir),
    )


def _settings(config: Path) -> Configuration | SettingsError:
    try:
        return Sources.of_this_machine(config).read()
    except SettingsError as error:
        return error


def _parts(
    asked: argparse.Namespace,
    chosen: Configuration | SettingsError,
    keyring: Keyring,
    places: Places,
    environment: Mapping[str, str],
) -> list[tuple[str, Make]]:
    """Everything that the archive is to hold, each with the name under which it is missed."""

    def one(name: str, what: str, make: Callable[[], str]) -> tuple[str, Make]:
        return name, lambda: [Member(name, what, make())]

    folders = {"settings": asked.config, "run": places.run, "state": places.state}
    folders |= {} if places.logs is None else {"logs": places.logs}
    parts = [
        one("about.txt", "versions and system", findings.about),
        one("settings.json", "the settings that count", lambda: findings.settings_of(_read(chosen).settings)),
        one("sources.txt", "where each of them is from", lambda: _sources(_read(chosen))),
        one("status.json", "what the running poller says of itself", lambda: _answer(places.run, "/v1/status")),
        one("health.json", "whether it is ready", lambda: _answer(places.run, "/v1/health")),
        one("processes.txt", "our programs that run, and their arguments", findings.processes),
        one("folders.txt", "our files and their sizes", lambda: findings.listing(folders)),
        one("environment.txt", "variables that matter", lambda: findings.environment(environment)),
    ]
    if places.logs is not None:
        folder = places.logs
        parts.append(("logs", lambda: findings.logs(folder)))
    if not asked.no_doctor:
        parts.append(one("doctor.txt", "the checks of doctor, made now", lambda: _doctor(asked.config, keyring)))
    return parts


def _read(chosen: Configuration | SettingsError) -> Configuration:
    if isinstance(chosen, SettingsError):
        raise chosen
    return chosen


def _sources(found: Configuration) -> str:
    return explained(found) + "".join(f"{warning}\n" for warning in found.warnings)


def _answer(run_directory: Path, path: str) -> str:
    told = running.ask(running.find(run_directory), run_directory, path)
    return msgspec.json.format(told, indent=2).decode() + "\n"


def _doctor(config: Path, keyring: Keyring) -> str:
    async def look() -> str:
        async with asyncio.timeout(_DOCTOR_SECONDS):
            judged = await Examination(lambda _: None).run(Sources.of_this_machine(config), keyring)
        return "".join(f"{line}\n" for one in judged for line in lines_of(one))

    return asyncio.run(look())


def _scrubbing(
    chosen: Configuration | SettingsError, keyring: Keyring, places: Places, environment: Mapping[str, str]
) -> tuple[Scrubbing, list[LeftOut]]:
    """What is to be taken out, and what of it could not be looked up."""
    secrets, unsure = list(_passwords(environment)), []
    record = run_record.read(places.run)
    if record is not None:
        secrets.append(record.token)
    stand_ins: dict[str, str] = {}
    if isinstance(chosen, Configuration):
        genesys = chosen.settings.genesys
        stand_ins[genesys.client_id] = findings.short(genesys.client_id)
        if genesys.client_secret is not None:
            secrets.append(genesys.client_secret.reveal())
        try:
            secrets += _in_keyring(chosen.settings, keyring)
        except SecretsError as error:
            unsure.append(LeftOut(_SEARCH, f"the keyring could not be asked for them: {error}"))
    else:
        unsure.append(LeftOut(_SEARCH, "the keyring was not asked for them: that needs settings that can be read"))
    home = environment.get("HOME") or environment.get("USERPROFILE") or ""
    if len(home) > 3:
        stand_ins |= dict.fromkeys(redaction.forms_of_path(home), "~")
    return Scrubbing(tuple(secrets), Names(_people(places.state)), stand_ins), unsure


def _in_keyring(chosen: Settings, keyring: Keyring) -> Iterable[str]:
    """What these settings use of it: nothing else is asked for. Raises SecretsError."""
    sought: list[tuple[Account, Kind]] = []
    if chosen.genesys.client_secret is None:
        sought += [(account_of(chosen.genesys), kind) for kind in OF_CLIENT]
    network = chosen.network
    if network.proxy_user is not None:
        sought.append((proxy_account(network.proxy, network.proxy_user), Kind.PROXY_PASSWORD))
    for account, kind in sought:
        kept = keyring.find(account, kind)
        if kept is None:
            continue
        yield kept.reveal()
        token = read_entry(kept) if kind is Kind.ACCESS_TOKEN else None
        if token is not None:
            yield token.value.reveal()


def _passwords(environment: Mapping[str, str]) -> Iterable[str]:
    """The passwords of proxies, as they stand there and as they are meant."""
    for name, value in environment.items():
        sign_in = value.rpartition("@")[0] if name.lower().endswith("_proxy") else ""
        password = sign_in.rpartition("/")[2].partition(":")[2]
        if password:
            yield from (password, unquote(password))


def _people(state: Path) -> Iterable[str]:
    kept = files.read_json(state / "people.json", _People)
    for one in () if kept is None else kept.people:
        yield one.agent_id
        if one.name:
            yield one.name
