"""Every service's room: any transcript goes into its answer and comes back; any answer goes through the model; any bytes
raise our own errors; no word of a shared sample is lost."""

from __future__ import annotations

import json
import re
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError
from earwitness.formats import FORMATS, detect
from earwitness.model import Conversation, Dossier, Speaker, Transcript, Turn, Word

WHISPERS = (
    "whisper",
    "faster-whisper",
    "whisperx",
    "whisper-timestamped",
    "openai-verbose",
    "openai-diarized",
    "whisper-cpp",
)
SERVICES = (
    "deepgram",
    "assemblyai",
    "speechmatics",
    "watson",
    "rev",
    "aws-transcribe",
    "azure-speech",
    "google-stt",
    *WHISPERS,
)
ROOMS = {service: import_module(f"earwitness.formats.recognizers.{service.replace('-', '_')}") for service in SERVICES}
WORD = st.text("abcdeжё'", min_size=1, max_size=6)
services = pytest.mark.parametrize("service", SERVICES)


def filed(*transcripts: Transcript) -> Dossier:
    return Dossier(conversation=Conversation(id="c1"), transcripts=transcripts)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """A transcript as another format may have it: voices by name, turns apart, words told with their times or not at all."""
    count = draw(st.integers(1, 3))
    turns = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        start = number * 20_000
        said = draw(st.lists(WORD, min_size=1, max_size=6))
        words, here = [], 0
        for place, word in enumerate(said):
            words.append(Word(here, here + len(word), start + place * 100, start + place * 100 + 90, 0.5))
            here += len(word) + 1
        voice = f"p{draw(st.integers(1, count))}"
        turns.append(
            Turn(
                id=str(number),
                number=number,
                speakers=(voice,),
                text=" ".join(said),
                start=start,
                end=words[-1].end,
                words=tuple(words) if draw(st.booleans()) else (),
            )
        )
    speakers = tuple(Speaker(id=f"p{number}", labels=(f"Name {number}",)) for number in range(1, count + 1))
    return Transcript(id="t1", conversation="c1", speakers=speakers, turns=tuple(turns))


@services
@given(transcript=transcripts())
@settings(max_examples=60)
def test_a_transcript_from_elsewhere_comes_back(service, transcript):
    room = ROOMS[service]
    content = room.write([filed(transcript)])
    if service != "whisper-timestamped" or any(turn.words for turn in transcript.turns):
        # Without words a file of whisper-timestamped is one of Whisper's.
        assert detect(content, "x.json").name == service
    (back,) = room.read(content, name="x.json").transcripts
    names = [{speaker.id: speaker.labels[0] for speaker in one.speakers} for one in (transcript, back)]

    def told(one, labels):
        return [(turn.text, turn.start, turn.end, [labels[speaker] for speaker in turn.speakers]) for turn in one.turns]

    assert told(back, names[1]) == told(transcript, names[0])
    for turn, returned in zip(transcript.turns, back.turns, strict=True):
        if turn.words:
            assert returned.words == turn.words
    assert room.read(room.write([filed(back)]), name="x.json").transcripts == (back,)


@pytest.mark.parametrize("service", ["deepgram", "assemblyai", "speechmatics", "watson", "rev"])
@pytest.mark.parametrize("told", [True, False])
def test_a_long_transcript_is_recognised_by_its_beginning(service, told):
    text = " ".join(["water"] * 6000)
    words = tuple(Word(6 * place, 6 * place + 5, 100 * place, 100 * place + 90, 0.5) for place in range(6000))
    turn = Turn(id="1", number=1, speakers=("p1",), text=text, start=0, end=599_990, words=words if told else ())
    transcript = Transcript(id="t1", conversation="c1", speakers=(Speaker(id="p1", labels=("Anna",)),), turns=(turn,))
    assert detect(ROOMS[service].write([filed(transcript)]), "x.json").name == service


@services
def test_signs_and_what_has_no_time_are_written_too(service, foreign):
    room = ROOMS[service]
    (back,) = room.read(room.write([filed(foreign)]), name="x.json").transcripts
    assert " ".join(turn.text for turn in back.turns) == (
        "How much water, now? (coughs) To the second step. Silence, please Out — all of you"
    )
    assert [speaker.labels[0] for speaker in back.speakers] == ["Bridge", "engineer"]
    first, last = back.turns[0], back.turns[-1]
    assert (first.start, first.end, last.start, last.end) == (1000, 2500, 19_000, 20_000)
    assert [turn.start for turn in back.turns if "second step" in turn.text] == [9000]
    assert {(word.start, word.end, word.confidence) for word in last.words} >= {(19_000, 19_200, 0.5)}


