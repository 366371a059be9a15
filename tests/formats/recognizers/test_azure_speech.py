"""Azure Speech: answers in, turns out, and the same answers again. All that is said here is invented."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from earwitness.formats import read
from earwitness.formats.recognizers import azure_speech
from earwitness.formats.recognizers.azure_phrases import from_duration, to_duration
from earwitness.model import Word

from .conftest import again

WORDS = [
    {
        "word": "wait",
        "offset": "PT0.5S",
        "duration": "PT0.3S",
        "offsetInTicks": 5e6,
        "durationInTicks": 3e6,
        "confidence": 0.9,
    },
    {
        "word": "twenty",
        "offset": "PT0.9S",
        "duration": "PT0.3S",
        "offsetInTicks": 9000000.0,
        "durationInTicks": 3000000.0,
    },
    {
        "word": "hours",
        "offset": "PT1.3S",
        "duration": "PT0.4S",
        "offsetInTicks": 13000000.0,
        "durationInTicks": 4000000.0,
    },
]
PHRASE = {
    "recognitionStatus": "Success",
    "channel": 0,
    "speaker": 1,
    "offset": "PT0.5S",
    "duration": "PT1.25S",
    "offsetInTicks": 5000000.0,
    "durationInTicks": 12500000.0,
    "nBest": [
        {
            "confidence": 0.9,
            "lexical": "wait twenty hours",
            "itn": "wait 20 hours",
            "display": "Wait 20 hours.",
            "words": WORDS,
        },
        {"confidence": 0.5, "lexical": "weight twenty hours", "display": "Weight 20 hours."},
    ],
}


def batch(*phrases, **more):
    combined = [{"channel": 0, "lexical": "x", "display": "Wait 20 hours."}]
    return {"source": "x.wav", "combinedRecognizedPhrases": combined, "recognizedPhrases": list(phrases), **more}


def test_a_phrase_is_a_turn_and_what_was_counted_out_is_no_word_of_it(through):
    (transcript,) = through(azure_speech, batch(PHRASE)).transcripts
    (turn,) = transcript.turns
    assert (turn.text, turn.start, turn.end, turn.speakers) == ("Wait 20 hours.", 500, 1750, ("p1",))
    assert turn.words == (Word(0, 4, 500, 800, 0.9), Word(8, 13, 1300, 1700))
    assert transcript.speakers[0].labels == ("Speaker 1",)


def test_phrases_of_two_channels_stand_in_the_order_of_time(through):
    def phrase(channel, start, said):
        return {"channel": channel, "offset": start, "duration": "PT1S", "nBest": [{"display": said}]}

    phrases = [phrase(0, "PT1S", "Out."), phrase(0, "PT1M5S", "Now."), phrase(1, "PT3S", "Why?")]
    silent = {"recognitionStatus": "InitialSilenceTimeout", "channel": 1, "offset": "PT0S", "nBest": []}
    (transcript,) = through(azure_speech, batch(*phrases[:2], silent, phrases[2])).transcripts
    assert [(turn.text, turn.start, turn.speakers) for turn in transcript.turns] == [
        ("Out.", 1000, ("p1",)),
        ("Why?", 3000, ("p2",)),
        ("Now.", 65_000, ("p1",)),
    ]
    assert [speaker.labels for speaker in transcript.speakers] == [("Channel 0",), ("Channel 1",)]


def test_words_as_displayed_are_preferred(through):
    shown = [{"displayText": "Wait", "offsetInTicks": 5000000, "durationInTicks": 3000000}, {"displayText": "20"}]
    phrase = {**PHRASE, "nBest": [{**PHRASE["nBest"][0], "displayWords": shown}]}
    (turn,) = through(azure_speech, batch(phrase)).transcripts[0].turns
    assert turn.words == (Word(0, 4, 500, 800),)


@pytest.mark.parametrize("form", ["alone", "list", "lines"])
def test_results_in_real_time(form):
    words = [{"Word": "wait", "Offset": 5000000, "Duration": 3000000}]
    heard = [
        {"Confidence": 0.9, "Lexical": "wait", "ITN": "wait", "MaskedITN": "wait", "Display": "Wait.", "Words": words}
    ]
    result = {"Id": "a", "RecognitionStatus": "Success", "Offset": 5000000, "Duration": 6000000, "Channel": 0}
    result |= {"DisplayText": "Wait.", "NBest": heard, "SpeakerId": "Guest-1"}
    results = [result] if form == "alone" else [result, {**result, "Offset": 70000000, "SpeakerId": "Guest-2"}]
    content = "\n".join(map(json.dumps, results)) if form != "list" else json.dumps(results)
    reading = read(content.encode(), name="x.json")
    (transcript,) = reading.transcripts
    assert (reading.format, transcript.turns[0].text) == ("azure-speech", "Wait.")
    assert (transcript.turns[0].start, transcript.turns[0].end) == (500, 1100)
    assert transcript.turns[0].words == (Word(0, 4, 500, 800),)
    assert transcript.speakers[0].labels == ("Guest-1",)
    back = again(azure_speech, reading).decode()
    assert (json.loads(back) if form != "lines" else [json.loads(line) for line in back.splitlines()]) == (
        results[0] if form == "alone" else results
    )


def test_fast_transcription(through):
    words = [{"text": "Wait.", "offsetMilliseconds": 40, "durationMilliseconds": 200}]
    phrase = {"channel": 0, "speaker": 2, "offsetMilliseconds": 40, "durationMilliseconds": 960, "text": "Wait."}
    phrase |= {"words": words, "locale": "en-US", "confidence": 0.9}
    answer = {"durationMilliseconds": 2000, "combinedPhrases": [{"text": "Wait."}], "phrases": [phrase]}
    (transcript,) = through(azure_speech, answer).transcripts
    (turn,) = transcript.turns
    assert (turn.text, turn.start, turn.end, turn.words) == ("Wait.", 40, 1000, (Word(0, 5, 40, 240),))
    assert (turn.language, transcript.language) == ("en-US", "en-US")


def test_a_mended_turn_keeps_the_other_ways_to_hear_it():
    reading = read(json.dumps(batch(PHRASE)).encode(), name="x.json")
    (transcript,) = reading.transcripts
    turn = replace(transcript.turns[0], text="Wait 21 hours.", start=600)
    document = json.loads(again(azure_speech, replace(reading, transcripts=(replace(transcript, turns=(turn,)),))))
    (phrase,) = document["recognizedPhrases"]
    assert (phrase["offset"], phrase["duration"], phrase["nBest"][0]["display"]) == (
        "PT0.6S",
        "PT1.15S",
        "Wait 21 hours.",
    )
    assert phrase["nBest"][1] == PHRASE["nBest"][1]
    assert document["combinedRecognizedPhrases"][0]["display"] == "Wait 21 hours."


@pytest.mark.parametrize(
    ("printed", "time"),
    [("PT0S", 0), ("PT1.23S", 1230), ("PT1M5S", 65_000), ("PT102H4M0.5S", 367_440_500), ("PT", None), ("5", None)],
)
def test_durations(printed, time):
    assert from_duration(printed) == time
    assert time is None or from_duration(to_duration(time)) == time
