"""What people wrote, for coding tools: a REFI-QDA project with offsets and words, its codebook there and back."""

import io
import json
import zipfile
from xml.etree.ElementTree import fromstring

import pytest

from earwitness import actions, formats
from earwitness.actions import Passage
from earwitness.errors import BadInput, Refused, UnsafeInput

from .conftest import ADA
from .test_noting import mend

SPACE = "{urn:QDA-XML:project:1.0}"


@pytest.fixture
def written(desk, filed):
    """The bridge's call with a note, an answer, codes on words and on the whole, a caution, and a code in use nowhere."""
    turn = f"{filed.transcripts[0]}.1"
    noted = actions.note(desk, [Passage(turn=turn, words="car deck")], "Which?", agent=ADA).subjects[0]
    actions.answer(desk, noted, "The lower one.", agent="Boris Example")
    actions.add_code(desk, "danger/water", agent=ADA, means="The sea comes in.")
    actions.add_code(desk, "unused", agent=ADA, means="Secret.")
    actions.code(desk, [Passage(turn=turn, words="car deck")], "water", agent=ADA)
    both = [Passage(turn=turn, words="water"), Passage(turn=f"{filed.transcripts[0]}.2", words="souls")]
    actions.code(desk, both, "danger", agent="Boris Example")
    actions.caution(desk, [Passage(turn=f"{filed.transcripts[0]}.3")], "death", agent=ADA)
    actions.caution(desk, (), "grief", agent=ADA, whole=filed.conversations[0])
    return filed


def opened(content):
    """The project of a package, and the text of its first source."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        project, text = package.namelist()
        return fromstring(package.read(project)), package.read(text).decode()


def test_a_project_leaves_with_codes_notes_and_the_words(desk, written):
    exported, content = actions.export(desk, [written.conversations[0]], to="qdpx")
    assert exported.format == "qdpx"
    project, text = opened(content)
    codes = {code.get("guid"): code.get("name") for code in project.iter(f"{SPACE}Code")}
    notes = {note.get("guid"): note[0].text for note in project.iter(f"{SPACE}Note")}
    assert sorted(codes.values()) == ["danger", "death", "distressing", "grief", "water"], (
        "and none that stands nowhere"
    )
    passages = [
        (
            selection.get("name"),
            sorted(codes[ref.get("targetGUID")] for ref in selection.iter(f"{SPACE}CodeRef")),
            [notes[ref.get("targetGUID")] for ref in selection.iter(f"{SPACE}NoteRef")],
        )
        for selection in project.iter(f"{SPACE}PlainTextSelection")
    ]
    assert passages == [
        ("water", ["danger"], []),
        ("car deck", ["water"], ["Which?", "The lower one."]),
        ("souls", ["danger"], []),
        ("A hundred and eighteen passengers, and nine of us.", ["death"], []),
    ]
    for selection in project.iter(f"{SPACE}PlainTextSelection"):
        start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
        assert text[start:end] == selection.get("name")
    whole = [coding for source in project.iter(f"{SPACE}TextSource") for coding in source.findall(f"{SPACE}Coding")]
    assert [codes[coding[0].get("targetGUID")] for coding in whole] == ["grief"]
    assert {user.get("name") for user in project.iter(f"{SPACE}User")} == {ADA, "Boris Example"}
    assert all(coding.get("creationDateTime") for coding in project.iter(f"{SPACE}Coding"))
    assert actions.export(desk, [written.conversations[0]], to="qdpx")[1] == content, "the same bytes each time"


def test_the_project_is_read_back_with_its_codes(desk, written):
    content = actions.export(desk, [written.conversations[0]], to="qdpx")[1]
    (transcript,) = formats.read(content, name="study.qdpx").transcripts
    (left,) = desk.archive.catalog.transcripts_of(written.conversations[0])
    assert [(turn.text, len(turn.speakers)) for turn in transcript.turns] == [
        (turn.text, len(turn.speakers)) for turn in left.turns
    ]
    kept = [json.loads(value) for name, value in transcript.turns[0].extra if name == "coding"]
    assert [(each["code"], each["words"], each["by"]) for each in kept] == [
        ("danger", "water", "Boris Example"), ("danger/water", "car deck", ADA),
    ]  # fmt: skip


def test_words_that_were_mended_away_are_told_in_a_note(desk, written):
    mend(desk, written, 1, "Nothing to report today.")
    project, text = opened(actions.export(desk, None, to="qdpx")[1])
    assert "Nothing to report today." in text
    lost = [note[0].text for note in project.iter(f"{SPACE}Note")]
    assert any("car deck" in each and "no longer" in each for each in lost)
    assert len(list(project.iter(f"{SPACE}PlainTextSelection"))) == 2


def test_what_is_held_back_does_not_leave(desk, written):
    assert b"PK" == actions.export(desk, None, to="qdpx")[1][:2], "the control"
    actions.describe(desk, written.conversations[0], agent=ADA, fields={"access": "restricted"})
    for to in ("qdpx", "qdc"):
        with pytest.raises(Refused):
            actions.export(desk, [written.conversations[0]], to=to)
        with pytest.raises(Refused):
            actions.export(desk, None, to=to)


def test_the_codes_that_stand_on_a_call_leave_alone(desk, written):
    content = actions.export(desk, [written.conversations[0]], to="qdc")[1]
    book = fromstring(content)
    assert book.tag == "{urn:QDA-XML:codebook:1.0}CodeBook"
    assert [code.get("name") for code in book.iter("{urn:QDA-XML:codebook:1.0}Code")] == ["danger", "water"]
    assert b"Secret" not in content


def test_a_codebook_goes_out_and_comes_into_another_archive(desk, written, tmp_path):
    actions.retire_code(desk, "unused", agent=ADA)
    content = actions.write_codebook(desk, "qdc")
    own = [(code.path, code.definition, code.colour) for code in actions.codebook(desk).codes]
    with actions.init(tmp_path / "other") as other:
        done = actions.read_codebook(other, content, agent=ADA)
        assert [(code.path, code.definition, code.colour) for code in actions.codebook(other).codes] == own
        with pytest.raises(BadInput):
            actions.read_codebook(other, content, agent=ADA)  # all are there already
        actions.undo(other, done.act, agent=ADA)
        actions.read_codebook(other, actions.export(desk, None, to="qdpx")[1], agent=ADA)
        assert [code.path for code in actions.codebook(other).codes] == [
            "danger", "danger/water", "distressing", "distressing/death", "distressing/grief",
        ]  # fmt: skip


def test_a_codebook_from_elsewhere(desk):
    content = b"""<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Another"><Codes>
      <Code guid="1" name="his / her" isCodable="true" color="#ee0000"><Description>Who.</Description>
        <Code guid="2" name="names" isCodable="false"/></Code></Codes><Sets/></CodeBook>"""
    actions.read_codebook(desk, content, agent=ADA)
    first, second = actions.codebook(desk).codes
    assert (first.path, first.definition, second.path) == ("his \u2215 her", "Who.", "his \u2215 her/names")
    assert 1 <= first.colour <= 8
    for wrong in (b"<CodeBook", b"<Other/>", b"PK\x03\x04", b"<CodeBook><Codes/></CodeBook>"):
        with pytest.raises(BadInput):
            actions.read_codebook(desk, wrong, agent=ADA)
    with pytest.raises(UnsafeInput):
        actions.read_codebook(desk, b'<!DOCTYPE a [<!ENTITY b "c">]><CodeBook>&b;</CodeBook>', agent=ADA)
