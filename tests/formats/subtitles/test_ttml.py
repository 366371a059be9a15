"""TTML and DFXP: frames, ticks, times of parents, sequences, agents, spans with times; the document around stays."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import ElementTree, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from ttconv.imsc import reader as imsc  # type: ignore[import-untyped]
from ttconv.model import Br, P, Text  # type: ignore[import-untyped]

from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats import detect
from earwitness.formats.subtitles import ttml
from earwitness.formats.subtitles.stamps import milliseconds, rates_of
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn, Word

FILE = b"""\
<?xml version="1.0" encoding="UTF-8"?>
<tt:tt xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"
  xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:tts="http://www.w3.org/ns/ttml#styling"
  ttp:frameRate="25" ttp:tickRate="1000" xml:lang="uk">
 <tt:head>
  <ttm:title>The ferry</ttm:title>
  <ttm:agent xml:id="a1" type="person"><ttm:name type="full">Anna K</ttm:name></ttm:agent>
 </tt:head>
 <tt:body begin="10s"><tt:div>
  <!-- <tt:p>not this</tt:p> -->
  <tt:p begin="00:00:01:05" end="2500t" ttm:agent="a1">
     Where <tt:span tts:color="red">is</tt:span><tt:br/>  it?</tt:p>
  <tt:p begin="3s" dur="10f" ttm:agent="a2" xml:id="q" region="r"><tt:span begin="0s" end="100ms">At</tt:span> <tt:span
    begin="0.1s">sea</tt:span> &amp; lost</tt:p>
 </tt:div><tt:div timeContainer="seq" begin="20s" xml:lang="en"><tt:p dur="2s">One</tt:p><tt:p begin="1s"
   dur="2s">Two</tt:p></tt:div></tt:body></tt:tt>
