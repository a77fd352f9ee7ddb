"""A desktop that lists who keeps it awake names us, and hears nothing else than it would."""

import pytest
from wakepy import DBusAdapter, Method
from wakepy.core import DBusMethodCall
from wakepy.methods.freedesktop import FreedesktopScreenSaverInhibit
from wakepy.methods.gnome import GnomeSessionManagerNoIdle

from wallboard.app.our_name import OurName


class Carried(DBusAdapter):
    """A bus that remembers the arguments of each call, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, object] | None] = []

    def process(self, call: DBusMethodCall) -> object:
        self.told.append(call.get_kwargs())
        return (7,)


@pytest.mark.parametrize(
    ("way", "who", "why"),
    [
        (GnomeSessionManagerNoIdle, "app_id", "reason"),
        (FreedesktopScreenSaverInhibit, "application_name", "reason_for_inhibit"),
    ],
)
def test_a_desktop_is_told_who_keeps_it_awake_and_nothing_else_is_changed(
    way: type[Method], who: str, why: str
) -> None:
    plain, ours = Carried(), Carried()
    for bus in (plain, OurName(ours)):
        method = way(dbus_adapter=bus)
        method.enter_mode()
        method.exit_mode()
    inhibit, release = ours.told
    assert inhibit is not None
    assert (inhibit[who], inhibit[why]) == ("Wallboard", "A wallboard is shown on the full screen")
    assert [inhibit | {who: "wakepy", why: "wakelock active"}, release] == plain.told
