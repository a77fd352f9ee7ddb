"""Every face a screen can have, and the one window that shows them: for tests that look at whole screens."""

from dataclasses import replace
from datetime import timedelta

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from tests.app import known
from tests.app.known import AS_OF, HEARD_AT, JOINED
from wallboard.app.board_state import BoardState
from wallboard.app.condition import stands_in
from wallboard.app.face import BoardFace, face
from wallboard.app.link import Link, Refused, SetupNeeded, Starting
from wallboard.app.picture_key import key_of
from wallboard.app.replica import Replica
from wallboard.app.scene import Scene
from wallboard.app.scenes import SceneKind
from wallboard.app.setup_face import Connected, Failed, Idle, Sending, SetupFace, failed, setup_face
from wallboard.app.style import PLAIN, Style, style_of
from wallboard.host import legible
from wallboard.wire.boards import Goal, Screen, Thresholds
from wallboard.wire.messages import BY_CLOCK, Cause, Problem, Queues, Reconciled, Row, Summary, TeamTotals, Window
from wallboard.wire.setup import Setup, SignedIn

LONG = [
    "Maximiliana Featherstonehaugh-Cholmondeley",
    "Ng",
    "Wolfeschlegelsteinhausenbergerdorff Q.",
    "Christopher M.",
    "Ána Ćirković-Đorđević",
]
RIGHT_TO_LEFT = ["שלום כהן", "محمد عبد الرحمن بن عبد العزيز", "טובה", "אבגדהוזחטי כלמנסעפצקרשת אבגדהוזחטי"]


def said(
    replica: Replica,
    link: Link = JOINED,
    seconds: float = 1,
    page: int = 0,
    risen: str = "",
    scene: SceneKind = SceneKind.RANKING,
    style: Style = PLAIN,
) -> BoardFace:
    at = HEARD_AT + timedelta(seconds=seconds)
    return face(replica, link, at, page, frozenset({risen}), scene=scene, style=style)


def noticing(notice: str) -> BoardFace:
    """A board that is live, with this beside it."""
    shown = said(known.heard())
    return replace(shown, condition=replace(shown.condition, notice=notice))


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


def pictured(replica: Replica) -> BoardFace:
    """Everybody but every third has a picture, and it is here."""
    assert replica.shown is not None
    rows = [msgspec.structs.replace(row, picture=None if row.place % 3 == 2 else "v1") for row in replica.shown.rows]
    shown = msgspec.structs.replace(replica.shown, rows=rows)
    here = {key for row in rows if (key := key_of(row)) is not None}
    return face(replace(replica, shown=shown), JOINED, HEARD_AT + timedelta(seconds=1), 0, here=here)


def old_statuses() -> list[Row]:
    """On the podium and below it, some statuses are as old as they were before the last round failed."""
    old = AS_OF - timedelta(minutes=14)
    changes: dict[int, dict[str, object]] = {
        place: {"status_as_of": old, "status_since": old - timedelta(minutes=3), "call_since": None}
        for place in (0, 2, 4, 7)
    }
    changes[9] = {"status_as_of": old, "as_of": AS_OF - timedelta(minutes=3)}
    return [msgspec.structs.replace(row, **changes.get(row.place, {})) for row in known.day()]


def ranked_from(least: int) -> list[Row]:
    """That day, on a board that ranks from so many closed on."""
    return [msgspec.structs.replace(row, rank=row.rank if row.closed >= least else None) for row in known.day()]


def counted_in_full(rows: list[Row]) -> list[Row]:
    """These rows, on a board that shows all there is."""
    return [
        msgspec.structs.replace(
            row, started=row.closed + (row.call_since is not None), handle_ms=row.closed * (row.aht_ms or 0)
        )
        for row in rows
    ]


def joint_winners() -> list[Row]:
    """Two who share the first rank."""
    first, *others = known.day()
    return [first, msgspec.structs.replace(others[0], rank=1, closed=first.closed, aht_ms=first.aht_ms), *others[1:]]


