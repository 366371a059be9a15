"""whisper.cpp: segments in, turns out; tokens put together into words."""

from __future__ import annotations

import json

from earwitness.formats.recognizers import whisper_cpp
from earwitness.model import Word

from .conftest import again


def token(text, start, end, p=0.5, **more):
    clock = "00:00:0{},{:03}".format
    stamps = {"from": clock(*divmod(start, 1000)), "to": clock(*divmod(end, 1000))}
    return {
        "text": text,
        "timestamps": stamps,
        "offsets": {"from": start, "to": end},
        "id": 7,
        "p": p,
        "t_dtw": -1,
        **more,
    }


DOCUMENT = {
    "systeminfo": "AVX = 1",
    "model": {"type": "base", "multilingual": True},
    "params": {"model": "models/ggml-base.bin", "language": "en", "translate": False},
    "result": {"language": "en"},
    "transcription": [
        {
            "timestamps": {"from": "00:00:00,000", "to": "00:00:02,500"},
            "offsets": {"from": 0, "to": 2500},
            "text": " Hold the ferry.",
            "tokens": [
                token("[_BEG_]", 0, 0),
                token(" Hold", 0, 400, 0.9),
                token(" the", 400, 600),
                token(" fer", 600, 900, 0.75),
                token("ry", 900, 1200, 0.25),
                token(".", 1200, 1300, 0.2),
                token("[_TT_125]", 2500, 2500),
            ],
        }
    ],
}


def test_pieces_are_put_together_into_words(through):
    (transcript,) = through(whisper_cpp, DOCUMENT).transcripts
    (turn,) = transcript.turns
    assert (turn.text, turn.start, turn.end) == ("Hold the ferry.", 0, 2500)
    assert turn.words == (Word(0, 4, 0, 400, 0.9), Word(5, 8, 400, 600, 0.5), Word(9, 15, 600, 1300, 0.4))
    assert "[_BEG_]" in dict(turn.extra)["segment"] and "[_BEG_]" not in turn.text
    assert (transcript.made_by, transcript.language) == ("whisper.cpp base", "en")


def test_a_character_cut_in_two_by_tokens_is_put_together_and_written_byte_for_byte():
    pieces = [token(" Г", 0, 100), token("дX", 100, 300), token("Y?", 300, 400)]
    segment = {"offsets": {"from": 0, "to": 400}, "text": " Гдe?", "tokens": pieces}
    content = json.dumps({"transcription": [segment]}, ensure_ascii=False, separators=(",", ":")).encode()
    content = content.replace(b"X", b"\xd0").replace(b"Y", b"\xb5").replace("дe".encode(), "де".encode()) + b"\n"
    reading = whisper_cpp.read(content, name="x.json")
    (turn,) = reading.transcripts[0].turns
    assert (turn.text, turn.words) == ("Где?", (Word(0, 4, 0, 400, 0.5),))
    assert again(whisper_cpp, reading) == content


def test_speakers_of_two_channels(through):
    segments = [
        {"offsets": {"from": 0, "to": 9}, "text": " Out.", "speaker": "0"},
        {"offsets": {"from": 9, "to": 12}, "text": " Why?", "speaker": "1"},
        {"offsets": {"from": 12, "to": 14}, "text": " Hm.", "speaker": "?"},
    ]
    (transcript,) = through(whisper_cpp, {"transcription": segments}).transcripts
    assert [turn.speakers for turn in transcript.turns] == [("p1",), ("p2",), ()]


def test_faults_are_told():
    segments = [{"text": " A", "offsets": {"from": 9, "to": 2}}, 7, {"text": " B"}]
    (transcript,) = whisper_cpp.read(json.dumps({"transcription": segments}).encode(), name="x.json").transcripts
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [("A", 9, None), ("B", None, None)]
    assert [doubt.what for doubt in transcript.doubts] == [
        "segment 1 ends before it starts, at 2 ms",
        "segment 2 is no object: 7",
        "segment 2 has no times: null",
    ]
