"""The sign-in page's door between Python and QML."""

from dataclasses import fields

import pytest
from PySide6.QtTest import QSignalSpy

from wallboard.app.setup_face import Failed, Field, Form, Idle, Sending, SetupFace, setup_face
from wallboard.app.setup_state import SetupState
from wallboard.host.secret import Secret
from wallboard.wire.setup import Setup

pytestmark = pytest.mark.usefixtures("qapp")

SETUP = Setup("settings", "There is no settings file.", ["mypurecloud.com", "mypurecloud.ie"])


def full() -> SetupFace:
    """Every text is another one."""
    texts = {field.name: f"the {field.name}" for field in fields(SetupFace) if field.type is str}
    return SetupFace(**texts, missing=("a", "b"), regions=("x.y",), asks_shift=True, sending=True)  # type: ignore[arg-type]


def test_what_is_shown_can_be_read_in_qml() -> None:
    state, face = SetupState(), full()
    state.show(face)
    for field in fields(SetupFace):
        if field.name not in ("missing", "regions"):
            assert state.property(field.name) == getattr(face, field.name), field.name
    assert state.property("missing") == "a\nb"
    assert state.property("shown") is True
    assert state.matching("X") == ["x.y"]


def test_without_a_face_there_is_no_page() -> None:
    state = SetupState()
    assert (state.property("shown"), state.property("headline"), state.property("asks")) == (False, "", False)
    state.show(full())
    state.show(None)
    assert (state.property("shown"), state.property("headline")) == (False, "")


def test_it_signals_what_changed_once() -> None:
    state = SetupState()
    changed = QSignalSpy(state.face_changed)
    for _ in range(2):
        state.show(setup_face(SETUP, Idle()))
    assert changed.count() == 1


@pytest.mark.parametrize("field", [*Field, None])
def test_a_refusal_is_signalled_for_whoever_has_to_correct_it(field: Field | None) -> None:
    state = SetupState()
    refused = QSignalSpy(state.refused)
    wrong = Failed("Words.", () if field is None else (field,))
    for attempt in (Idle(), Sending(), wrong, Sending(), wrong):
        state.show(setup_face(SETUP, attempt))
    assert refused.count() == 2


def test_a_form_passes_through_and_leaves_no_secret_behind() -> None:
    state = SetupState()
    forms: list[Form] = []
    state.sent.connect(forms.append)
    state.send("mypurecloud.ie", "c-1", "hush", "07:00")
    assert isinstance(forms[0].client_secret, Secret)
    assert forms[0].client_secret.reveal() == "hush"
    assert (forms[0].region, forms[0].client_id, forms[0].shift_start) == ("mypurecloud.ie", "c-1", "07:00")
    meta = state.metaObject()
    held = [meta.property(at).read(state) for at in range(meta.propertyCount())]
    assert "hush" not in repr([held, vars(state)])
