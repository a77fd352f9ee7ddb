"""Everything the screen says. Pure: what is known in, texts and marks out; app.board_state shows it as it is.

The clock on the wall is the poller's, carried on by the machine's elapsed time; the PC's own clock has no say.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from itertools import takewhile

from wallboard.app import columns, rule_words, team_face, words
from wallboard.app.columns import Column, Key, columns_of, keys_of, on_a_card, shows_status, text, widest
from wallboard.app.condition import Condition, condition, rate_of, thresholds_of, zone_of
from wallboard.app.goals import GoalFace, goals
from wallboard.app.link import Joined, Link
from wallboard.app.picture_key import PictureKey, key_of, url
from wallboard.app.replica import Replica, poller_now
from wallboard.app.row_face import RowFace, rank_words, row_face
from wallboard.app.row_words import spoken
from wallboard.app.scenes import SceneKind
from wallboard.app.style import PLAIN, Style
from wallboard.app.summary_face import Parts, both
from wallboard.app.team_face import TeamFace, teams
from wallboard.app.tongue import beside, number, translate, whole
from wallboard.host import legible
from wallboard.wire.boards import BoardInfo
from wallboard.wire.messages import Row, Snapshot

PODIUM = 3
ROWS_PER_PAGE = legible.USUAL_ROWS

_LAG_UNTIL_TOLD = 30.0  # seconds; the poller's default


@dataclass(frozen=True, slots=True)
class BoardFace:
    """One whole screen. Empty texts are not shown. `page` counts from 0; `revision` is the table's cycle shown.
    `stop` of `stops` is where the round stands: a page of the ranking, or another `scene`.

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
    per_page = style.rows
    zone = zone_of(link)
    now = poller_now(replica, at, rate_of(link))
    how = condition(replica, link, at)
    shown = replica.shown if how.counted else None
    ranked = [] if shown is None else shown.rows
    board = link.board if isinstance(link, Joined) else None
    lacks = None if replica.status is None else replica.status.per_hour_lacks
    podium, keys = podium_of(ranked), keys_of(board)
    on_cards = on_a_card(keys)
    pages = page_count(ranked, per_page)
    page = min(max(page, 0), pages - 1)
    first = podium + page * per_page

    long_call = timedelta(minutes=thresholds_of(link).long_call)

    def cut(rows: Sequence[Row], keys: Sequence[Key]) -> tuple[RowFace, ...]:
        return tuple(
            spoken(
                replace(
                    _row(row, shown, zone, row.id in risen, _picture(row, here, old=how.faded), long_call),
                    not_ranked=rule_words.not_ranked(row, board),
                    figures=tuple(text(key, row) for key in keys),
                ),
                keys,
                shows_status=shows_status(board),
            )
            for row in rows
        )

    paged = ranked[first : first + per_page]
    nothing: tuple[Parts, Parts] = (), ()
    thresholds = thresholds_of(link)
    totals, waiting = nothing if shown is None or not ranked else both(shown.summary, shown.updated_at, thresholds)
    return BoardFace(
        title="wallboard" if board is None else board.title,
        subtitle=_subtitle(shown, board, now, zone),
        clock="" if now is None else words.hours_minutes(now, zone),
        rehearsal=_rehearsal(link),
        condition=_of_scene(how, scene),
        updated=_updated(shown, zone),
        delay=translate("face", "Data delayed by up to {seconds} s").format(seconds=number(_lag(link))),
        podium=cut(ranked[:podium], on_cards),
        rows=cut(paged, keys),
        nobody_else=_nobody_else() if ranked and not paged else "",
        page=page,
        pages=pages,
        places=_places(shown, paged, zone, scene),
        widest_rank=widest(rank_words(row.rank) for row in ranked),
        widest_movement=widest(str(abs(row.moved or 0)) for row in ranked),
        revision=0 if shown is None else shown.revision,
        stop=page,
        stops=pages,
        scene=scene,
        goals=() if shown is None or board is None else goals(board.goal, shown.summary),
        teams=() if shown is None else teams(shown.summary.teams),
        summary=totals,
        queues=waiting,
        footnote=_footnote(replica, how, board, now, zone),
        columns=columns_of(board, ranked),
        card_names=tuple(map(columns.name, on_cards)),
        shows_status=shows_status(board),
        nobody_ranked=rule_words.nobody_ranked(board, lacks) if ranked and not podium else "",
        pictures=tuple(key for row in (*ranked[:podium], *paged) if (key := key_of(row)) is not None),
        style=style,
    )


def podium_of(rows: Sequence[Row]) -> int:
    """How many stand on the podium: the first three, as far as they are ranked."""
    return sum(1 for _ in takewhile(lambda row: row.rank is not None, rows[:PODIUM]))


def page_count(rows: Sequence[Row], per_page: int = ROWS_PER_PAGE) -> int:
    """How many pages the rows below the podium fill; at least one."""
    return max(-(-(len(rows) - podium_of(rows)) // per_page), 1)


def _row(row: Row, shown: Snapshot | None, zone: tzinfo, risen: bool, picture: str, long_call: timedelta) -> RowFace:
    as_of, status_as_of = (None, None) if shown is None else (shown.as_of, shown.status_as_of)
    return row_face(
        row, as_of, zone, board_status_as_of=status_as_of, picture=picture, risen=risen, long_call=long_call
    )


def _picture(row: Row, here: Collection[PictureKey], *, old: bool) -> str:
    key = key_of(row)
    return "" if key is None or key not in here else url(key, old=old)


def _of_scene(how: Condition, scene: SceneKind) -> Condition:
    """Teams and goals stand in the stead of the words by which a board without rows speaks."""
    return how if scene in {SceneKind.RANKING, SceneKind.PODIUM} else replace(how, message=None)


def _footnote(replica: Replica, how: Condition, board: BoardInfo | None, now: datetime | None, zone: tzinfo) -> str:
    """What is to be known of the averages, and whether earlier numbers were right."""
    if how.stuck:
        return ""
    told = None if replica.status is None else replica.status.reconciled
    reconciled = "" if told is None else words.reconciled(told, now, zone)
    lacks = rule_words.per_hour_lacks(board, None if replica.status is None else replica.status.per_hour_lacks)
    return beside(filter(None, (rule_words.counted(board), rule_words.aht_warning(board), lacks, reconciled)))


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
