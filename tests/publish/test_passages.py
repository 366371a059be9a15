"""A turn's words in pieces: the speech stays whole, what stands beside it says so."""

from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import MARK_TYPES, Mark
from earwitness.publish.passages import Piece, pieces


def test_plain_speech_is_one_piece() -> None:
    assert pieces("How do you hear me?") == (Piece(text="How do you hear me?"),)


def test_an_empty_turn_has_no_pieces() -> None:
    assert pieces("") == ()


def test_marks_are_set_where_they_stand() -> None:
    text = "List of about twelve degrees."
    marks = (
        Mark(type="gap", start=5, end=5, words="inaudible, 2 seconds"),
        Mark(type="unclear", start=14, end=20),
        Mark(type="vocal", start=29, end=29, words="coughs"),
    )
    assert pieces(text, marks) == (
        Piece(text="List "),
        Piece(text="[…] ", marks=("gap",), note="inaudible, 2 seconds", beside=True),
        Piece(text="of about "),
        Piece(text="twelve", marks=("unclear",), note="unclear in the recording"),
        Piece(text=" degrees."),
        Piece(text=" coughs", marks=("vocal",), note="a sound the speaker makes", beside=True),
    )


def test_marks_may_overlap_and_a_hit_may_cross_them() -> None:
    marks = (Mark(type="supplied", start=0, end=12), Mark(type="masked", start=7, end=12))
    assert pieces("twenty h*nds", marks, highlights=[(5, 9)]) == (
        Piece(text="twent", marks=("supplied",), note="added by the transcriber to complete the sense"),
        Piece(text="y ", marks=("found", "supplied"), note="added by the transcriber to complete the sense"),
        Piece(
            text="h*",
            marks=("found", "masked", "supplied"),
            note="masked in the source; added by the transcriber to complete the sense",
        ),
        Piece(
            text="nds",
            marks=("masked", "supplied"),
            note="masked in the source; added by the transcriber to complete the sense",
        ),
    )


def test_offsets_are_code_points() -> None:
    assert [piece.text for piece in pieces("🚢🚢 тонет", highlights=[(3, 8)])] == ["🚢🚢 ", "тонет"]


@given(
    st.text(max_size=40),
    st.lists(
        st.builds(
            Mark,
            type=st.sampled_from(MARK_TYPES),
            start=st.integers(-3, 50),
            end=st.integers(-3, 50),
            words=st.text(max_size=5),
        ),
        max_size=6,
    ),
    st.lists(st.tuples(st.integers(-3, 50), st.integers(-3, 50)), max_size=4),
)
def test_the_speech_is_never_changed(text: str, marks: list[Mark], highlights: list[tuple[int, int]]) -> None:
    made = pieces(text, marks, highlights)
    assert "".join(piece.text for piece in made if not piece.beside) == text
    assert all(piece.marks for piece in made if piece.beside)
