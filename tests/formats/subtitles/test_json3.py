"""YouTube's JSON: events with segments."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.subtitles import json3
from earwitness.model import Dossier, Reading, Turn, Word

FILE = rb"""{
  "wireMagic": "pb3",
  "pens": [ {  } ],
  "events": [ {
    "tStartMs": 0, "dDurationMs": 9000, "id": 1, "wpWinPosId": 1
  }, {
    "tStartMs": 160, "dDurationMs": 4559, "wWinId": 1,
    "segs": [ { "utf8": "the", "acAsrConf": 255 }, { "utf8": " ferry", "tOffsetMs": 240, "acAsrConf": 51 } ]
  }, {
    "tStartMs": 2310, "dDurationMs": 2409, "wWinId": 1, "aAppend": 1, "segs": [ { "utf8": "\n" } ]
  }, {
    "tStartMs": 2320, "segs": [ { "utf8": "who\nwas \u00e9t\u00e9?" } ]
  } ]
}
"""


def test_events_are_turns() -> None:
    transcript = json3.read(FILE, name="x.json3").transcripts[0]
    first, second = transcript.turns
    assert replace(first, raw=None) == Turn(
        id="1", number=1, text="the ferry", start=160, end=4719, printed="160 4559",
        words=(Word(0, 3, 160, None, 1.0), Word(4, 9, 400, None, 0.2)), extra=(("wWinId", "1"),),
    )  # fmt: skip
    assert (second.text, second.start, second.end) == ("who\nwas été?", 2320, None)
    kept = dict(transcript.extra)
    assert '"wpWinPosId"' in kept["head"]
    assert '"aAppend"' in kept["between"], "what only adds a line end is no turn, and is kept"


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("json3", FILE) == FILE


def test_a_changed_event_changes_in_its_place(dossier: Callable[[Reading], Dossier]) -> None:
    reading = json3.read(FILE, name="x")
    transcript = reading.transcripts[0]
    turns = (replace(transcript.turns[0], text="a boat", words=()), transcript.turns[1])
    written = json3.write([dossier(replace(reading, transcripts=(replace(transcript, turns=turns),)))])
    before, after = json.loads(FILE), json.loads(written)
    assert after["events"][1] == {"tStartMs": 160, "dDurationMs": 4559, "wWinId": 1, "segs": [{"utf8": "a boat"}]}
    assert [after["events"][n] for n in (0, 2, 3)] == [before["events"][n] for n in (0, 2, 3)]


def test_a_turn_that_is_gone_leaves_a_document(dossier: Callable[[Reading], Dossier]) -> None:
    reading = json3.read(FILE, name="x")
    transcript = reading.transcripts[0]
    written = json3.write([dossier(replace(reading, transcripts=(replace(transcript, turns=transcript.turns[1:]),)))])
    assert [turn.text for turn in json3.read(written, name="x").transcripts[0].turns] == ["who\nwas été?"]


def test_a_telling_from_elsewhere(foreign: Dossier) -> None:
    events = json.loads(json3.write([foreign]))["events"]
    assert events[0] == {
        "tStartMs": 1200, "dDurationMs": 1450,
        "segs": [
            {"utf8": "Old caller: "}, {"utf8": "Is", "acAsrConf": 128},
            {"utf8": " it", "tOffsetMs": 200}, {"utf8": " open?", "tOffsetMs": 600},
        ],
    }  # fmt: skip
    assert events[1] == {
        "tStartMs": 2650, "dDurationMs": 1350,
        "segs": [{"utf8": "Desk, night: "}, {"utf8": "Since [inaudible] & noon."}],
    }  # fmt: skip


def test_hostile_events() -> None:
    content = (
        b'{"events":[{"tStartMs":-5,"segs":[{"utf8":"a"}]},{"tStartMs":"x","segs":[{"utf8":"b"}]},7,{"segs":{}},'
        b'{"tStartMs":5,"dDurationMs":1e300,"segs":[{"utf8":"c","acAsrConf":999},{"utf8":4},null]}]}'
    )  # fmt: skip
    transcript = json3.read(content, name="x").transcripts[0]
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("a", None, None), ("b", None, None), ("c", 5, None),
    ]  # fmt: skip
    assert len(transcript.doubts) == 6
    for bad in (b"[" * 100_000, b'{"a": 1}', b'{"events": 5}', b'{"events": ['):
        with pytest.raises(MalformedText):
            json3.read(bad, name="x")
    assert json3.read(b'{"wireMagic":"pb3","events":[]}', name="x").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == "json3"
    assert json3.detects(b'{"events": [{"title": "a"}], "segs": 1}', "x.json3") == 0


_TEXT = st.text(st.characters(categories=["L", "Nd", "P"], include_characters=" \n"), max_size=12)
_EVENT = st.fixed_dictionaries(
    {"tStartMs": st.integers(0, 10**9), "segs": st.lists(st.fixed_dictionaries({"utf8": _TEXT}), max_size=3)},
    optional={"dDurationMs": st.integers(0, 9999), "aAppend": st.just(1), "wWinId": st.integers(1, 3)},
)


@given(st.lists(_EVENT, max_size=6), st.sampled_from([None, 1]))
def test_a_round_trip(events: list[dict[str, object]], indent: int | None) -> None:
    content = json.dumps({"wireMagic": "pb3", "events": events}, indent=indent, ensure_ascii=False).encode()
    reading = json3.read(content, name="x")
    if reading.transcripts:
        assert json3.write([Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)]) == content


@given(st.binary(max_size=60), st.integers(0, len(FILE)), st.integers(0, 60))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int, cut: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place + cut :]):
        json3.detects(content, "x.json3")
        try:
            reading = json3.read(content, name="x.json3")
        except EarwitnessError:
            continue
        if reading.transcripts:
            json3.write([Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)])
