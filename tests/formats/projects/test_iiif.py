"""IIIF manifests: turns as annotations on a canvas' time, in and out; what else a manifest says is written back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness import formats
from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats.projects import iiif
from earwitness.formats.projects.annotations import times
from earwitness.model import Mark, Transcript

from .conftest import CALL, SHIP, dossier_of, dossiers_of, said, transcripts

MANIFEST: dict[str, Any] = {
    "@context": "http://iiif.io/api/presentation/3/context.json",
    "id": "https://archive.example/m", "type": "Manifest", "label": {"en": ["The Meridian"]},
    "rights": "http://creativecommons.org/licenses/by/4.0/",
    "items": [{
        "id": "https://archive.example/c", "type": "Canvas", "duration": 20.5,
        "items": [{"id": "https://archive.example/p", "type": "AnnotationPage", "items": [{
            "id": "https://archive.example/a", "type": "Annotation", "motivation": "painting",
            "body": {"id": "https://archive.example/a.mp3", "type": "Sound", "format": "audio/mp3", "duration": 20.5},
            "target": "https://archive.example/c",
        }]}],
        "annotations": [
            {"id": "https://archive.example/words", "type": "AnnotationPage", "items": [
                {"id": "https://archive.example/1", "type": "Annotation", "motivation": ["supplementing"],
                 "label": {"none": ["Bridge"]},
                 "body": {"type": "TextualBody", "value": "<p>Water &amp; <b>fire</b></p>", "language": "en",
                          "format": "text/html"},
                 "target": {"type": "SpecificResource", "source": "https://archive.example/c", "selector": {
                     "type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/",
                     "value": "t=1.25,2.50"}}},
                {"id": "https://archive.example/2", "type": "Annotation", "motivation": "supplementing",
                 "body": [{"type": "TextualBody", "value": "How many?", "purpose": "transcribing"},
                          {"type": "TextualBody", "value": "souls", "purpose": "tagging"}],
                 "target": "https://archive.example/c#t=3", "creator": "Ada"},
                {"id": "https://archive.example/3", "type": "Annotation", "motivation": "commenting",
                 "body": {"type": "TextualBody", "value": "Calm."}, "target": "https://archive.example/c#t=3"},
            ]},
            {"id": "https://archive.example/elsewhere", "type": "AnnotationPage"},
        ],
    }],
}  # fmt: skip


def as_bytes(manifest: object) -> bytes:
    return json.dumps(manifest, ensure_ascii=False).encode()


def test_annotations_of_words_are_turns() -> None:
    content = as_bytes(MANIFEST)
    assert formats.detect(content, "x").name == "iiif"
    read = formats.read(content, name="manifest.json")
    (transcript,) = read.transcripts
    first, second = transcript.turns
    assert said(transcript) == [(("Bridge",), "Water & fire", 1250, 2500), ((), "How many?", 3000, None)]
    assert (first.printed, first.language, first.raw) == ("1.25,2.50", "en", "<p>Water &amp; <b>fire</b></p>")
    assert second.extra[0] == ("id", "https://archive.example/2")
    assert "souls" in second.extra[1][1] and "Ada" in second.extra[1][1]
    assert [name for name, _ in transcript.extra] == ["page", "remark", "manifest", "canvas", "annotations"]
    assert read.doubts == ("the annotations of https://archive.example/elsewhere are elsewhere, not in this file",)
    assert read.conversations[0].title == "The Meridian"


def test_a_manifest_is_written_back_as_it_was() -> None:
    read = formats.read(as_bytes(MANIFEST), name="manifest.json")
    assert json.loads(iiif.write(dossiers_of(read))) == MANIFEST


def test_a_title_that_was_changed_is_written() -> None:
    (dossier,) = dossiers_of(formats.read(as_bytes(MANIFEST), name="manifest.json"))
    changed = replace(dossier, conversation=replace(dossier.conversation, title="The flood"))
    manifest = json.loads(iiif.write([changed]))
    assert manifest["label"] == manifest["items"][0]["label"] == {"none": ["The flood"]}
    assert manifest["rights"] == MANIFEST["rights"]


def test_a_conversation_from_elsewhere_is_a_canvas_that_lasts_as_long_as_it() -> None:
    manifest = json.loads(iiif.write([CALL]))
    (canvas,) = manifest["items"]
    assert (manifest["type"], manifest["@context"]) == ("Manifest", "http://iiif.io/api/presentation/3/context.json")
    assert manifest["label"] == {"none": ["Bridge and coast guard"]}
    assert (canvas["type"], canvas["duration"], canvas["items"]) == ("Canvas", 61, [])
    page, translation = canvas["annotations"]
    assert page["label"] == {"en": ["Transcription"], "none": ["Bridge and coast guard"]}
    assert page["items"][0] == {
        "id": "https://earwitness.invalid/iiif/c1/t1/1", "type": "Annotation", "motivation": "supplementing",
        "label": {"none": ["Bridge"]},
        "body": {"type": "TextualBody", "format": "text/plain", "language": "en",
                 "value": "This is the Meridian, we have [inaudible] water on the car deck."},
        "target": "https://earwitness.invalid/iiif/c1/canvas#t=1.25,4",
    }  # fmt: skip
    assert page["items"][2]["label"] == {"none": ["Bridge", "Watch"]}
    assert translation["items"][0]["target"] == "https://earwitness.invalid/iiif/c1/canvas", "no time, no stand-in"
    ids = [manifest["id"], canvas["id"], *(each["id"] for each in (page, translation, *page["items"]))]
    assert all(id.startswith("https://") for id in ids) and len(set(ids)) == len(ids), "IIIF wants web addresses"


def test_a_conversation_comes_back() -> None:
    read = formats.read(iiif.write([CALL]), name="x.json")
    assert [(each.kind, each.language, each.made_by, each.title) for each in read.transcripts] == [
        ("transcription", "en", None, "Bridge and coast guard"), ("translation", "ru", "A. Example", None),
    ]  # fmt: skip
    plain = replace(SHIP, turns=tuple(replace(turn, marks=()) for turn in SHIP.turns[1:]))
    assert said(read.transcripts[0])[1:] == said(plain)
    assert read.conversations[0].held.date == "2031-11-14T20:50"


def test_a_canvas_without_times_lasts_a_second() -> None:
    plain = replace(SHIP, turns=tuple(replace(turn, start=None, end=None) for turn in SHIP.turns))
    assert json.loads(iiif.write([dossier_of(plain)]))["items"][0]["duration"] == 1


@given(transcripts())
def test_round_trip(transcript: Transcript) -> None:
    read = formats.read(iiif.write([dossier_of(transcript)]), name="x.json")
    assert said(read.transcripts[0]) == said(transcript)
    again = formats.read(iiif.write(dossiers_of(read)), name="x.json")
    assert again == read


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("1.25,2.50", (1250, 2500)), ("3", (3000, None)), (",4", (None, 4000)), ("0:01:02.5,0:01:04", (62500, 64000)),
        ("361000.001", (361000001, None)), ("nan,inf", (None, None)), ("-1,2", (None, 2000)), ("1e9", (None, None)),
        ("9" * 30, (None, None)), ("", (None, None)), ("5,4", (5000, 4000)),
    ],
)  # fmt: skip
def test_times(printed: str, expected: tuple[int | None, int | None]) -> None:
    assert times(printed) == expected


def test_other_json_is_not_claimed() -> None:
    for other in (
        b"{}",
        b"[]",
        b'{"type":"Manifest"}',
        as_bytes({"@context": "http://iiif.io/api/presentation/2/context.json"}),
    ):
        assert iiif.detects(other, "manifest.json") == 0
    assert iiif.detects(as_bytes(MANIFEST), "x") == 1


def test_hostile_manifests() -> None:
    head = b'{"@context":"http://iiif.io/api/presentation/3/context.json","type":"Manifest","items":'
    for bad in (b"{", b"[1]", b'{"type":"Collection"}', b"\xff", head + b"[" * 100_000):
        with pytest.raises(MalformedText):
            iiif.read(bad, name="x.json")
    for empty in (b"[]}", b"5}", b'[{"annotations":5}]}', b'[{"annotations":[{"items":[{"body":5}]}]}]}'):
        assert iiif.read(head + empty, name="x.json").transcripts == ()
    vtt = {"id": "https://archive.example/a.vtt", "type": "Text", "format": "text/vtt"}
    item = {"type": "Annotation", "motivation": "supplementing", "body": vtt, "target": "x"}
    linked = as_bytes({**MANIFEST, "items": [{"annotations": [{"items": [item]}]}]})
    assert "a.vtt" in iiif.read(linked, name="x.json").doubts[0]


@given(st.integers(0, len(as_bytes(MANIFEST))), st.binary(max_size=6))
def test_only_our_errors(at: int, noise: bytes) -> None:
    content = as_bytes(MANIFEST)
    try:
        read = iiif.read(content[:at] + noise + content[at + len(noise) :], name="x.json")
        iiif.write(dossiers_of(read)) if read.conversations else None
    except EarwitnessError:
        pass


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["items", "annotations", "type", "body", "value", "target", "selector", "motivation", "label", "id",
                         "metadata", "duration", "language", "purpose"]), inner, max_size=5),
    max_leaves=20,
))  # fmt: skip
def test_any_json_is_read_or_refused(value: Any) -> None:
    body = {"type": "TextualBody", "value": "x", "format": value}
    words = {"motivation": "supplementing", "body": body, "target": value, "label": value, "id": value}
    page = {"items": [words, value], "label": value, "metadata": value}
    canvas = {"annotations": [page, value], "items": value, "duration": value, "id": value}
    manifest = {"type": "Manifest", "label": value, "items": [value, canvas]}
    read = iiif.read(as_bytes(manifest), name="x.json")
    assert iiif.write(dossiers_of(read))


def test_a_mark_is_printed() -> None:
    marked = replace(SHIP, turns=(replace(SHIP.turns[1], marks=(Mark(type="vocal", start=8, end=8, words="laughs"),)),))
    item = json.loads(iiif.write([dossier_of(marked)]))["items"][0]["annotations"][0]["items"][0]
    assert item["body"]["value"] == "How many (laughs) souls are aboard?"
