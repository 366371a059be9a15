"""The script: a transcript as plain text that people read and programs code, and every word's place in it."""

from __future__ import annotations

from hypothesis import given
from msgspec.structs import replace

from earwitness.formats.page.reader import read_page
from earwitness.formats.projects.script import locate, print_script, read_script, words_between
from earwitness.model import Mark, Speaker, Transcript, Turn

from .conftest import SHIP, said, transcripts

PRINTED = """[0:00:01.250 → 0:00:04.000] Bridge: This is the Meridian, we have [inaudible] water on the car deck.

[0:00:04.000 → 0:00:05.500] Watch: How many souls are aboard?

[0:00:05.500 → 0:00:07.000] Bridge + Watch: A hundred and eighteen.

[0:01:01.000] — Stay on this channel.
"""


def test_a_script_reads_like_a_play() -> None:
    assert print_script(SHIP).text == PRINTED


def test_a_script_is_read_back() -> None:
    read = read_script(PRINTED)
    assert read is not None
    turns, speakers, _ = read
    again = Transcript(id="t1", conversation="c1", speakers=speakers, turns=tuple(turns))
    assert said(again) == said(SHIP)
    assert [turn.marks for turn in again.turns] == [turn.marks for turn in SHIP.turns]
    assert turns[0].printed == "0:00:01.250 → 0:00:04.000"
    assert print_script(again).text == PRINTED


def test_other_text_is_no_script() -> None:
    assert read_script("Bridge and coast guard\n\nBridge: Hello.\n") is None
    assert read_script("Bridge: Hello.\n\nWatch: Hello.\n") is not None
    assert read_script("[1:99] Bridge: Hello.\n") is None, "no such time"
    assert read_script("Bridge: Hello.\nWatch: Hello.\n") is None, "a further line begins with a tab"


def test_labels_that_could_be_mistaken_stand_in_quotation_marks() -> None:
    labels = ("A: B", "C + D", "[E]", "(F)", "— G", '"H', "I:", "J")
    speakers = tuple(Speaker(id=f"p{number}", labels=(label,)) for number, label in enumerate(labels))
    turns = tuple(
        Turn(id=str(number), number=number, speakers=(speaker.id, "p7"), text="[0:01] x: y\n\nz")
        for number, speaker in enumerate(speakers[:-1], 1)
    )
    transcript = Transcript(id="t1", conversation="c1", speakers=speakers, turns=turns)
    text = print_script(transcript).text
    assert text.startswith('"A: B" + J: [0:01] x: y\n\t\n\tz\n\n"C + D" + J: ')
    read = read_script(text)
    assert read is not None
    assert said(Transcript(id="t1", conversation="c1", speakers=read[1], turns=tuple(read[0]))) == said(transcript)


def test_places_hold_beside_the_signs() -> None:
    marks = (
        Mark(type="gap", start=5, end=5), Mark(type="unclear", start=6, end=11), Mark(type="vocal", start=17, end=17,
        words="laughs"),
    )  # fmt: skip
    turn = Turn(id="1", number=1, text="There water\nhere all of it", marks=marks)
    script = print_script(Transcript(id="t1", conversation="c1", turns=(turn,)))
    assert script.text == "— There […] [water?]\n\there (laughs) all of it\n"
    (placed,) = script.turns
    for words in ("There", "water", "here", "all of it"):
        first = turn.text.index(words)
        start, end = placed.span(first, first + len(words))
        assert script.text[start:end] == words
        assert placed.within(start, end) == (first, first + len(words))
    assert placed.within(0, 1) is None, "the dash is nobody's word"
    start, end = placed.span(0, len(turn.text))
    assert script.text[start:end] == "There […] [water?]\n\there (laughs) all of it"


def test_turns_that_another_reader_found_are_located_word_by_word() -> None:
    text = (
        "A call\n\nAda: Ada speaks   of [inaudible] ships.\nBoris: Ada speaks of ships.\nAda: No more.\nBoris: None.\n"
    )
    (transcript,) = read_page(text.encode(), name="call.txt", form="text").transcripts
    placed = locate(text, transcript.turns)
    for each in placed:
        for run in each.runs:
            assert each.turn.text[run[0] : run[0] + run[2]] == text[run[1] : run[1] + run[2]]
    start = text.index("speaks of ships.\nAda: No")
    parts = words_between(placed, start, start + len("speaks of ships.\nAda: No"))
    assert [(each.turn.number, each.turn.text[low:high]) for each, low, high in parts] == [
        (2, "speaks of ships."), (3, "No"),
    ]  # fmt: skip


@given(transcripts())
def test_every_turn_is_found_again(transcript: Transcript) -> None:
    script = print_script(transcript)
    read = read_script(script.text)
    if not transcript.turns:
        return
    assert read is not None
    again = Transcript(id="t1", conversation="c1", speakers=read[1], turns=tuple(read[0]))
    # Signs in another format's words are read as signs, once; from then on nothing changes.
    assert print_script(again).text == script.text
    assert [turn.start for turn in again.turns] == [turn.start for turn in transcript.turns]
    assert len(again.turns) == len(transcript.turns)
    for placed, turn in zip(script.turns, transcript.turns, strict=True):
        plain = replace(turn, marks=())
        for first in range(0, len(plain.text), 7):
            start, end = placed.span(first, len(plain.text))
            shown = script.text[start:end].replace("\n\t", "\n")
            assert shown == plain.text[first:].lstrip("\n") or shown.strip() == plain.text[first:].strip()
