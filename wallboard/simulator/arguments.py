"""What wallboard-simulator can be told on its command line. Pure, but for argparse's own way to end the program.

Read by main; flag_values knows what may stand behind each flag.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import NoReturn, TypeAlias
from zoneinfo import ZoneInfo

from wallboard.host.build import this_build, version_line
from wallboard.simulator import flag_values as values
from wallboard.simulator.crowd import USUAL_WRAP_UP
from wallboard.simulator.faults import Chaos, FaultOrder
from wallboard.simulator.limits import LimitKind, RateLimit
from wallboard.simulator.realtime import MOST_RECORDS, BoundTo
from wallboard.simulator.terms import Contract, Terms


@dataclass(frozen=True, slots=True)
class Record:
    """A recorded day is replayed."""

    calls: Path
    day: date


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A crowd is drawn."""

    agents: int
    seed: int


Cast: TypeAlias = Record | MadeUp


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command line that makes sense."""

    cast: Cast
    start: time
    speed: float
    port: int
    wrap_up: timedelta
    zone: ZoneInfo
    terms: Terms
    faults: tuple[FaultOrder, ...]
    chaos: Chaos | None
    child: bool


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line says what is wrong; the usage is there for those who ask for it."""
        self.exit(2, f"{self.prog}: {message}\n")


def read_arguments(words: Sequence[str]) -> Arguments:
    """The command line; ends the program with 2 and one line on stderr when it makes no sense."""
    parser = _parser()
    told = parser.parse_args(words)
    cast = _cast(parser, told)
    usual = timedelta() if isinstance(cast, Record) else USUAL_WRAP_UP
    return Arguments(
        cast=cast,
        start=told.start,
        speed=told.speed,
        port=told.port,
        wrap_up=usual if told.wrap_up is None else told.wrap_up,
        zone=told.time_zone,
        terms=_terms(told),
        faults=tuple(told.fault),
        chaos=None if told.chaos is None else Chaos(told.chaos, told.seed, told.chaos_late),
        child=told.child,
    )


def _cast(parser: _Parser, told: argparse.Namespace) -> Cast:
    if told.agents is not None:
        if told.calls is not None or told.day is not None:
            parser.error("--agents makes a crowd up: it does not go together with --calls and --day")
        return MadeUp(told.agents, told.seed)
    if told.calls is None or told.day is None:
        parser.error("either --calls and --day are needed, or --agents")
    return Record(told.calls, told.day)


def _terms(told: argparse.Namespace) -> Terms:
    own, kind = told.requests_per_minute_and_endpoint, LimitKind(told.limit_kind)
    return Terms(
        delay=told.delay,
        rate_limit=RateLimit(told.requests_per_minute, kind=kind),
        endpoint_limit=None if own is None else RateLimit(own, kind=kind),
        limit_headers=told.limit_headers == "on",
        contract=Contract(told.contract),
        withheld=frozenset(told.withhold),
        page_cap=told.page_cap,
        most_records=told.most_records,
        page_token_bound_to=BoundTo(told.page_token_bound_to),
        page_token_lifetime=told.page_token_lifetime,
    )


def _parser() -> _Parser:
    parser = _Parser(
        prog="wallboard-simulator",
        description="A Genesys Cloud on 127.0.0.1: a recorded day of calls, or a crowd of agents, on today's date.",
        epilog="The first line on stdout is a JSON object: base_url, client_id, client_secret, origin, rate. "
        "Exit codes: 0 it was ended, 2 its arguments make no sense, or it cannot start.",
    )
    parser.add_argument("--version", action="version", version=version_line("wallboard-simulator", this_build()))
    _add_cast(parser)
    _add_terms(parser)
    _add_faults(parser)
    parser.add_argument("--child", action="store_true", help="end when standard input closes")
    return parser


def _add_cast(parser: _Parser) -> None:
    add = parser.add_argument
    add("--calls", type=Path, metavar="FILE", help="recorded calls, as CSV")
    add("--day", type=values.day, metavar="YYYY-MM-DD", help="the recorded day to replay")
    add("--agents", type=values.agents, metavar="N", help="in the stead of a record: a crowd of so many agents")
    add("--seed", type=values.seed, default="1", metavar="N", help="what chance begins with (%(default)s)")
    add("--start", type=values.start, default="14:20", metavar="HH:MM[:SS]", help="time of day at first (%(default)s)")
    add("--speed", type=values.speed, default="1", metavar="X", help="how many times as fast as life (%(default)s)")
    add("--port", type=values.port, default="0", metavar="P", help="port; 0 takes any free one (%(default)s)")
    add("--delay", type=values.delay, default="15-30", metavar="S-S", help="processing delay in seconds (%(default)s)")
    wrap_up_help = "seconds of wrap-up after a call (a record: 0, a crowd: about 20)"
    add("--wrap-up", type=values.wrap_up, metavar="S", help=wrap_up_help)
    add("--time-zone", type=values.zone, default="Asia/Jerusalem", metavar="Z", help="zone of the day (%(default)s)")


def _add_terms(parser: _Parser) -> None:
    add = parser.add_argument
    number = values.number_from_one
    add("--requests-per-minute", type=number, default="300", metavar="N", help="rate limit (%(default)s)")
    own_limit = "rate limit of each path for itself (none)"
    add("--requests-per-minute-and-endpoint", type=number, metavar="N", help=own_limit)
    kinds = [kind.value for kind in LimitKind]
    add("--limit-kind", choices=kinds, default="fixed", help="the minute that requests count in (%(default)s)")
    headers_help = "whether answers tell how many requests are left (%(default)s)"
    add("--limit-headers", choices=("on", "off"), default="on", help=headers_help)
    contracts = [contract.value for contract in Contract]
    add("--contract", choices=contracts, default="both", help="which ways there are to read (%(default)s)")
    withhold_help = "a permission that the client's role lacks; as often as needed"
    add("--withhold", type=values.permission, action="append", default=[], metavar="PERMISSION", help=withhold_help)
    cap = str(MOST_RECORDS)
    add("--page-cap", type=number, default=cap, metavar="N", help="agents on a page at most (%(default)s)")
    most_help = "more records than this are refused; at least the page cap (%(default)s)"
    add("--most-records", type=number, default=cap, metavar="N", help=most_help)
    bound_help = "whether a page token is for one dateTo (window) or for any (query) (%(default)s)"
    bounds = [bound.value for bound in BoundTo]
    add("--page-token-bound-to", choices=bounds, default="window", help=bound_help)
    lifetime_help = "seconds of the simulated clock that a page token is good for (no end)"
    add("--page-token-lifetime", type=values.lifetime, metavar="S", help=lifetime_help)


def _add_faults(parser: _Parser) -> None:
    add = parser.add_argument
    fault_help = f"{values.faults()}; on each request; seconds where a clock or a delay has them"
    add("--fault", type=values.fault, action="append", default=[], metavar="FAULT[=SECONDS]", help=fault_help)
    chaos_help = "share of the answers that are refused, broken, cut off or late, by chance (none)"
    add("--chaos", type=values.share, metavar="SHARE", help=chaos_help)
    late_help = "how late a late answer is at most, in real seconds (%(default)s)"
    add("--chaos-late", type=values.lateness, default="2", metavar="S", help=late_help)
