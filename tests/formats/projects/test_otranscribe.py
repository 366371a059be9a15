"""oTranscribe: a file in, turns out, and the same file again. All talk here is invented."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import MalformedText
from earwitness.formats import detect
from earwitness.formats.projects import otranscribe
from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn, Word

SAMPLE = Path(__file__).resolve().parents[4] / "shared" / "samples" / "otranscribe_otr"


def stamp(seconds: float, printed: str) -> str:
    return f'<span class="timestamp" contenteditable="false" data-timestamp="{seconds}">{printed}</span>'


def otr(text: str) -> bytes:
    return json.dumps({"text": text, "media": "bridge.mp3", "media-time": 12.5, "media-source": ""}).encode()


def written(transcript: Transcript) -> bytes:
    return otranscribe.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])


PAGE = (
    f"  <p>{stamp(0.5, '00:00')} <b>Anna:</b> How much &amp; how\nfast? "
    f"{stamp(4.25, '00:04')}Now, I&nbsp;mean.</p><p><br /></p>"
    f"<p>{stamp(9, '00:09')}Bo: To the second step.<br>Anna: Out! {stamp(11.5, '00:11')}</p><div>And be quick.</div><p> </p>"
)


def test_a_paragraph_is_a_turn_and_the_html_comes_back():
    reading = otranscribe.read(otr(PAGE), name="bridge.otr")
    (transcript,) = reading.transcripts
    assert [
        (turn.text, turn.start, turn.end, turn.printed, turn.speakers, turn.inferred) for turn in transcript.turns
    ] == [
        ("How much & how fast? Now, I mean.", 500, None, "00:00", ("p1",), False),
        ("To the second step.", 9000, None, "00:09", ("p2",), False),
        ("Out!", None, 11_500, None, ("p1",), False),
        ("And be quick.", None, None, None, ("p1",), True),
    ]
    assert transcript.turns[0].words == (Word(0, 20, 500), Word(21, 33, 4250))
    assert [speaker.labels for speaker in transcript.speakers] == [("Anna",), ("Bo",)]
    assert reading.title == "bridge.mp3"
    assert "".join(turn.raw or "" for turn in transcript.turns) == PAGE
    assert json.loads(written(transcript)) == json.loads(otr(PAGE))
    assert detect(otr(PAGE), "bridge.json").name == "otranscribe"


def test_a_mended_turn_is_a_paragraph_anew():
    (transcript,) = otranscribe.read(otr(PAGE), name="bridge.otr").transcripts
    first = replace(transcript.turns[0], text="How much, and how fast?", words=())
    page = json.loads(written(replace(transcript, turns=(first, *transcript.turns[1:]), revision=2)))["text"]
    assert page.startswith(
        '<p><span class="timestamp" data-timestamp="0.5">00:00</span> <b>Anna:</b> How much, and how fast?</p>'
    )
    assert page.endswith("".join(turn.raw or "" for turn in transcript.turns[1:]))


def test_a_transcript_from_elsewhere_is_written():
    turns = (
        Turn(
            id="1",
            number=1,
            speakers=("p1",),
            text="3 < 4?",
            start=61_500,
            end=62_000,
            words=(Word(0, 1, 61_500, 61_600),),
        ),
        Turn(id="2", number=2, speakers=("p2",), text="Yes.", marks=(Mark(type="gap", start=4, end=4),)),
        Turn(id="3", number=3, speakers=("p1",), text="Good."),
    )
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", role="engineer"))
    content = written(Transcript(id="t1", conversation="c1", speakers=speakers, turns=turns))
    assert json.loads(content)["text"] == (
        '<p><span class="timestamp" data-timestamp="61.5">01:01</span> <b>Anna:</b> 3 &lt; 4? '
        '<span class="timestamp" data-timestamp="62.0">01:02</span></p>'
        "<p><b>engineer:</b> Yes. […]</p><p><b>Anna:</b> Good.</p>"
    )
    (again,) = otranscribe.read(content, name="x.otr").transcripts
    assert [(turn.text, turn.start, turn.end) for turn in again.turns] == [
        ("3 < 4?", 61_500, 62_000),
        ("Yes. […]", None, None),
        ("Good.", None, None),
    ]
    assert [speaker.labels for speaker in again.speakers] == [("Anna",), ("engineer",)]


def test_words_before_a_colon_are_no_label_by_that_alone():
    (transcript,) = otranscribe.read(otr("<p>Note: bring a lamp.</p><p>One thing: run.</p>"), name="x.otr").transcripts
    assert [turn.text for turn in transcript.turns] == ["Note: bring a lamp.", "One thing: run."]


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<br>",
        "<b>",
        "</b>",
        "Anna: ",
        "Bo:",
        "words ",
        " ",
        "\n",
        "&amp;",
        "<",
        ">",
        "&",
        stamp(1.5, "00:01"),
        stamp(2, ""),
        "<!-- x -->",
        '<span class="timestamp">00:07</span>',
        '<span class="timestamp" data-timestamp="NaN">x</span>',
        "<i>",
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_html_comes_back_byte_for_byte(page):
    reading = otranscribe.read(otr(page), name="x.otr")
    for transcript in reading.transcripts:
        assert json.loads(written(transcript))["text"] == page
        for turn in transcript.turns:
            assert all(0 <= word.first < word.last <= len(turn.text) for word in turn.words)


def test_html_written_to_be_slow_is_read_in_time():
    begun = time.process_time()
    for page in (
        "<span class=" * 30_000,
        "<!--" * 30_000,
        "<p>a</p>" * 30_000,
        "<b>a " * 30_000,
        "<span class='timestamp' " + "a" * 500_000,
    ):
        otranscribe.read(otr(page), name="x.otr")
    assert time.process_time() - begun < 30


def test_what_is_no_file_of_otranscribe_is_refused():
    with pytest.raises(MalformedText, match="no text"):
        otranscribe.read(b'{"media": "x"}', name="x.otr")
    assert otranscribe.read(otr("<p> </p>"), name="x.otr").conversations == ()


def test_the_shared_sample_is_read_whole():
    if not SAMPLE.is_dir():
        pytest.skip("the shared samples are not beside the project")
    for path in SAMPLE.iterdir():
        content = path.read_bytes()
        (transcript,) = otranscribe.read(content, name=path.name).transcripts
        page = json.loads(content)["text"]
        without = re.sub(r"<span.*?</span>|<[^>]+>", " ", page)
        assert "".join(turn.text for turn in transcript.turns).split() != []
        assert "".join("".join(turn.text for turn in transcript.turns).split()) == "".join(without.split())
        times = [word.start for turn in transcript.turns for word in turn.words] + [
            turn.end for turn in transcript.turns if turn.end
        ]
        assert len(times) == page.count("data-timestamp")
        assert json.loads(written(transcript)) == json.loads(content)
