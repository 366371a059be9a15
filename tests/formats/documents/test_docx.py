"""Word documents: a transcript out and back, and other people's. All of it is invented for these tests."""

from __future__ import annotations

import contextlib
import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats import detect, read
from earwitness.formats.documents import docx
from earwitness.formats.packages import LARGEST
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Turn

from .packing import dossier, edited, made, p, packed, r, struck, table, typed, word, words_in

SAMPLES = Path(__file__).parents[4] / "shared" / "samples" / "docx"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not beside this checkout")


def lines(reading: Reading) -> list[str]:
    """Returns the turns as `Label: words` with their marks."""
    shown = []
    for transcript in reading.transcripts:
        names = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
        for turn in transcript.turns:
            marks = "".join(f" <{mark.type} {mark.start}-{mark.end} {mark.words}>" for mark in turn.marks)
            shown.append(f"{' + '.join(names[id] for id in turn.speakers)}: {turn.text}{marks}")
    return shown


# Other people's documents


def test_labels_lead_turns() -> None:
    body = (
        p("Call of 14 November 2031", style="Heading1")
        + p(" We are eight.", bold="Mother:")
        + p(" Nobody counted.", bold="Son:")
    )
    reading = read(word(body + p(" (laughs) They did.", bold="Mother:")), name="call.docx")
    assert reading.format == "docx"
    assert lines(reading) == ["Mother: We are eight.", "Son: Nobody counted.", "Mother: They did. <vocal 0-0 laughs>"]
    assert reading.transcripts[0].format == "docx"


def test_a_table_of_speaker_time_and_text_is_read_row_by_row() -> None:
    content = word(
        p("Bridge, second watch")
        + table(("Facts", "Value"), ("Recorder", "No. 4"))
        + table(
            ("Start", "Dur.", "Speaker", "Mood", "Transcription"),
            ("0:00:00.4", "5.0s", "Agent", "calm", "How much water?"),
            ("0:00:06.31", "4.1s", "Caller", "", "Up to the second step."),
            ("", "", "", "", ""),
            ("0:59:99", "", "Agent", "", "Say again?"),
        )
    )
    (transcript,) = read(content, name="call.docx").transcripts
    assert [(turn.start, turn.end, turn.printed, turn.text) for turn in transcript.turns] == [
        (400, 5400, "0:00:00.4", "How much water?"),
        (6310, 10410, "0:00:06.31", "Up to the second step."),
        (None, None, "0:59:99", "Say again?"),
    ]
    assert transcript.turns[0].extra == (("Mood", "calm"),)
    assert transcript.extra[0] == ("headings", "Start | Dur. | Speaker | Mood | Transcription")
    assert transcript.extra[1:] == (("Facts", "Value"), ("Recorder", "No. 4"), ("line", "Bridge, second watch"))
    assert [(doubt.what, doubt.turn) for doubt in transcript.doubts] == [("“0:59:99” is no time", 3)]


def test_the_numbers_of_a_court_reporter_are_no_words() -> None:
    said = [
        "Q.  Were you on deck?",
        "A.  I was.",
        "Q.  With whom?",
        "A.  With the stoker.",
        "Q.  Until when?",
        "A.  Until six.",
    ]
    body = "".join(p(f"{number}\t{line}") for number, line in enumerate(said, 1)) + p("Page 12 of 40")
    reading = read(word(body), name="hearing.docx")
    assert [turn.text for turn in reading.transcripts[0].turns] == [line[4:] for line in said]
    assert "line numbers" in " ".join(reading.doubts)
    assert "page numbers" in " ".join(reading.doubts)
    unnumbered = read(word("".join(p(line) for line in said)), name="hearing.docx")
    assert unnumbered.doubts == ()


def test_tracked_changes_are_accepted_and_kept_beside_the_turn() -> None:
    body = (
        p("Mother: Who counted?")
        + f"<w:p>{r('Son: We are ')}{struck('eighty')}{typed('eighteen')}{r(' on deck.')}</w:p>"
        + p("Mother: Come home.")
    )
    turns = read(word(body), name="call.docx").transcripts[0].turns
    assert [turn.text for turn in turns] == ["Who counted?", "We are eighteen on deck.", "Come home."]
    assert [turn.extra for turn in turns] == [
        (),
        (
            ("deleted", "Ada Example, 2031-11-14T09:00:00Z: eighty"),
            ("inserted", "Ada Example, 2031-11-14T09:00:00Z: eighteen"),
        ),
        (),
    ]


