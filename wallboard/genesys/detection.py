"""Tell by one question whether an organisation has the realtime agents contract. Pure. Used by poller.choice.

Source: the guide has it, the public Platform API has not. An organisation that lacks it says 404 in Genesys Cloud's
own words; a 404 in other words is some proxy's, and says nothing of the organisation.
"""

from datetime import datetime, timedelta

from wallboard.board.window import MetricsWindow
from wallboard.genesys import realtime
from wallboard.genesys.errors import BadReply, GenesysError
from wallboard.genesys.exchange import Request
from wallboard.genesys.source import SourceKind

_A_LITTLE = timedelta(minutes=1)


def question(now: datetime, lag: timedelta) -> Request:
    """One agent, over a minute."""
    end = now - lag
    end = end.replace(microsecond=end.microsecond // 1000 * 1000)
    return realtime.page_request(MetricsWindow(end - _A_LITTLE, end), None, 1, None)


def kind_after(failure: GenesysError | None) -> SourceKind:
    """Which it is after an answer, or after its refusal. Raises the refusal where that does not tell."""
    match failure:
        case None:
            return SourceKind.REALTIME
        case BadReply(status=404, is_genesys=True):
            return SourceKind.PLATFORM
    raise failure
