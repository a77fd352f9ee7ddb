"""What an agent does, in the language of the screen: the board's words for it are English. Pure; used by app.row_face.

Words that are not known, an organisation's own among them, stay as they are told.
"""

from wallboard.app.tongue import translate

_OFF_QUEUE = "Off queue: "


def status(told: str) -> str:
    """The words of a status, for people.

    >>> status("On a Call"), status("Off queue: Meal"), status("Meditating")
    ('On a Call', 'Off queue: Meal', 'Meditating')
    """
    known = _statuses() | _presences()
    if not told.startswith(_OFF_QUEUE):
        return known.get(told, told)
    presence = told.removeprefix(_OFF_QUEUE)
    return translate("status", "Off queue: {presence}").format(presence=known.get(presence, presence))


def _statuses() -> dict[str, str]:
    return {
        "On a Call": translate("status", "On a Call"),
        "On an Interaction": translate("status", "On an Interaction"),
        "Wrap-up": translate("status", "Wrap-up"),
        "Ringing": translate("status", "Ringing"),
        "Alerting": translate("status", "Alerting"),
        "Not Responding": translate("status", "Not Responding"),
        "Off queue": translate("status", "Off queue"),
        "Offline": translate("status", "Offline"),
        "Unknown": translate("status", "Unknown"),
    }


def _presences() -> dict[str, str]:
    return {
        "Available": translate("status", "Available"),
        "Away": translate("status", "Away"),
        "Busy": translate("status", "Busy"),
        "Idle": translate("status", "Idle"),
        "Meal": translate("status", "Meal"),
        "Training": translate("status", "Training"),
        "Meeting": translate("status", "Meeting"),
        "Break": translate("status", "Break"),
    }
