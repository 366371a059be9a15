"""FollowTheMoney: talks in the text of entities, in and out, by the properties that the schemata have."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness import formats
from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats.projects import ftm
from earwitness.formats.projects.languages import three_letters, two_letters
from earwitness.model import Transcript

from .conftest import CALL, dossier_of, dossiers_of, said, transcripts

TALK = "Bridge: Water on the car deck.\nWatch: How many souls?\nBridge: A hundred and eighteen.\nWatch: Stay here.\n"
RUSSIAN = "Мостик: Вода на палубе.\nПост: Сколько людей?\nМостик: Сто восемнадцать.\nПост: Оставайтесь.\n"


def lines(*entities: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(entity, ensure_ascii=False) for entity in entities).encode()


def entity(id: str, schema: str, **properties: object) -> dict[str, Any]:
    told = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": id, "schema": schema, "properties": told}


CASE = lines(
    entity("p", "Person", name="Ada Example"),
    entity("d", "PlainText", title="The call", bodyText=TALK, translatedText=RUSSIAN, translatedLanguage="rus",
           language="eng", date="2031-11-14", keywords="ship", parent="f"),
    entity("m", "Mention", document="d", name="Meridian"),
    entity("q", "Pages", title="A letter"),
    entity("q1", "Page", document="q", index="1", bodyText=TALK.partition("Watch: Stay")[0]),
    entity("q2", "Page", document="q", index="2", bodyText="Watch: Stay here.\n"),
)  # fmt: skip


def test_text_of_entities_is_read_for_its_talk() -> None:
    assert formats.detect(CASE, "x").name == "ftm"
    read = formats.read(CASE, name="case.ftm")
    first, translation, pages = read.transcripts
    assert said(first) == [
        (("Bridge",), "Water on the car deck.", None, None), (("Watch",), "How many souls?", None, None),
        (("Bridge",), "A hundred and eighteen.", None, None), (("Watch",), "Stay here.", None, None),
    ]  # fmt: skip
    assert said(pages) == said(first), "pages in their order"
    assert (first.language, translation.kind, translation.language) == ("en", "translation", "ru")
    assert [each.conversation for each in read.transcripts] == ["c1", "c1", "c2"]
    assert [(each.title, each.held.date) for each in read.conversations] == [
        ("The call", "2031-11-14"),
        ("A letter", None),
    ]
    kept = [(name, json.loads(value)["id"]) for name, value in first.extra]
    assert kept == [("document", "d"), ("entity", "m"), ("entity", "p")]


def test_what_came_with_a_text_leaves_with_it() -> None:
    read = formats.read(CASE, name="case.ftm")
    content = ftm.write(dossiers_of(read))
    found = {each["id"]: each for each in map(json.loads, content.splitlines())}
    assert found["p"] == entity("p", "Person", name="Ada Example")
    assert found["d"]["properties"]["keywords"] == ["transcription", "ship"]
    assert found["d"]["properties"]["parent"] == ["c1", "f"]
    again = formats.read(content, name="case.ftm")
    assert [each.extra for each in again.transcripts[:1]] == [each.extra for each in read.transcripts[:1]]
    assert [said(each) for each in again.transcripts] == [said(each) for each in read.transcripts]
    assert ftm.write(dossiers_of(again)) == content


SCHEMATA = {
    "Folder": {"title", "fileName", "date", "address", "generator", "summary"},
    "Call": {"date", "recordId", "description", "duration"},
    "PlainText": {"title", "fileName", "mimeType", "bodyText", "parent", "language", "author", "date", "keywords", "generator",
                  "sourceUrl", "publisher", "publishedAt"},
    "Mention": {"document", "name"},
}  # fmt: skip
"""Properties that the schemata have (Document's for Folder and PlainText), of those that are written."""
NEEDED = {"Folder": {"fileName"}, "PlainText": {"fileName"}, "Mention": {"document", "name"}}


def test_entities_keep_to_their_schemata() -> None:
    content = ftm.write([CALL])
    entities = [json.loads(line) for line in content.splitlines()]
    assert [each["schema"] for each in entities] == [
        "Folder", "Call", "PlainText", "Mention", "Mention", "PlainText", "Mention",
    ]  # fmt: skip
    ids = [each["id"] for each in entities]
    assert len(ids) == len(set(ids))
    for each in entities:
        names = set(each["properties"])
        assert names <= SCHEMATA[each["schema"]] and NEEDED.get(each["schema"], set()) <= names
        assert all(isinstance(value, str) and value for values in each["properties"].values() for value in values)
        for name in ("parent", "document"):
            assert set(each["properties"].get(name, [])) <= set(ids), "what is named is there"
    folder, call, text, mention, *_ = entities
    assert folder["properties"]["title"] == ["Bridge and coast guard"]
    assert (call["properties"]["duration"], call["properties"]["date"]) == (["61"], ["2031-11-14T20:50"])
    assert (text["properties"]["language"], mention["properties"]["name"]) == (["eng"], ["Bridge"])


def test_conversations_come_back() -> None:
    read = formats.read(ftm.write([CALL]), name="x")
    (conversation,) = read.conversations
    assert (conversation.title, conversation.genre, conversation.held, conversation.place) == (
        CALL.conversation.title, "call", CALL.conversation.held, "Meridian",
    )  # fmt: skip
    for found, left in zip(read.transcripts, CALL.transcripts, strict=True):
        assert said(found) == said(left)
        assert (found.kind, found.language, found.made_by) == (left.kind, left.language, left.made_by)
        assert [turn.marks for turn in found.turns] == [turn.marks for turn in left.turns]


@given(transcripts())
def test_what_was_read_once_stays(transcript: Transcript) -> None:
    read = formats.read(ftm.write([dossier_of(transcript)]), name="x", format="ftm")
    assert len(read.transcripts[0].turns) == len(transcript.turns)
    assert formats.read(ftm.write(dossiers_of(read)), name="x", format="ftm") == read


def test_hostile_lines() -> None:
    for bad in (b"", b"{", b"[]", b'{"id":1,"schema":"x","properties":{}}', b'{"a":' + b"[" * 100_000):
        with pytest.raises(MalformedText):
            ftm.read(bad, name="x")
    content = CASE + b'\n{"id":"d","schema":"PlainText","properties":{"bodyText":["x"]}}\n{"id":\nx\xff\n'
    read = ftm.read(content, name="x")
    assert [doubt.partition(":")[0] for doubt in read.doubts] == ["line 7", "line 8", "line 9"]
    assert len(read.transcripts) == 3
    assert "no one speaks" in ftm.read(lines(entity("p", "Person", name="Ada")), name="x").doubts[0]


def test_other_lines_are_not_claimed() -> None:
    for other in (b'{"id":1,"text":"x"}\n', b"schema: x", b'{"earwitness":"transcripts","version":1}\n'):
        assert ftm.detects(other, "x.ftm") == 0


@given(st.integers(0, len(CASE)), st.binary(max_size=6))
def test_only_our_errors(at: int, noise: bytes) -> None:
    with contextlib.suppress(EarwitnessError):
        read = ftm.read(CASE[:at] + noise + CASE[at + len(noise) :], name="x")
        ftm.write(dossiers_of(read))


def test_languages() -> None:
    assert [three_letters(each) for each in ("en", "uk-UA", "", "cmn", "x-klingon")] == ["eng", "ukr", "", "cmn", ""]
    assert [two_letters(each) for each in ("eng", "ukr", "", "cmn", "en", "?!")] == ["en", "uk", "", "cmn", "en", ""]