TEAMS = msgspec.structs.replace(
    known.snapshot(),
    summary=msgspec.structs.replace(
        known.snapshot().summary,
        closed_by_everybody=861,
        teams=(
            TeamTotals("Savings", 4, 5, 310, 131_000, 0),
            TeamTotals("Cards and loans", 3, 4, 248, 152_000, 900),
            TeamTotals("Night shift", 0, 0, 0),
            TeamTotals("Stock exchange", 2),
            TeamTotals("Internet", 5, 6, 303, 141_000, 0),
        ),
    ),
)
GOALS = known.joined(goal=Goal(closed=900))
ALL_GOALS = known.joined(goal=Goal(closed=900, aht=150, service_level=85))
REACHED = known.joined(goal=Goal(closed=850))
TOTALS = msgspec.structs.replace(known.snapshot(), rows=[])
PARTICULAR = known.joined(
    minimum_closed=60,
    aht="all_over_closed",
    rank_by=("most_closed", "longest_aht"),
    statuses=("available", "on_call", "wrap_up", "off_queue"),
)

STRICT = known.joined(thresholds=Thresholds(waiting=2, service_level=90, long_call=6))
STRICTEST = known.joined(
    thresholds=Thresholds(waiting=0, longest_wait=30, service_level=90, abandoned=10, aht=120, long_call=1)
)
LARGE = Summary(
    50_000, 20_000, 21_345, 3_456, 1_234_567, 754_000, 0, Queues(1_234, AS_OF - timedelta(hours=1), 0.82, 12_345)
)


def reconciled(agents: int, differing: int) -> Reconciled:
    """A night shift that is over."""
    began = known.NOW.replace(day=22, hour=22, minute=0, second=0)
    return Reconciled(Window(began, began + timedelta(hours=8)), known.NOW, agents, differing)


