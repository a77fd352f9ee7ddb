"""Judge what poller.doctor_probes found: a verdict, what was found, and what to do next. Pure.

Used by poller.doctor, in the order of `Check`. Nothing here holds a secret, so nothing secret can be told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from wallboard.genesys import server_time
from wallboard.genesys.errors import BadReply, GenesysError, Rejected, SignInTrouble, Throttled
from wallboard.genesys.exchange import RateLimit
from wallboard.genesys.trial import PAGE, Seen
from wallboard.poller.check_boards import NamedFindings
from wallboard.poller.check_organisation import Findings
from wallboard.poller.doctor_probes import Certificate, Distrusted, Failed, ProxyAnswer

CLOCK_WARNING, CLOCK_FAILED = timedelta(seconds=30), server_time.WRONG_FROM
_SPENT = 0.1  # of the requests that are allowed
_PROXY_ASKS, _CONNECTED = 407, 200
_CA_FILE = (
    "name its authority's file, which your network's administrators have, in network.ca_file (or in SSL_CERT_FILE), or "
    "put it into this system's store"
)
_SET_CLOCK = "Let this machine set its clock by the network."
_OF_ANOTHER_TIME = ("not yet valid", "has expired")  # OpenSSL's words for a certificate
_ELSEWHERE = 3  # hundred and more
_IN_ITS_PLACE = (
    "Something on the way answers in Genesys Cloud's place, such as a captive portal or a proxy: sign in to the "
    "portal, or have the network let this machine through."
)
_ADDS_THEM = "An administrator adds them to a role of this client (Admin > Roles/Permissions)."
_DIVISION = (
    "Give the client's role to every division whose agents are to be shown (Admin > Roles, or the client's own)."
)


class Check(Enum):
    """What is looked at, in this order: each needs those before it."""

    SETTINGS = "settings"
    KEYRING = "keyring"
    NAMES = "names"
    PROXY = "proxy"
    CONNECTION = "connection"
    TLS = "tls"
    CLOCK = "clock"
    TOKEN = "token"  # noqa: S105  a name
    ANSWERS = "answers"
    PERMISSIONS = "permissions"
    BOARDS = "boards"
    AGENTS = "agents"
    LIMIT = "limit"
    ALLOWANCE = "allowance"


class Verdict(Enum):
    """How it looks."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "FAILED"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Judged:
    """One check's result; `next_step` is empty where nothing is to be done."""

    check: Check
    verdict: Verdict
    found: str
    next_step: str = ""


def ok(check: Check, found: str) -> Judged:
    """All is well."""
    return Judged(check, Verdict.OK, found)


def failed(check: Check, found: str, next_step: str) -> Judged:
    """It keeps the wallboard from working."""
    return Judged(check, Verdict.FAILED, found, next_step)


def skipped(check: Check, why: str) -> Judged:
    """It could not be looked at, or need not be."""
    return Judged(check, Verdict.SKIPPED, why)


def names(answers: Mapping[str, Sequence[str] | Failed], proxy: str | None) -> Judged:
    """Whether the hosts that this machine connects to have addresses."""
    lost = [f"{host}: {answer.why}" for host, answer in answers.items() if isinstance(answer, Failed)]
    if lost:
        step = "Is the network there, the name server right, and the region or the proxy spelt rightly?"
        return failed(Check.NAMES, f"no address for {'; '.join(lost)}", step)
    known = [f"{host} is {answer[0]}" for host, answer in answers.items() if not isinstance(answer, Failed)]
    whose = "" if proxy is None else " (the proxy looks up the names of Genesys Cloud)"
    return ok(Check.NAMES, f"{'; '.join(known)}{whose}")


def no_proxy(script: str | None) -> Judged:
    """Nothing is in the way, unless the system names a script that would choose a proxy."""
    if script is None:
        return ok(Check.PROXY, "none is used")
    found = f"none is used: this system names a script that chooses one ({script}), and scripts (PAC) are not read"
    return Judged(Check.PROXY, Verdict.WARNING, found, "Name the proxy that it chooses in network.proxy.")


def proxy(shown: str, answers: Mapping[str, ProxyAnswer | Distrusted | Failed], *, signs_in: bool) -> Judged:
    """Whether the proxy lets this machine through, to which it `signs_in` or not."""
    for host, answer in answers.items():
        if isinstance(answer, Distrusted):
            return failed(Check.PROXY, f"{shown}: {_distrusted(answer)}", f"If it is your own network's, {_CA_FILE}.")
        if isinstance(answer, Failed):
            step = "Is the proxy's address right (network.proxy, HTTPS_PROXY or the system's), and is it running?"
            return failed(Check.PROXY, f"{shown} does not answer: {answer.why}", step)
        if answer.status == _PROXY_ASKS:
            return _proxy_asks(shown, answer, signs_in=signs_in)
        if answer.status != _CONNECTED:
            step = f"Have the proxy's administrators allow {host}."
            return failed(Check.PROXY, f"{shown} answers {answer.status} for {host}", step)
    return ok(Check.PROXY, f"{shown} lets through to {', '.join(answers)}")


