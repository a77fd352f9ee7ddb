"""The official SDK as a decoder: what its own client does with the body of an answer. Takes some seconds to import."""

from __future__ import annotations

from typing import Any

import PureCloudPlatformClientV2 as genesys  # type: ignore[import-untyped]  # noqa: N813
from guide import Agent

_ANSWER = "ConversationAggregateQueryResponse"
PEER = "official SDK"


class _Response:
    """As much of the SDK's response as its deserializer reads."""

    def __init__(self, body: bytes) -> None:
        self.data = body.decode()

    def getheader(self, name: str) -> str | None:
        """The one header that it asks for."""
        return "application/json" if name == "Content-Type" else None


class Official:
    """The SDK's client, which asks nobody anything here."""

    def __init__(self) -> None:
        self._client: Any = genesys.ApiClient("http://127.0.0.1")

    def decode_aggregates(self, body: bytes) -> Any:  # noqa: ANN401  the SDK has no types
        """An aggregates answer as the SDK's own objects."""
        return self._client.deserialize(_Response(body), _ANSWER)

    def agents(self, body: bytes) -> list[Agent]:
        """The same, read out as the guide does it."""
        agents: dict[str, Agent] = {}
        for result in self.decode_aggregates(body).results:
            agent_id = result.group["userId"]
            agent = agents.setdefault(agent_id, {"id": agent_id, "started": 0, "closed": 0, "handleTime": 0})
            for data in result.data:
                for metric in data.metrics:
                    if metric.metric == "tHandle":
                        agent["closed"] += metric.stats.count
                        agent["handleTime"] += metric.stats.sum
                    elif metric.metric == "nConnected":
                        agent["started"] += metric.stats.count
        return list(agents.values())