SIGN_IN_CAUSES = {
    "wrong secret": Cause("wrong_secret", 401),
    "wrong region": Cause("wrong_region", 400, detail="mypurecloud.com.au"),
    "revoked": Cause("revoked", 401),
    "expired": Cause("expired"),
    "forbidden": Cause("forbidden", 403, detail="analytics:conversationAggregate:view"),
    "hidden": Cause("hidden", 200),
}
# Of these no golden picture is kept: they stand where those above do.
CAUSES = SIGN_IN_CAUSES | {
    "proxy refuses": Cause("proxy", 407),
    "proxy is gone": Cause("proxy"),
    "not let through": Cause("proxy", 403),
    "certificate": Cause("certificate", detail="login.mypurecloud.com.au"),
    "no such group": Cause("bad_reply", 404, detail="group"),
    "no such queue": Cause("bad_reply", 404, detail="queue"),
}
CJK_AND_EMOJI = ["山田 太郎", "김민준", "李小龙 Bruce", "Zoë 🎧 W.", "🦊🦊🦊", "Ελένη Παπαδοπούλου", "Наталья Ж."]
FORTY_LETTERS = ["Bartholomew Alexander Montgomery-Hughes-" + letter for letter in "ABCDEFGHIJK"]
OLD_STATUSES = known.heard(msgspec.structs.replace(known.snapshot(old_statuses()), status_as_of=AS_OF))
LARGE_NUMBERS = known.heard(
    msgspec.structs.replace(
        known.snapshot(crowd(300), total=50_000), summary=msgspec.structs.replace(LARGE, aht_bound_ms=None)
    )
)
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
    "CJK and emoji": said(known.heard(known.snapshot(known.named(CJK_AND_EMOJI)))),
    "forty letters": said(known.heard(known.snapshot(known.named(FORTY_LETTERS)))),
    "many pages": said(known.heard(known.snapshot(crowd(300), total=50_000))),
    "with pictures": pictured(known.heard()),
    "with old pictures": pictured(known.stale()),
    "old statuses": said(OLD_STATUSES),
    "large numbers": said(LARGE_NUMBERS),
    "some queues": said(
        known.heard(
            msgspec.structs.replace(
                known.snapshot(),
                summary=Summary(
                    14, 6, 5, 3, 843, 147_000, 0, Queues(None, None, 0.82, 12, 1_203, AS_OF - timedelta(seconds=40))
                ),
            )
        ),
        STRICT,
    ),
    "over thresholds": said(known.heard(), STRICT),
    "over all thresholds": said(known.heard(), STRICTEST),
    "over all thresholds, stale": said(known.stale(), STRICTEST, seconds=0),
    "over all thresholds, large numbers": said(
        known.heard(msgspec.structs.replace(known.snapshot(crowd(300), total=50_000), summary=LARGE)), STRICTEST
    ),
    "totals over thresholds": said(known.heard(TOTALS), STRICTEST),
    "totals": said(known.heard(TOTALS)),
    "totals, stale": said(known.stale(shown=TOTALS), seconds=0),
    "not ranked yet": said(known.heard(known.snapshot(ranked_from(60))), PARTICULAR),
    "all columns": said(
        known.heard(known.snapshot(counted_in_full(known.named(LONG)))),
        known.joined(columns=("status", "started", "closed", "handle_time", "aht")),
    ),
    "three numbers": said(
        known.heard(known.snapshot(counted_in_full(known.day()))),
        known.joined(columns=("closed", "started", "handle_time")),
    ),
    "paused": replace(said(known.heard()), paused=True),
    "teams, stale": said(known.stale(shown=TEAMS), GOALS, seconds=0, scene=SceneKind.TEAMS),
    "goals, stale": said(known.stale(shown=TEAMS), ALL_GOALS, seconds=0, scene=SceneKind.GOAL),
    "podium, stale": said(known.stale(), GOALS, seconds=0, scene=SceneKind.PODIUM),
    "podium": said(known.heard(known.snapshot(joint_winners())), GOALS, scene=SceneKind.PODIUM),
    "podium, old statuses": said(OLD_STATUSES, GOALS, scene=SceneKind.PODIUM),
    "podium, odd": said(known.heard(known.snapshot(odd())), GOALS, scene=SceneKind.PODIUM),
    "teams": said(known.heard(TEAMS), GOALS, scene=SceneKind.TEAMS),
    "goal": said(known.heard(TEAMS), GOALS, scene=SceneKind.GOAL),
    "goals": said(known.heard(TEAMS), ALL_GOALS, scene=SceneKind.GOAL),
    "goal reached": replace(said(known.heard(TEAMS), REACHED, scene=SceneKind.GOAL), celebrates=True),
    "nobody ranked": said(known.heard(known.snapshot(ranked_from(200))), known.joined(minimum_closed=200)),
    "reconciled": said(known.heard(told=known.status(reconciled=reconciled(14, 0)))),
    "reconciled, many pages": said(
        known.heard(
            known.snapshot(crowd(300), total=50_000), known.status(Cause("timeout"), reconciled=reconciled(50_000, 104))
        )
    ),
    "reconciled, stale": said(known.heard(told=known.status(reconciled=reconciled(14, 2))), seconds=200),
    "settings wrong": said(known.heard(told=known.status(settings_wrong=True, reconciled=reconciled(14, 0)))),
    "wrong clock": said(known.heard(told=known.status(clock_off_s=-29 * 60 * 60 - 62))),
    "clock that keeps it away": said(known.silent(Cause("unreachable", detail=BY_CLOCK))),
    "clock that keeps it away, stale": said(known.stale(Cause("unreachable", detail=BY_CLOCK)), seconds=14),
    "monitor away": noticing(stands_in("Goldstar Company Ltd LG TV 0x01010101")),
    "not set up, in words": said(Replica(), SetupNeeded(Setup("settings", "There is no settings file.", []))),
    **{name: said(known.stale(cause, known.snapshot(known.day()[:4])), seconds=14) for name, cause in CAUSES.items()},
    **{f"{name}, no data yet": said(known.silent(cause)) for name, cause in CAUSES.items()},
}