def seeds(service: str) -> bytes:
    word = {
        "word": "ab",
        "punctuated_word": "Ab.",
        "text": "Ab.",
        "start": 1,
        "end": 2,
        "confidence": 0.5,
        "speaker": 1,
    }
    spoken = {"type": "word", "start_time": 1, "end_time": 2, "alternatives": [{"content": "Ab", "speaker": "S1"}]}
    stop = {
        "type": "punctuation",
        "start_time": 2,
        "end_time": 2,
        "attaches_to": "previous",
        "alternatives": [{"content": "."}],
    }
    alternative = {
        "transcript": "ab cd ",
        "timestamps": [["ab", 1, 2], ["cd", 2, 3]],
        "word_confidence": [["ab", 0.5], ["cd", 1]],
    }
    element = {"type": "text", "value": "ab", "ts": 1, "end_ts": 2}
    heard = {"word": " Ab", "start": 1, "end": 2, "probability": 0.5}
    segment = {"id": 0, "seek": 0, "start": 1.0, "end": 2.5, "text": " Ab cd.", "tokens": [1, 2], "avg_logprob": -0.5}
    segments = [{**segment, "words": [heard, {"word": " cd.", "start": 2.1}]}, {**segment, "start": 3, "end": 4}]
    scored = [{"word": "Ab", "start": 1, "end": 2, "score": 0.5, "speaker": "A"}, {"word": "cd."}]
    sure = [{"text": "Ab", "start": 1, "end": 2, "confidence": 0.5}, {"text": "cd.", "start": 2, "end": 2.5}]
    token = {"text": " Ab", "offsets": {"from": 0, "to": 90}, "id": 4, "p": 0.5, "t_dtw": -1}
    piece = {"id": 0, "type": "pronunciation", "start_time": "1.0", "end_time": "2.0", "speaker_label": "spk_0"}
    answers = {
        "aws-transcribe": {
            "results": {
                "transcripts": [{"transcript": "Ab."}],
                "items": [
                    {**piece, "alternatives": [{"confidence": "0.5", "content": "Ab"}]},
                    {"id": 1, "type": "punctuation", "alternatives": [{"confidence": "0.0", "content": "."}]},
                ],
                "audio_segments": [
                    {"id": 0, "transcript": "Ab.", "start_time": "1.0", "end_time": "2.0", "items": [0, 1]}
                ],
            }
        },
        "azure-speech": {
            "combinedRecognizedPhrases": [{"channel": 0, "display": "Ab."}],
            "recognizedPhrases": [
                {
                    "recognitionStatus": "Success",
                    "channel": 0,
                    "speaker": 1,
                    "offset": "PT1S",
                    "duration": "PT1.5S",
                    "nBest": [{"display": "Ab.", "words": [{"word": "ab", "offset": "PT1S", "confidence": 0.5}]}],
                }
            ],
        },
        "google-stt": {
            "results": [
                {
                    "alternatives": [
                        {"transcript": "Ab.", "words": [{"startTime": "1.300s", "endTime": "2s", "word": "Ab."}]}
                    ],
                    "resultEndTime": "3s",
                    "languageCode": "en-us",
                }
            ]
        },
        "whisper": {"text": " Ab cd. Ab cd.", "segments": segments, "language": "en"},
        "faster-whisper": [{**one, "id": number} for number, one in enumerate(segments, 1)],
        "whisperx": {
            "segments": [{"start": 1, "end": 2, "text": " Ab cd.", "words": scored, "speaker": "A"}],
            "word_segments": scored,
            "language": "en",
        },
        "whisper-timestamped": {"text": "Ab cd.", "segments": [{**segment, "confidence": 0.5, "words": sure}]},
        "openai-verbose": {
            "task": "transcribe",
            "language": "english",
            "duration": 9.5,
            "text": "Ab cd. Ab cd.",
            "words": [{"word": "Ab", "start": 1, "end": 2}, {"word": "xx", "start": 2, "end": 2.1}],
            "segments": [segment, {**segment, "start": 3, "end": 4}],
        },
        "openai-diarized": {
            "text": "Ab cd.",
            "segments": [
                {"type": "transcript.text.segment", "id": "seg_0", "start": 1, "end": 2, "text": "Ab", "speaker": "A"}
            ],
        },
        "whisper-cpp": {
            "systeminfo": "x",
            "result": {"language": "en"},
            "transcription": [
                {
                    "timestamps": {"from": "00:00:00,000", "to": "00:00:01,000"},
                    "offsets": {"from": 0, "to": 1000},
                    "text": " Ab cd.",
                    "tokens": [
                        {**token, "text": "[_BEG_]"},
                        token,
                        {**token, "text": "\u0020cd"},
                        {**token, "text": "."},
                    ],
                }
            ],
        },
        "deepgram": {
            "results": {
                "channels": [{"alternatives": [{"transcript": "Ab.", "words": [word]}]}],
                "utterances": [{"transcript": "Ab.", "channel": 0, "speaker": 1, "words": [word]}],
            }
        },
        "assemblyai": {
            "text": "Ab.",
            "words": [word],
            "utterances": [{"text": "Ab.", "speaker": "A", "words": [word]}],
        },
        "speechmatics": {"results": [spoken, stop], "translations": {"de": [{"content": "x", "start_time": 1}]}},
        "watson": {
            "results": [{"final": True, "alternatives": [alternative]}],
            "speaker_labels": [{"from": 1, "to": 2, "speaker": 1}],
        },
        "rev": {
            "speakers": [{"id": 1, "name": "A"}],
            "monologues": [{"speaker": 1, "elements": [element, {"type": "punct", "value": "."}]}],
        },
    }
    return json.dumps(answers[service]).encode()


