"""How the screen looks and moves now. Pure: from the settings and the system's wish."""

from dataclasses import dataclass
from typing import Literal

from wallboard.app.motion import Motion, chosen
from wallboard.host import legible
from wallboard.wire.boards import Screen


@dataclass(frozen=True, slots=True)
class Style:
    """One screen's look. `accent` and `logo` are empty where there is none; `logo` is a path.

    `rows` are those of a page. `safe_area` is a share of width and height; `drift` counts pixels of a 1080p screen.
    """

    theme: Literal["dark", "light", "high_contrast"] = "dark"
    accent: str = ""
    logo: str = ""
    motion: Motion = Motion.FULL
    rows: int = legible.USUAL_ROWS
    safe_area: float = 0.0
    drift: tuple[int, int] = (0, 0)


PLAIN = Style()  # where nobody wishes for anything


def style_of(
    screen: Screen, *, wants_less: bool | None = None, drift: tuple[int, int] = (0, 0), tall: bool = False
) -> Style:
    """What the settings, the system's wish for less motion and the window's shape come to."""
    return Style(
        theme=screen.theme,
        accent=screen.accent or "",
        logo=screen.logo or "",
        motion=chosen(screen.motion, wants_less),
        rows=legible.rows_per_page(
            screen.diagonal, screen.furthest_seat, screen.safe_area, legible.shape_of(tall=tall)
        ),
        safe_area=screen.safe_area / 100,
        drift=drift,
    )
