"""Rows for QML: moved, never reset, and signalled only where they changed."""

from dataclasses import fields, replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from tests.app.known import AS_OF, day
from wallboard.app.looks import Looks
from wallboard.app.motion import Change
from wallboard.app.row_face import RowFace, row_face
from wallboard.app.standings_model import StandingsModel, role_name

ROWS = [row_face(row, AS_OF, UTC, risen=False) for row in day()]

some_rows = st.lists(st.sampled_from(ROWS), unique_by=lambda row: row.agent_id, max_size=10)


def watched() -> tuple[StandingsModel, QAbstractItemModelTester]:
    model = StandingsModel()
    return model, QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def role(name: str) -> int:
    return next(number for number, known in StandingsModel().roleNames().items() if known == name.encode())


@given(st.lists(st.lists(st.tuples(st.sampled_from(ROWS), st.integers(0, 3)), max_size=10), max_size=6))
def test_contents_equal_a_plain_list_after_any_changes(tables: list[list[tuple[RowFace, int]]]) -> None:
    model, _tester = watched()
    for table in tables:
        rows = list({row.agent_id: replace(row, figures=(str(closed),)) for row, closed in table}.values())
        model.show(rows)
        assert model.rows == tuple(rows)
        assert model.rowCount() == model.property("count") == len(rows)
        names = [model.data(model.index(place), role("name")) for place in range(len(rows))]
        assert names == [row.name for row in rows]


@given(some_rows, some_rows)
def test_it_is_never_reset(first: list[RowFace], second: list[RowFace]) -> None:
    model = StandingsModel()
    resets = QSignalSpy(model.modelReset)
    model.show(first)
    model.show(second)
    assert resets.count() == 0


def test_only_what_changed_is_signalled(qapp: QGuiApplication) -> None:
    model = StandingsModel()
    model.show(ROWS[:3])
    changes: list[tuple[int, int, list[int]]] = []
    model.dataChanged.connect(lambda first, last, roles: changes.append((first.row(), last.row(), list(roles))))
    model.show([ROWS[0], replace(ROWS[1], figures=("134", "1:51")), ROWS[2]])
    assert changes == [(1, 1, [role("figures")])]
    model.show(model.rows)
    assert len(changes) == 1


def test_one_agent_overtaking_another_is_one_move(qapp: QGuiApplication) -> None:
    model = StandingsModel()
    model.show(ROWS[:4])
    moves = QSignalSpy(model.rowsMoved)
    others = [QSignalSpy(model.rowsInserted), QSignalSpy(model.rowsRemoved)]
    model.show([ROWS[0], ROWS[3], ROWS[1], ROWS[2]])
    model.show([ROWS[3], ROWS[1], ROWS[2], ROWS[0]])
    assert moves.count() == 2
    assert [other.count() for other in others] == [0, 0]


def test_who_comes_is_given_the_row_of_who_goes_and_told_first_by_its_agent(qapp: QGuiApplication) -> None:
    model = StandingsModel()
    model.show(ROWS[:4])
    anew = [QSignalSpy(model.rowsInserted), QSignalSpy(model.rowsRemoved)]
    changes: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, _last, roles: changes.append((first.row(), roles[0])))
    model.show(ROWS[4:8])
    model.show([ROWS[8], *ROWS[4:7]])
    assert [spy.count() for spy in anew] == [0, 0]
    assert changes == [(place, role("agentId")) for place in (0, 1, 2, 3, 0)]


@given(some_rows, some_rows)
def test_rows_are_made_and_dropped_only_as_their_number_changes(first: list[RowFace], second: list[RowFace]) -> None:
    model = StandingsModel()
    model.show(first)
    inserted, removed = QSignalSpy(model.rowsInserted), QSignalSpy(model.rowsRemoved)
    model.show(second)
    assert inserted.count() == max(0, len(second) - len(first))
    assert removed.count() == max(0, len(first) - len(second))


def test_the_count_is_signalled_once_all_rows_are_in_place(qapp: QGuiApplication) -> None:
    model = StandingsModel()
    counts: list[int] = []
    model.count_changed.connect(lambda: counts.append(model.rowCount()))
    model.show(ROWS[:8])
    model.show(ROWS[8:11])
    model.show(ROWS[:3])
    assert counts == [8, 3]


def test_there_is_a_role_for_every_field() -> None:
    names = {bytes(name.data()).decode() for name in StandingsModel().roleNames().values()}
    assert names == {role_name(field.name) for field in fields(RowFace)}
    assert {"agentId", "longCall", "asOf"} <= names


def test_kinds_and_medals_are_told_in_the_names_of_qml() -> None:
    model = StandingsModel()
    model.show(ROWS[:3])
    kinds = [model.data(model.index(place), role("kind")) for place in range(3)]
    assert kinds == [Looks.Kind.ON_CALL, Looks.Kind.AVAILABLE, Looks.Kind.WRAP_UP]
    medals = [model.data(model.index(place), role("medal")) for place in range(3)]
    assert medals == [Looks.Medal.GOLD, Looks.Medal.SILVER, Looks.Medal.BRONZE]


@pytest.mark.qt_log_ignore("is not valid")  # what checkIndex says, rightly
@pytest.mark.parametrize("place", [-1, 3, 100])
def test_rows_that_are_not_there_hold_nothing(place: int) -> None:
    model = StandingsModel()
    model.show(ROWS[:3])
    assert model.data(model.index(place), role("name")) is None
    assert model.data(QModelIndex(), role("name")) is None


def test_a_role_that_is_not_there_holds_nothing_and_a_row_has_no_rows() -> None:
    model = StandingsModel()
    model.show(ROWS[:3])
    assert model.data(model.index(0), Qt.ItemDataRole.DecorationRole) is None
    assert model.rowCount(model.index(0)) == 0


def test_whether_rows_glide_is_told_when_it_changes() -> None:
    model = StandingsModel()
    changes = QSignalSpy(model.motion_changed)
    told = []
    for way in (Change.GLIDE, Change.FADE, Change.FADE, Change.GLIDE, Change.JUMP):
        model.show(ROWS[:3], way)
        told.append((model.property("glides"), changes.count()))
    assert told == [(True, 0), (False, 1), (False, 1), (True, 2), (False, 3)]


def test_whether_it_is_shown_is_told_when_it_changes() -> None:
    model = StandingsModel()
    changes = QSignalSpy(model.front_changed)
    told = []
    for in_front in (True, False, False, True):
        model.stand(in_front=in_front)
        told.append((model.property("in_front"), changes.count()))
    assert told == [(True, 0), (False, 1), (False, 1), (True, 2)]
