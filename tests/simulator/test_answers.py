"""HTTP answers of bodies and refusals."""

import json
from datetime import timedelta

from wallboard.simulator.answers import json_answer, refusal
from wallboard.simulator.errors import no_token, throttled
from wallboard.simulator.oauth import TokenBody


def test_a_body_is_json() -> None:
    answer = json_answer(TokenBody("token", 60), headers={"next-page-token": "x"})
    assert json.loads(bytes(answer.body)) == {"access_token": "token", "expires_in": 60, "token_type": "bearer"}
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["next-page-token"] == "x"


def test_the_correlation_id_is_in_body_and_header() -> None:
    one, other = refusal(no_token()), refusal(no_token())
    assert json.loads(bytes(one.body))["contextId"] == one.headers["ININ-Correlation-Id"]
    assert one.headers["ININ-Correlation-Id"] != other.headers["ININ-Correlation-Id"]


def test_a_wish_is_in_the_retry_after_header() -> None:
    assert refusal(throttled(timedelta(seconds=7))).headers["Retry-After"] == "7"
    assert "Retry-After" not in refusal(throttled(None)).headers