def test_a_comment_stays_with_the_turn_that_it_is_about() -> None:
    body = (
        p("Mother: Yes.")
        + p("Son: No.")
        + f'<w:p>{r("Mother: ")}<w:commentRangeStart w:id="5"/>{r("Yes.")}<w:commentRangeEnd w:id="5"/>'
        + '<w:r><w:commentReference w:id="5"/></w:r></w:p>'
        + p("Son: Good.")
    )
    note = f'<w:comment w:id="5" w:author="Ada" w:date="2031-11-15T08:00:00Z">{p("Really?")}{p("Listen again.")}</w:comment>'
    turns = read(word(body, comments=note), name="call.docx").transcripts[0].turns
    assert [turn.extra for turn in turns] == [
        (),
        (),
        (("comment", "Ada, 2031-11-15T08:00:00Z, on “Yes.”: Really?\nListen again."),),
        (),
    ]


def test_headers_footers_and_notes_are_kept_apart() -> None:
    head = word(
        p("Mother: Who counted?") + p("Son: Nobody."),
        header1=f'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{p("Exhibit 7")}</w:hdr>',
    )
    assert read(head, name="x.docx").transcripts[0].extra == (("header or footer", "Exhibit 7"),)


# Ours, out and back

TURNS = (
    Turn(id="1", number=1, speakers=("p1",), text="How much water?", start=0, end=2300),
    Turn(
        id="2", number=2, speakers=("p2",), text="Up to the second step, or f*ck knows.", start=2300, printed="0:02.3",
        marks=(
            Mark(type="gap", start=2, end=2),
            Mark(type="unclear", start=10, end=16),
            Mark(type="vocal", start=21, end=21, words="laughs"),
            Mark(type="masked", start=26, end=30),
        ),
    ),
    Turn(id="9", number=3, speakers=("p1", "p2"), text="Аврора!\nSecond line\tand a tab", language="uk", inferred=True),
    Turn(id="4", number=4, text="nobody could know", printed="03:09:31",
         marks=(Mark(type="supplied", start=0, end=6, words="nobody"), Mark(type="gloss", start=6, end=6, words="all"))),
    Turn(id="5", number=5, speakers=("p2",), text="", marks=(Mark(type="incident", start=0, end=0, words="explosion"),)),
)  # fmt: skip
SPEAKERS = (
    Speaker(id="p1", labels=("Bridge", "Command"), role="officer of the watch"),
    Speaker(id="p2", labels=("Stoker",)),
)


def test_a_transcript_goes_out_and_comes_back() -> None:
    (transcript,) = read(made(*TURNS, speakers=SPEAKERS), name="aurora.docx").transcripts
    assert transcript.speakers == SPEAKERS
    for turn, back in zip(TURNS, transcript.turns, strict=True):
        assert (back.text, back.speakers, back.marks, back.start, back.end) == (
            turn.text, turn.speakers, turn.marks, turn.start, turn.end,
        )  # fmt: skip
        assert back.language == turn.language
        assert back.inferred == turn.inferred
    assert [turn.printed for turn in transcript.turns] == ["0:00–0:02.3", "0:02.3", None, "03:09:31", None]
    assert [turn.extra for turn in transcript.turns] == [(), (), (("turn", "t4f9k2mq7x1.9"),), (), ()]
    assert transcript.extra == (("made from", "t4f9k2mq7x1 revision 3"),)
    assert transcript.language == "en"


def test_the_same_transcript_gives_the_same_bytes() -> None:
    assert made(*TURNS, speakers=SPEAKERS) == made(*TURNS, speakers=SPEAKERS)


def test_print_has_what_a_lawyer_looks_for() -> None:
    content = made(*TURNS, speakers=SPEAKERS)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = file.read("word/document.xml").decode()
        foot = file.read("word/footer1.xml").decode()
    assert '<w:lnNumType w:countBy="1"' in text
    assert "I certify that" in text
    assert "Signature: ____" in text
    assert "Signs: […] words are missing here; [word?]" in text
    assert '" PAGE "' in foot and '" NUMPAGES "' in foot
    assert "t4f9k2mq7x1 revision 3" in foot


