"""Our own JSON Lines: nothing lost, nothing trusted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import MalformedText
from earwitness.formats import detect
from earwitness.formats.jsonl import HEADER, read, write
from earwitness.model import (
    MARK_TYPES,
    Access,
    Capture,
    Conversation,
    Dossier,
    Doubt,
    Held,
    Mark,
    Source,
    Speaker,
    Transcript,
    Turn,
)

SOURCE = Source(
    id="s0000000001",
    digest="ab" * 32,
    size=12,
    media_type="text/html",
    format="html",
    url="https://post.example/1",
    capture=Capture(time="2031-11-15T10:00:00Z", collector="Ada", machine="Linux", tool="earwitness 0.1.0"),
)
CALL = Conversation(
    id="c0000000001",
    title="Bridge to the coast guard",
    genre="radio",
    held=Held(date="2031-11-14T20:50", certainty="stated", why="heading"),
)
TELLING = Transcript(
    id="t0000000001",
    conversation="c0000000001",
    language="en",
    format="html",
    speakers=(Speaker(id="p1", labels=("B", "Bridge"), role="bridge"), Speaker(id="p2", labels=("CG",))),
    turns=(
        Turn(id="1", number=1, speakers=("p1",), text="Water on the car deck.", start=0, end=1500, raw="(B): Water…"),
        Turn(id="2", number=2, speakers=("p1", "p2"), text="f*ck", marks=(Mark(type="masked", start=0, end=4),)),
        Turn(id="7", number=3, text="", marks=(Mark(type="gap", start=0, end=0),), access=Access(kind="restricted")),
    ),
    doubts=(Doubt(what="the voice is not known", turn=3),),
)


def test_what_is_written_is_read_back() -> None:
    content = write([Dossier(conversation=CALL, transcripts=(TELLING,), sources=(SOURCE,))])
    assert content.splitlines()[0] == HEADER
    assert detect(content, "unnamed").name == "jsonl"
    reading = read(content, name="calls.jsonl")
    assert reading.transcripts == (TELLING,)
    (conversation,) = reading.conversations
    assert (conversation.title, conversation.held, conversation.genre) == (CALL.title, CALL.held, CALL.genre)
    assert [name for name, _ in conversation.extra] == ["source"], "the source's facts stay with it"


TEXT = st.text(max_size=40)


@st.composite
def turns(draw: st.DrawFn) -> tuple[Turn, ...]:
    made = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        text = draw(TEXT)
        start = draw(st.integers(0, len(text)))
        mark = Mark(
            type=draw(st.sampled_from(MARK_TYPES)),
            start=start,
            end=draw(st.integers(start, len(text))),
            words=draw(TEXT),
        )
        made.append(Turn(id=str(number), number=number, text=text, marks=(mark,), raw=draw(st.none() | TEXT)))
    return tuple(made)


@given(turns(), TEXT)
def test_any_transcript_survives(turns: tuple[Turn, ...], title: str) -> None:
    telling = Transcript(id="t0000000002", conversation="c0000000001", turns=turns, title=title)
    dossier = Dossier(conversation=CALL, transcripts=(telling,))
    assert read(write([dossier]), name="x").transcripts == (telling,)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"noun":"transcript","id":"t1","conversation":"elsewhere"}', "names a conversation that is not in the file"),
        ('{"noun":"robot"}', "no record of ours"),
        ("[" * 10_000, "no record of ours"),
        ('{"noun":"transcript"', "no record of ours"),
        (
            '{"noun":"transcript","id":"t1","conversation":"c0000000001","turns":[{"id":"1","number":1,"speakers":["p9"]}]}',
            "names a speaker that the transcript does not have",
        ),
        (
            '{"noun":"transcript","id":"t1","conversation":"c0000000001","turns":[{"id":"1","number":1,"text":"a",'
            '"marks":[{"type":"gap","start":0,"end":9}]}]}',
            "lies outside its text",
        ),
        (
            '{"noun":"transcript","id":"t1","conversation":"c0000000001","turns":[{"id":"../x","number":1}]}',
            "is numbered 1 and named",
        ),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str) -> None:
    content = write([Dossier(conversation=CALL)]) + line.encode() + b"\n"
    with pytest.raises(MalformedText, match=reason) as caught:
        read(content, name="bad.jsonl")
    assert caught.value.line == 3


def test_a_newer_file_is_refused_politely() -> None:
    with pytest.raises(MalformedText, match="newer"):
        read(b'{"earwitness":"transcripts","version":2}\n', name="x")
