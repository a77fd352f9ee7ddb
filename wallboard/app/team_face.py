"""Team against team: what is said of each, the best first. Pure. Part of app.face; shown by resources/qml."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from wallboard.app import words
from wallboard.app.tongue import PLURAL, beside, tenths, translate, whole
from wallboard.wire.messages import TeamTotals


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


def rule() -> str:
    """By what teams are ordered."""
    return translate("teams", "Most closed per agent who took part, then shortest AHT")


def teams(told: Sequence[TeamTotals]) -> tuple[TeamFace, ...]:
    """All of them in order: closed per agent who took part, then average; those without numbers last, then by name."""
    ordered = sorted(told, key=lambda team: (_figures(team), team.name.casefold(), team.name))
    best = max((_each(team) or Fraction() for team in told), default=Fraction())
    return tuple(_face(team, ordered, best) for team in ordered)


def _face(team: TeamTotals, ordered: Sequence[TeamTotals], best: Fraction) -> TeamFace:
    each = _each(team)
    if each is None:
        return TeamFace("–", team.name, words.not_known(), _said(team, _why_none(team)), 0.0)
    rank = 1 + sum(_figures(other) < _figures(team) for other in ordered)
    agents, average = team.took_part or 0, words.aht(team.aht_ms, team.aht_bound_ms)
    told = translate("teams", "{closed} closed by %n agent(s) · AHT {average}", "", PLURAL, agents)
    said = told.format(closed=whole(team.closed or 0), average=average)
    return TeamFace(str(rank), team.name, tenths(float(each)), _said(team, said), float(each / best))


def _why_none(team: TeamTotals) -> str:
    if team.active is None:
        return translate("teams", "not known yet")
    if team.closed is None:
        return translate("teams", "too few took part to tell")
    return translate("teams", "nothing closed yet")


def _said(team: TeamTotals, told: str) -> str:
    active = team.active
    return told if active is None else beside((told, translate("teams", "%n active", "agents", PLURAL, active)))


def _each(team: TeamTotals) -> Fraction | None:
    """What each of those who took part closed."""
    return Fraction(team.closed, team.took_part) if team.closed and team.took_part else None


def _figures(team: TeamTotals) -> tuple[bool, Fraction, bool, int]:
    each = _each(team)
    if each is None:
        return True, Fraction(), True, 0
    return False, -each, team.aht_ms is None, team.aht_ms or 0
