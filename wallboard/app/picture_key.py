"""Which picture of which agent, and the address by which QML asks for it. Pure.

Named by app.face, kept by app.pictures, read back by app.picture_provider.
"""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from wallboard.wire.messages import Row

PROVIDER = "agents"
_OLD = "old"


@dataclass(frozen=True, slots=True)
class PictureKey:
    """One picture: when an agent takes another one, `picture` is another."""

    agent_id: str
    picture: str


def key_of(row: Row) -> PictureKey | None:
    """The picture of this row's agent; None where she has none."""
    return PictureKey(row.id, row.picture) if row.picture else None


def url(key: PictureKey, *, old: bool) -> str:
    """Where QML finds it; an old row's picture is grey.

    >>> url(PictureKey("a1", "v 2"), old=True)
    'image://agents/a1/v%202/old'
    """
    address = f"image://{PROVIDER}/{quote(key.agent_id, safe='')}/{quote(key.picture, safe='')}"
    return f"{address}/{_OLD}" if old else address


def read(path: str) -> tuple[PictureKey, bool] | None:
    """Which picture is meant by what follows the provider's name, and whether a grey one; None for anything else."""
    match [unquote(part) for part in path.split("/")]:
        case [agent_id, picture]:
            return PictureKey(agent_id, picture), False
        case [agent_id, picture, last] if last == _OLD:
            return PictureKey(agent_id, picture), True
    return None
