import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallboard.board.names import first_name_initial, initials

NAMES = {
    "Christopher Miller": ("Christopher M.", "C. M."),
    "Tova": ("Tova", "T."),
    "  Ada \t  Lovelace ": ("Ada L.", "A. L."),
    "Miller, Christopher": ("Christopher M.", "C. M."),
    "Miller,": ("Miller", "M."),
    "van Beethoven, Ludwig": ("Ludwig B.", "L. B."),
    "Ludwig van Beethoven": ("Ludwig B.", "L. B."),
    "Ludwig van": ("Ludwig V.", "L. V."),
    "Ada M. Lovelace": ("Ada L.", "A. L."),
    "Anna-Maria Schmidt-Weiß": ("Anna-Maria S.", "A. S."),
    "Conor O'Brien": ("Conor O.", "C. O."),
    "山田太郎": ("山田太郎", "山."),
    "山田 太郎": ("山田 太.", "山. 太."),
    "דנה כהן": ("דנה כ.", "ד. כ."),
    "\u200fدانة،\u200f خوري": ("خوري د.", "خ. د."),
    "Zoe\u0301 E\u0301mile": ("Zoé É.", "Z. É."),
    "🎧 Ada 🎉 Lovelace 🚀": ("Ada L.", "A. L."),
    "Ada (Sales)": ("Ada S.", "A. S."),
    "ada ßen": ("ada ß.", "A. ß."),
    "": ("", ""),
    "🚀": ("", ""),
}
WORDS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=2, max_size=8).map(lambda word: f"q{word}")


@pytest.mark.parametrize(("name", "shown"), NAMES.items())
def test_names_are_shortened(name: str, shown: tuple[str, str]) -> None:
    assert (first_name_initial(name), initials(name)) == shown


@given(st.text(max_size=30))
def test_any_text_is_taken_and_nothing_is_added_to_it(name: str) -> None:
    for shown in (first_name_initial(name), initials(name)):
        assert shown == " ".join(shown.split())
        assert len(shown.split()) <= 2


@given(WORDS, WORDS)
def test_a_family_name_is_never_told(first: str, family: str) -> None:
    for name in (f"{first} {family}", f"{family}, {first}"):
        assert family not in first_name_initial(name).split()[1:]
        assert len(first_name_initial(name).split()[1].rstrip(".")) == 1
        assert [len(one) for one in initials(name).split()] == [2, 2]


@given(st.text(max_size=30))
def test_spaces_change_nothing(name: str) -> None:
    wide = "  ".join(["", *name.split(), ""])
    assert first_name_initial(wide) == first_name_initial(" ".join(name.split()))
