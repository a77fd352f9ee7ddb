"""Ids and names that stand for an agent and do not lead back to her. Pure: the key comes in. Used by board.privacy.

A keyed hash: without the organisation's key nobody can try out whose it is, with it it is the same on every day.
"""

from hashlib import blake2b
from typing import Final

from wallboard.board.agents import AgentId

MARK: Final = "~"  # no id of Genesys Cloud begins so: what is keyed already is not keyed once more
KEY_BYTES: Final = 32
_ID_BYTES: Final = 16
_NUMBERS: Final = 99
_COLOUR_WORDS: Final = """
    Amber Apricot Aqua Azure Beige Blue Bronze Brown Cherry Cobalt Copper Coral Cream Crimson Cyan Denim Ebony Emerald
    Fawn Golden Green Grey Hazel Honey Indigo Ivory Jade Khaki Lavender Lemon Lilac Lime Maroon Mauve Mint Navy Ochre
    Olive Opal Orange Orchid Peach Pearl Pink Plum Purple Red Rose Ruby Russet Sage Sand Scarlet Sepia Sienna Silver
    Tan Teal Topaz Turquoise Umber Violet White Yellow
"""
_BIRD_WORDS: Final = """
    Avocet Bittern Bluebird Bunting Buzzard Canary Cardinal Chaffinch Condor Cormorant Crane Curlew Dove Dunlin Eagle
    Egret Eider Falcon Finch Flamingo Gannet Goldfinch Goshawk Grebe Grouse Gull Harrier Hawk Heron Hoopoe Ibis Jay
    Kestrel Kingfisher Kite Lapwing Lark Linnet Martin Merlin Nightingale Oriole Osprey Owl Partridge Pelican Petrel
    Pipit Plover Puffin Quail Raven Redstart Robin Sandpiper Skylark Snipe Sparrow Starling Stork Swallow Swan Swift
    Tern Thrush Wagtail Warbler Woodpecker Wren
"""
_COLOURS, _BIRDS = _COLOUR_WORDS.split(), _BIRD_WORDS.split()


def keyed_id(agent: AgentId, key: bytes) -> AgentId:
    """The id that stands for this agent; that of a keyed id is itself."""
    if agent.startswith(MARK):
        return agent
    return AgentId(MARK + blake2b(agent.encode(), key=key, digest_size=_ID_BYTES, person=b"agent id").hexdigest())


def pseudonym(keyed: AgentId, attempt: int = 0) -> str:
    """Neutral words for a keyed id, such as "Blue Heron 12"; others with each attempt, where somebody has them."""
    rest = int.from_bytes(blake2b(f"{attempt} {keyed}".encode(), digest_size=8, person=b"pseudonym").digest())
    rest, number = divmod(rest, _NUMBERS)
    rest, bird = divmod(rest, len(_BIRDS))
    return f"{_COLOURS[rest % len(_COLOURS)]} {_BIRDS[bird]} {number + 1}"
