"""Every format against every other: what goes in comes out, and nothing that a format carries is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from earwitness.errors import EarwitnessError
from earwitness.formats import CARRIED, FORMATS, detect, read
from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn, Word

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FOLDERS = {
    "ass": "ass", "assemblyai": "assemblyai", "aws_transcribe": "aws-transcribe", "chat_cha": "chat", "ctm": "ctm",
    "deepgram": "deepgram", "docx": "docx", "elan_eaf": "eaf", "exmaralda_exb": "exb", "faster_whisper": "faster-whisper",
    "lhotse": "lhotse", "otranscribe_otr": "otranscribe", "plain_text": "text", "praat_textgrid": "textgrid",
    "rttm": "rttm", "sbv": "sbv", "seglst": "seglst", "speechmatics": "speechmatics", "srt": "srt", "stm": "stm",
    "ttml": "ttml", "webvtt": "vtt", "whisper_json": None, "whisper_tsv": "whisper-tsv", "youtube_srv3": "srv3",
}  # fmt: skip
"""Folders of real files, and the format each is of; None where it holds several of a family."""

PRINTED = ("text", "markdown", "html", "docx", "odt")
DOCS = Path(__file__).parents[2] / "docs" / "formats"
PRECISION = {"ass": 10, "lrc": 10, "otter": 1000}
"""Formats that count time in more than milliseconds."""

RUNS = ("speechmatics", "ctm", "ohms")
"""Formats whose turns are told by pauses when they are read, or timed by the minute: their notes and pages say so."""

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the shared samples are not here")
WRITTEN = [name for name, format in FORMATS.items() if format.writes]
BOTH = [name for name, format in FORMATS.items() if format.writes and format.reads]


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*/*") if path.is_file()) if SAMPLES.is_dir() else []


@needs_samples
@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_real_file_is_known_by_its_content(path: Path) -> None:
    content = path.read_bytes()
    wanted = FOLDERS[path.parent.name]
    for name in (path.name, "-", "call.bin", "call.txt"):
        found = detect(content, name).name
        assert wanted is None or found == wanted, name


SPOKEN = Transcript(
    id="t1",
    conversation="c1",
    language="en",
    speakers=(Speaker(id="p1", labels=("Bridge",), role="captain"), Speaker(id="p2", labels=("Shore <1>",))),
    turns=(
        Turn(
            id="1", number=1, speakers=("p1",), text="Shore, Aurora. How do you hear me?", start=1_200, end=3_480,
            words=(Word(0, 6, 1_200, 1_500, 0.9), Word(7, 14, 1_500, 2_000, 0.8)),
        ),
        Turn(id="2", number=2, speakers=("p2",), text="I hear you & wait.", start=3_480, end=5_000),
        Turn(
            id="3", number=3, speakers=("p1",), text="Water on the deck, there are nine of us.", start=5_250, end=9_999,
            marks=(Mark(type="gap", start=18, end=18), Mark(type="vocal", start=40, end=40, words="coughs")),
        ),
        Turn(id="4", number=4, speakers=("p2",), text="1945", start=3_600_000, end=3_601_001),
        Turn(id="5", number=5, speakers=("p1", "p2"), text="Мостик: чую вас, “по-перше” — так.", start=3_601_001,
             end=3_602_000),
    ),
)  # fmt: skip
"""A made-up conversation with what formats trip over."""


def dossier(*transcripts: Transcript) -> Dossier:
    return Dossier(conversation=Conversation(id="c1", title="A fictional call"), transcripts=transcripts)


def unheard(said: Transcript, again: Transcript, name: str) -> list[int]:
    """The times of turns that did not come back, to the precision of the format."""
    step = PRECISION.get(name, 1)
    starts = sorted(turn.start for turn in again.turns if turn.start is not None)
    return [
        turn.start for turn in said.turns
        if turn.start is not None and 0 <= turn.start and turn.text
        and not any(abs(turn.start - start) <= step for start in starts)
    ]  # fmt: skip


def words_of(turns: Iterable[Turn]) -> Counter[str]:
    return Counter(word for turn in turns for word in re.findall(r"\w+", turn.text.lower()))


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


@pytest.mark.parametrize("name", BOTH)
def test_what_another_format_brought_is_written_and_read_again(name: str) -> None:
    format = FORMATS[name]
    assert format.write and format.read
    spoken = SPOKEN
    if name in PRINTED:  # a label in print is a name, or a name in brackets
        spoken = replace(SPOKEN, speakers=(SPOKEN.speakers[0], Speaker(id="p2", labels=("Shore",))))
    content = format.write([dossier(spoken)])
    assert detect(content, f"call{format.suffixes[0]}").name == name, "what we write is known again"
    again = format.read(content, name=f"call{format.suffixes[0]}")
    assert len(again.transcripts) == 1
    told = again.transcripts[0]
    if name == "rttm":  # it says who spoke when, and has no place for words
        assert [turn.start for turn in told.turns] == [turn.start for turn in SPOKEN.turns]
        return
    said = letters("".join(turn.text for turn in told.turns))
    for turn in SPOKEN.turns:
        assert letters(turn.text) in said, turn.text
    if "times" in format.carries:
        assert unheard(SPOKEN, told, name) == []
    if "speakers" in format.carries and format.name not in ("sbv",):
        labels = {label for speaker in told.speakers for label in speaker.labels}
        assert any("bridge" in label.lower() for label in labels), labels


@pytest.mark.parametrize("name", WRITTEN)
def test_a_transcript_without_times_or_voices_is_written(name: str) -> None:
    format = FORMATS[name]
    bare = replace(
        SPOKEN,
        speakers=(),
        turns=tuple(Turn(id=turn.id, number=turn.number, text=turn.text) for turn in SPOKEN.turns),
    )
    assert format.write
    content = format.write([dossier(bare)])
    assert content
    if format.many:
        assert format.write([]) is not None
        two = replace(SPOKEN, id="t2")
        assert format.write([dossier(SPOKEN, two), dossier(bare)])


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_format_says_what_it_is(name: str) -> None:
    format = FORMATS[name]
    assert format.name == name
    assert format.title and format.media_type and format.suffixes
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in format.suffixes)
    assert set(format.carries) <= set(CARRIED)
    assert format.reads or format.writes
    if name in ("jsonl", *PRINTED):
        return  # docs/formats.md itself tells of them
    told = "\n".join(page.read_text(encoding="utf-8") for page in DOCS.glob("*.md"))
    assert (DOCS / f"{name}.md").is_file() or f"`{name}`" in told, "its traps are told to people"


HOSTILE = [
    b"", b"\x00" * 100, b"\xff\xfe", b"{" * 10_000, b"[" * 10_000, b"<a>" * 10_000, b"<?xml version='1.0'?><a",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"WEBVTT\n\n00:00.000 --> \n", b"1\n00:00:01,000 --> 00:00:00,000\nback\n",
    b'{"segments": [{"start": NaN, "end": -1, "text": "x"}]}', b'{"results": {"items": 7}}', b"*CHI:\t\x150_x\x15\n",
    b"PK\x03\x04" + b"\x00" * 100, "Ї".encode("utf-16") * 50, b"\xc3\x28" * 50, b"SPEAKER a 1 nan -1 <NA> <NA> x <NA> <NA>\n",
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.reads])
def test_hostile_bytes_raise_nothing_but_our_errors(name: str) -> None:
    read_as = FORMATS[name].read
    assert read_as
    for content in HOSTILE:
        try:
            read_as(content, name="hostile")
        except EarwitnessError as error:
            assert error.message


@needs_samples
@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_real_file_survives_the_model(path: Path) -> None:
    first = read(path.read_bytes(), name=path.name)
    format = FORMATS[first.format]
    if not first.transcripts or format.write is None or first.format in ("text", "docx"):
        return
    conversations = {conversation.id: conversation for conversation in first.conversations}
    dossiers = [
        Dossier(conversation=conversation, transcripts=tuple(
            telling for telling in first.transcripts if telling.conversation == conversation.id
        ))
        for conversation in conversations.values()
    ]  # fmt: skip
    again = format.read(format.write(dossiers), name=path.name) if format.read else first
    plain = [replace(telling, doubts=(), reader="") for telling in first.transcripts]
    assert [replace(telling, doubts=(), reader="") for telling in again.transcripts] == plain


@needs_samples
@pytest.mark.parametrize("name", WRITTEN)
def test_every_real_file_can_be_written_in_every_format(name: str) -> None:
    format = FORMATS[name]
    assert format.write
    amiss: list[str] = []
    for path in samples():
        for telling in read(path.read_bytes(), name=path.name).transcripts:
            worded = any(turn.text for turn in telling.turns)
            content = format.write([dossier(replace(telling, conversation="c1"))])
            assert content or not worded, path.name
            if not format.read or name in PRINTED or not worded:
                continue
            again = format.read(content, name=f"{path.stem}{format.suffixes[0]}")
            lost = words_of(telling.turns)
            for each in again.transcripts:
                lost -= kept_of(each)
            back = letters("".join(turn.text for each in again.transcripts for turn in each.turns))
            lost = Counter({word: count for word, count in lost.items() if word not in back})  # 动物 in a longer word
            if lost and name != "rttm":  # RTTM has words only where they have times
                amiss.append(f"{path.name}: {lost.most_common(3)}")
            if name in RUNS or "times" not in format.carries or not again.transcripts:
                continue
            if late := unheard(telling, again.transcripts[0], name):
                amiss.append(f"{path.name}: {late[:5]}")
    assert amiss == []


def kept_of(telling: Transcript) -> Counter[str]:
    """The words that came back: said, marked, in a voice's name, as printed, or below a turn."""
    labels = {speaker.id: " ".join(speaker.labels) for speaker in telling.speakers}
    found: Counter[str] = Counter()
    for turn in telling.turns:
        places = [mark.words for mark in turn.marks] + [labels[voice] for voice in turn.speakers]
        places += [turn.raw or "", *(value for _, value in turn.extra)]
        here = words_of([turn])
        beside = Counter(word for text in places for word in re.findall(r"\w+", text.lower()))
        found += here | beside  # the larger count of the two: what is printed says the words a second time
    return found