def test_no_word_lies_hidden_in_the_file() -> None:
    """What is struck from the page must be gone from the file: a turn's words stand in one part alone, once."""
    with zipfile.ZipFile(io.BytesIO(made(Turn(id="1", number=1, text="Zanzibar")))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    assert sum(part.count(b"Zanzibar") for part in parts.values()) == 1


def test_a_name_that_two_voices_share_is_told_apart() -> None:
    speakers = (Speaker(id="p1", labels=("Man",)), Speaker(id="p2", labels=("Man",)))
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="Yes."),
        Turn(id="2", number=2, speakers=("p2",), text="No."),
    )
    (transcript,) = read(made(*turns, speakers=speakers), name="x.docx").transcripts
    assert [turn.speakers for turn in transcript.turns] == [("p1",), ("p2",)]
    assert transcript.speakers == speakers


def test_a_certificate_that_was_filled_in_is_kept() -> None:
    blank = f"Name: {'_' * 46}"
    signed = edited(made(*TURNS, speakers=SPEAKERS), (blank, "Name: Ada Example, sworn translator"))
    (transcript,) = read(signed, name="x.docx").transcripts
    assert ("certificate", "Name: Ada Example, sworn translator") in transcript.extra


def test_two_tellings_of_two_conversations() -> None:
    first, second = dossier(TURNS[0], speakers=SPEAKERS), dossier(TURNS[1], speakers=SPEAKERS, transcript="t5")
    second = Dossier(conversation=Conversation(id="c5", title="The pumps"), transcripts=second.transcripts)
    reading = read(docx.write([first, second]), name="x.docx")
    assert [conversation.title for conversation in reading.conversations] == ["The bridge of the Aurora", "The pumps"]
    assert [transcript.conversation for transcript in reading.transcripts] == ["c1", "c2"]


# Agreement with others


def test_python_docx_reads_the_same_words() -> None:
    other = pytest.importorskip("docx")
    document = other.Document(io.BytesIO(made(*TURNS, speakers=SPEAKERS)))
    from earwitness.formats.documents.wordprocessing import read_word

    ours = read_word(made(*TURNS, speakers=SPEAKERS), name="x.docx").paragraphs
    assert [each.text for each in ours if each.cell is None] == [paragraph.text for paragraph in document.paragraphs]
    assert [each.text for each in ours if each.cell is not None] == [
        paragraph.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ]


@needs_samples
def test_the_sample_reads_as_python_docx_reads_it() -> None:
    other = pytest.importorskip("docx")
    from earwitness.formats.documents.blocks import tables_of
    from earwitness.formats.documents.wordprocessing import read_word

    for sample in sorted(SAMPLES.glob("*.docx")):
        content = sample.read_bytes()
        document = other.Document(io.BytesIO(content))
        ours = read_word(content, name=sample.name).paragraphs
        assert [each.text for each in ours if each.cell is None] == [each.text for each in document.paragraphs]
        tables = tables_of(ours).values()
        for ours_table, theirs in zip(tables, document.tables, strict=True):
            for row, their_row in zip(ours_table.rows, theirs.rows, strict=True):
                # A merged cell comes once for each column with them, once with us.
                assert dict.fromkeys(row) == dict.fromkeys(cell.text for cell in their_row.cells)


@needs_samples
def test_the_samples_lose_no_word_and_go_through_the_model() -> None:
    for sample in sorted(SAMPLES.glob("*.docx")):
        reading = read(sample.read_bytes(), name=sample.name)
        (transcript,) = reading.transcripts
        assert len(transcript.turns) == 37
        assert all(turn.start is not None and turn.speakers and turn.text for turn in transcript.turns)
        kept = " ".join([*(turn.raw or "" for turn in transcript.turns), *(f"{a} {b}" for a, b in transcript.extra)])
        with zipfile.ZipFile(sample) as file:
            assert set(words_in(file.read("word/document.xml").decode())) - set(re.findall(r"\w+", kept)) == set()
        again = read(
            docx.write([Dossier(conversation=reading.conversations[0], transcripts=(transcript,))]), name="x.docx"
        )
        (back,) = again.transcripts
        assert back.speakers == transcript.speakers
        for turn, other in zip(transcript.turns, back.turns, strict=True):
            assert (other.text, other.marks, other.speakers, other.start, other.end, other.printed) == (
                turn.text, turn.marks, turn.speakers, turn.start, turn.end, turn.printed,
            )  # fmt: skip


