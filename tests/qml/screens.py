"""Every face a screen can have, and the one window that shows them: for tests that look at whole screens."""

from datetime import timedelta

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from tests.app import known
from tests.app.known import AS_OF, HEARD_AT, JOINED
from wallboard.app.board_state import BoardState
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Link, Refused, Starting
from wallboard.app.replica import Replica
from wallboard.app.scene import Scene
from wallboard.wire.messages import Cause, Row

LONG = [
    "Maximiliana Featherstonehaugh-Cholmondeley",
    "Ng",
    "Wolfeschlegelsteinhausenbergerdorff Q.",
    "Christopher M.",
    "Ána Ćirković-Đorđević",
]
RIGHT_TO_LEFT = ["שלום כהן", "محمد عبد الرحمن بن عبد العزيز", "טובה", "אבגדהוזחטי כלמנסעפצקרשת אבגדהוזחטי"]


def said(replica: Replica, link: Link = JOINED, seconds: float = 1, page: int = 0, risen: str = "") -> BoardFace:
    return face(replica, link, HEARD_AT + timedelta(seconds=seconds), page, frozenset({risen}))


def odd() -> list[Row]:
    """Everything that is as wide as it can get, at once."""
    rows = known.named(LONG)
    old = AS_OF - timedelta(minutes=3)
    changes: dict[int, dict[str, object]] = {
        0: {"closed": 1234, "aht_ms": 3_723_000, "aht_bound_ms": None},
        1: {"rank": 1, "aht_ms": None, "as_of": old},
        2: {"status": "Off queue: Quarterly performance review meeting"},
        3: {"aht_bound_ms": 700, "moved": 12, "as_of": old},
        4: {"aht_bound_ms": None, "call_at_least": True},
        5: {"aht_ms": None, "status": "Off queue: Quarterly performance review meeting"},
        6: {"aht_ms": 3_723_000, "aht_bound_ms": None, "status": "Offline", "rank": 108, "moved": -104},
        7: {"closed": 1000, "status": "Meditating", "rank": 109},
        8: {"call_since": AS_OF - timedelta(hours=1, minutes=3), "call_at_least": True},
    }
    return [msgspec.structs.replace(row, **changes.get(place, {})) for place, row in enumerate(rows)]


def crowd(count: int) -> list[Row]:
    """As many agents as a wall asks for."""
    return [known.row(place, closed=count - place, aht_ms=1000 * place) for place in range(count)]


SCREENS = {
    "live": said(known.heard(), risen="avidan"),
    "second page": said(known.heard(), page=1),
    "failed": said(known.heard(told=known.status(Cause("timeout")))),
    "stretched": said(known.heard(told=known.status(cadence_s=600.0))),
    "late": said(known.heard(told=known.status(Cause("timeout"), since_good_ms=45_000))),
    "stale": said(known.stale(), seconds=0, risen="avidan"),
    "stale for long": said(known.stale(Cause("server_error", 503)), seconds=14),
    "offline": said(known.heard(), seconds=200),
    "offline for long": said(known.heard(), seconds=86_000),
    "silent": said(known.silent()),
    "silent with cause": said(known.silent(Cause("server_error", 503))),
    "starting": said(Replica(), Starting()),
    "refused": said(Replica(), Refused("The settings file is wrong: " + "there is no time zone “Europe/Berlln”. " * 4)),
    "rehearsal": said(known.heard(told=known.status(Cause("timeout"))), known.joined(rate=10.0)),
    "empty board": said(known.heard(known.snapshot([]))),
    "nobody, offline": said(known.heard(known.snapshot([])), seconds=200),
    "one agent": said(known.heard(known.snapshot(known.day()[:1]))),
    "odd": said(known.heard(known.snapshot(odd(), total=50_000)), known.joined(rate=10.0)),
    "long names": said(known.heard(known.snapshot(known.named(LONG))), risen="avidan"),
    "right-to-left names": said(known.heard(known.snapshot(known.named(RIGHT_TO_LEFT)))),
    "many pages": said(known.heard(known.snapshot(crowd(300), total=50_000))),
}


def picture(screen: tuple[Scene, BoardState], shown: BoardFace, size: tuple[int, int] = (1920, 1080)) -> QImage:
    """What the window looks like with this face at this size."""
    scene, state = screen
    scene.window.resize(*size)
    state.show(shown)
    QCoreApplication.processEvents()  # the new size arrives as an event
    image = scene.grab()
    assert (image.width(), image.height()) == size
    return image