SCRAPS = st.sampled_from(
    [b"null", b"-1", b"1e999", b"1e300", b'"x"', b"[]", b"{}", b"true", b"[1]", b'"\\ud800"', b"\xff", b"\x00"]
)


@st.composite
def spoilt(draw: st.DrawFn, content: bytes) -> bytes:
    """An answer with a value of it replaced by another, or with bytes cut out and put in anywhere."""
    values = list(re.finditer(rb'-?\d+(?:\.\d+)?|"[^"]*"(?!:)|\[[^\[\]]*\]|\{[^{}]*\}', content))
    if draw(st.booleans()):
        chosen = draw(st.sampled_from(values))
        return content[: chosen.start()] + draw(SCRAPS) + content[chosen.end() :]
    first = draw(st.integers(0, len(content)))
    last = draw(st.integers(first, min(len(content), first + 30)))
    return content[:first] + draw(st.one_of(SCRAPS, st.binary(max_size=5))) + content[last:]


@services
@given(data=st.data())
@settings(max_examples=300)
def test_any_bytes_raise_our_own_errors_and_any_answer_comes_back(service, data):
    room = ROOMS[service]
    content = data.draw(spoilt(seeds(service)))
    room.detects(content[:65536], "x.json")
    try:
        reading = room.read(content, name="x.json")
    except EarwitnessError:
        return
    if reading.transcripts:
        back = room.write([filed(*reading.transcripts)])
        again = room.read(back, name="x.json")
        assert [one.turns for one in again.transcripts] == [one.turns for one in reading.transcripts]
        assert [one.speakers for one in again.transcripts] == [one.speakers for one in reading.transcripts]


@services
@given(content=st.binary(max_size=60))
@settings(max_examples=50)
def test_random_bytes_raise_our_own_errors(service, content):
    with pytest.raises(EarwitnessError):
        ROOMS[service].read(content, name="x.json")


@services
def test_deep_nesting_is_refused(service):
    with pytest.raises(EarwitnessError):
        ROOMS[service].read(b'{"results":' + b"[" * 200_000, name="x.json")


@services
def test_a_mark_and_sixteen_bits_are_read(service):
    content = seeds(service)
    plain = ROOMS[service].read(content, name="x.json")
    assert ROOMS[service].read(b"\xef\xbb\xbf" + content, name="x.json") == plain
    assert ROOMS[service].read(content.decode().encode("utf-16"), name="x.json") == plain
    assert detect(content.decode().encode("utf-16"), "x.json").name == service


def words_said(value, keys: tuple[str, ...]) -> list[str]:
    """Returns the words of an answer, found without knowing its form: every value under these keys, in order."""
    if isinstance(value, list):
        return [word for item in value for word in words_said(item, keys)]
    if isinstance(value, dict):
        own = [value[key] for key in keys if isinstance(value.get(key), str)]
        return own[:1] + [word for item in value.values() for word in words_said(item, keys)]
    return []


@pytest.mark.parametrize(
    ("service", "within", "key"),
    [
        ("deepgram", ("results", "channels", 0, "alternatives", 0, "words"), "punctuated_word"),
        ("assemblyai", ("words",), "text"),
        ("speechmatics", ("results",), "content"),
    ],
)
def test_every_word_of_a_shared_sample_is_read_and_the_answer_comes_back(service, within, key, samples):
    for content in samples(service):
        answer = json.loads(content)
        part = answer
        for step in within:
            part = part[step]
        said = [word for word in words_said(part, (key,)) if any(letter.isalnum() for letter in word)]
        reading = FORMATS[service].read(content, name="x.json")
        (transcript,) = reading.transcripts
        assert detect(content, "x.json").name == service
        found = re.findall(r"\S+", " ".join(turn.text for turn in transcript.turns))
        assert len(found) == len(said) == sum(len(turn.words) for turn in transcript.turns)
        assert [word.strip(".") for word in found] == [word.strip(".") for word in said]
        assert transcript.doubts == ()
        assert json.loads(ROOMS[service].write([filed(transcript)])) == answer
