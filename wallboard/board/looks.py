"""The looks of one answer, of which most say what the answer before them said: they are told apart from the news.

Of 50,000 agents a tenth does something between two polls. Filled by genesys.aggregates and genesys.realtime, taken in
by poller.table.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import Self, overload

from wallboard.board.agents import AgentId, AgentLook

_AS_LOOK = tuple.__new__  # what AgentLook does, without a call of Python for every agent
_NEVER = datetime.min.replace(tzinfo=UTC)
_AS_OF = AgentLook._fields.index("as_of")


class Looks(Sequence[AgentLook]):
    """Looks in two parts: `news`, and `repeated`: the very looks of an earlier answer, whose words this one repeats.

    Nothing runs in a repeated look: it is as true at `as_of`, and whoever has taken it in already need not look at it
    again. As a sequence they all are true at `as_of`, the news first.
    """

    __slots__ = ("as_of", "news", "repeated")

    def __init__(self, news: Sequence[AgentLook], repeated: Sequence[AgentLook], as_of: datetime) -> None:
        self.news = news
        self.repeated = repeated
        self.as_of = as_of

    @classmethod
    def of(cls, looks: Sequence[AgentLook]) -> "Looks":
        """Looks as they are; all are news where nothing else is known."""
        if isinstance(looks, Looks):
            return looks
        return cls(looks, (), looks[0].as_of if looks else _NEVER)

    def __len__(self) -> int:
        return len(self.news) + len(self.repeated)

    def __iter__(self) -> Iterator[AgentLook]:
        yield from self.news
        yield from self.renewed(self.repeated)

    @overload
    def __getitem__(self, place: int) -> AgentLook: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[AgentLook]: ...

    def __getitem__(self, place: int | slice) -> AgentLook | Sequence[AgentLook]:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        """Equal to any sequence that tells the same."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as Python has it where there is an equality

    def agents(self) -> list[AgentId]:
        """Of whom something is told."""
        return [look[0] for look in self.news] + [look[0] for look in self.repeated]

    def renewed(self, repeated: Iterable[AgentLook]) -> Iterator[AgentLook]:
        """Some of the repeated looks, as true at `as_of`."""
        end = (self.as_of,)
        for look in repeated:
            yield _AS_LOOK(AgentLook, look[:_AS_OF] + end + look[_AS_OF + 1 :])

    def only(self, agents: AbstractSet[AgentId]) -> Self:
        """The looks of some agents."""
        news, repeated = ([look for look in part if look[0] in agents] for part in (self.news, self.repeated))
        return type(self)(news, repeated, self.as_of)


def is_at_rest(last: AgentLook | None, look: AgentLook) -> bool:
    """Whether a look says what the last one said, and nothing in it runs on."""
    if last is None:
        return False
    _, status, started, closed, handled, _, alone = look
    return (
        last[4] == handled
        and last[3] == closed
        and last[2] == started
        and (alone or started == closed)
        and (status is None or last[1] == status)
    )
