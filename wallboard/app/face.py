"""Everything the screen says. Pure: what is known in, texts and marks out; app.board_state shows it as it is.

The clock on the wall is the poller's, carried on by the machine's elapsed time; the PC's own clock has no say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from wallboard.app import columns, rule_words, team_face, words
from wallboard.app.columns import Column, columns_of, keys_of, on_a_card, shows_status, widest
from wallboard.app.condition import Condition, Message, condition, rate_of, thresholds_of, zone_of
from wallboard.app.goals import GoalFace, goals
from wallboard.app.link import Joined, Link
from wallboard.app.page import Sights, page_of
from wallboard.app.picture_key import PictureKey
from wallboard.app.replica import Replica, poller_now
from wallboard.app.row_face import RowFace, rank_words
from wallboard.app.scenes import SceneKind
from wallboard.app.style import PLAIN, Style
from wallboard.app.summary_face import Parts, both
from wallboard.app.team_face import TeamFace, teams
from wallboard.app.tongue import beside, number, translate, whole
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import BY_CLOCK, Row, Snapshot

_LAG_UNTIL_TOLD = 30.0  # seconds; the poller's default


@dataclass(frozen=True, slots=True)
class BoardFace:
    """One whole screen. Empty texts are not shown. `page` counts from 0; `revision` is the table's cycle shown.
    `stop` of `stops` is where the round stands: a page of the ranking, or another `scene`.

    `logged` is the condition in English, for logs and the command line; None: `condition` is to be taken.

    `pictures` are those of the agents shown, whether they are here yet or not.
    The `widest_…` texts are as wide as any of their column on any page, as those of the `columns` are.
    """

    title: str
    subtitle: str
    clock: str
    rehearsal: str
    condition: Condition
    updated: str
    delay: str
    podium: tuple[RowFace, ...]
    rows: tuple[RowFace, ...]
    nobody_else: str
    page: int
    pages: int
    places: str
    widest_rank: str
    widest_movement: str
    revision: int
    stop: int = 0
    stops: int = 1
    scene: SceneKind = SceneKind.RANKING
    goals: tuple[GoalFace, ...] = ()
    teams: tuple[TeamFace, ...] = ()
    celebrates: bool = False
    paused: bool = False
    team_rule: str = field(default_factory=team_face.rule)
    footnote: str = ""
    summary: Parts = ()
    queues: Parts = ()
    columns: tuple[Column, ...] = ()
    card_names: tuple[str, ...] = ()
    shows_status: bool = True
    nobody_ranked: str = ""
    pictures: tuple[PictureKey, ...] = ()
    disclaimer: str = field(default_factory=words.disclaimer)
    style: Style = PLAIN
    logged: Condition | None = None

    @property
    def message(self) -> Message | None:
        """What is said in the board's stead. Teams and goals stand there for the words of a board without rows."""
        speaks = self.scene in {SceneKind.TEAMS, SceneKind.GOAL} and self.condition.counted
        return None if speaks else self.condition.message


def _is_doubted(replica: Replica) -> bool:
    """Whether the poller's own time seems to be wrong: better no clock than a wrong one."""
    cause = None if replica.status is None else replica.status.cause
    return cause is not None and (cause.code, cause.detail) == ("unreachable", BY_CLOCK)


