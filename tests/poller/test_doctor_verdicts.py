"""Each thing that can be found has its verdict, and a next step wherever something is to be done."""

from datetime import timedelta

import pytest

from wallboard.genesys.errors import BadReply, Forbidden, GenesysError, Rejected, SignInTrouble, Throttled, TimedOut
from wallboard.genesys.exchange import RateLimit
from wallboard.genesys.trial import PAGE, Need, Seen
from wallboard.poller import doctor_verdicts as verdicts
from wallboard.poller.check_boards import Named, NamedFindings
from wallboard.poller.check_organisation import Answer, Findings
from wallboard.poller.doctor_probes import Certificate, Distrusted, Failed, ProxyAnswer
from wallboard.poller.doctor_verdicts import Judged, Verdict

OK, WARNING, FAILED, SKIPPED = Verdict
LOGIN = "wallboard-poller login --region mypurecloud.ie --client-id 3f6c"
THROTTLED = Throttled(timedelta(seconds=42), "/api")


def hinted(judged: Judged) -> Verdict:
    """The verdict; a step stands beside it exactly where something is to be done."""
    assert bool(judged.next_step) == (judged.verdict in {WARNING, FAILED})
    return judged.verdict


def test_names() -> None:
    known = ("10.0.0.1", "10.0.0.2")
    assert hinted(verdicts.names({"login.x": known, "api.x": known}, None)) is OK
    lost = verdicts.names({"login.x": known, "api.x": Failed("unknown")}, None)
    assert hinted(lost) is FAILED
    assert (lost.found, "login.x" in lost.found) == ("no address for api.x: unknown", False)
    assert "the proxy looks up" in verdicts.names({"proxy.x": known}, "http://proxy.x:3128").found


@pytest.mark.parametrize(
    ("answer", "verdict", "words"),
    [
        (ProxyAnswer(200), OK, "lets through to api.x"),
        (ProxyAnswer(407), FAILED, "asks who is there (407)"),
        (ProxyAnswer(407, ("Basic", "NTLM")), FAILED, "asks who is there (407)"),
        (ProxyAnswer(407, ("Negotiate", "NTLM")), FAILED, "takes Negotiate or NTLM alone, which is not spoken here"),
        (Distrusted("self-signed", Certificate("Office")), FAILED, "not trusted (self-signed); the one that was off"),
        (ProxyAnswer(403), FAILED, "answers 403 for api.x"),
        (Failed("no answer within 10 s"), FAILED, "does not answer: no answer within 10 s"),
    ],
)
def test_a_proxy(answer: ProxyAnswer | Distrusted | Failed, verdict: Verdict, words: str) -> None:
    judged = verdicts.proxy("http://proxy.x:3128", {"api.x": answer}, signs_in=False)
    assert hinted(judged) is verdict
    assert words in judged.found
    assert "http://proxy.x:3128" in judged.found


def test_a_proxy_that_was_given_name_and_password_refuses_them() -> None:
    judged = verdicts.proxy("http://proxy.x:3128", {"api.x": ProxyAnswer(407, ("Basic",))}, signs_in=True)
    assert hinted(judged) is FAILED
    assert judged.found == "http://proxy.x:3128 refuses name and password (407)"
    assert "wallboard-poller login --proxy http://proxy.x:3128 --proxy-user NAME" in judged.next_step


def test_no_proxy() -> None:
    assert hinted(verdicts.no_proxy(None)) is OK
    judged = verdicts.no_proxy("http://wpad.example.org/proxy.pac")
    assert hinted(judged) is WARNING
    assert "(http://wpad.example.org/proxy.pac), and scripts (PAC) are not read" in judged.found
    assert "network.proxy" in judged.next_step


def test_a_connection() -> None:
    assert hinted(verdicts.connection({"login.x:443": None, "api.x:443": None})) is OK
    judged = verdicts.connection({"login.x:443": None, "api.x:443": Failed("Connection refused")})
    assert (hinted(judged), judged.found) == (FAILED, "api.x:443: Connection refused")