def _proxy_asks(shown: str, answer: ProxyAnswer, *, signs_in: bool) -> Judged:
    ways_in = {one.lower() for one in answer.ways_in}
    if ways_in and "basic" not in ways_in:
        found = (
            f"{shown} asks who is there (407), and takes {' or '.join(answer.ways_in)} alone, which is not spoken here"
        )
        step = "Have it let this machine through to Genesys Cloud's hosts, or run a helper here that signs in to it."
        return failed(Check.PROXY, found, step)
    login = f"wallboard-poller login --proxy {shown} --proxy-user NAME"
    if signs_in:
        step = f"Is the name right? Then keep the password anew: {login} (mend it in HTTPS_PROXY if it stands there)."
        return failed(Check.PROXY, f"{shown} refuses name and password (407)", step)
    step = f"Have it let this machine through, or name proxy and proxy_user below [network] and run: {login}"
    return failed(Check.PROXY, f"{shown} asks who is there (407)", step)


def connection(answers: Mapping[str, Failed | None]) -> Judged:
    """Whether the hosts take a connection."""
    lost = [f"{host}: {answer.why}" for host, answer in answers.items() if answer is not None]
    if lost:
        return failed(Check.CONNECTION, "; ".join(lost), "Does a firewall stand between, and is the address right?")
    return ok(Check.CONNECTION, f"open to {', '.join(answers)}")


def tls(answers: Mapping[str, Certificate | Distrusted | Failed]) -> Judged:
    """Whether the certificates of the hosts are trusted, and by whom they are issued."""
    for host, answer in answers.items():
        if isinstance(answer, Failed):
            return failed(
                Check.TLS, f"{host}: {answer.why}", "Is it the right address and port, and does it speak TLS?"
            )
        if isinstance(answer, Distrusted):
            step = f"Where a proxy of your own network opens the connection, {_CA_FILE}; else somebody listens in."
            if any(words in answer.why for words in _OF_ANOTHER_TIME):
                step = f"Look at this machine's clock first: {_SET_CLOCK}"
            return failed(Check.TLS, f"{host}: {_distrusted(answer)}", step)
    issuers = {answer.issuer: host for host, answer in answers.items() if isinstance(answer, Certificate)}
    return ok(Check.TLS, f"trusted, issued by {' and by '.join(issuers)}")


def _distrusted(answer: Distrusted) -> str:
    offered = answer.offered
    whose = "" if offered is None else f"; the one that was offered is issued by {offered.issuer}"
    return f"its certificate is not trusted ({answer.why}){whose}"


def clock(skew: timedelta | None) -> Judged:
    """Whether this machine's clock is right; `skew` is Genesys Cloud's clock minus it, None where no answer tells."""
    if skew is None:
        return skipped(Check.CLOCK, "no answer told the time")
    seconds = abs(skew).total_seconds()
    found = f"this machine's clock is {seconds:.0f} s {'behind' if skew > timedelta() else 'ahead'}"
    step = _SET_CLOCK
    if abs(skew) >= CLOCK_FAILED:
        return failed(Check.CLOCK, found, step)
    if abs(skew) >= CLOCK_WARNING:
        return Judged(Check.CLOCK, Verdict.WARNING, found, step)
    return ok(Check.CLOCK, "right" if seconds < 2 else found)


def token(error: GenesysError | None, login: str, hint: str) -> Judged:
    """Whether the client signs in. `login` is the command that keeps another secret, `hint` a doubt of the region."""
    if error is None:
        return ok(Check.TOKEN, "the client signs in")
    if isinstance(error, Throttled):
        return skipped(Check.TOKEN, str(error))
    doubt = f" {hint}" if hint else ""
    match error:
        case Rejected(trouble=SignInTrouble.WRONG_REGION):
            step = f"Is client_id the one of Admin > OAuth, and region the organisation's?{doubt}"
        case Rejected():
            step = f"Copy the secret of this client anew, from Admin > OAuth, and run: {login}{doubt}"
        case _ if _leads_elsewhere(error):
            step = _IN_ITS_PLACE
        case _:
            step = f"Try again in a minute; if it stays so, is the region right?{doubt}"
    return failed(Check.TOKEN, str(error), step)


