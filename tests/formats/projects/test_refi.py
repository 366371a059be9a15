"""REFI-QDA: a study's texts with their codes and notes, in and out; hostile packages; the order of the standard's elements."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness import formats
from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats.projects import refi
from earwitness.formats.projects.qda import guid
from earwitness.model import Transcript

from .conftest import CALL, SHIP, dossier_of, dossiers_of, said, transcripts, without_print

TEXT = """Bridge and coast guard

Bridge: This is the Meridian, we have [inaudible] water on the car deck.
Watch: How many souls are aboard?
Bridge: A hundred and eighteen passengers, and nine of us.
Watch: Stay on this channel.
"""
DANGER, SEA, ADA, NOTE = (guid("test", name) for name in ("danger", "sea", "ada", "note"))


def place(words: str) -> str:
    start = TEXT.index(words)
    return f'startPosition="{start}" endPosition="{start + len(words)}"'


def coding(name: str, code: str) -> str:
    return (
        f'<Coding guid="{guid("test", name)}" creatingUser="{ADA}" creationDateTime="2031-11-15T09:00:00Z">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
    )


PROJECT = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="The Meridian" origin="Another tool 9.1">
 <Users><User guid="{ADA}" name="Ada Example"/></Users>
 <CodeBook><Codes>
  <Code guid="{DANGER}" name="danger" isCodable="true" color="#ff0000"><Description>What threatens them.</Description>
   <Code guid="{SEA}" name="sea/water" isCodable="true"/></Code>
 </Codes></CodeBook>
 <Sources>
  <TextSource guid="{guid("test", "call")}" name="call" plainTextPath="internal://call.txt">
   <PlainTextSelection guid="{guid("test", "s1")}" {place("water on")}>{coding("c1", SEA)}
    <NoteRef targetGUID="{NOTE}"/></PlainTextSelection>
   <PlainTextSelection guid="{guid("test", "s2")}" {place("deck." + chr(10) + "Watch: How many")}>{coding("c2", DANGER)}
   </PlainTextSelection>
   <PlainTextSelection guid="{guid("test", "s3")}" {place("coast guard")}>{coding("c3", DANGER)}</PlainTextSelection>
   {coding("c4", DANGER)}
  </TextSource>
  <PictureSource guid="{guid("test", "picture")}" name="the ship" path="internal://ship.jpg"/>
 </Sources>
 <Notes><Note guid="{NOTE}" creatingUser="{ADA}"><PlainTextContent>Which deck?</PlainTextContent></Note></Notes>
 <Sets><Set guid="{guid("test", "set")}" name="all"><MemberCode targetGUID="{SEA}"/></Set></Sets>
</Project>
"""
"""A project as another tool writes it."""


