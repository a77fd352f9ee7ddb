"""Under which name a desktop is asked to stay awake. Used by app.keep_awake, which loads it when it has to ask."""

from wakepy import DBusAdapter
from wakepy.core import DBusMethodCall

_WHO, _WHY = "Wallboard", "A wallboard is shown on the full screen"
# As GNOME's session and freedesktop.org's services call them.
_OURS = {"app_id": _WHO, "application_name": _WHO, "reason": _WHY, "reason_for_inhibit": _WHY}


class OurName(DBusAdapter):
    """Says on the bus who asks and why: a desktop shows it to whoever looks what keeps the machine awake.

    wakepy gives no way to name oneself, but one to carry its calls: here they go on with our words in place of its own.
    """

    def __init__(self, bus: DBusAdapter | None = None) -> None:
        super().__init__()
        self._bus = _session_bus() if bus is None else bus

    def process(self, call: DBusMethodCall) -> object:
        """Carry one call to the bus. Raises whatever the bus answers."""
        return self._bus.process(DBusMethodCall(call.method, in_our_words(call)))

    def close_connections(self) -> None:
        """Let go of the bus."""
        self._bus.close_connections()


def _session_bus() -> DBusAdapter:
    from wakepy import JeepneyDBusAdapter  # noqa: PLC0415  there is none on Windows and macOS, which have no bus

    return JeepneyDBusAdapter()


def in_our_words(call: DBusMethodCall) -> tuple[object, ...]:
    """The arguments of a call, with who asks and why."""
    names = call.method.params or ("",) * len(call.args)
    return tuple(_OURS.get(name, told) for name, told in zip(names, call.args, strict=True))