def face(
    replica: Replica,
    link: Link,
    at: timedelta,
    page: int,
    risen: frozenset[str] = frozenset(),
    here: Collection[PictureKey] = (),
    style: Style = PLAIN,
    scene: SceneKind = SceneKind.RANKING,
) -> BoardFace:
    """What the screen says at the machine's elapsed time `at`. A page beyond the last is the last.

    `risen`: the ids of agents who climbed at the last update (app.rises). `here`: the pictures that can be shown.
    """
    zone, now, how = zone_of(link), poller_now(replica, at, rate_of(link)), condition(replica, link, at)
    shown = replica.shown if how.counted else None
    ranked = [] if shown is None else shown.rows
    board = link.board if isinstance(link, Joined) else None
    thresholds = thresholds_of(link)
    sights = Sights(zone, risen, here, how.faded, timedelta(minutes=thresholds.long_call))
    cut = page_of(shown, board, page, style.rows, sights)
    lacks = None if replica.status is None else replica.status.per_hour_lacks
    totals, waiting = both(shown.summary, shown.updated_at, thresholds) if shown is not None and ranked else ((), ())
    return BoardFace(
        title="wallboard" if board is None else board.title,
        subtitle=_subtitle(shown, board, now, zone),
        clock="" if now is None or _is_doubted(replica) else words.hours_minutes(now, zone),
        rehearsal=_rehearsal(link),
        condition=how,
        updated=_updated(shown, zone),
        delay=translate("face", "Data delayed by up to {seconds} s").format(seconds=number(_lag(link))),
        podium=cut.podium,
        rows=cut.rows,
        nobody_else=_nobody_else() if ranked and not cut.rows else "",
        page=cut.number,
        pages=cut.count,
        places=_places(shown, cut.told, zone, scene),
        widest_rank=widest(rank_words(row.rank) for row in ranked),
        widest_movement=widest(str(abs(row.moved or 0)) for row in ranked),
        revision=0 if shown is None else shown.revision,
        stop=cut.number,
        stops=cut.count,
        scene=scene,
        goals=() if shown is None or board is None else goals(board.goal, shown.summary),
        teams=() if shown is None else teams(shown.summary.teams),
        summary=totals,
        queues=waiting,
        footnote=_footnote(replica, how, board, now, zone),
        columns=columns_of(board, ranked),
        card_names=tuple(map(columns.name, on_a_card(keys_of(board)))),
        shows_status=shows_status(board),
        nobody_ranked=rule_words.nobody_ranked(board, lacks) if ranked and not cut.podium else "",
        pictures=cut.pictures,
        style=style,
    )


def _footnote(replica: Replica, how: Condition, board: BoardInfo | None, now: datetime | None, zone: tzinfo) -> str:
    """What is to be known of the averages, whether earlier numbers were right, and that newer settings are not."""
    if how.stuck:
        return ""
    told = None if replica.status is None else replica.status.reconciled
    reconciled = "" if told is None else words.reconciled(told, now, zone)
    lacks = rule_words.per_hour_lacks(board, None if replica.status is None else replica.status.per_hour_lacks)
    wrong = words.settings_wrong() if replica.status is not None and replica.status.settings_wrong else ""
    return beside(filter(None, (wrong, rule_words.counted(board), rule_words.aht_warning(board), lacks, reconciled)))


def _nobody_else() -> str:
    return translate("face", "No other agent is active right now.")


def _lag(link: Link) -> float:
    return link.boards.lag_s if isinstance(link, Joined) else _LAG_UNTIL_TOLD


def _rehearsal(link: Link) -> str:
    if isinstance(link, Joined) and link.boards.rehearsal is not None:
        return translate("face", "Rehearsal × {rate}").format(rate=number(link.boards.rehearsal.rate))
    return ""


def _subtitle(shown: Snapshot | None, board: BoardInfo | None, now: datetime | None, zone: tzinfo) -> str:
    if shown is None:
        return ""
    rule = rule_words.rule(board)
    if shown.window is None:
        return rule[0].upper() + rule[1:]
    since = words.day_and_time(shown.window.from_, now, zone)
    return translate("face", "Since {time} · {rule}").format(time=since, rule=rule)


def _updated(shown: Snapshot | None, zone: tzinfo) -> str:
    if shown is None or shown.updated_at is None or shown.as_of is None:
        return ""
    updated = words.hours_minutes_seconds(shown.updated_at, zone)
    as_of = words.hours_minutes_seconds(shown.as_of, zone)
    return translate("face", "Updated {updated} · as of {as_of}").format(updated=updated, as_of=as_of)


def _places(shown: Snapshot | None, paged: Sequence[Row], zone: tzinfo, scene: SceneKind) -> str:
    if shown is None or scene is not SceneKind.RANKING:
        return ""
    rows = paged or shown.rows
    if not rows:
        return ""
    span = f"{rows[0].place + 1}–{rows[-1].place + 1}" if len(rows) > 1 else f"{rows[0].place + 1}"
    if shown.total is not None:
        span = translate("face", "{places} of {total}").format(places=span, total=whole(shown.total))
    if shown.reference_at is None:
        return span
    # Within a day the time says enough, also after midnight.
    at, as_of = shown.reference_at, shown.as_of
    recent = as_of is None or as_of - at < timedelta(days=1)
    since = words.hours_minutes(at, zone) if recent else words.day_and_time(at, as_of, zone)
    return translate("face", "▲▼ since {time} · {places}", "arrows of rank").format(time=since, places=span)
