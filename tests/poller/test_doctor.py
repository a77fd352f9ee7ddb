"""doctor against real sockets: each fault is found by its own check, named, and given its own exit code."""

import asyncio
import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import trustme

from tests.fakes import FakeBackend
from tests.line.home import HAS_KEYRING, Home
from tests.poller.listening import Tunnel, certified, hang_up, listening
from tests.simulator.organisation import DAY, recorded_calls
from wallboard.genesys.aggregates import PATH as AGGREGATES
from wallboard.genesys.realtime import PATH as AGENTS
from wallboard.host.clock import SystemClock
from wallboard.host.configuration import Sources
from wallboard.host.secret import Secret
from wallboard.host.secrets import Keyring, Kind
from wallboard.host.settings import Genesys
from wallboard.poller.doctor import CODES, Examination, code_of, doctor
from wallboard.poller.doctor_verdicts import Check, Judged, Verdict
from wallboard.poller.exits import Exit
from wallboard.poller.sign_in import account_of
from wallboard.simulator.api import STANDARD_TERMS, GenesysSimulator, Terms
from wallboard.simulator.day import lay
from wallboard.simulator.directory import BANK, BRANCH
from wallboard.simulator.faults import Fault, FaultOrder
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.terms import Contract

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]

SECRET = "the-secret-itself"
CLIENT = "3f6c"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def settings(base_url: str, client_id: str = CLIENT, client_secret: str | None = None) -> str:
    secret = "" if client_secret is None else f'client_secret = "{client_secret}"'
    board = '[[boards]]\nid = "all"\ntitle = "All agents"\nshift_starts = ["07:00"]'
    return f'[genesys]\nbase_url = "{base_url}"\nclient_id = "{client_id}"\n{secret}\n{board}\n'


class Examined:
    """What a doctor said of a settings file, with a keyring in memory; never the secret."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self.code = code_of(judged)
        self.by_check = {one.check: one for one in judged}
        assert list(self.by_check) == list(Check)
        for one in judged:
            assert SECRET not in one.found + one.next_step

    def failed(self) -> Judged:
        """The check that failed; what comes after it was skipped."""
        (failed,) = (one for one in self.by_check.values() if one.verdict is Verdict.FAILED)
        assert failed.next_step
        return failed

    def verdicts(self) -> dict[Check, Verdict]:
        return {check: one.verdict for check, one in self.by_check.items()}


async def examine(folder: Path, text: str) -> Examined:
    config = folder / "wallboard.toml"
    config.write_text(text, "utf-8")
    config.chmod(0o600)
    backend = FakeBackend()
    base_url = text.split('"')[1]
    Keyring(backend.open).store(account_of(Genesys(CLIENT, base_url=base_url)), Kind.CLIENT_SECRET, Secret(SECRET))
    return Examined(await Examination(lambda _: None).run(Sources(config), Keyring(backend.open)))


@asynccontextmanager
async def organisation(terms: Terms = STANDARD_TERMS) -> AsyncIterator[tuple[GenesysSimulator, str]]:
    """An organisation in the machine's own time, in a zone where it is early afternoon now; and its settings."""
    now = datetime.now(UTC)
    away = 13 - now.hour
    zone = ZoneInfo(f"Etc/GMT{-away:+d}" if away else "Etc/GMT")
    replay = lay(recorded_calls().calls, DAY, now.astimezone(zone).date(), zone, timedelta(seconds=20))
    simulator = GenesysSimulator(replay, SystemClock(), terms)
    async with simulator.served() as base_url:
        yield simulator, settings(base_url, simulator.client_id, simulator.client_secret)


async def test_all_is_well(tmp_path: Path) -> None:
    async with organisation() as (simulator, text):
        found = await examine(tmp_path, text)
        assert found.code is Exit.OK
        well = {check: verdict for check, verdict in found.verdicts().items() if verdict is not Verdict.SKIPPED}
        assert set(well.values()) == {Verdict.OK}
        assert {Check.SETTINGS, Check.NAMES, Check.CLOCK, Check.TOKEN, Check.AGENTS, Check.LIMIT} <= set(well)
        assert found.by_check[Check.AGENTS].found.endswith("seen in the last 24 hours")
        assert not found.by_check[Check.AGENTS].found.startswith("0 ")
        assert simulator.requests.counts().by_path["/oauth/token"] == 1


