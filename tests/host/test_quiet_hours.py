"""Quiet hours as the settings have them."""

import pytest

from wallboard.host.quiet_hours import QuietHours, read_quiet_hours

EVERY_DAY = frozenset(range(7))


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("22:00-06:00", QuietHours(EVERY_DAY, 22 * 60, 30 * 60)),
        ("12:00-13:30", QuietHours(EVERY_DAY, 12 * 60, 13 * 60 + 30)),
        ("00:00-24:00", QuietHours(EVERY_DAY, 0, 24 * 60)),
        ("22:00-00:00", QuietHours(EVERY_DAY, 22 * 60, 24 * 60)),
        ("Sa-Su 00:00-24:00", QuietHours(frozenset({5, 6}), 0, 24 * 60)),
        ("Fr 18:00-07:00", QuietHours(frozenset({4}), 18 * 60, 31 * 60)),
        ("Sa-Mo 18:00-19:00", QuietHours(frozenset({5, 6, 0}), 18 * 60, 19 * 60)),
        ("Th-We 18:00-19:00", QuietHours(EVERY_DAY, 18 * 60, 19 * 60)),
    ],
)
def test_what_it_means(text: str, hours: QuietHours) -> None:
    assert read_quiet_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    ["", "22-06", "22:00", "24:00-06:00", "22:60-06:00", "22:00-24:30", "08:00-08:00", "Xx 22:00-06:00", "٢٢:00-06:00"],
)
def test_what_means_nothing(text: str) -> None:
    assert read_quiet_hours(text) is None
