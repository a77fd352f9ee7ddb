"""How much of an agent a board shows: which id and which name stand for her there. Pure, but that it remembers.

Asked by board.ranking; made by poller.guises, which holds the organisation's key.
"""

from collections.abc import Mapping
from enum import Enum
from typing import assert_never

from wallboard.board import names, pseudonyms
from wallboard.board.agents import AgentId


class Privacy(Enum):
    """The levels, as the settings name them."""

    FULL = "full"
    FIRST_NAME_INITIAL = "first_name_initial"
    INITIALS = "initials"
    PSEUDONYM = "pseudonym"
    TEAM_TOTALS = "team_totals"

    @property
    def is_masked(self) -> bool:
        """Whether neither a name nor a user id leaves the poller."""
        return self not in {Privacy.FULL, Privacy.FIRST_NAME_INITIAL}


_MOST_ATTEMPTS = 20  # then two agents share their words, and their ids still part them


class Guise:
    """What one level makes of the agents of one organisation. Boards of equal guises share an order."""

    def __init__(self, privacy: Privacy = Privacy.FULL, key: bytes = b"") -> None:
        self.privacy = privacy
        self.is_masked = privacy.is_masked  # neither a name nor a user id leaves the poller
        self._key = key
        self._ids: dict[AgentId, AgentId] = {}
        self._pseudonyms: dict[AgentId, str] = {}
        self._taken: set[str] = set()

    def id_of(self, agent: AgentId) -> AgentId:
        """The id that a reader is told."""
        if not self.is_masked:
            return agent
        keyed = self._ids.get(agent)
        if keyed is None:
            keyed = self._ids[agent] = pseudonyms.keyed_id(agent, self._key)
        return keyed

    def name_of(self, agent: AgentId, known: Mapping[AgentId, str]) -> str:
        """The name that a reader is told; a part of the id until it is known."""
        match self.privacy:
            case Privacy.FULL:
                shown = known.get(agent)
            case Privacy.FIRST_NAME_INITIAL:
                shown = names.first_name_initial(known.get(agent) or "")
            case Privacy.INITIALS:
                shown = names.initials(known.get(agent) or "")
            case Privacy.PSEUDONYM:
                return self._pseudonym(self.id_of(agent))
            case Privacy.TEAM_TOTALS:
                return ""
            case _:
                assert_never(self.privacy)
        return shown or f"Agent {self.id_of(agent)[:8]}"

    def _pseudonym(self, keyed: AgentId) -> str:
        """The same as ever, but where another agent who was met before has these words."""
        found = self._pseudonyms.get(keyed)
        if found is None:
            attempts = (pseudonyms.pseudonym(keyed, attempt) for attempt in range(_MOST_ATTEMPTS))
            found = next((one for one in attempts if one not in self._taken), None) or pseudonyms.pseudonym(keyed)
            self._pseudonyms[keyed] = found
            self._taken.add(found)
        return found


PLAIN = Guise()