async def test_no_settings(tmp_path: Path) -> None:
    judged = await Examination(lambda _: None).run(Sources(tmp_path / "none.toml"), Keyring(FakeBackend().open))
    found = Examined(judged)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_SETTINGS, Check.SETTINGS)
    assert "first page" in found.failed().next_step
    assert str(tmp_path / "none.toml") in found.failed().found


async def test_a_settings_file_with_a_bad_value_is_mended_and_not_written_anew(tmp_path: Path) -> None:
    found = await examine(tmp_path, settings("http://127.0.0.1:9", "id", "secret").replace("07:00", "7 o'clock"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_SETTINGS, Check.SETTINGS)
    assert "7 o'clock" in found.failed().found
    assert "first page" not in found.failed().next_step


async def test_what_is_odd_about_the_settings_is_a_warning(tmp_path: Path) -> None:
    text = settings("http://127.0.0.1:9", "id", "secret") + "\n[screen]\nthme = 3\ndiagonal = 40\n"
    found = await examine(tmp_path, text)
    odd = found.by_check[Check.SETTINGS]
    assert odd.verdict is Verdict.WARNING
    assert [one.partition(": screen.")[2].split()[0] for one in odd.next_step.splitlines()] == ["thme", "diagonal"]


async def test_no_secret(tmp_path: Path) -> None:
    config = tmp_path / "wallboard.toml"
    config.write_text(settings("https://nobody.invalid"), "utf-8")
    judged = await Examination(lambda _: None).run(Sources(config), Keyring(FakeBackend().open))
    assert code_of(judged) is Exit.DOCTOR_KEYRING
    (keyring,) = (one for one in judged if one.check is Check.KEYRING)
    assert "wallboard-poller login --base-url https://nobody.invalid --client-id 3f6c" in keyring.next_step


async def test_no_name(tmp_path: Path) -> None:
    found = await examine(tmp_path, settings("https://nobody.invalid"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_NAMES, Check.NAMES)
    assert "nobody.invalid" in found.failed().found


async def test_a_connection_that_is_refused(tmp_path: Path) -> None:
    with listening(hang_up) as port:
        pass
    found = await examine(tmp_path, settings(f"http://127.0.0.1:{port}"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_CONNECTION, Check.CONNECTION)
    assert "refused" in found.failed().found


async def test_a_proxy_that_asks_who_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proxy = Tunnel(407)
    with listening(proxy.serve) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://somebody:{SECRET}@127.0.0.1:{port}")
        found = await examine(tmp_path, settings("https://organisation.invalid"))
    assert proxy.heads[0].startswith("CONNECT organisation.invalid:443 ")
    assert (found.code, found.failed().check) == (Exit.DOCTOR_PROXY, Check.PROXY)
    assert found.failed().found == f"http://127.0.0.1:{port} refuses name and password (407)"


async def test_a_proxy_that_is_dead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(hang_up) as port:
        pass
    monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{port}")
    found = await examine(tmp_path, settings("https://organisation.invalid"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_PROXY, Check.PROXY)
    assert f"http://127.0.0.1:{port} does not answer" in found.failed().found


async def test_a_certificate_of_a_foreign_authority(tmp_path: Path) -> None:
    with listening(hang_up, certified(trustme.CA(organization_name="Office Proxy"))) as port:
        found = await examine(tmp_path, settings(f"https://localhost:{port}"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_TLS, Check.TLS)
    assert "the one that was offered is issued by Office Proxy" in found.failed().found
    assert "SSL_CERT_FILE" in found.failed().next_step


async def test_a_clock_that_is_off_by_ten_minutes(tmp_path: Path) -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.CLOCK_OFF, seconds=600))
        found = await examine(tmp_path, text)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_CLOCK, Check.CLOCK)
    assert "behind" in found.failed().found
    assert found.by_check[Check.PERMISSIONS].verdict is Verdict.OK  # it does not keep the others from being looked at


async def test_a_wrong_secret(tmp_path: Path) -> None:
    async with organisation() as (simulator, text):
        found = await examine(tmp_path, text.replace(simulator.client_secret, SECRET))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_TOKEN, Check.TOKEN)
    assert "rejects the client secret" in found.failed().found
    assert "wallboard-poller login" in found.failed().next_step
    assert found.by_check[Check.CLOCK].verdict is Verdict.OK


async def test_an_unknown_client(tmp_path: Path) -> None:
    async with organisation() as (simulator, text):
        found = await examine(tmp_path, text.replace(simulator.client_id, "another"))
    assert (found.code, found.failed().check) == (Exit.DOCTOR_TOKEN, Check.TOKEN)
    assert "does not know this client id" in found.failed().found


async def test_a_permission_that_is_missing(tmp_path: Path) -> None:
    async with organisation() as (simulator, text):
        simulator.faults.order(FaultOrder(Fault.FORBIDDEN, AGENTS))
        found = await examine(tmp_path, text)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_PERMISSIONS, Check.PERMISSIONS)
    assert "analytics:realtime:view (for the agents' numbers" in found.failed().found
    assert found.by_check[Check.AGENTS].verdict is Verdict.SKIPPED