def packed(project: str, **texts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("project.qde", project)
        for name, text in texts.items():
            package.writestr(f"Sources/{name}.txt", text)
    return out.getvalue()


def project_in(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("project.qde").decode()


def kept(extra: tuple[tuple[str, str], ...]) -> list[dict[str, object]]:
    return [{"kind": name, **json.loads(value)} for name, value in extra if name in ("coding", "note")]


def test_a_project_gives_its_talk_with_what_is_written_on_it() -> None:
    content = packed(PROJECT, call=TEXT)
    assert formats.detect(content, "anything").name == "refi-qda"
    read = formats.read(content, name="study.qdpx")
    (transcript,) = read.transcripts
    assert said(transcript) == [
        (("Bridge",), "This is the Meridian, we have water on the car deck.", None, None),
        (("Watch",), "How many souls are aboard?", None, None),
        (("Bridge",), "A hundred and eighteen passengers, and nine of us.", None, None),
        (("Watch",), "Stay on this channel.", None, None),
    ]
    first, second, *_ = transcript.turns
    assert [(each["kind"], each["words"], each.get("code") or each.get("text")) for each in kept(first.extra)] == [
        ("coding", "water on", "danger/sea∕water"), ("note", "water on", "Which deck?"), ("coding", "deck.", "danger"),
    ]  # fmt: skip
    assert [(each["words"], each["code"]) for each in kept(second.extra)] == [("How many", "danger")]
    for turn in (first, second):
        for each in kept(turn.extra):
            assert turn.text[each["start"] : each["end"]] == each["words"]
    assert kept(first.extra)[0] | {"by": "Ada Example", "when": "2031-11-15T09:00:00Z"} == kept(first.extra)[0]
    heading, whole = sorted(kept(transcript.extra), key=lambda each: "words" not in each)
    assert (heading["words"], heading["code"], whole["code"]) == ("coast guard", "danger", "danger")
    codes = [json.loads(value) for name, value in transcript.extra if name == "code"]
    assert [(code["path"], code.get("means"), code.get("colour")) for code in codes] == [
        ("danger", "What threatens them.", "#ff0000"), ("danger/sea∕water", None, None),
    ]  # fmt: skip
    assert [name for name, _ in transcript.extra].count("project") == 1, "the set is kept as it stands"
    assert read.doubts == ("the source “the ship” is a PictureSource, of which no text is in the project",)


def test_codes_and_notes_leave_again_with_their_words() -> None:
    read = formats.read(packed(PROJECT, call=TEXT), name="study.qdpx")
    content = refi.write(dossiers_of(read))
    again = formats.read(content, name="study.qdpx")
    assert [kept(turn.extra) for turn in again.transcripts[0].turns] == [
        kept(turn.extra) for turn in read.transcripts[0].turns
    ]
    assert without_print(again.transcripts[0]).turns == without_print(read.transcripts[0]).turns
    notes = [each["text"] for each in kept(again.transcripts[0].extra) if each["kind"] == "note"]
    assert notes == ["danger: “coast guard”"], "a code on the heading, which is no one's words, is told in a note"
    assert refi.write(dossiers_of(again)) == content
    assert 'name="sea/water"' in project_in(content)


def test_conversations_leave_and_come_back() -> None:
    content = refi.write([CALL])
    assert refi.write([CALL]) == content, "the same conversations are the same bytes"
    read = formats.read(content, name="x.qdpx")
    (conversation,) = read.conversations
    assert (conversation.title, conversation.genre, conversation.held, conversation.place) == (
        CALL.conversation.title, "call", CALL.conversation.held, "Meridian",
    )  # fmt: skip
    assert [(each.kind, each.language, each.made_by) for each in read.transcripts] == [
        ("transcription", "en", None), ("translation", "ru", "A. Example"),
    ]  # fmt: skip
    for found, left in zip(read.transcripts, CALL.transcripts, strict=True):
        assert said(found) == said(left)
        assert [turn.marks for turn in found.turns] == [turn.marks for turn in left.turns]


@given(transcripts())
def test_what_was_read_once_stays(transcript: Transcript) -> None:
    content = refi.write([dossier_of(transcript)])
    read = formats.read(content, name="x.qdpx", format="refi-qda")
    assert len(read.transcripts[0].turns) == len(transcript.turns)
    again = formats.read(refi.write(dossiers_of(read)), name="x.qdpx", format="refi-qda")
    assert again.transcripts[0].turns == read.transcripts[0].turns
    assert again.transcripts[0].speakers == read.transcripts[0].speakers


def test_sync_points_give_turns_their_times() -> None:
    second = TEXT.index("Watch: How")
    project = f"""<Project xmlns="urn:QDA-XML:project:1.0" name="x" origin="Another"><Sources>
     <AudioSource guid="{guid("a")}" name="call.wav" path="internal://call.wav">
      <Transcript guid="{guid("b")}" plainTextPath="internal://call.txt">
       <SyncPoint guid="{guid("c")}" timeStamp="1250" position="{TEXT.index("Bridge: This")}"/>
       <SyncPoint guid="{guid("d")}" timeStamp="4000" position="{second}"/>
       <SyncPoint guid="{guid("e")}" timeStamp="nan" position="x"/>
       <TranscriptSelection guid="{guid("f")}" fromSyncPoint="{guid("c")}" toSyncPoint="{guid("d")}">
        <Description>Calm.</Description></TranscriptSelection>
      </Transcript></AudioSource></Sources></Project>"""
    (transcript,) = formats.read(packed(project, call=TEXT), name="x.qdpx").transcripts
    assert [turn.start for turn in transcript.turns] == [1250, 4000, None, None]
    assert kept(transcript.turns[0].extra)[0]["text"] == "Calm."
    assert ("media", "internal://call.wav") in transcript.extra


@pytest.mark.parametrize("path", ["internal://../../etc/passwd", "absolute:///etc/passwd", "relative://call.txt", "x"])
def test_no_path_is_followed(path: str) -> None:
    project = PROJECT.replace("internal://call.txt", path)
    read = formats.read(packed(project, call=TEXT), name="study.qdpx")
    assert read.transcripts == ()
    assert any(path in doubt for doubt in read.doubts)
    assert any("danger" in doubt and "coding" in doubt for doubt in read.doubts), "what was coded is told"


def test_hostile_packages_are_refused() -> None:
    with pytest.raises(MalformedText):
        refi.read(b"PK\x03\x04 cut", name="x.qdpx")
    with pytest.raises(MalformedText):
        refi.read(packed("<Project>"), name="x.qdpx")
    with pytest.raises(MalformedText):
        refi.read(packed("<Other/>"), name="x.qdpx")
    with pytest.raises(UnsafeInput):
        refi.read(packed('<!DOCTYPE x [<!ENTITY a "b">]><Project>&a;</Project>'), name="x.qdpx")
    empty = refi.read(packed('<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>'), name="x.qdpx")
    assert empty.transcripts == ()
    binary = refi.read(packed(PROJECT, call=b"\x00\x01\x02\x03" * 99), name="x.qdpx")
    assert binary.transcripts == () and any("call" in doubt for doubt in binary.doubts)


@given(st.binary(max_size=60), st.integers(0, 2000), st.booleans())
def test_only_our_errors(noise: bytes, at: int, whole: bool) -> None:
    content = packed(PROJECT, call=TEXT)
    content = noise if whole else content[:at] + noise + content[at + len(noise) :]
    with contextlib.suppress(EarwitnessError):
        refi.read(content, name="x.qdpx")


@given(st.integers(0, len(PROJECT)), st.text(max_size=8))
def test_only_our_errors_in_a_broken_project(at: int, noise: str) -> None:
    with contextlib.suppress(EarwitnessError):
        refi.read(packed(PROJECT[:at] + noise + PROJECT[at + len(noise) :], call=TEXT), name="x.qdpx")


def test_a_codebook_is_no_transcript() -> None:
    content = b'<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes/></CodeBook>'
    assert formats.detect(content, "x.qdc").name == "refi-qda"
    read = formats.read(content, name="x.qdc")
    assert read.transcripts == () and "codebook --from" in read.doubts[0]
    assert formats.detect(b"<p>urn:QDA</p>", "x.html").name == "html", "the control"


ORDER = {
    "Project": ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
    "CodeBook": ("Codes",),
    "Code": ("Description", "NoteRef", "Code"),
    "Case": ("Description", "CodeRef", "VariableValue", "SourceRef", "SelectionRef"),
    "TextSource": ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"),
    "Note": ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"),
    "PlainTextSelection": ("Description", "Coding", "NoteRef"),
    "Coding": ("CodeRef", "NoteRef"),
    "VariableValue": ("VariableRef", "TextValue"),
}
"""Which children an element may have and in which order, after Project.xsd 1.0."""
NEEDED = {
    "Project": ("name",), "User": ("guid",), "Code": ("guid", "name", "isCodable"), "Case": ("guid",),
    "TextSource": ("guid", "plainTextPath"), "PlainTextSelection": ("guid", "startPosition", "endPosition"),
    "Coding": ("guid",), "CodeRef": ("targetGUID",), "NoteRef": ("targetGUID",), "Variable": ("guid", "typeOfVariable"),
}  # fmt: skip


def faults_in(element: Element) -> list[str]:
    """Returns what an element of a project and all in it have against the standard."""
    name = element.tag.rpartition("}")[2]
    faults = [f"{name} without {each}" for each in NEEDED.get(name, ()) if each not in element.attrib]
    if name in ORDER:
        places = [ORDER[name].index(child.tag.rpartition("}")[2]) for child in element]
        faults += [f"{name}: order {places}"] if places != sorted(places) else []
    return faults + [fault for child in element for fault in faults_in(child)]


def test_what_is_written_keeps_to_the_standard() -> None:
    for dossiers in ([CALL], dossiers_of(formats.read(packed(PROJECT, call=TEXT), name="study.qdpx"))):
        content = refi.write(dossiers)
        root = fromstring(project_in(content))
        assert faults_in(root) == []
        made = [element.get("guid") for element in root.iter() if element.get("guid")]
        aimed = {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")}
        assert len(made) == len(set(made)) and aimed <= set(made)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            paths = [element.get("plainTextPath", "") for element in root.iter() if element.get("plainTextPath")]
            assert {"sources/" + path.removeprefix("internal://") for path in paths} == {*package.namelist()} - {
                "project.qde"
            }
            assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert faults_in(fromstring("<Case><SourceRef/><VariableValue/></Case>")) == [
        "Case without guid",
        "Case: order [3, 2]",
    ]


def test_the_places_of_passages_are_in_code_points_of_the_text() -> None:
    content = refi.write(dossiers_of(formats.read(packed(PROJECT, call=TEXT), name="study.qdpx")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = package.read(package.namelist()[1]).decode()
    for selection in fromstring(project_in(content)).iter("{urn:QDA-XML:project:1.0}PlainTextSelection"):
        start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
        assert text[start:end] == selection.get("name")
    assert said(SHIP)[0][1] == SHIP.turns[0].text
