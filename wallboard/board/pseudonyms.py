"""Ids and names that stand for an agent and do not lead back to her. Pure: the key comes in. Used by board.privacy.

A keyed hash: without the organisation's key nobody can try out whose it is, with it it is the same on every day.
"""

from hashlib import blake2b
from typing import Final

from wallboard.board.agents import AgentId

MARK: Final = "~"  # no id of Genesys Cloud begins so: what is keyed already is not keyed once more
KEY_BYTES: Final = 32
_ID_BYTES: Final = 16
_NUMBERS: Final = 999
_LONGEST: Final = 8  # with the number, so much is whole on a wall
_BIRD_WORDS: Final = """
    Avocet Bittern Bluebird Bunting Buzzard Canary Cardinal Chaffinch Condor Cormorant Crane Curlew Dove Dunlin Eagle
    Egret Eider Falcon Finch Flamingo Gannet Goldfinch Goshawk Grebe Grouse Gull Harrier Hawk Heron Hoopoe Ibis Jay
    Kestrel Kingfisher Kite Lapwing Lark Linnet Martin Merlin Nightingale Oriole Osprey Owl Partridge Pelican Petrel
    Pipit Plover Puffin Quail Raven Redstart Robin Sandpiper Skylark Snipe Sparrow Starling Stork Swallow Swan Swift
    Tern Thrush Wagtail Warbler Woodpecker Wren
"""
_BIRDS = [bird for bird in _BIRD_WORDS.split() if len(bird) <= _LONGEST]


def keyed_id(agent: AgentId, key: bytes) -> AgentId:
    """The id that stands for this agent; that of a keyed id is itself."""
    if agent.startswith(MARK):
        return agent
    return AgentId(MARK + blake2b(agent.encode(), key=key, digest_size=_ID_BYTES, person=b"agent id").hexdigest())


def pseudonym(keyed: AgentId, attempt: int = 0) -> str:
    """Neutral words for a keyed id, such as "Heron 127"; others with each attempt, where somebody has them."""
    rest = int.from_bytes(blake2b(f"{attempt} {keyed}".encode(), digest_size=8, person=b"pseudonym").digest())
    rest, number = divmod(rest, _NUMBERS)
    return f"{_BIRDS[rest % len(_BIRDS)]} {number + 1}"