@pytest.mark.parametrize(("fault", "advice"), [(Fault.SERVER_ERROR, "status page"), (Fault.REDIRECT, "captive portal")])
async def test_an_api_that_does_not_answer_is_no_missing_permission(tmp_path: Path, fault: Fault, advice: str) -> None:
    async with organisation(Terms(contract=Contract.PLATFORM)) as (simulator, text):
        simulator.faults.order(FaultOrder(fault, AGGREGATES))
        found = await examine(tmp_path, text)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_ANSWERS, Check.ANSWERS)
    assert advice in found.failed().next_step
    assert found.by_check[Check.PERMISSIONS].verdict is Verdict.SKIPPED


@pytest.mark.parametrize("withheld", ["analytics:queueObservation:view", "routing:queue:view"])
async def test_who_waits_is_no_failure_where_no_board_names_a_queue(tmp_path: Path, withheld: str) -> None:
    async with organisation(Terms(contract=Contract.PLATFORM, withheld=frozenset({withheld}))) as (_, text):
        found = await examine(tmp_path, text)
        named = await examine(tmp_path, text + 'queue_ids = ["nobodys"]\n')
    permissions = found.by_check[Check.PERMISSIONS]
    assert (found.code, permissions.verdict) == (Exit.OK, Verdict.WARNING)
    assert withheld in permissions.found
    assert named.code is Exit.DOCTOR_PERMISSIONS


@pytest.mark.parametrize(
    ("withheld", "purpose"),
    [
        ("analytics:conversationAggregate:view", "the agents' numbers"),
        ("analytics:agentState:view", "what the agents do now"),
        ("analytics:agentStateNames:view", "whose status it is"),
    ],
)
async def test_a_permission_of_the_platform_api_that_is_missing(tmp_path: Path, withheld: str, purpose: str) -> None:
    terms = Terms(contract=Contract.PLATFORM, withheld=frozenset({withheld}))
    async with organisation(terms) as (_, text):
        found = await examine(tmp_path, text)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_PERMISSIONS, Check.PERMISSIONS)
    assert found.failed().found == f"missing: {withheld} (for {purpose})"


async def test_all_is_well_with_the_platform_api_alone(tmp_path: Path) -> None:
    async with organisation(Terms(contract=Contract.PLATFORM)) as (_, text):
        found = await examine(tmp_path, text)
    assert found.code is Exit.OK
    assert found.verdicts()[Check.AGENTS] is Verdict.OK