def test_a_certificate() -> None:
    trusted = verdicts.tls({"login.x": Certificate("Amazon"), "api.x": Certificate("Amazon")})
    assert (hinted(trusted), trusted.found) == (OK, "trusted, issued by Amazon")
    foreign = verdicts.tls({"login.x": Distrusted("unable to get local issuer", Certificate("Office Proxy"))})
    assert hinted(foreign) is FAILED
    assert "Office Proxy" in foreign.found
    assert hinted(verdicts.tls({"login.x": Distrusted("certificate has expired", None)})) is FAILED
    assert hinted(verdicts.tls({"login.x": Failed("no TLS: wrong version number")})) is FAILED


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [(0, OK), (29, OK), (-29, OK), (30, WARNING), (-30, WARNING), (299, WARNING), (300, FAILED), (-300, FAILED)],
)
def test_a_clock(seconds: int, verdict: Verdict) -> None:
    judged = verdicts.clock(timedelta(seconds=seconds))
    assert hinted(judged) is verdict
    if verdict is not OK:
        assert f"{abs(seconds)} s {'behind' if seconds > 0 else 'ahead'}" in judged.found


def test_a_clock_that_nobody_tells() -> None:
    assert hinted(verdicts.clock(None)) is SKIPPED


@pytest.mark.parametrize(
    ("error", "verdict", "step"),
    [
        (None, OK, ""),
        (Rejected(401, "https://login.x"), FAILED, LOGIN),
        (Rejected(400, "https://login.x", trouble=SignInTrouble.WRONG_REGION), FAILED, "region the organisation's"),
        (TimedOut("too late"), FAILED, "in a minute"),
        (THROTTLED, SKIPPED, ""),
    ],
)
def test_a_token(error: GenesysError | None, verdict: Verdict, step: str) -> None:
    judged = verdicts.token(error, LOGIN, "")
    assert hinted(judged) is verdict
    assert step in judged.next_step


def test_a_region_that_is_doubted_is_named_where_the_sign_in_failed() -> None:
    assert verdicts.token(Rejected(401, "https://login.x"), LOGIN, "did you mean y?").next_step.endswith(
        "did you mean y?"
    )


@pytest.mark.parametrize(
    ("outcome", "verdict", "words"),
    [
        (Seen(3), OK, "all there in Example Org"),
        (
            Forbidden("/x", "no", None),
            FAILED,
            "missing: analytics:conversationAggregate:view (for the agents' numbers)",
        ),
        (Forbidden("/x", "no", None, missing=("a:b:view", "a:b:edit")), FAILED, "a:b:view or a:b:edit"),
        (TimedOut("too late", "/x"), SKIPPED, "not to be told"),
        (THROTTLED, SKIPPED, "not to be told"),
    ],
)
def test_permissions(outcome: Seen | GenesysError, verdict: Verdict, words: str) -> None:
    judged = verdicts.permissions(Findings("Example Org", (Answer(Need.NUMBERS, outcome),)))
    assert hinted(judged) is verdict
    assert words in judged.found


@pytest.mark.parametrize(
    ("outcome", "verdict", "words", "step"),
    [
        (Seen(3), OK, "as they should be", ""),
        (Forbidden("/x", "no", None), OK, "as they should be", ""),
        (TimedOut("too late", "/x"), FAILED, "/x: too late", "status page"),
        (BadReply("/x", "a page", 302), FAILED, "/x: a page", "captive portal"),
        (THROTTLED, SKIPPED, "42 s", ""),
    ],
)
def test_answers(outcome: Seen | GenesysError, verdict: Verdict, words: str, step: str) -> None:
    judged = verdicts.answers(Findings("Example Org", (Answer(Need.NUMBERS, outcome),)))
    assert hinted(judged) is verdict
    assert words in judged.found
    assert step in judged.next_step