"""


def test_paragraphs_are_turns() -> None:
    reading = ttml.read(FILE, name="ferry.ttml")
    transcript = reading.transcripts[0]
    assert (transcript.kind, transcript.language, transcript.title) == ("subtitles", "uk", "The ferry")
    assert transcript.speakers == (Speaker(id="p1", labels=("Anna K",)), Speaker(id="p2", labels=("a2",)))
    assert [replace(turn, raw=None) for turn in transcript.turns] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="Where is\nit?", start=11_200, end=12_500,
            printed="begin 00:00:01:05 end 2500t",
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="At sea & lost", start=13_000, end=13_400,
            printed="begin 3s dur 10f", words=(Word(0, 2, 13_000, 13_100), Word(3, 6, 13_100)),
            extra=(("id", "q"), ("region", "r")),
        ),
        Turn(
            id="3", number=3, text="One", start=30_000, end=32_000, printed="dur 2s", language="en",
            extra=(("before", '\n </tt:div><tt:div timeContainer="seq" begin="20s" xml:lang="en">'),),
        ),
        Turn(
            id="4", number=4, text="Two", start=33_000, end=35_000, printed="begin 1s dur 2s", language="en",
            extra=(("before", ""),),
        ),
    ]  # fmt: skip


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("ttml", FILE) == FILE
    other = FILE.decode().replace("UTF-8", "utf-16").encode("utf-16")
    assert through("ttml", other) == FILE, "what is written is UTF-8, and says so"


def test_a_changed_paragraph_changes_in_its_place(dossier: Callable[[Reading], Dossier]) -> None:
    reading = ttml.read(FILE, name="ferry.ttml")
    transcript = reading.transcripts[0]
    first, second, third, fourth = transcript.turns
    new = Turn(id="9", number=3, speakers=("p3",), text="It sails", start=15_000)
    turns = (replace(first, text="Where\nnow?"), replace(second, start=13_100, end=13_500), new, third, fourth)
    speakers = (*transcript.speakers, Speaker(id="p3", labels=("Ben & son",)))
    mended = replace(transcript, turns=turns, speakers=speakers)
    written = ttml.write([dossier(replace(reading, transcripts=(mended,)))])
    text = written.decode()
    assert '<tt:p begin="00:00:01:05" end="2500t" ttm:agent="a1">Where<tt:br/>now?</tt:p>' in text
    assert 'region="r" begin="00:00:03.100" end="00:00:03.500"><tt:span begin="0s"' in text, "spans stay"
    assert "<!-- <tt:p>not this</tt:p> -->" in text
    again = ttml.read(written, name="x").transcripts[0]
    assert [(turn.text, turn.start, turn.end) for turn in again.turns] == [
        (turn.text, turn.start, turn.end) for turn in turns
    ]
    assert [again.speakers[int(turn.speakers[0][1:]) - 1].labels[0] for turn in again.turns[:3]] == [
        "Anna K", "a2", "Ben & son",
    ]  # fmt: skip


def test_a_change_that_moves_others_makes_the_document_anew(dossier: Callable[[Reading], Dossier]) -> None:
    """In a sequence each paragraph counts from the one before it."""
    reading = ttml.read(FILE, name="ferry.ttml")
    transcript = reading.transcripts[0]
    turns = (*transcript.turns[:2], replace(transcript.turns[2], end=32_500), transcript.turns[3])
    written = ttml.write([dossier(replace(reading, transcripts=(replace(transcript, turns=turns),)))])
    assert [(turn.start, turn.end) for turn in ttml.read(written, name="x").transcripts[0].turns] == [
        (turn.start, turn.end) for turn in turns
    ]


def test_a_telling_from_elsewhere(foreign: Dossier) -> None:
    written = ttml.write([foreign]).decode()
    assert '      <p begin="00:00:01.200" end="00:00:02.650" ttm:agent="p1"><span begin="00:00:00.000" ' in written
    assert '      <p ttm:agent="p2">Since [inaudible] &amp; noon.</p>\n' in written
    assert '<p begin="00:00:04.000" end="00:00:05.010" ttm:agent="p1 p2">&lt;Thank<br/>you&gt;</p>' in written
    again = ttml.read(written.encode(), name="x").transcripts[0]
    ours = foreign.transcripts[0]
    assert (again.speakers, again.language, again.title) == (ours.speakers, "en", "The bridge")
    assert [(turn.start, turn.end, turn.speakers) for turn in again.turns] == [
        (turn.start, turn.end, turn.speakers) for turn in ours.turns
    ]
    assert again.turns[0].words == tuple(replace(word, confidence=None) for word in ours.turns[0].words)


@pytest.mark.parametrize(
    ("printed", "attributes", "expected"),
    [
        ("00:00:01.5", "", 1500),
        ("01:02:03", "", 3_723_000),
        ("101:00:00", "", 363_600_000),
        ("00:00:01:15", "", 1500),
        ("00:00:00:30", 'p:frameRate="30" p:frameRateMultiplier="1000 1001"', 1001),
        ("00:00:00:12.1", 'p:frameRate="25" p:subFrameRate="2"', 500),
        ("5s", "", 5000),
        ("1.25h", "", 4_500_000),
        ("90m", "", 5_400_000),
        ("20ms", "", 20),
        ("10f", 'p:frameRate="24" p:frameRateMultiplier="999 1000"', Fraction(10_000_000, 23_976)),
        ("12t", "", 12_000),
        ("12t", 'p:frameRate="24"', 500),
        ("9000000t", 'p:tickRate="10000000"', 900),
        ("0t", 'p:tickRate="0"', 0),
        ("-5s", "", None),
        ("1:00", "", None),
        ("nan", "", None),
        ("5 s", "", None),
    ],
)
def test_time_expressions(printed: str, attributes: str, expected: Fraction | int | None) -> None:
    root = fromstring(f'<tt xmlns:p="http://www.w3.org/ns/ttml#parameter" {attributes}/>')
    assert milliseconds(printed, rates_of(root)) == expected


def _of(body: str) -> list[Turn]:
    content = f'<tt xmlns="http://www.w3.org/2006/10/ttaf1" xml:lang=""><body>{body}</body></tt>'.encode()
    return list(ttml.read(content, name="x").transcripts[0].turns)


def test_times_of_spans_and_parents() -> None:
    assert [(turn.start, turn.end) for turn in _of("<div><p>a</p><p begin='1s'>b</p></div>")] == [
        (None, None),
        (1000, None),
    ]
    assert [(turn.start, turn.end) for turn in _of("<div begin='2s' end='4s'><p>a</p><p end='9s'>b</p></div>")] == [
        (2000, 4000), (2000, 4000),
    ], "a parent's end ends what is in it"  # fmt: skip
    spans = _of("<div><p><span begin='1s' end='2s'>one</span> <span begin='3s' end='4s'>two</span></p></div>")
    assert [(turn.start, turn.end, turn.words) for turn in spans] == [
        (1000, 4000, (Word(0, 3, 1000, 2000), Word(4, 7, 3000, 4000)))
    ]
    assert _of("<div><p begin='5s' end='1s'>back</p></div>")[0].end is None


def test_spaces_languages_small_print_and_several_voices() -> None:
    assert _of("<div><p xml:space='preserve'> a  b\n c </p></div>")[0].text == "a  b\nc"
    assert _of("<div><p>a<br/><br/>  b\n c</p></div>")[0].text == "a\nb c"
    assert _of("<div xml:lang='ru'><p>a</p></div>")[0].language == "ru"
    ruby = "<p xmlns:s='u'>漢<span s:ruby='text'>かん</span>字</p>"
    assert _of(f"<div>{ruby}</div>")[0].marks == (Mark(type="gloss", start=1, end=1, words="かん"),)
    both = "<p xmlns:m='u'><span m:agent='x'>Yes.</span> <span m:agent='y'>No.</span></p>"
    turn = _of(f"<div>{both}</div>")[0]
    assert (turn.speakers, turn.words) == (("p1", "p2"), (Word(0, 4, speaker="p1"), Word(5, 8, speaker="p2")))


def test_a_paragraph_without_words_is_no_turn_and_stays(through: Callable[[str, bytes], bytes]) -> None:
    content = b"<tt><body><div><p begin='1s'/><p>a</p><p> <br/></p><p>b</p></div></body></tt>"
    assert [turn.text for turn in ttml.read(content, name="x").transcripts[0].turns] == ["a", "b"]
    assert through("ttml", content) == content


def test_what_is_no_timed_text_is_refused() -> None:
    with pytest.raises(MalformedText, match="no timed text"):
        ttml.read(b"<html><body><p>a</p></body></html>", name="x")
    with pytest.raises(MalformedText, match="line 2"):
        ttml.read(b"<tt>\n<p", name="x")
    with pytest.raises(UnsafeInput):
        ttml.read(b'<!DOCTYPE tt [<!ENTITY a "b">]><tt/>', name="x")
    assert ttml.read(b'<tt xmlns="http://www.w3.org/ns/ttml"><body/></tt>', name="x").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == "ttml"
    assert detect(FILE.decode().replace("UTF-8", "utf-16").encode("utf-16"), "x").name == "ttml"
    assert (
        detect(b"<html><body><p>Anna: typed in <tt>this</tt></p><p>Ben: yes</p></body></html>", "x.html").name == "html"
    )


_WORD = st.text(st.characters(categories=["L", "Nd", "P", "S"]), min_size=1, max_size=6)
_CUE = st.tuples(
    st.none() | st.integers(0, 400_000_000), st.integers(0, 9000), st.sets(st.sampled_from(["p1", "p2"])),
    st.lists(_WORD, min_size=1, max_size=4), st.sampled_from([" ", "\n"]),
)  # fmt: skip


@given(st.lists(_CUE, min_size=1, max_size=6))
def test_a_round_trip(cues: list[tuple[int | None, int, set[str], list[str], str]]) -> None:
    turns = tuple(
        Turn(
            id=str(n), number=n, text=by.join(words), start=start, end=None if start is None else start + length,
            speakers=tuple(sorted(voices)),
        )
        for n, (start, length, voices, words, by) in enumerate(cues, 1)
    )  # fmt: skip
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", labels=('Ben "K" <x>',)))
    transcript = Transcript(id="t", conversation="c", turns=turns, speakers=speakers)
    written = ttml.write([Dossier(conversation=Conversation(id="c"), transcripts=(transcript,))])
    again = ttml.read(written, name="x")
    names = {one.id: one.labels for one in again.transcripts[0].speakers}
    voices = {one.id: one.labels for one in speakers}
    assert [
        (turn.text, turn.start, turn.end, [names[id] for id in turn.speakers]) for turn in again.transcripts[0].turns
    ] == [(turn.text, turn.start, turn.end, [voices[id] for id in turn.speakers]) for turn in turns]
    assert ttml.write([Dossier(conversation=again.conversations[0], transcripts=again.transcripts)]) == written


@given(st.binary(max_size=60), st.integers(0, len(FILE)), st.integers(0, 60))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int, cut: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place + cut :]):
        ttml.detects(content, "x.ttml")
        try:
            reading = ttml.read(content, name="x.ttml")
        except EarwitnessError:
            continue
        if reading.transcripts:
            dossier = Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)
            again = ttml.read(ttml.write([dossier]), name="x")
            assert [turn.text for turn in again.transcripts[0].turns] == [
                turn.text for turn in reading.transcripts[0].turns
            ]


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "ttml").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "ttml"
        reading = ttml.read(content, name=path.name)
        root = fromstring(content)
        printed = " ".join(
            " ".join(piece for piece in one.itertext()) for one in root.iter() if one.tag.rpartition("}")[2] == "p"
        ).split()
        words = [word for one in reading.transcripts for turn in one.turns for word in turn.text.split()]
        assert words == printed
        if printed:
            assert through("ttml", content) == content, path.name


def _as_ttconv_reads(content: bytes) -> list[tuple[str, Fraction | None, Fraction | None]]:
    document = imsc.to_model(ElementTree(fromstring(content)))
    found: list[tuple[str, Fraction | None, Fraction | None]] = []
    for element in document.get_body().dfs_iterator():
        if isinstance(element, P):
            begin, end = element.get_begin(), element.get_end()
            parent = element.parent()
            while parent is not None:
                offset, close = parent.get_begin() or 0, parent.get_end()
                begin = (begin or 0) + offset if begin is not None or parent.get_begin() is not None else None
                ends = [end + offset] if end is not None else []
                ends += [close] if close is not None else []
                end = min(ends) if ends else None
                parent = parent.parent()
            text = "".join(
                "\n" if isinstance(one, Br) else one.get_text()
                for one in element.dfs_iterator()
                if isinstance(one, Br | Text)
            )
            found.append((" ".join(text.split()), begin, end))
    return found


def test_ttconv_reads_the_same_times(shared: Path, foreign: Dossier) -> None:
    contents = [path.read_bytes() for path in sorted((shared / "samples" / "ttml").glob("py*"))]
    assert contents
    # ttconv counts the end of a body that it works out itself from nought, not from the body's begin: ours has none here.
    for content in (*contents, ttml.write([foreign]), FILE.replace(b' begin="10s"', b"")):
        ours = [
            (" ".join(turn.text.split()), turn.start, turn.end)
            for turn in ttml.read(content, name="x").transcripts[0].turns
        ]
        theirs = [
            (text, None if begin is None else round(begin * 1000), None if end is None else round(end * 1000))
            for text, begin, end in _as_ttconv_reads(content)
        ]
        assert ours == theirs
