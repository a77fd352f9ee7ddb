"""Errors of Genesys Cloud: one family, in words for a person."""

from datetime import timedelta

import pytest

from wallboard.genesys import errors

EVERY_ERROR: list[errors.GenesysError] = [
    errors.Throttled(timedelta(seconds=30)),
    errors.Unreachable("nobody there"),
    errors.TimedOut("too late"),
    errors.ServerFailed(503, "c-1"),
    errors.BadReply("/x", "is no JSON", 200, "c-1"),
    errors.Rejected(401, "https://login"),
    errors.Expired(errors.Unreachable("nobody there", "/oauth/token")),
    errors.Forbidden("/x", "missing a permission", "c-1"),
    errors.Hidden("/x", "c-1"),
]


def test_one_except_catches_them_all_and_there_are_no_others() -> None:
    assert {type(one) for one in EVERY_ERROR} == set(errors.GenesysError.__subclasses__())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errors.Throttled(timedelta(seconds=90)), "Genesys Cloud asks to wait 90 s"),
        (errors.Throttled(None), "Genesys Cloud asks to wait a while"),
        (errors.Throttled(timedelta()), "Genesys Cloud asks to wait 0 s"),
        (errors.ServerFailed(503, None), "Genesys Cloud failed with 503"),
        (errors.ServerFailed(503, "c-1"), "Genesys Cloud failed with 503 (contextId c-1)"),
        (errors.BadReply("/x", "is no JSON"), "/x: is no JSON"),
        (errors.Forbidden("/x", "needs a permission", "c-1"), "/x: not allowed: needs a permission (contextId c-1)"),
        (
            errors.Rejected(401, "https://login.mypurecloud.ie"),
            "https://login.mypurecloud.ie rejects the client secret (is it that of this client, and the region right?)",
        ),
        (
            errors.Rejected(400, "https://login.mypurecloud.ie", trouble=errors.SignInTrouble.WRONG_REGION),
            "https://login.mypurecloud.ie does not know this client id (is the region right?)",
        ),
        (
            errors.Rejected(400, "https://login.mypurecloud.ie", trouble=errors.SignInTrouble.REVOKED),
            "https://login.mypurecloud.ie no longer accepts this client, which it did before",
        ),
        (
            errors.Expired(errors.ServerFailed(503, "c-1", "/oauth/token")),
            (
                "/oauth/token: the sign-in has expired and cannot be renewed: Genesys Cloud failed with 503"
                " (contextId c-1)"
            ),
        ),
        (
            errors.ProxyRefuses("the proxy http://p:1 cannot be reached", "/x"),
            "/x: the proxy http://p:1 cannot be reached",
        ),
        (
            errors.Distrusted("login.x", "self-signed certificate", "/x"),
            (
                "/x: the certificate of login.x is not trusted (self-signed certificate): where a proxy of your own "
                "network opens TLS, its authority has to stand in network.ca_file or in this system's store"
            ),
        ),
        (errors.Hidden("/x"), "/x: tells of agents and names none: no role covers their division"),
    ],
)
def test_what_a_person_reads(error: errors.GenesysError, words: str) -> None:
    assert str(error) == words


def test_no_wish_is_not_a_wish_of_no_time() -> None:
    assert errors.Throttled(None).retry_after is None
    assert errors.Throttled(timedelta()).retry_after == timedelta()