async def test_a_board_that_names_a_queue_that_is_not_there(tmp_path: Path) -> None:
    async with organisation(Terms(contract=Contract.PLATFORM)) as (_, text):
        found = await examine(tmp_path, text + 'queue_ids = ["nobodys"]\n')
    assert (found.code, found.failed().check) == (Exit.DOCTOR_BOARDS, Check.BOARDS)
    assert found.failed().found == "not there, or not to be seen: queue nobodys (board all)"
    assert found.by_check[Check.AGENTS].verdict is Verdict.OK


async def test_a_proxy_whose_password_is_not_in_the_keyring(tmp_path: Path) -> None:
    network = '[network]\nproxy = "http://127.0.0.1:9"\nproxy_user = "ada"\n'
    found = await examine(tmp_path, settings("https://organisation.invalid") + network)
    assert found.code is Exit.DOCTOR_KEYRING
    keyring = found.by_check[Check.KEYRING]
    assert keyring.found == "it holds the client secret, and no password of ada for the proxy http://127.0.0.1:9"
    assert keyring.next_step == "Run: wallboard-poller login --proxy http://127.0.0.1:9 --proxy-user ada"
    assert found.by_check[Check.PROXY].verdict is Verdict.FAILED  # it is looked at all the same


async def test_a_division_that_hides_everybody(tmp_path: Path) -> None:
    async with organisation(Terms(contract=Contract.PLATFORM)) as (simulator, text):
        simulator.role.withhold((), {BANK.id, BRANCH.id})
        found = await examine(tmp_path, text)
    assert found.by_check[Check.AGENTS].verdict is Verdict.WARNING
    assert found.by_check[Check.AGENTS].found.startswith("nobody")
    assert "division" in found.by_check[Check.AGENTS].next_step


async def test_a_limit_that_is_nearly_spent(tmp_path: Path) -> None:
    async with organisation(Terms(rate_limit=RateLimit(allowed=4))) as (_, text):
        found = await examine(tmp_path, text)
    assert (found.code, found.failed().check) == (Exit.DOCTOR_LIMIT, Check.LIMIT)


@pytest.mark.skipif(not HAS_KEYRING or sys.platform != "linux", reason="needs the Debian packages gnome-keyring, dbus")
async def test_a_keyring_that_is_locked(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "wallboard.toml").write_text(settings("https://nobody.invalid"), "utf-8")
    async with home.session():
        await home.lock_keyring()
        done = await home.done("doctor", "--config", str(tmp_path / "wallboard.toml"))
    assert done.code == Exit.DOCTOR_KEYRING, done
    assert "FAILED   keyring" in done.out
    assert "The keyring of this user is locked." in done.out


async def test_what_it_tells_programs_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with organisation() as (simulator, text):
        config = tmp_path / "wallboard.toml"
        config.write_text(text.replace(simulator.client_secret, SECRET), "utf-8")
        keyring = Keyring(FakeBackend().open)
        lines_code = await asyncio.to_thread(doctor, Namespace(config=config, json=False), keyring)
        lines = capsys.readouterr().out
        code = await asyncio.to_thread(doctor, Namespace(config=config, json=True), keyring)
        told = json.loads(capsys.readouterr().out)
    assert code == lines_code == told["code"] == Exit.DOCTOR_TOKEN
    assert [one["check"] for one in told["checks"]] == [check.value for check in Check]
    (token,) = (one for one in told["checks"] if one["check"] == "token")
    assert token["verdict"] == "failed"
    for one in told["checks"]:
        found = one["found"].partition(" (contextId ")[0]  # each answer has one of its own
        assert f"{one['check']:<12} {found}" in lines
    assert f"FAILED   token        {token['found'].partition(' (contextId ')[0]}" in lines
    assert token["next"] in lines
    assert SECRET not in lines


async def test_every_check_that_can_fail_has_a_code_of_its_own() -> None:
    assert len(set(CODES.values())) == len(CODES)
    assert set(Check) - set(CODES) == {Check.ALLOWANCE}  # it only tells
