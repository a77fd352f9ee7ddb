"""The views that screens have asked for, by id. A view ends a minute after its last stream did.

Used by poller.http_api and poller.sse.
"""

import secrets
from datetime import timedelta

from wallboard.board.view import ViewSpec
from wallboard.host.clock import Clock
from wallboard.poller.broadcast import Stream

TIME_TO_LIVE = timedelta(seconds=60)
_MOST_VIEWS = 2_000


class View:
    """What one screen asked for; `stream` is open while she reads it."""

    def __init__(self, spec: ViewSpec, idle_since: timedelta) -> None:
        self.spec = spec
        self.stream: Stream | None = None
        self.idle_since = idle_since


class TooManyViews(Exception):
    """Somebody makes views and never reads them."""


class Views:
    """All views of this process. `clock` is the machine's: a view's life is not rehearsed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._views: dict[str, View] = {}

    def make(self, spec: ViewSpec) -> str:
        """A new view's id. Raises TooManyViews."""
        self._forget_idle()
        if len(self._views) >= _MOST_VIEWS:
            raise TooManyViews(f"there are {_MOST_VIEWS} views already; an unused one ends after {TIME_TO_LIVE}")
        view_id = secrets.token_hex(8)
        self._views[view_id] = View(spec, self._clock.elapsed())
        return view_id

    def find(self, view_id: str) -> View | None:
        """A view that has not ended."""
        self._forget_idle()
        return self._views.get(view_id)

    def opened(self, view: View, stream: Stream) -> None:
        """A stream shows the view; an older one gives way to it."""
        if view.stream is not None:
            view.stream.ended.set()
        view.stream = stream

    def closed(self, view: View, stream: Stream) -> None:
        """A stream ended."""
        if view.stream is stream:
            view.stream = None
            view.idle_since = self._clock.elapsed()

    def _forget_idle(self) -> None:
        now = self._clock.elapsed()
        ended = [key for key, one in self._views.items() if one.stream is None and now - one.idle_since > TIME_TO_LIVE]
        for key in ended:
            del self._views[key]
