"""Every way in which a sign-in can fail, in real processes: named on the screen and in `status`, each in its own words.

While the board has numbers it goes on showing them, as old. That each of these words fits the screen is shown by the
pictures of tests.screens.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.line.stack import Organisation, organisation, record, screen
from wallboard.simulator.directory import BANK, BRANCH
from wallboard.simulator.faults import SIGN_IN, Fault, FaultOrder
from wallboard.simulator.terms import Contract, Terms

pytestmark = [pytest.mark.asyncio, pytest.mark.timeout(120)]

RATE = 40.0
LIVE = r'screen\.says badge="Live"'
PLATFORM = Terms(contract=Contract.PLATFORM)


async def status_of(folder: Path) -> dict[str, Any]:
    poller = record(folder)
    headers = {"Authorization": f"Bearer {poller.token}"}
    async with httpx.AsyncClient(headers=headers, trust_env=False) as client:
        answer = await client.get(f"http://127.0.0.1:{poller.port}/v1/status")
    report: dict[str, Any] = json.loads(answer.raise_for_status().content)["boards"][0]
    return report


def settings_with(folder: Path, **changes: str) -> None:
    """Change lines of the settings file."""
    path = folder / "wallboard.toml"
    text = path.read_text("utf-8")
    for key, value in changes.items():
        text, found = re.subn(rf'^( *{key} = )".*"$', rf'\g<1>"{value}"', text, flags=re.MULTILINE)
        assert found == 1
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"client_secret": "another"}, "wrong_secret", "Wrong client secret"),
        ({"client_id": "another"}, "wrong_region", "Client unknown in http://127.0.0.1"),
    ],
)
async def test_a_sign_in_that_never_was_good(tmp_path: Path, changes: dict[str, str], code: str, words: str) -> None:
    async with organisation(tmp_path, RATE):
        settings_with(tmp_path, **changes)
        async with screen(tmp_path) as wall:
            await wall.says(rf'badge="No data yet".*instead="No data yet {words}')
            assert (await status_of(tmp_path))["cause"]["code"] == code


@dataclass(frozen=True)
class Trouble:
    """What is done to a running organisation, and what the wall and `status` say of it."""

    name: str
    terms: Terms
    strike: Callable[[Organisation], None]
    code: str
    words: str
    detail: str | None = None


def _revoke(there: Organisation) -> None:
    there.simulator.tokens.revoke_client()


def _change_secret(there: Organisation) -> None:
    there.simulator.tokens.change_secret("another secret")
    there.simulator.tokens.revoke_all()


def _hold_up_the_sign_in(there: Organisation) -> None:
    there.simulator.faults.order(FaultOrder(Fault.SERVER_ERROR, path=SIGN_IN))


def _withhold(*permissions: str) -> Callable[[Organisation], None]:
    return lambda there: there.simulator.role.withhold(permissions, [])


def _hide(there: Organisation) -> None:
    there.simulator.role.withhold([], [BANK.id, BRANCH.id])


def _hide_some(there: Organisation) -> None:
    there.simulator.role.withhold([], [BANK.id])


SHORT = Terms(token_lifetime=timedelta(minutes=5))
TROUBLES = [
    Trouble("revoked", Terms(), _revoke, "revoked", "Sign-in revoked"),
    Trouble("another secret", Terms(), _change_secret, "revoked", "Sign-in revoked"),
    Trouble("expired", SHORT, _hold_up_the_sign_in, "expired", "Sign-in expired"),
    Trouble(
        "a permission of the platform",
        PLATFORM,
        _withhold("analytics:conversationAggregate:view"),
        "forbidden",
        "Permission missing: ask IT for analytics:conversationAggregate:view",
        "analytics:conversationAggregate:view",
    ),
    Trouble(
        "a permission of statuses",
        PLATFORM,
        _withhold("analytics:agentState:view"),
        "forbidden",
        "Permission missing: ask IT for analytics:agentState:view",
        "analytics:agentState:view",
    ),
    Trouble(
        "a scope of the realtime contract",
        Terms(),
        _withhold("analytics:realtime:read"),
        "forbidden",
        "Permission missing: ask IT for analytics:realtime:read",
        "analytics:realtime:read",
    ),
    Trouble("a division", PLATFORM, _hide, "hidden", "All agents are hidden"),
    Trouble("one of two divisions", PLATFORM, _hide_some, "hidden", r"\d+ agents are hidden by now"),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.name)
async def test_a_sign_in_that_was_good(tmp_path: Path, trouble: Trouble) -> None:
    async with organisation(tmp_path, RATE, trouble.terms) as there, screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        trouble.strike(there)
        await wall.says(rf'badge="Stale data".*banner="STALE DATA Last update .* ago\. {trouble.words}', seen)
        told = await status_of(tmp_path)
        assert (told["cause"]["code"], told["freshness"]) == (trouble.code, "stale")
        if trouble.detail is not None:
            assert told["cause"]["detail"] == trouble.detail
        assert told["agents"] > 5  # the last numbers are still there


async def test_what_is_mended_heals_by_itself(tmp_path: Path) -> None:
    async with organisation(tmp_path, RATE, PLATFORM) as there, screen(tmp_path) as wall:
        seen = await wall.says(LIVE)
        _withhold("analytics:agentState:view")(there)
        seen = await wall.says("Permission missing", seen)
        there.simulator.role.withhold([], [])
        await wall.says(LIVE, seen)
        assert (await status_of(tmp_path))["api"] == "platform"
