"""Guards the pinned Qt: PySide6 6.12.0 dropped a reference to True at each emit, until Python 3.11 aborted."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal


class _Bell(QObject):
    rung = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="True is immortal from 3.12 on: nothing to count")
def test_a_signal_takes_no_reference_to_true_away() -> None:
    bell = _Bell()
    before = sys.getrefcount(True)
    for _ in range(200):
        bell.rung.emit()
    assert abs(sys.getrefcount(True) - before) < 20
