"""Praat's TextGrid: both forms, every number as printed, words under turns, and the file written back."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from praatio import textgrid as praatio

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import textgrid
from earwitness.formats.corpora.grid_printing import printed
from earwitness.formats.corpora.grids import Grid, GridTier, Interval
from earwitness.model import Conversation, Dossier, Speaker, Transcript, Turn, Word

TALK = """File type = "ooTextFile"
Object class = "TextGrid"

xmin = 0 
xmax = 4.2 
tiers? <exists> 
size = 4 
item []: 
    item [1]:
        class = "IntervalTier" 
        name = "Bridge" 
        xmin = 0 
        xmax = 4.2 
        intervals: size = 4 
        intervals [1]:
            xmin = 0 
            xmax = 0.5123456789012345 
            text = "" 
        intervals [2]:
            xmin = 0.5123456789012345 
            xmax = 1.5 
            text = "How ""much"" water?" 
        intervals [3]:
            xmin = 1.5 
            xmax = 3.25 
            text = "" 
        intervals [4]:
            xmin = 3.25 
            xmax = 4.2 
            text = "Out.
Now!" 
    item [2]:
        class = "IntervalTier" 
        name = "Bridge - words" 
        xmin = 0 
        xmax = 4.2 
        intervals: size = 5 
        intervals [1]:
            xmin = 0 
            xmax = 0.5123456789012345 
            text = "" 
        intervals [2]:
            xmin = 0.5123456789012345 
            xmax = 0.8 
            text = "How" 
        intervals [3]:
            xmin = 0.8 
            xmax = 1.1 
            text = "much" 
        intervals [4]:
            xmin = 1.1 
            xmax = 1.5 
            text = "water" 
        intervals [5]:
            xmin = 1.5 
            xmax = 4.2 
            text = "" 
    item [3]:
        class = "TextTier" 
        name = "pitch" 
        xmin = 0 
        xmax = 4.2 
        points: size = 1 
        points [1]:
            number = 1.00049 
            mark = "120" 
    item [4]:
        class = "IntervalTier" 
        name = "Engine" 
        xmin = 0 
        xmax = 4.2 
        intervals: size = 3 
        intervals [1]:
            xmin = 0 
            xmax = 1.4 
            text = "" 
        intervals [2]:
            xmin = 1.4 
            xmax = 3 
            text = "To the step" 
        intervals [3]:
            xmin = 3 
            xmax = 4.2 
            text = "" 
