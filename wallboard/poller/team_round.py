"""Who is in the teams that one scope's boards compare. Asked beside each poll by poller.cycle.

The lists are those of poller.membership: read some pages a cycle, and anew each day.
"""

from collections.abc import Sequence

from wallboard.board.agents import AgentId
from wallboard.board.teams import Team
from wallboard.genesys.errors import GenesysError, TimedOut
from wallboard.genesys.memberships import Circle, CircleKind
from wallboard.host import board_settings, scene_settings
from wallboard.poller.beside import Beside
from wallboard.poller.boards import Board
from wallboard.poller.membership import Membership


class TeamRound:
    """One scope's teams, board by board. What failed beside the poll is left in `failed`; None when nothing did."""

    def __init__(self, membership: Membership, boards: Sequence[board_settings.Board]) -> None:
        self._membership = membership
        self._teams = {board.id: board.teams for board in boards}
        self.failed: GenesysError | None = None

    async def learn(self, boards: Sequence[Board], pages: int, beside: Beside) -> bool:
        """Read on, so many pages at most, and tell the boards; whether that changes any. What fails is tried again."""
        circles = {circle: None for teams in self._teams.values() for team in teams for circle in _circles(team)}
        if not circles:
            return False
        if isinstance(self.failed, TimedOut):  # it took the time of what comes after it: that has this poll's
            self.failed = None
            return False
        self.failed = await self._membership.learn(circles, pages, beside)
        changed = False
        for board in boards:
            known = [Team(team.name, self._of_any(team)) for team in self._teams[board.info.id]]
            changed |= known != board.teams
            board.teams = known
        return changed

    def _of_any(self, team: scene_settings.Team) -> frozenset[AgentId] | None:
        return self._membership.of_any(_circles(team))


def _circles(team: scene_settings.Team) -> list[Circle]:
    groups = [Circle(CircleKind.GROUP, one) for one in team.group_ids]
    return groups + [Circle(CircleKind.TEAM, one) for one in team.team_ids]
