"""What the screen says of formats."""

from __future__ import annotations

from earwitness.formats import FORMATS
from earwitness.publish.carrying import SENTENCES, TITLES


def test_every_note_of_a_format_is_told_in_every_language() -> None:
    notes = {format.note for format in FORMATS.values() if format.note}
    assert notes - set(SENTENCES) == set()
    assert set(SENTENCES) - notes == set(), "nothing is told of a format that does not say it"
    assert all(note[:1].isupper() and note.endswith(".") for note in notes)


def test_titles_that_are_words_are_those_of_the_table() -> None:
    for name, title in TITLES.items():
        assert FORMATS[name].title.split()[0] == str(title).split()[0]