_REGIONS = ["mypurecloud.com", "mypurecloud.ie", "mypurecloud.de", "usw2.pure.cloud", "cac1.pure.cloud"]
NEW = Setup("settings", "This wallboard does not know yet whose numbers to show: there is no settings file.", _REGIONS)
KNOWN = Setup(
    "secret",
    "This user's keyring holds no client secret for this client.",
    _REGIONS,
    region="mypurecloud.com.au",
    client_id="a157b2f2-9a3f-4426-b7cf-b1a040594b28",
)
_UNKNOWN = Problem(
    "Genesys Cloud in mypurecloud.com.au does not know this client id. Is the region right?", "wrong_region"
)
_MISSING = ["analytics:conversationAggregate:view", "analytics:userObservation:view", "directory:user:view"]
PAGES: dict[str, SetupFace] = {
    "not set up": setup_face(NEW, Idle()),
    "no secret": setup_face(KNOWN, Idle()),
    "set by the organisation": setup_face(
        msgspec.structs.replace(NEW, region="mypurecloud.de", client_id=KNOWN.client_id, fixed=["region", "client_id"]),
        Idle(),
    ),
    "set in part": setup_face(msgspec.structs.replace(KNOWN, fixed=["region"]), failed(_UNKNOWN)),
    "not set up, at length": setup_face(
        msgspec.structs.replace(KNOWN, reason="This user's keyring cannot be opened: it is locked. " * 6), Idle()
    ),
    **{
        f"keyring {state}": setup_face(msgspec.structs.replace(KNOWN, keyring=state), Idle())
        for state in ("locked", "absent", "failed")
    },
    "signing in": setup_face(NEW, Sending()),
    "sign-in refused": setup_face(KNOWN, failed(_UNKNOWN)),
    "sign-in failed": setup_face(NEW, Failed("Genesys Cloud cannot be reached: the network may block it. " * 3)),
    "connected": setup_face(NEW, Connected(SignedIn("Bank of Haifa", []))),
    "connected in part": setup_face(NEW, Connected(SignedIn("Bank of Haifa", [*_MISSING, *_MISSING]))),
}


def styled(name: str, style: Style) -> BoardFace:
    """One of the screens with another look, of which the rows are not asked."""
    return replace(SCREENS[name], style=style)


THEMES: dict[str, Style] = {"light": Style("light"), "high contrast": Style("high_contrast")}
THEMED: dict[str, BoardFace | SetupFace] = {
    f"{theme}, {name}": styled(name, style)
    for theme, style in THEMES.items()
    for name in ("live", "stale", "late", "offline")
}
MARKED: dict[str, BoardFace | SetupFace] = {
    f"{theme}, {name}": styled(name, style)
    for theme, style in THEMES.items()
    for name in ("over thresholds", "over all thresholds, stale")
}
TWELVE_ROWS = face(
    known.heard(known.snapshot(crowd(40))), JOINED, HEARD_AT + timedelta(seconds=1), 0, style=Style(rows=12)
)
SIX_ROWS = face(known.heard(), JOINED, HEARD_AT + timedelta(seconds=1), 0, style=Style(rows=6))
SCENES = {
    f"{theme}, {name}": styled(name, style)
    for theme, style in THEMES.items()
    for name in ("podium", "teams", "goals", "goal reached")
}
LOOKS: dict[str, BoardFace | SetupFace] = {
    **THEMED,
    **SCENES,
    **MARKED,
    "six rows": SIX_ROWS,
    "twelve rows": TWELVE_ROWS,
    "safe area, own accent": styled("rehearsal", Style(accent="#ff9c00", safe_area=0.05)),
    "drifted": styled("stale", Style(drift=(12, 7))),
    "drifted to the other side": styled("rehearsal", Style(drift=(-12, -7))),
}
UPRIGHT = style_of(Screen(), tall=True)


def upright(
    replica: Replica,
    link: Link = JOINED,
    seconds: float = 1,
    page: int = 0,
    rows: int = 0,
    scene: SceneKind = SceneKind.RANKING,
) -> BoardFace:
    """What a window that is higher than wide is given to show."""
    style = replace(UPRIGHT, rows=rows or UPRIGHT.rows)
    return said(replica, link, seconds, page, "avidan", scene, style)


