"""Whatever one scope's organisation is asked through. Made by poller.organisation, used by poller.cycle."""

from dataclasses import dataclass

from wallboard.genesys.session import Session
from wallboard.poller.activity import Activity
from wallboard.poller.choice import Sources
from wallboard.poller.on_queue_round import OnQueueRound
from wallboard.poller.people import People
from wallboard.poller.queue_round import QueueRound
from wallboard.poller.team_round import TeamRound


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One scope's; `queues`, `teams` and `on_queue` None: nobody asks for them."""

    session: Session
    sources: Sources
    people: People
    activity: Activity
    queues: QueueRound | None = None
    teams: TeamRound | None = None
    on_queue: OnQueueRound | None = None
