"""Otter.ai's export: text in, turns out, and the same text again. All talk here is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.recognizers import otter
from earwitness.model import Conversation, Dossier, Transcript

EXPORT = (
    "Bridge call\nMon, May 5, 2031 10:05AM • 1:02:41\n\nSUMMARY KEYWORDS\nwater, step\n\nSPEAKERS\nAnna Berg, Bo\n\n"
    "Anna Berg  0:00  \nHow much water?\nNow, I mean.\n\nBo  0:04  \nTo the second step.\n10:30\nsharp.\n\n"
    "Unknown Speaker  1:02:03  \nOut.\n\n1:02:10  \nNobody said this.\n\nTranscribed by https://otter.ai\n"
)


def written(transcript: Transcript) -> bytes:
    return otter.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])


def test_a_block_is_a_turn_and_the_print_comes_back():
    (transcript,) = otter.read(EXPORT.encode(), name="call.txt").transcripts
    assert [(turn.text, turn.start, turn.printed, turn.speakers) for turn in transcript.turns] == [
        ("How much water?\nNow, I mean.", 0, "0:00", ("p1",)),
        ("To the second step.\n10:30\nsharp.", 4000, "0:04", ("p2",)),
        ("Out.", 3_723_000, "1:02:03", ("p3",)),
        ("Nobody said this.", 3_730_000, "1:02:10", ()),
    ]
    assert [speaker.labels for speaker in transcript.speakers] == [("Anna Berg",), ("Bo",), ("Unknown Speaker",)]
    assert (transcript.kind, transcript.made_by) == ("machine", "Otter.ai")
    assert transcript.extra[0][1].startswith("Bridge call\n")
    assert written(transcript) == EXPORT.encode()
    assert detect(EXPORT.encode(), "call.txt").name == "otter"


def test_an_export_with_other_line_ends_and_without_a_footer():
    content = EXPORT.partition("Transcribed")[0].replace("\n", "\r\n").encode("utf-16")
    (transcript,) = otter.read(content, name="call.txt").transcripts
    assert len(transcript.turns) == 4
    short = "Anna  0:00  \nHow much?\n\nBo  0:02  \nEnough.\n\n"
    assert detect(short.encode(), "call.txt").name == "otter"
    assert detect(b"Anna: How much? At 0:02\n\nBo: Enough.\n", "call.txt").name == "text"


def test_a_footer_that_somebody_speaks_behind_is_none():
    spoken = "Anna  0:00  \nTranscribed by https://otter.ai\n\nBo  0:02  \nEnough.\n"
    (transcript,) = otter.read(spoken.encode(), name="call.txt").transcripts
    assert [turn.text for turn in transcript.turns] == ["Transcribed by https://otter.ai", "Enough."]


def test_a_mended_block_is_printed_anew():
    (transcript,) = otter.read(EXPORT.encode(), name="call.txt").transcripts
    mended = replace(transcript, turns=(replace(transcript.turns[0], text="How much?"), *transcript.turns[1:]))
    assert written(mended).decode() == EXPORT.replace("How much water?\nNow, I mean.", "How much?")


def test_a_transcript_from_elsewhere_is_written(foreign):
    assert written(foreign).decode() == (
        "Bridge  0:01  \nHow much water, now?\n\nengineer  0:09  \n(coughs) To the second step.\n\n0:09  \nSilence, please\n\n"
        "Bridge  0:19  \nOut — all of you\n\nTranscribed by https://otter.ai\n"
    )


@given(st.text("Ab 0:1\n\r\t.", max_size=80))
def test_any_text_is_an_export_that_comes_back_or_is_refused(text):
    try:
        (transcript,) = otter.read(text.encode(), name="x.txt").transcripts
    except EarwitnessError:
        return
    except ValueError:
        assert otter.read(text.encode(), name="x.txt").transcripts == ()
        return
    assert written(transcript).decode() == text


def test_what_is_no_export_is_refused():
    with pytest.raises(MalformedText, match="no line names a speaker and a time"):
        otter.read(b"Just talk.\n", name="x.txt")
