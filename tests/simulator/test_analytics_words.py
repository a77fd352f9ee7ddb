"""The words that an aggregate is asked in: those of the published interface, all of them and no others."""

import json
from pathlib import Path
from typing import Any

from wallboard.simulator.analytics_words import DIMENSIONS, METRICS

SUBSET = Path(__file__).parent.parent / "data" / "genesys-openapi-subset.json"
SCHEMAS: dict[str, Any] = json.loads(SUBSET.read_text("utf-8"))["components"]["schemas"]


def test_metrics_are_those_of_the_published_interface() -> None:
    assert set(SCHEMAS["ConversationAggregationQuery"]["properties"]["metrics"]["items"]["enum"]) == METRICS


def test_dimensions_are_those_to_group_by_and_those_to_filter_by() -> None:
    grouped = SCHEMAS["ConversationAggregationQuery"]["properties"]["groupBy"]["items"]["enum"]
    filtered = SCHEMAS["ConversationAggregateQueryPredicate"]["properties"]["dimension"]["enum"]
    assert {*grouped, *filtered} == DIMENSIONS
