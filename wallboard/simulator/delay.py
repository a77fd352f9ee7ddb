"""How long an event stays invisible after it happened. Pure: drawn from the event itself, the same in every run.

Used by timeline.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from hashlib import blake2b

_WHOLE = 1 << 64


class EventKind(Enum):
    """What can happen to a conversation."""

    ANSWER = "answer"
    HANGUP = "hangup"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Delay:
    """The processing delay: evenly spread from `least` to `most`."""

    least: timedelta = timedelta(seconds=15)
    most: timedelta = timedelta(seconds=30)
    seed: int = 0

    def of(self, conversation: str, kind: EventKind) -> timedelta:
        """The delay of one event of a conversation."""
        drawn = blake2b(f"{self.seed} {conversation} {kind.value}".encode(), digest_size=8).digest()
        return self.least + (self.most - self.least) * (int.from_bytes(drawn, "big") / _WHOLE)

    def shows(self, conversation: str, kind: EventKind, happened: datetime, now: datetime) -> bool:
        """Whether an event that happened then can be seen now."""
        if happened + self.most <= now:
            return True
        return happened + self.of(conversation, kind) <= now
