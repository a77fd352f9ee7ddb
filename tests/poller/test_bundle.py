"""The archive: whole where a part fails, scrubbed whoever made a part, and for this user alone."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.host.redaction import Names
from wallboard.host.settings_words import SettingsError
from wallboard.poller import bundle
from wallboard.poller.bundle import LeftOut, Member, Scrubbing

ID = "6f0c1f2e-8a55-4a5e-9a43-1f7f0a8f2d10"


def test_what_fails_is_told_and_the_rest_is_there() -> None:
    def broken() -> list[Member]:
        raise ZeroDivisionError("by hush")

    def refused() -> list[Member]:
        raise SettingsError("boards is missing\ngenesys.lag is odd")

    parts = [("a.txt", broken), ("b.txt", refused), ("c.txt", lambda: [Member("c.txt", "the third", "c")])]
    members, left_out = bundle.gather(parts, Scrubbing(("hush",)))
    assert members == [Member("c.txt", "the third", "c")]
    assert left_out == [
        LeftOut("a.txt", "ZeroDivisionError: by ***"),
        LeftOut("b.txt", "boards is missing; genesys.lag is odd"),
    ]


def test_every_text_is_scrubbed() -> None:
    scrubbing = Scrubbing(("hush",), Names(["Tova Levi"]), {"the-client-4711": "…4711", "/srv/ada": "~"})
    text = f"hush Tova Levi {ID} the-client-4711 http://a:b@c /srv/ada/x"
    assert scrubbing.of(text) == "*** {name} {id} …4711 http://***@c ~/x"


@given(
    st.lists(st.text(min_size=1, max_size=12).filter(lambda text: text.strip("*")), min_size=1, max_size=3),
    st.lists(st.text(max_size=12), max_size=3),
    st.dictionaries(st.text(min_size=1, max_size=6), st.text(max_size=6), max_size=2),
    st.text(max_size=60),
)
def test_no_secret_is_put_together_by_what_else_is_taken_out(
    secrets: list[str], people: list[str], stand_ins: dict[str, str], text: str
) -> None:
    scrubbing = Scrubbing(tuple(secrets), Names(people), stand_ins)
    left = scrubbing.of(text + text.join(secrets))
    assert [secret for secret in secrets if secret in left] == []


def test_the_list_tells_what_is_in_it_what_is_not_and_what_never_is() -> None:
    told = bundle.manifest([Member("a.txt", "the first", "äb")], [LeftOut("b.txt", "no poller runs")])
    assert "  a.txt                                3 bytes  the first\n" in told
    assert "  b.txt                        no poller runs\n" in told
    assert "What is never in it:\n\n  client secret, access token" in told


def test_the_file_is_for_this_user_alone_and_nothing_is_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    bundle.write(out, [Member("a.txt", "", "ä\ud800")])
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(out) as archive:
        assert archive.read("a.txt") == "ä\\ud800".encode()
    before = out.read_bytes()
    with pytest.raises(FileExistsError):
        bundle.write(out, [])
    assert out.read_bytes() == before


def test_what_breaks_off_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    twice = [Member("a.txt", "", None)]  # type: ignore[arg-type]  # a mistake of ours
    with pytest.raises(AttributeError):
        bundle.write(tmp_path / "out.zip", twice)
    assert list(tmp_path.iterdir()) == []
