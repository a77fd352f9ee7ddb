"""What a careful reader of the guide writes in an afternoon: json, dicts, one sort of everybody, one comparison.

The peer that most people would have. It is right, and it is plain.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Agent = dict[str, Any]


def decode_aggregates(body: bytes) -> list[Agent]:
    """A dict per agent from an aggregates answer; groups of several media types are added up."""
    agents: dict[str, Agent] = {}
    for result in json.loads(body)["results"]:
        agent_id = result["group"].get("userId")
        if agent_id is None:
            continue
        agent = agents.setdefault(agent_id, {"id": agent_id, "started": 0, "closed": 0, "handleTime": 0})
        for data in result["data"]:
            for metric in data["metrics"]:
                stats = metric["stats"]
                if metric["metric"] == "tHandle":
                    agent["closed"] += stats["count"]
                    agent["handleTime"] += stats["sum"]
                elif metric["metric"] == "nConnected":
                    agent["started"] += stats["count"]
    return list(agents.values())


def decode_pages(bodies: Iterable[bytes]) -> list[Agent]:
    """A dict per agent from all realtime pages."""
    agents = []
    for body in bodies:
        for entry in json.loads(body)["groupBy"]["agent"]:
            metrics = entry["metrics"]
            agents.append(
                {
                    "id": entry["id"],
                    "status": metrics["agentStatus"]["value"],
                    "started": metrics["conversationCount"]["value"],
                    "closed": metrics["conversationCountClosed"]["value"],
                    "handleTime": metrics["handleTime"]["value"],
                }
            )
    return agents


class Leaderboard:
    """Ranks everybody anew and compares the new list with the one before, entry by entry, ranks included."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._before: dict[str, Agent] = {}

    def rank_and_diff(self, agents: Sequence[Agent]) -> list[Agent]:
        """The entries that are not as they were."""
        ranked = sorted(agents, key=lambda agent: (-agent["closed"], _average(agent), agent["id"]))
        entries = {
            agent["id"]: {
                "id": agent["id"],
                "rank": place,
                "name": self._names.get(agent["id"], agent["id"]),
                "status": agent.get("status", ""),
                "closed": agent["closed"],
                "aht": _average(agent),
            }
            for place, agent in enumerate(ranked, 1)
        }
        changed = [entry for agent_id, entry in entries.items() if self._before.get(agent_id) != entry]
        self._before = entries
        return changed

    def send(self, agents: Sequence[Agent]) -> bytes:
        """What goes to the screens."""
        return json.dumps({"type": "delta", "agents": self.rank_and_diff(agents)}).encode()


def _average(agent: Agent) -> float:
    return agent["handleTime"] / agent["closed"] if agent["closed"] else 0.0
