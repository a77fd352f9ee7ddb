"""Team against team: what is said of each, the best first. Pure. Part of app.face; shown by resources/qml."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wallboard.app import words
from wallboard.wire.messages import TeamTotals

RULE = "Most closed per agent who took part, then shortest AHT"

_TOO_FEW = "too few took part to tell"
_NOT_KNOWN = "not known yet"


@dataclass(frozen=True, slots=True)
class TeamFace:
    """One team. `share` is what its agents closed each, beside the best team's, from 0 to 1; `said` what else there is.

    `rank` is 1, 2, 2, 4; a dash for a team of which nothing is told.
    """

    rank: str
    name: str
    figure: str
    said: str
    share: float


def teams(told: Sequence[TeamTotals]) -> tuple[TeamFace, ...]:
    """All of them in order: closed per agent who took part, then average; those without numbers last, then by name."""
    ordered = sorted(told, key=lambda team: (_figures(team), team.name.casefold(), team.name))
    best = max((_each(team) or Fraction() for team in told), default=Fraction())
    return tuple(_face(team, ordered, best) for team in ordered)


def _face(team: TeamTotals, ordered: Sequence[TeamTotals], best: Fraction) -> TeamFace:
    each = _each(team)
    if each is None:
        said = _NOT_KNOWN if team.active is None else _TOO_FEW if team.closed is None else "nothing closed yet"
        return TeamFace("–", team.name, "N/A", _said(team, said), 0.0)
    rank = 1 + sum(_figures(other) < _figures(team) for other in ordered)
    agents = "1 agent" if team.took_part == 1 else f"{team.took_part:,} agents"
    told = f"{team.closed:,} closed by {agents} · AHT {words.aht(team.aht_ms, team.aht_bound_ms)}"
    return TeamFace(str(rank), team.name, f"{float(each):.1f}", _said(team, told), float(each / best))


def _said(team: TeamTotals, told: str) -> str:
    return told if team.active is None else f"{told} · {team.active:,} active"


def _each(team: TeamTotals) -> Fraction | None:
    """What each of those who took part closed."""
    return Fraction(team.closed, team.took_part) if team.closed and team.took_part else None


def _figures(team: TeamTotals) -> tuple[bool, Fraction, bool, int]:
    each = _each(team)
    if each is None:
        return True, Fraction(), True, 0
    return False, -each, team.aht_ms is None, team.aht_ms or 0
