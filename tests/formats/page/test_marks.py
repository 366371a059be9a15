"""Signs of transcribers, text in, words and marks out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.page.marks import kind_of, read_marks, stage_line


@pytest.mark.parametrize(
    ("printed", "said", "marks"),
    [
        (
            "less than 50% *people* remaining, they say",
            "less than 50% people remaining, they say",
            [("supplied", 14, 20, "people")],
        ),
        ("two “300s” *wounded* here", "two “300s” here", [("gloss", 10, 10, "wounded")]),
        ("our kombat *battalion commander*, he", "our kombat, he", [("gloss", 10, 10, "battalion commander")]),
        ("Three by two *metres*, on top", "Three by two, on top", [("gloss", 12, 12, "metres")]),
        ("the *commander* ran", "the commander ran", [("supplied", 4, 13, "commander")]),
        ("You *must* go", "You must go", [("supplied", 4, 8, "must")]),
        ("She [the sister] said", "She said", [("gloss", 3, 3, "the sister")]),
        ("в *третьей* роте", "в третьей роте", [("supplied", 2, 9, "третьей")]),
        (
            "Not the f*cking a*s, п***ц",
            "Not the f*cking a*s, п***ц",
            [("masked", 8, 15, "f*cking"), ("masked", 16, 19, "a*s"), ("masked", 21, 26, "п***ц")],
        ),
        ("f--- off", "f--- off", [("masked", 0, 4, "f---")]),
        (
            "f*ck *laughs* sh*t",
            "f*ck sh*t",
            [("masked", 0, 4, "f*ck"), ("vocal", 5, 5, "laughs"), ("masked", 5, 9, "sh*t")],
        ),
        ("*explosions in the background* Hear?", "Hear?", [("incident", 0, 0, "explosions in the background")]),
        ("so […] buried", "so buried", [("gap", 3, 3, "")]),
        ("so (...) buried", "so buried", [("gap", 3, 3, "")]),
        ("because [нерозбірливо] me", "because me", [("gap", 8, 8, "нерозбірливо")]),
        ("[inaudible 2 sec] yes", "yes", [("gap", 0, 0, "inaudible 2 sec")]),
        ("to [unclear: Brod], then", "to Brod, then", [("unclear", 3, 7, "Brod")]),
        ("to [Brod?] then", "to Brod then", [("unclear", 3, 7, "Brod")]),
        ("<unclear>Brod</unclear> then", "Brod then", [("unclear", 0, 4, "Brod")]),
        ("(вздыхает) Людей сколько?", "Людей сколько?", [("vocal", 0, 0, "вздыхает")]),
        ("Да. (долгая пауза) Нет.", "Да. Нет.", [("pause", 4, 4, "долгая пауза")]),
        ("you [expletive] fool", "you fool", [("masked", 4, 4, "expletive")]),
    ],
)
def test_signs_leave_the_words_and_become_marks(
    printed: str, said: str, marks: list[tuple[str, int, int, str]]
) -> None:
    read = read_marks(printed)
    assert read.text == said
    assert [(mark.type, mark.start, mark.end, mark.words) for mark in read.marks] == marks


@pytest.mark.parametrize(
    "printed",
    [
        "we (that is me and him) left",
        "4 * 5 * 6 is a lot",
        "I said -- no",
        "in (2031) we sailed",
        "it costs 5*",
        "Wh-what?",
    ],
)
def test_what_the_speaker_says_stays(printed: str) -> None:
    assert read_marks(printed) == (printed, ())


def test_the_space_of_a_sign_does_not_stay_before_a_stop() -> None:
    assert read_marks("he left [crying].").text == "he left."


@given(st.text(alphabet="ab *[]()?!.,…<>/-\n“”х1", max_size=60))
def test_marks_lie_within_the_words_and_carry_them(printed: str) -> None:
    read = read_marks(printed)
    for mark in read.marks:
        assert 0 <= mark.start <= mark.end <= len(read.text)
        if mark.start < mark.end and mark.words and "\n" not in mark.words and "  " not in mark.words:
            assert read.text[mark.start : mark.end].strip() == mark.words.strip()


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("[The line goes dead]", "incident", "The line goes dead"),
        ("[…]", "gap", ""),
        ("…", "gap", ""),
        ("(плачет)", "vocal", "плачет"),
        ("*long pause*", "pause", "long pause"),
    ],
)
def test_a_line_of_signs_is_a_stage_line(line: str, kind: str, words: str) -> None:
    mark = stage_line(line)
    assert mark is not None
    assert (mark.type, mark.words) == (kind, words)


def test_a_line_with_words_is_no_stage_line() -> None:
    assert stage_line("[sighs] I know") is None
    assert stage_line("I know.") is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("laughs", "vocal"),
        ("сміється", "vocal"),
        ("śmieje się", "vocal"),
        ("pleure", "vocal"),
        ("llora", "vocal"),
        ("hustet", "vocal"),
        ("ride", "vocal"),
        ("zucht", "vocal"),
        ("gunfire", "incident"),
        ("выстрелы", "incident"),
        ("drzwi", "incident"),
        ("niewyraźnie", "gap"),
        ("onverstaanbaar", "gap"),
        ("stille", "pause"),
        ("battalion commander", None),
    ],
)
def test_words_name_their_kind_in_nine_languages(words: str, kind: str | None) -> None:
    assert kind_of(words) == kind
