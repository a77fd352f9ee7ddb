"""The words and shapes of refusals."""

import json
from datetime import timedelta

import msgspec

from wallboard.simulator.errors import SignInRefused, bad_parameter, forbidden, throttled


def test_a_refusal_has_genesys_clouds_shape() -> None:
    assert json.loads(msgspec.json.encode(bad_parameter("dateTo", "is missing").body("context"))) == {
        "message": "The query parameter dateTo is missing",
        "code": "bad.request",
        "status": 400,
        "contextId": "context",
        "details": [],
        "errors": [],
    }


def test_a_wish_is_told_in_whole_seconds_never_too_few() -> None:
    refused = throttled(timedelta(seconds=41.2))
    assert (refused.status, refused.code, refused.retry_after) == (429, "too.many.requests.retry.after", 42)
    assert refused.message == "Rate limit exceeded the maximum. Retry the request in [42] seconds"


def test_without_a_wish_there_is_no_number() -> None:
    assert throttled(None).retry_after is None


def test_the_sign_in_has_a_shape_of_its_own() -> None:
    assert msgspec.to_builtins(SignInRefused(401, "invalid_client", "authentication failed").body) == {
        "error": "invalid_client",
        "description": "authentication failed",
        "error_description": "authentication failed",
    }


def test_a_missing_permission_is_named_as_genesys_cloud_names_it() -> None:
    assert json.loads(msgspec.json.encode(forbidden(["analytics:agentState:view"]).body("context"))) == {
        "message": "Unable to perform the requested action. You must have at least one of the following permissions "
        "assigned: [analytics:agentState:view]",
        "code": "missing.any.permissions",
        "status": 403,
        "contextId": "context",
        "details": [],
        "errors": [],
        "messageParams": {"permissions": "[analytics:agentState:view]"},
    }
    assert forbidden(["a:b:view", "c:d:view"]).body("context").message_params == {"permissions": "[a:b:view, c:d:view]"}