"""


def only(content: str | bytes) -> Transcript:
    raw = content.encode() if isinstance(content, str) else content
    (transcript,) = textgrid.read(raw, name="talk.TextGrid").transcripts
    return transcript


def written(transcript: Transcript) -> bytes:
    return textgrid.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])


def short(talk: str) -> str:
    """The short form of a long one: the same numbers and strings, without names."""
    head, _, rest = talk.partition("xmin")
    sizes = re.sub(r"(intervals|points): size = ", "size = ", "xmin" + rest)
    tokens = re.findall(r'"(?:[^"]|"")*"|<exists>|(?<== )[-+\d.eE]+', sizes)
    return head + "\n".join(tokens) + "\n"


def test_tiers_become_turns_by_time_with_words_and_points_on_them() -> None:
    talk = only(TALK)
    assert talk.speakers == (Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Engine",)))
    assert talk.turns == (
        Turn(
            id="1", number=1, speakers=("p1",), text='How "much" water?', start=512, end=1500,
            printed="0.5123456789012345 1.5",
            words=(Word(0, 3, 512, 800), Word(5, 9, 800, 1100), Word(11, 16, 1100, 1500)),
            extra=(
                ("tier", "Bridge"),
                ("pitch", "120"),
                ("below", '[["w","Bridge - words",null,1,512,800,"0.5123456789012345 0.8"],'
                          '["w","Bridge - words",null,1,800,1100],["w","Bridge - words",null,1,1100,1500],'
                          '[2,1000,1000,"1.00049"]]'),
            ),
        ),
        Turn(id="2", number=2, speakers=("p2",), text="To the step", start=1400, end=3000, extra=(("tier", "Engine"),)),
        Turn(id="3", number=3, speakers=("p1",), text="Out.\nNow!", start=3250, end=4200, extra=(("tier", "Bridge"),)),
    )  # fmt: skip
    assert talk.doubts == ()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16-le", "utf-16-be"])
def test_both_forms_in_any_character_set_are_written_back_to_the_byte(charset: str) -> None:
    for talk in (TALK, short(TALK), TALK.replace("\n", "\r\n"), TALK.replace("Engine", "Машина")):
        mark = "" if charset == "utf-8" else "\ufeff"
        content = (mark + talk).encode(charset)
        assert detect(content, "x").name == "textgrid"
        assert written(only(content)) == content
    assert only(short(TALK)).turns == only(TALK).turns


def test_latin_letters_in_one_byte_each_are_read() -> None:
    latin = TALK.replace("To the step", "Bis zur Tür, schön über der Stufe").encode("latin-1")
    assert only(latin).turns[1].text == "Bis zur Tür, schön über der Stufe"
    assert written(only(latin)) == latin


def test_spaces_and_names_may_be_printed_otherwise() -> None:
    loose = TALK.replace("intervals [2]:", "intervals [2]").replace("item [1]:", "item[1]:").replace(" \n", "\n")
    assert only(loose).turns == only(TALK).turns
    old = short(TALK).replace('"ooTextFile"', '"ooTextFile short"').replace("Object class = ", "")
    assert only(old).turns == only(TALK).turns
    assert written(only(old)).decode() == old


def grid(*tiers: tuple[str, list[Interval]], kind: str = "IntervalTier", last: str = "9") -> str:
    made = [
        GridTier(kind="TextTier" if kind == "TextTier" else "IntervalTier", name=name, first="0", last=last)
        for name, _ in tiers
    ]
    return printed(Grid(form="long", head="", first="0", last=last, tiers=made), [entries for _, entries in tiers])


def test_tiers_of_one_name_are_one_voice_and_stay_two_tiers() -> None:
    two = grid(("A", [("0", "2", "one")]), ("A", [("1", "3", "two")]))
    talk = only(two)
    assert [(turn.speakers, turn.text, turn.extra) for turn in talk.turns] == [
        (("p1",), "one", (("tier", "A"),)), (("p1",), "two", (("tier", "A"), ("tier number", "2"))),
    ]  # fmt: skip
    assert written(talk).decode() == two


def test_phones_hang_on_words_where_there_is_no_tier_of_turns() -> None:
    talk = only(grid(("phone", [("0", "1", "h"), ("1", "2", "i")]), ("word", [("0", "2", "hi")])))
    assert [turn.text for turn in talk.turns] == ["hi"]
    assert [pair for pair in talk.turns[0].extra if pair[0] == "phone"] == [("phone", "h"), ("phone", "i")]


def test_one_who_only_speaks_while_another_does_is_a_voice_not_a_word() -> None:
    talk = only(grid(("A", [("0", "5", "yes I know that it is so")]), ("B", [("1", "2", "yes"), ("3", "4", "is")])))
    assert len(talk.turns) == 3
    assert len(talk.speakers) == 2
    spelt = only(
        grid(("A", [("0", "5", "yes I know")]), ("B", [("0", "1", "yes"), ("1", "2", "I"), ("2", "5", "know")]))
    )
    assert [len(turn.words) for turn in spelt.turns] == [3], "the control: its words one by one"


def test_points_of_their_own_are_turns_that_end_as_they_begin() -> None:
    talk = only(grid(("claps", [("1.5", "", "clap"), ("2", "", "")]), kind="TextTier"))
    assert [(turn.start, turn.end, turn.text) for turn in talk.turns] == [(1500, 1500, "clap")]
    assert b"points: size = 2" in written(talk)


def test_empty_intervals_that_no_gap_explains_are_kept() -> None:
    odd = TALK.replace('            text = "To the step" ', '            text = " " ').replace(
        "xmin = 1.4", "xmin = 1.3"
    )
    talk = only(odd)
    assert [turn.text for turn in talk.turns] == ['How "much" water?', "Out.\nNow!"]
    assert written(talk).decode() == odd


def test_a_broken_entry_is_told_with_its_line_and_the_others_are_kept() -> None:
    broken = TALK.replace("            xmin = 3.25 ", "            xmin = -- ")
    talk = only(broken)
    assert [turn.text for turn in talk.turns] == ['How "much" water?', "To the step"]
    assert talk.doubts[1].what.startswith("line 27: this is no entry of a tier: intervals [4]: xmin = --")
    backwards = only(TALK.replace("xmax = 3 ", "xmax = 1 ", 1))
    assert (backwards.turns[1].start, backwards.turns[1].end) == (1400, None)
    assert "before it starts" in backwards.doubts[0].what
    assert only(written(backwards)).turns == backwards.turns
    far = only(TALK.replace("xmin = 1.4 ", "xmin = 1e300 "))
    assert "outside any recording" in far.doubts[0].what
    assert sorted(turn.text for turn in far.turns) == sorted(turn.text for turn in only(TALK).turns)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"ooBinaryFile\x08TextGrid\x00", "binary"),
        (b'"Praat chronological TextGrid text file"\n0 1\n', "chronological"),
        (b"Mother: Come home.\n", "does not begin"),
        (b'File type = "ooTextFile"\nObject class = "PitchTier"\n', "does not begin"),
    ],
)
def test_what_is_no_textgrid_in_text_says_why(content: bytes, why: str) -> None:
    with pytest.raises(MalformedText, match=why):
        textgrid.read(content, name="x.TextGrid")


def test_a_file_without_labels_is_a_result() -> None:
    reading = textgrid.read(grid(("A", [])).encode(), name="x.TextGrid")
    assert reading.transcripts == ()
    assert "no turn" in reading.doubts[-1]


def test_a_million_empty_intervals_are_passed_over() -> None:
    many = short(grid(("A", [(str(n), str(n + 1), "") for n in range(1000)]), last="1000"))
    assert textgrid.read(many.encode() + b'5\n6\n""\n' * 300_000, name="x").transcripts == ()


def test_a_transcript_from_elsewhere_is_written_whole(tmp_path: Path) -> None:
    elsewhere = Transcript(
        id="t1", conversation="c1",
        speakers=(Speaker(id="p1", labels=("Мати",)), Speaker(id="p2", labels=("Син",))),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Де ти?", start=0, end=900,
                 words=(Word(0, 2, 0, 300, 0.9), Word(3, 6, 310, 950))),
            Turn(id="2", number=2, speakers=("p2",), text="Удома"),
            Turn(id="3", number=3, text="хто це"),
            Turn(id="4", number=4, speakers=("p1", "p2"), text="Ні", start=2000, end=2500),
            Turn(id="5", number=5, speakers=("p1",), text="Стій", start=2400),
            Turn(id="6", number=6, speakers=("p1",), text='Куди "ти"?', start=2600, end=2900),
        ),
    )  # fmt: skip
    content = written(elsewhere)
    again = only(content)
    assert [(turn.start, turn.end, turn.text) for turn in again.turns] == [
        (0, 900, "Де ти?"), (900, 1450, "Удома"), (1450, 2000, "хто це"), (2000, 2500, "Ні"), (2400, 2600, "Стій"),
        (2600, 2900, 'Куди "ти"?'),
    ]  # fmt: skip
    names = {speaker.id: speaker.labels[0] for speaker in again.speakers}
    assert [[names[who] for who in turn.speakers] for turn in again.turns] == [
        ["Мати"], ["Син"], [], ["Мати", "Син"], ["Мати"], ["Мати"],
    ]  # fmt: skip
    assert again.turns[0].words == (Word(0, 2, 0, 300), Word(3, 6, 310, 900))
    assert written(again) == content
    (tmp_path / "call.TextGrid").write_bytes(content)
    peer = praatio.openTextgrid(str(tmp_path / "call.TextGrid"), includeEmptyIntervals=False)
    assert [entry.label for entry in peer.getTier("Мати").entries] == ["Де ти?", "Стій", 'Куди "ти"?']


def test_an_edited_turn_moves_its_neighbours_gaps_and_nothing_else() -> None:
    talk = only(TALK)
    edited = replace(talk, turns=(talk.turns[0], replace(talk.turns[1], text="To the 2nd", start=1450), talk.turns[2]))
    again = only(written(edited))
    assert [(turn.start, turn.end, turn.text, turn.words) for turn in again.turns] == [
        (turn.start, turn.end, turn.text, turn.words) for turn in edited.turns
    ]
    assert again.turns[0].printed == "0.5123456789012345 1.5"
    named = replace(talk, speakers=(talk.speakers[0], Speaker(id="p2", labels=("Engine room",))))
    assert only(written(named)).speakers[1].labels == ("Engine room",)


@given(st.data())
def test_any_bytes_raise_nothing_but_errors_of_ours(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([TALK, short(TALK)])).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    for trial in (bytes(content), data.draw(st.binary(max_size=80))):
        try:
            for transcript in textgrid.read(trial, name="x.TextGrid").transcripts:
                written(transcript)
        except EarwitnessError:
            continue


LABEL = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=10)


@st.composite
def grids(draw: st.DrawFn) -> str:
    tiers = []
    for _ in range(draw(st.integers(1, 4))):
        cuts = sorted(draw(st.sets(st.decimals(0, 9, places=draw(st.sampled_from([2, 3, 7]))), min_size=2, max_size=7)))
        entries = [(str(first), str(last), draw(LABEL)) for first, last in pairwise(cuts) if draw(st.booleans())]
        tiers.append((draw(st.sampled_from(["A", "B", "words", "A - words", "phones", ""])), entries))
    return grid(*tiers)


@given(grids(), st.booleans())
def test_every_grid_is_written_as_it_was_read(talk: str, brief: bool) -> None:
    talk = short(talk) if brief else talk
    reading = textgrid.read(talk.encode(), name="x.TextGrid")
    for transcript in reading.transcripts:
        assert only(written(transcript)) == transcript
        labels = [label.replace('""', '"') for label in re.findall(r'"((?:[^"]|"")*)"', talk)]
        told = " ".join(
            [turn.text for turn in transcript.turns] + [value for turn in transcript.turns for _, value in turn.extra]
        )
        names = [name for name in labels if name in told or name in str(transcript.extra) or name.isspace()]
        assert len(names) + 2 == len(labels) or set(labels) - set(names) <= {"ooTextFile", "TextGrid"}


def sample_names() -> list[str]:
    folder = Path(__file__).parents[4] / "shared" / "samples" / "praat_textgrid"
    return sorted(path.name for path in folder.glob("*.TextGrid")) or ["absent"]


@pytest.mark.parametrize("name", sample_names())
def test_samples_lose_nothing_and_agree_with_praatio(shared: Path, name: str) -> None:
    path = shared / "samples" / "praat_textgrid" / name
    talk = only(path.read_bytes())
    assert only(written(talk)) == talk
    peer = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
    entries = [(name, entry) for name in peer.tierNames for entry in peer.getTier(name).entries]
    own = ("tier", "tier number", "below")
    held = sum(1 + len(turn.words) + len([pair for pair in turn.extra if pair[0] not in own]) for turn in talk.turns)
    assert held == len(entries)
    for tier_name in {dict(turn.extra)["tier"] for turn in talk.turns}:
        theirs = [
            (round(entry[0] * 1000), round(entry[1] * 1000), entry[2]) for name, entry in entries if name == tier_name
        ]
        assert [(t.start, t.end, t.text) for t in talk.turns if dict(t.extra)["tier"] == tier_name] == theirs


def test_the_table_says_what_is_carried() -> None:
    assert FORMATS["textgrid"].loses == ("roles", "marks", "translation", "metadata", "language", "ids", "segments")