def test_a_sign_in_that_is_answered_in_its_place_is_a_matter_of_the_network() -> None:
    assert "captive portal" in verdicts.token(BadReply("/oauth/token", "a page", 307), LOGIN, "").next_step


@pytest.mark.parametrize(
    ("dispensable", "verdict"), [(frozenset(), FAILED), (frozenset({Need.WAITING, Need.QUEUES}), WARNING)]
)
def test_a_permission_without_which_the_ranking_is_there(dispensable: frozenset[Need], verdict: Verdict) -> None:
    lacking = Answer(Need.WAITING, Forbidden("/x", "no", None))
    found = Findings("Example Org", (Answer(Need.NUMBERS, Seen(3)), lacking), dispensable)
    assert hinted(verdicts.permissions(found)) is verdict
    both = Findings("Example Org", (Answer(Need.NUMBERS, Forbidden("/x", "no", None)), lacking), dispensable)
    assert hinted(verdicts.permissions(both)) is FAILED


@pytest.mark.parametrize(
    ("outcome", "verdict", "words"),
    [
        (Seen(18), OK, "18 seen in the last 24 hours"),
        (Seen(PAGE), OK, f"{PAGE} or more seen"),
        (Seen(0), WARNING, "nobody"),
        (Seen(0, hidden=True), FAILED, "names none"),
        (TimedOut("too late", "/x"), FAILED, "too late"),
        (THROTTLED, SKIPPED, "42 s"),
    ],
)
def test_agents(outcome: Seen | GenesysError, verdict: Verdict, words: str) -> None:
    judged = verdicts.agents(outcome, 24)
    assert hinted(judged) is verdict
    assert words in judged.found
    assert ("division" in judged.next_step) == (isinstance(outcome, Seen) and outcome.agents == 0)


@pytest.mark.parametrize(
    ("rate", "throttled", "verdict"),
    [
        (RateLimit(300, 296, timedelta(seconds=40)), None, OK),
        (RateLimit(300, 30), None, OK),
        (RateLimit(300, 29), None, FAILED),
        (RateLimit(None, 0), None, FAILED),
        (RateLimit(None, 5), None, OK),
        (RateLimit(), None, SKIPPED),
        (RateLimit(300, 296), THROTTLED, FAILED),
    ],
)
def test_a_limit(rate: RateLimit, throttled: Throttled | None, verdict: Verdict) -> None:
    assert hinted(verdicts.limit(rate, throttled)) is verdict


def test_an_allowance() -> None:
    assert hinted(verdicts.allowance(None)) is SKIPPED
    assert verdicts.allowance(300).found.startswith("300 requests a minute")


@pytest.mark.parametrize(
    ("found", "verdict", "words"),
    [
        (NamedFindings(0, 0), OK, "none names a group, team, queue or division"),
        (NamedFindings(3, 3), OK, "all that they name is there"),
        (NamedFindings(60, 61), OK, "all that they name is there (the first 60 of 61 were asked for)"),
        (
            NamedFindings(3, 3, (Named("group", "g-1", ("north",)), Named("queue", "q-1", ("north", "south")))),
            FAILED,
            "not there, or not to be seen: group g-1 (board north); queue q-1 (boards north, south)",
        ),
        (NamedFindings(2, 2, (), (TimedOut("late"), TimedOut("late"))), SKIPPED, "not to be told: late"),
    ],
)
def test_what_the_boards_name(found: NamedFindings, verdict: Verdict, words: str) -> None:
    judged = verdicts.boards(found)
    assert (hinted(judged), judged.found) == (verdict, words)


@pytest.mark.parametrize("why", ["certificate is not yet valid", "certificate has expired"])
def test_a_certificate_of_another_time_leads_to_the_clock(why: str) -> None:
    judged = verdicts.tls({"login.mypurecloud.ie": Distrusted(why, None)})
    assert judged.verdict is Verdict.FAILED
    assert judged.next_step == "Look at this machine's clock first: Let this machine set its clock by the network."
