"""The organisation: itself, the client of a token, and the limits that really hold."""

from datetime import timedelta

import pytest

from wallboard.simulator.errors import Refused
from wallboard.simulator.limits import RateLimit
from wallboard.simulator.organisation import MOST_REQUEST_BYTES, limits, organisation, token_info
from wallboard.simulator.terms import Terms


def told(namespace: str, terms: Terms) -> dict[str, int]:
    entities = limits(namespace, terms).entities
    assert {one.namespace for one in entities} <= {namespace}
    return {one.key: one.value for one in entities}


def test_the_limits_are_those_of_the_terms_per_minute() -> None:
    assert told("platform.api", Terms()) == {
        "client.credentials.token.rate.per.minute": 300,
        "token.rate.per.minute": 300,
        "request.bytes.max": MOST_REQUEST_BYTES,
    }
    half_minutes = Terms(rate_limit=RateLimit(100, timedelta(seconds=30)))
    assert told("platform.api", half_minutes)["client.credentials.token.rate.per.minute"] == 200


def test_a_limit_of_each_path_is_told_where_there_is_one() -> None:
    assert told("analytics", Terms()) == {}
    assert told("analytics", Terms(endpoint_limit=RateLimit(20))) == {"query.rate.per.minute": 20}


def test_a_namespace_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(Refused) as refused:
        limits("analytics.weather", Terms())
    assert refused.value.status == 404


def test_a_token_belongs_to_the_client_and_to_the_organisation() -> None:
    token, itself = token_info("the-client"), organisation()
    assert (token.client.id, token.client.authorized_grant_type) == ("the-client", "CLIENT-CREDENTIALS")
    assert {token.organization, token.home_organization, token.client.organization} == {token.organization}
    assert (token.organization.id, token.organization.name) == (itself.id, itself.name)
    assert itself.id == organisation().id == "915e67b4-274f-5cea-945f-9e404c32f5ec"