TALL: dict[str, BoardFace | SetupFace] = {
    "upright": upright(known.heard()),
    "upright, second page": upright(known.heard(), page=1),
    "upright, failed": upright(known.heard(told=known.status(Cause("timeout")))),
    "upright, stale": upright(known.stale(), seconds=0),
    "upright, offline for long": upright(known.heard(), seconds=86_000),
    "upright, rehearsal": upright(known.heard(told=known.status(Cause("timeout"))), known.joined(rate=10.0)),
    "upright, odd": upright(known.heard(known.snapshot(odd(), total=50_000)), known.joined(rate=10.0)),
    "upright, long names": upright(known.heard(known.snapshot(known.named(LONG)))),
    "upright, right-to-left names": upright(known.heard(known.snapshot(known.named(RIGHT_TO_LEFT)))),
    "upright, forty letters": upright(known.heard(known.snapshot(known.named(FORTY_LETTERS)))),
    "upright, many pages": upright(known.heard(known.snapshot(crowd(300), total=50_000))),
    "upright, fewest rows": upright(known.heard(), rows=legible.TALL.fewest),
    "upright, most rows": upright(known.heard(known.snapshot(crowd(40))), rows=legible.TALL.most),
    "upright, old statuses": upright(OLD_STATUSES),
    "upright, large numbers": upright(LARGE_NUMBERS),
    "upright, over all thresholds": upright(known.heard(), STRICTEST),
    "upright, over all thresholds, large numbers": upright(LARGE_NUMBERS, STRICTEST),
    "upright, one agent": upright(known.heard(known.snapshot(known.day()[:1]))),
    "upright, totals": upright(known.heard(TOTALS)),
    "upright, not ranked yet": upright(known.heard(known.snapshot(ranked_from(60))), PARTICULAR),
    "upright, nobody ranked": upright(known.heard(known.snapshot(ranked_from(200))), known.joined(minimum_closed=200)),
    "upright, paused": replace(upright(known.heard()), paused=True),
    "upright, podium": upright(known.heard(known.snapshot(joint_winners())), GOALS, scene=SceneKind.PODIUM),
    "upright, podium, odd": upright(known.heard(known.snapshot(odd())), GOALS, scene=SceneKind.PODIUM),
    "upright, teams": upright(known.heard(TEAMS), GOALS, scene=SceneKind.TEAMS),
    "upright, goal": upright(known.heard(TEAMS), GOALS, scene=SceneKind.GOAL),
    "upright, goals": upright(known.heard(TEAMS), ALL_GOALS, scene=SceneKind.GOAL),
    "upright, goal reached": replace(upright(known.heard(TEAMS), REACHED, scene=SceneKind.GOAL), celebrates=True),
    "upright, all columns": upright(
        known.heard(known.snapshot(counted_in_full(known.named(LONG)))),
        known.joined(columns=("status", "started", "closed", "handle_time", "aht")),
    ),
    "upright, three numbers": upright(
        known.heard(known.snapshot(counted_in_full(known.day()))),
        known.joined(columns=("closed", "started", "handle_time")),
    ),
    "upright, reconciled": upright(
        known.heard(
            known.snapshot(crowd(300), total=50_000), known.status(Cause("timeout"), reconciled=reconciled(50_000, 104))
        )
    ),
    **{
        f"upright, {name}": upright(known.stale(cause, known.snapshot(known.day()[:4])), seconds=14)
        for name, cause in CAUSES.items()
    },
    **{name: shown for name, shown in SCREENS.items() if shown.condition.message is not None},
    **PAGES,
}
EVERYTHING: dict[str, BoardFace | SetupFace] = {**SCREENS, **PAGES, **LOOKS}


def picture(
    screen: tuple[Scene, BoardState],
    shown: BoardFace | SetupFace,
    size: tuple[int, int] = (1920, 1080),
    *,
    helping: bool = False,
) -> QImage:
    """What the window looks like with this face at this size, and with the help over it."""
    scene, state = screen
    scene.window.resize(*size)
    scene.window.setProperty("helping", helping)
    show(state, shown)
    QCoreApplication.processEvents()  # the new size arrives as an event
    image = scene.grab()
    assert (image.width(), image.height()) == size
    return image


def show(state: BoardState, shown: BoardFace | SetupFace) -> None:
    """Make this the face of the screen."""
    state.sign_in_page.show(None)
    if isinstance(shown, SetupFace):
        state.show(said(Replica(), SetupNeeded(NEW)))
        state.sign_in_page.show(shown)
    else:
        state.show(shown)
