"""An organisation of any size in memory, behind the transport's seam: it answers the queries of the Platform API.

Agents have numbers. Who has closed what, and who does what, are functions of the number that a test chooses.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.builders import FakeGenesys, json_reply
from wallboard.board.agents import AgentId
from wallboard.genesys.exchange import Reply, Request

AGGREGATES = "/api/v2/analytics/conversations/aggregates/query"
STATUSES = "/api/v2/analytics/agents/status/query"
COUNTS = "/api/v2/analytics/agents/status/counts"
USERS = "/api/v2/users"
MOST_STATUSES = 50


def agent_id(number: int) -> AgentId:
    return AgentId(f"00000000-0000-4000-8000-{number:012}")


def number_of(agent: str) -> int:
    return int(agent[-12:])


class LargeOrganisation:
    """So many agents; `closed` and `routing` tell of each."""

    def __init__(self, agents: int) -> None:
        self.agents = agents
        self.closed: Callable[[int], int] = lambda number: number % 50
        self.routing: Callable[[int], str] = lambda number: "IDLE" if number % 4 else "OFF_QUEUE"
        self.asked: Counter[str] = Counter()
        self.questions: list[dict[str, Any]] = []
        self.limit: tuple[int, int] | None = None
        self.nameless = False
        self.genesys = FakeGenesys(self._answer)

    def active(self) -> list[int]:
        return [number for number in range(self.agents) if self.routing(number) != "OFF_QUEUE"]

    def _answer(self, request: Request) -> Reply:
        self.asked[request.path] += 1
        body = None if request.body is None else json.loads(request.body)
        if body is not None:
            self.questions.append(body)
        headers = {} if self.limit is None else self._limit_headers()
        return json_reply(self._body(request, body), headers=headers)

    def _limit_headers(self) -> dict[str, str]:
        assert self.limit is not None
        used, allowed = self.limit
        self.limit = (used + 1, allowed)
        return {"inin-ratelimit-count": str(used + 1), "inin-ratelimit-allowed": str(allowed)}

    def _body(self, request: Request, body: dict[str, Any] | None) -> dict[str, Any]:
        match request.path, body:
            case (path, None) if path == USERS:
                return self._users(dict(request.params))
            case (path, dict()) if path == AGGREGATES:
                busy = filter(self.closed, range(self.agents))
                return {"results": [self._group(one, body["interval"]) for one in busy]}
            case (path, dict()) if path == STATUSES:
                return {"entities": self._statuses(body)}
            case (path, dict()) if path == COUNTS:
                counts = Counter(map(self.routing, range(self.agents)))
                return {"routingStatusCounts": [{"routingStatus": key, "count": n} for key, n in counts.items()]}
        raise AssertionError(request)

    def _users(self, params: dict[str, str]) -> dict[str, Any]:
        size, page = int(params["pageSize"]), int(params.get("pageNumber", 1))
        numbers = range((page - 1) * size, min(page * size, self.agents))
        users = [{"id": agent_id(one), "name": f"Agent {one:05}", "version": 1} for one in numbers]
        return {"entities": users, "pageNumber": page, "pageCount": -(-self.agents // size), "pageSize": size}

    def _group(self, number: int, interval: str) -> dict[str, Any]:
        closed = self.closed(number)
        handled = {"metric": "tHandle", "stats": {"count": closed, "sum": closed * (60_000 + number)}}
        started = {"metric": "nConnected", "stats": {"count": closed}}
        return {
            "group": {"mediaType": "voice", "userId": agent_id(number)},
            "data": [{"interval": interval, "metrics": [handled, started]}],
        }

    def _statuses(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        clauses = {
            clause["predicates"][0]["dimension"]: {one["value"] for one in clause["predicates"]}
            for clause in body["userFilter"]["clauses"]
        }
        asked = sorted(map(number_of, clauses["userId"]))
        fits = [one for one in asked if self.routing(one) in clauses["routingStatus"]]
        return [self._state(one) for one in fits[:MOST_STATUSES]]

    def _state(self, number: int) -> dict[str, Any]:
        since = datetime(2026, 11, 23, 6, tzinfo=UTC).isoformat().replace("+00:00", "Z")
        state = {"systemPresence": "ON_QUEUE", "routingStatus": self.routing(number), "routingStatusDate": since}
        return state if self.nameless else {"userId": agent_id(number), **state}
