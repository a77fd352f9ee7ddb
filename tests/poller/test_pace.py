"""The pace is the settings' own."""

from datetime import timedelta

from wallboard.host import settings
from wallboard.poller.pace import Pace, pace_of


def test_the_pace_is_that_of_the_settings() -> None:
    chosen = settings.parse(
        """
        [genesys]
        client_id = "x"
        region = "mypurecloud.ie"
        poll_interval = 45
        lag = 60
        max_records = 50
        [[boards]]
        id = "all"
        title = "All"
        shift_starts = ["07:00"]
        """
    )
    assert pace_of(chosen) == Pace(timedelta(seconds=45), timedelta(seconds=60), 50)
