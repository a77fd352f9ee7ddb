"""Whether the system wants less motion, as far as Qt can tell. Asked by app.main's presenter."""

from PySide6.QtGui import QGuiApplication


def wants_less_motion() -> bool | None:
    """None where Qt cannot tell: it can from 6.12 on, and not on every system."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    told = getattr(accessibility() if callable(accessibility) else None, "motionPreference", None)
    if not callable(told):
        return None
    name = getattr(told(), "name", "")
    return None if not isinstance(name, str) or name == "" else "Reduce" in name