# Any transcript

_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="[]()*?…\u2028\u2029"),
    min_size=1,
    max_size=24,
).map(lambda text: " ".join(text.split()) or "x")
_TIME = st.none() | st.integers(0, 400 * 3_600_000)


@st.composite
def _turns(draw: st.DrawFn) -> tuple[Turn, ...]:
    turns = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        text = draw(_TEXT)
        marks = []
        if draw(st.booleans()):
            at = draw(st.integers(0, len(text)))
            kind = draw(st.sampled_from(("gap", "vocal", "incident", "pause", "gloss")))
            marks.append(Mark(type=kind, start=at, end=at, words=draw(_TEXT)))
        elif draw(st.booleans()):
            low = draw(st.integers(0, len(text) - 1))
            high = draw(st.integers(low + 1, len(text)))
            kind = draw(st.sampled_from(("unclear", "masked", "quote", "supplied")))
            marks.append(Mark(type=kind, start=low, end=high, words=text[low:high] if kind == "supplied" else ""))
        who = draw(st.lists(st.sampled_from(("p1", "p2", "p3")), unique=True, max_size=3))
        start, end = draw(_TIME), draw(_TIME)
        turns.append(
            Turn(
                id=str(number), number=number, speakers=tuple(who), text=text, marks=tuple(marks), start=start, end=end
            )
        )
    return tuple(turns)


def end_of(turn: Turn) -> int | None:
    """An end before its start is left out, by whichever reader."""
    return None if turn.start is not None and turn.end is not None and turn.end < turn.start else turn.end


@settings(max_examples=150, deadline=None)
@given(_turns(), st.lists(_TEXT, min_size=3, max_size=3, unique=True))
def test_whatever_is_written_is_read_again(turns: tuple[Turn, ...], names: list[str]) -> None:
    speakers = tuple(Speaker(id=f"p{number}", labels=(name,)) for number, name in enumerate(names, 1))
    (transcript,) = read(made(*turns, speakers=speakers), name="x.docx").transcripts
    called = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    for turn, back in zip(turns, transcript.turns, strict=True):
        assert (back.text, back.marks, back.start, back.end) == (turn.text, turn.marks, turn.start, end_of(turn))
        assert [called[id] for id in back.speakers] == [names[int(id[1]) - 1] for id in turn.speakers]


# Hostile


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"PK\x03\x04", MalformedText),
        (packed({"word/other.xml": "<a/>"}), MalformedText),
        (packed({"word/document.xml": "<w:document"}), MalformedText),
        (packed({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), UnsafeInput),
        (b"PK\x03\x04" + bytes(LARGEST), UnsafeInput),
        (word("<w:p>" * 600 + "</w:p>" * 600), UnsafeInput),
    ],
)
def test_what_is_no_document_or_could_do_harm_is_refused(content: bytes, error: type[EarwitnessError]) -> None:
    with pytest.raises(error):
        docx.read(content, name="x.docx")


def test_a_document_without_talk_is_a_result() -> None:
    reading = read(word(p("Minutes.") + p("The pumps were repaired.")), name="x.docx")
    assert reading.transcripts == ()
    assert reading.doubts
    assert read(word(p("A: Yes.") + p("B: No.")), name="x.docx").transcripts  # the control


def test_broken_files_raise_our_errors_alone() -> None:
    good = made(*TURNS, speakers=SPEAKERS)
    with zipfile.ZipFile(io.BytesIO(good)) as file:
        text = file.read("word/document.xml").decode()
    rng = random.Random(7)
    for _ in range(150):
        broken = bytearray(good)
        for _ in range(rng.randint(1, 6)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        place, size = rng.randrange(len(text)), rng.randint(1, 60)
        for content in (bytes(broken), packed({"word/document.xml": text[:place] + text[place + size :]})):
            with contextlib.suppress(EarwitnessError):
                docx.read(content, name="x.docx")


def test_the_content_tells_the_format() -> None:
    assert detect(made(*TURNS), "aurora").name == "docx"
    assert detect(word(p("A: Yes.")), "aurora.docx").name == "docx"
    assert docx.detects(packed({"xl/workbook.xml": "<a/>"}), "x.xlsx") == 0
    assert docx.detects(b"A: Yes.\nB: No.\n", "x.docx") == 0