def answers(found: Findings) -> Judged:
    """Whether Genesys Cloud answers as it should: what could not be asked says nothing of a permission."""
    if not found.unclear:
        return ok(Check.ANSWERS, "as they should be")
    unclear = "; ".join(dict.fromkeys(map(str, found.unclear)))
    if any(isinstance(error, Throttled) for error in found.unclear):
        return skipped(Check.ANSWERS, unclear)
    if any(map(_leads_elsewhere, found.unclear)):
        return failed(Check.ANSWERS, unclear, _IN_ITS_PLACE)
    step = (
        "Try again in a minute; if it stays so, see Genesys Cloud's status page, and its support knows the contextId."
    )
    return failed(Check.ANSWERS, unclear, step)


def _leads_elsewhere(error: GenesysError) -> bool:
    return isinstance(error, BadReply) and error.status is not None and error.status // 100 == _ELSEWHERE


def permissions(found: Findings) -> Judged:
    """Whether the client may ask for all that a wallboard needs."""
    if found.missing and found.is_ranked_without:
        step = f"{_ADDS_THEM} Without them the ranking is there, and who waits in the queues is not shown."
        return Judged(Check.PERMISSIONS, Verdict.WARNING, f"missing: {'; '.join(found.missing)}", step)
    if found.missing:
        return failed(Check.PERMISSIONS, f"missing: {'; '.join(found.missing)}", _ADDS_THEM)
    if found.unclear:
        return skipped(Check.PERMISSIONS, "not to be told: not all could be asked")
    whose = "" if found.organisation is None else f" in {found.organisation}"
    return ok(Check.PERMISSIONS, f"all there{whose}")


def boards(found: NamedFindings) -> Judged:
    """Whether all that the boards name is there."""
    if not found.named:
        return ok(Check.BOARDS, "none names a group, team, queue or division")
    if found.missing:
        lost = [f"{one.kind} {one.id} ({_on_boards(one.boards)})" for one in found.missing]
        step = (
            "Copy each id anew, from the address of what is open in Genesys Cloud's Admin, or give the client's role "
        )
        return failed(Check.BOARDS, f"not there, or not to be seen: {'; '.join(lost)}", f"{step}its division.")
    if found.unclear:
        return skipped(Check.BOARDS, f"not to be told: {'; '.join(dict.fromkeys(map(str, found.unclear)))}")
    beyond = f" (the first {found.asked} of {found.named} were asked for)" if found.asked < found.named else ""
    return ok(Check.BOARDS, f"all that they name is there{beyond}")


def _on_boards(ids: Sequence[str]) -> str:
    return f"board{'s' if len(ids) > 1 else ''} {', '.join(ids)}"


def agents(outcome: Seen | GenesysError, hours: int) -> Judged:
    """Whether a query brings anybody."""
    match outcome:
        case Throttled():
            return skipped(Check.AGENTS, str(outcome))
        case GenesysError():
            return failed(
                Check.AGENTS, str(outcome), "Try again in a minute; Genesys Cloud's support knows the contextId."
            )
        case Seen(hidden=True):
            return failed(Check.AGENTS, "the answer tells of agents and names none", _DIVISION)
        case Seen(agents=0):
            found = f"nobody has handled anything in the last {hours} hours"
            return Judged(Check.AGENTS, Verdict.WARNING, found, f"Where somebody has: {_DIVISION}")
        case Seen(agents=number):
            more = " or more" if number == PAGE else ""
            return ok(Check.AGENTS, f"{number}{more} seen in the last {hours} hours")


def limit(rate: RateLimit, throttled: Throttled | None) -> Judged:
    """Whether requests are left in the rate window."""
    step = "Does another program use the same client? Give the wallboard one of its own."
    if throttled is not None:
        return failed(Check.LIMIT, str(throttled), step)
    if rate.remaining is None:
        return skipped(Check.LIMIT, "the answers do not tell")
    until = "" if rate.resets_in is None else f" for {rate.resets_in.total_seconds():.0f} s"
    allowed = "" if rate.allowed is None else f" of {rate.allowed}"
    found = f"{rate.remaining}{allowed} requests left{until}"
    if rate.remaining == 0 or (rate.allowed is not None and rate.remaining < _SPENT * rate.allowed):
        return failed(Check.LIMIT, found, step)
    return ok(Check.LIMIT, found)


def allowance(per_minute: int | None) -> Judged:
    """What the organisation grants its clients, where it tells."""
    if per_minute is None:
        return skipped(Check.ALLOWANCE, "the organisation does not tell")
    return ok(Check.ALLOWANCE, f"{per_minute} requests a minute for one client")
