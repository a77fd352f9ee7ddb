"""Spoil a good answer: what stands in a page of agents, which page a token leads to, what is no page at all. Pure.

Used by strike; spoiled_platform spoils what the Platform API says of agents. The first agent of a page and the last one
are spoilt in two ways where there are two.
"""

import json
import re
from typing import Any, Literal, TypeAlias, assert_never
from urllib.parse import parse_qsl, urlencode

from wallboard.simulator import spoiled_platform
from wallboard.simulator.faults import Fault
from wallboard.simulator.spoiled_platform import SpoiltAgents, SpoiltTwo, is_missing

__all__ = ["SpoiltAgents", "SpoiltTwo", "is_missing"]

SpoiltBody: TypeAlias = SpoiltAgents | Literal[Fault.NOT_JSON, Fault.EMPTY_BODY, Fault.WRONG_CONTENT, Fault.BAD_UTF8]
SpoiltToken: TypeAlias = Literal[Fault.REPEATED_PAGE_TOKEN, Fault.LOOPING_PAGE_TOKENS, Fault.ENDLESS_PAGES]

_STATUS, _STARTED, _CLOSED, _HANDLED = "agentStatus", "conversationCount", "conversationCountClosed", "handleTime"
_LOGIN_PAGE = b"<!DOCTYPE html><html><title>Sign in</title><form>Your network asks you to sign in.</form></html>"
_OTHER_CONTENT = b'{"entities": [], "pageSize": 25, "pageNumber": 1, "total": 0, "pageCount": 0}'

_ID = re.compile(rb'"(?:i|userI)d":"')

Agent = dict[str, Any]


def spoil(fault: SpoiltBody, body: bytes) -> bytes:
    """The body as this fault leaves it."""
    match fault:
        case Fault.NOT_JSON:
            return _LOGIN_PAGE
        case Fault.EMPTY_BODY:
            return b""
        case Fault.WRONG_CONTENT:
            return _OTHER_CONTENT
        case Fault.BAD_UTF8:
            return _ID.sub(b"\\g<0>\xff\xfe", body)
        case _:
            return _with_agents(fault, body)


def spoil_agents(fault: SpoiltAgents, agents: list[Agent]) -> list[Agent]:
    """The agents of a page as this fault leaves them; the given ones may be changed."""
    match fault:
        case Fault.HALF_MISSING:
            return [agent for agent in agents if not is_missing(agent["id"])]
        case Fault.DUPLICATE_AGENT:
            return agents + [_one_more_closed(agent) for agent in agents[:1]]
        case Fault.SHRINKING:
            for agent in agents:
                for name in (_STARTED, _CLOSED, _HANDLED):
                    _put(agent, name, agent["metrics"][name]["value"] // 2)
            return agents
        case _:
            for agent, other in zip(agents[:1], agents[-1:], strict=True):
                _spoil_two(fault, agent, other)
            return agents


def _spoil_two(fault: SpoiltTwo, agent: Agent, other: Agent) -> None:
    match fault:
        case Fault.WRONG_TYPES:
            _put(agent, _CLOSED, str(agent["metrics"][_CLOSED]["value"]))
            _put(other, _STATUS, 7)
        case Fault.MISSING_METRICS:
            agent["metrics"].pop(_HANDLED, None)
            other["metrics"].pop(_STATUS, None)
        case Fault.UNKNOWN_STATUS:
            _put(agent, _STATUS, "Meditating")
        case Fault.NAN:
            _put(agent, _HANDLED, float("nan"))
            _put(other, _STARTED, float("inf"))
        case Fault.NEGATIVE:
            _put(agent, _CLOSED, -3)
            _put(other, _HANDLED, -1)
        case Fault.HUGE:
            _put(agent, _HANDLED, 1e30)
            _put(other, _STARTED, 2**64)
        case _:
            assert_never(fault)


def without_page_token(query: bytes) -> bytes:
    """The query for the first page."""
    asked = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([(name, value) for name, value in asked if name != "nextPageToken"]).encode()


def next_token(fault: SpoiltToken, query: bytes, fresh: str) -> str:
    """The token that an answer to this query wrongly carries; `fresh` is one that was never told before."""
    asked = dict(parse_qsl(query.decode("latin-1"))).get("nextPageToken")
    match fault:
        case Fault.REPEATED_PAGE_TOKEN:
            return "the-same-again"
        case Fault.LOOPING_PAGE_TOKENS:
            return "to-b" if asked == "to-a" else "to-a"
        case Fault.ENDLESS_PAGES:
            return fresh
    assert_never(fault)


def with_token(body: bytes, token: str) -> bytes:
    """The page with this token for the next one."""
    page = json.loads(body)
    return json.dumps({**page, "nextPageToken": token}).encode()


def _with_agents(fault: SpoiltAgents, body: bytes) -> bytes:
    page = json.loads(body)
    match page:
        case {"groupBy": {"agent": agents}}:
            page["groupBy"]["agent"] = spoil_agents(fault, agents)
        case {"results": results}:
            page["results"] = spoiled_platform.spoil_groups(fault, results)
        case {"entities": [{"routingStatus": _}, *_] as entities}:
            page["entities"] = spoiled_platform.spoil_statuses(fault, entities)
        case _:
            return body  # a refusal, or an answer to another question
    return json.dumps(page).encode()


def _one_more_closed(agent: Agent) -> Agent:
    metrics = agent["metrics"]
    return {**agent, "metrics": {**metrics, _CLOSED: {"value": metrics[_CLOSED]["value"] + 1}}}


def _put(agent: Agent, name: str, value: object) -> None:
    agent["metrics"][name] = {"value": value}
