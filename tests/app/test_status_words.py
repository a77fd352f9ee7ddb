"""What an agent does, in the language of the screen."""

import pytest

from wallboard.app import tongue
from wallboard.app.status_words import status

GERMAN = {
    "Available": "Verfügbar",
    "On a Call": "Im Gespräch",
    "Wrap-up": "Nachbearbeitung",
    "Offline": "Offline",
    "Off queue": "Nicht in Queue",
    "Off queue: Meal": "Nicht in Queue: Essen",
}
OWN = ["Meditating", "Off queue: Quarterly review", "Unknown: PARKED", "", "available"]


@pytest.mark.parametrize("told", [*GERMAN, *OWN])
def test_in_english_they_stay_as_they_are_told(told: str) -> None:
    assert status(told) == told


@pytest.mark.parametrize(("told", "said"), GERMAN.items())
def test_known_words_are_translated(told: str, said: str, speaking_german: None) -> None:
    assert status(told) == said


def test_an_organisations_own_words_stay(speaking_german: None) -> None:
    assert status("Meditating") == "Meditating"
    assert status("Off queue: Quarterly review") == "Nicht in Queue: Quarterly review"
    assert tongue.spoken().words.name == "wallboard_de.qm"
