"""Portraits: whole PNGs that Qt reads, the same for the same agent, and their answers over HTTP."""

import struct
import zlib
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage

from tests.simulator.organisation import recorded_day
from wallboard.simulator.errors import Refused
from wallboard.simulator.portraits import SIZES, Shape, answer_picture, has_portrait, path_of, portrait

AGENTS = list(recorded_day().names)
ADA = next(agent for agent in AGENTS if has_portrait(agent))
NOBODY = next(agent for agent in AGENTS if not has_portrait(agent))


def image(user_id: str, size: int) -> QImage:
    read = QImage.fromData(portrait(user_id, size).png)
    assert (read.width(), read.height()) == (size, size)
    return read


def light(colour: QColor) -> int:
    return colour.red() + colour.green() + colour.blue()


def chunks(png: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks of a PNG, after their sums were checked."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(body),)
        found.append((body[:4], body[4:]))
        at += 12 + length
    return found


@pytest.mark.parametrize("size", SIZES)
def test_a_portrait_is_a_whole_png_of_its_size(size: int) -> None:
    kinds = [kind for kind, _ in chunks(portrait(ADA, size).png)]
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]
    assert len(zlib.decompress(chunks(portrait(ADA, size).png)[1][1])) == size * (1 + 3 * size)
    assert not image(ADA, size).isNull()


def test_somebody_is_on_it_in_front_of_a_coloured_ground() -> None:
    seen = image(ADA, 200)
    ground, face, shoulder = (seen.pixelColor(*at) for at in ((6, 100), (100, 80), (100, 190)))
    assert ground.saturation() > 60
    assert light(face) > light(shoulder) > light(ground)
    assert light(seen.pixelColor(194, 100)) == light(ground)


def test_an_edge_is_mixed_from_both_sides() -> None:
    seen = image(ADA, 200)
    across = [light(seen.pixelColor(x, 185)) for x in range(100)]
    ground, shoulder = across[0], across[-1]
    between = [one for one in across if ground < one < shoulder]
    assert 1 <= len(between) <= 3


def test_agents_look_different_and_each_always_the_same() -> None:
    portraits = {portrait(agent, 48).png for agent in AGENTS}
    assert len(portraits) == len(AGENTS)
    portrait.cache_clear()
    assert {portrait(agent, 48).png for agent in AGENTS} == portraits


def test_a_tag_names_one_picture() -> None:
    assert len({portrait(agent, size).etag for agent in AGENTS for size in (48, 96)}) == 2 * len(AGENTS)


def test_about_two_thirds_have_a_picture() -> None:
    ids = [str(UUID(int=number)) for number in range(3000)]
    assert 1900 < sum(map(has_portrait, ids)) < 2100
    assert has_portrait(ADA)
    assert not has_portrait(NOBODY)


@given(st.floats(0, 1), st.floats(0.05, 0.5), st.floats(0.05, 0.5))
def test_a_run_lies_on_the_ellipse(at: float, width: float, height: float) -> None:
    run = Shape((0, 0, 0), 0.5, 0.5, width, height).run(at)
    assert (run is not None) == (abs(at - 0.5) < height) or abs(abs(at - 0.5) - height) < 1e-6
    for edge in run or ():
        assert ((edge - 0.5) / width) ** 2 + ((at - 0.5) / height) ** 2 == pytest.approx(1)


def test_a_picture_is_answered_with_its_tag_and_how_long_it_keeps() -> None:
    told = answer_picture(ADA, "96.png", None)
    assert (told.status, told.body) == (200, portrait(ADA, 96).png)
    assert told.headers["Content-Type"] == "image/png"
    assert told.headers["Cache-Control"] == "public, max-age=86400"
    assert told.headers["ETag"] == answer_picture(ADA, "96.png", None).headers["ETag"]


@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', "*"])
def test_who_has_the_picture_is_not_sent_it_again(form: str) -> None:
    etag = answer_picture(ADA, "96.png", None).headers["ETag"]
    told = answer_picture(ADA, "96.png", form.format(etag))
    assert (told.status, told.body, told.headers["ETag"]) == (304, b"", etag)
    assert "Content-Type" not in told.headers


@pytest.mark.parametrize("form", ['"other"', "", "{0}x"])
def test_who_has_another_picture_is_sent_this_one(form: str) -> None:
    etag = answer_picture(ADA, "96.png", None).headers["ETag"]
    assert answer_picture(ADA, "96.png", form.format(etag)).status == 200


@pytest.mark.parametrize(
    ("user", "file"), [(ADA, "97.png"), (ADA, "96"), (ADA, "96.jpg"), (ADA, "../96.png"), (NOBODY, "96.png")]
)
def test_any_other_picture_is_not_found(user: str, file: str) -> None:
    with pytest.raises(Refused) as refused:
        answer_picture(user, file, None)
    assert (refused.value.status, refused.value.code) == (404, "not.found")


def test_the_path_is_the_one_that_is_answered() -> None:
    _, pictures, user, file = path_of(ADA, 200).split("/")
    assert pictures == "pictures"
    assert answer_picture(user, file, None).body == portrait(ADA, 200).png
