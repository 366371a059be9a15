"""YouTube's XML: captions with words, captions that only add a line end, and the older form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.subtitles import srv3
from earwitness.model import Conversation, Dossier, Reading, Transcript, Turn, Word

FILE = b"""\
<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">
<head><pen id="1" fc="#FFFFFF"/><ws id="1" mh="2"/></head>
<body>
<w t="0" id="1" wp="1" ws="1"/>
<p t="160" d="4559" w="1"><s ac="255">the</s><s t="240" ac="51"> ferry</s></p>
<p t="2310" d="2409" w="1" a="1">
</p>
<p t="2320" w="1" p="1">\xe2\x80\x8bwho &amp; <s p="1">when</s>\xe2\x80\x8b
\xe2\x80\x8b then </p>
</body>
</timedtext>
"""
OLD = b"""\
<?xml version="1.0" encoding="utf-8" ?><transcript><text start="0.5" dur="1.25">it&amp;#39;s &amp;lt;3</text><text start="2">two
lines</text></transcript>"""


def test_captions_are_turns() -> None:
    transcript = srv3.read(FILE, name="x.srv3").transcripts[0]
    assert (transcript.kind, transcript.speakers) == ("subtitles", ())
    assert [replace(turn, raw=None) for turn in transcript.turns] == [
        Turn(
            id="1", number=1, text="the ferry", start=160, end=4719, printed="160 4559",
            words=(Word(0, 3, 160, None, 1.0), Word(4, 9, 400, None, 0.2)), extra=(("w", "1"),),
        ),
        Turn(
            id="2", number=2, text="who & when\nthen", start=2320, printed="2320", extra=(("w", "1"), ("p", "1")),
        ),
    ]  # fmt: skip
    assert transcript.turns[0].raw == '<p t="160" d="4559" w="1"><s ac="255">the</s><s t="240" ac="51"> ferry</s></p>'
    kept = dict(transcript.extra)
    assert '<pen id="1"' in kept["head"] and '<w t="0"' in kept["head"]
    assert 'a="1"' in kept["between"], "what only adds a line end is no turn, and is kept"


def test_the_older_form() -> None:
    turns = srv3.read(OLD, name="x.srv1").transcripts[0].turns
    assert [(turn.text, turn.start, turn.end) for turn in turns] == [("it's <3", 500, 1750), ("two\nlines", 2000, None)]


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    for content in (FILE, OLD, b"\xef\xbb\xbf" + FILE):
        assert through("srv3", content) == content


def test_a_changed_caption_changes_in_its_place(dossier: Callable[[Reading], Dossier]) -> None:
    for content, changed in (
        (FILE, b'<p t="160" d="4559" w="1">a boat &lt;x&gt;</p>\n<p t="2310"'),
        (OLD, b'<text start="0.5" dur="1.25">a boat &amp;lt;x&amp;gt;</text>'),
    ):
        reading = srv3.read(content, name="x")
        transcript = reading.transcripts[0]
        turns = (replace(transcript.turns[0], text="a boat <x>", words=()), *transcript.turns[1:])
        written = srv3.write([dossier(replace(reading, transcripts=(replace(transcript, turns=turns),)))])
        assert changed in written
        assert [turn.text for turn in srv3.read(written, name="x").transcripts[0].turns] == [
            turn.text for turn in turns
        ]


def test_a_telling_from_elsewhere(foreign: Dossier) -> None:
    assert srv3.write([foreign]).decode().splitlines()[2:-2] == [
        '<p t="1200" d="1450"><s>Old caller: </s><s ac="128">Is</s><s t="200"> it</s><s t="600"> open?</s></p>',
        '<p t="2650" d="1350">Desk, night: Since [inaudible] &amp; noon.</p>',
        '<p t="4000" d="1010">Old caller + Desk, night: &lt;Thank',
        "you&gt;</p>",
    ]


def test_hostile_captions() -> None:
    content = (
        b'<timedtext><body><p t="nan" d="5">a</p><p t="-5" d="inf">b</p><p>c</p><p t="5" d="1e300">d</p>'
        b'<p t="9" d="1"><s t="x" ac="999">e</s></p></body></timedtext>'
    )  # fmt: skip
    transcript = srv3.read(content, name="x").transcripts[0]
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("a", None, None), ("b", None, None), ("c", None, None), ("d", 5, None), ("e", 9, 10),
    ]  # fmt: skip
    assert [doubt.turn for doubt in transcript.doubts] == [1, 2, 4]
    with pytest.raises(MalformedText, match="no timed text"):
        srv3.read(b"<html/>", name="x")
    assert srv3.read(b'<timedtext format="3"><body/></timedtext>', name="x").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == detect(OLD, "-").name == detect(FILE, "x.html").name == "srv3"
    assert detect(b"<html><p>Anna: a transcript</p><p>Ben: yes</p></html>", "x").name == "html"


_WORD = st.text(st.characters(categories=["L", "Nd", "P", "S"]), min_size=1, max_size=6)
_CUE = st.tuples(
    st.integers(0, 400_000_000), st.integers(1, 9000), st.lists(_WORD, min_size=2, max_size=4), st.booleans()
)


@given(st.lists(_CUE, min_size=1, max_size=6))
def test_a_round_trip(cues: list[tuple[int, int, list[str], bool]]) -> None:
    turns = []
    for n, (start, length, texts, timed) in enumerate(cues, 1):
        words: list[Word] = []
        for place, text in enumerate(texts):
            first = words[-1].last + 1 if words else 0
            words.append(Word(first, first + len(text), start + place * 10, None, place / 255))
        told = tuple(words) if timed else ()
        turns.append(Turn(id=str(n), number=n, text=" ".join(texts), start=start, end=start + length, words=told))
    transcript = Transcript(id="t", conversation="c", turns=tuple(turns))
    written = srv3.write([Dossier(conversation=Conversation(id="c"), transcripts=(transcript,))])
    again = srv3.read(written, name="x")
    assert [replace(turn, raw=None, printed=None) for turn in again.transcripts[0].turns] == turns
    assert srv3.write([Dossier(conversation=again.conversations[0], transcripts=again.transcripts)]) == written


@given(st.binary(max_size=60), st.integers(0, len(FILE)), st.integers(0, 60))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int, cut: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place + cut :]):
        srv3.detects(content, "x.srv3")
        try:
            reading = srv3.read(content, name="x.srv3")
        except EarwitnessError:
            continue
        if reading.transcripts:
            srv3.write([Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)])


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    """No library at hand reads format 3; the words are counted by the XML alone."""
    paths = sorted((shared / "samples" / "youtube_srv3").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "srv3"
        assert through("srv3", content) == content, path.name
        printed = [
            word
            for one in fromstring(content).iter("p")
            for word in "".join(one.itertext()).replace("\u200b", " ").split()
        ]
        turns = srv3.read(content, name=path.name).transcripts[0].turns
        assert [word for turn in turns for word in turn.text.replace("\u200b", " ").split()] == printed
