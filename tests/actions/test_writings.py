"""What people wrote, as files: W3C Web Annotations, coded passages as a table, the codebook there and back."""

import csv
import io
import json

import pytest

from earwitness import actions
from earwitness.actions import Passage
from earwitness.errors import BadInput, Refused
from earwitness.model import from_token

from .conftest import ADA


@pytest.fixture
def written(desk, filed):
    """The bridge's call with a note, an answer, a code and two cautions on it."""
    turn = f"{filed.transcripts[0]}.1"
    noted = actions.note(desk, [Passage(turn=turn, words="car deck")], "Which?", agent=ADA).subjects[0]
    actions.answer(desk, noted, "The lower one.", agent="Boris Example")
    actions.add_code(desk, "=danger/water", agent=ADA, means="The sea comes in.")
    actions.code(desk, [Passage(turn=turn, words="water")], "water", agent=ADA)
    actions.caution(desk, [Passage(turn=f"{filed.transcripts[0]}.3")], "death", agent=ADA)
    actions.caution(desk, (), "grief", agent=ADA, whole=filed.conversations[0])
    return filed


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_web_annotations_hold_the_words_and_where_they_stand(desk, written):
    exported, content = actions.export(desk, [written.conversations[0]], to="annotations")
    assert (exported.format, exported.losses) == ("annotations", ())
    collection = json.loads(content)
    assert (collection["@context"], collection["type"], collection["total"]) == (
        "http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", 5,
    )  # fmt: skip
    note, answer, coding, death, grief = collection["first"]["items"]
    assert (note["motivation"], note["creator"]["name"], note["body"]["value"]) == ("commenting", ADA, "Which?")
    quoted, place = note["target"]["selector"]
    assert (quoted["type"], quoted["exact"], quoted["prefix"]) == (
        "TextQuoteSelector", "car deck", "the Meridian, we have water on the ",
    ) or quoted["exact"] == "car deck"  # fmt: skip
    text = desk.archive.catalog.turn(f"{written.transcripts[0]}.1").turn.text
    assert text[place["start"] : place["end"]] == "car deck"
    assert note["target"]["source"].endswith(f":{written.transcripts[0]}.1")
    assert (answer["motivation"], answer["target"][0]) == ("replying", note["id"])
    assert (coding["motivation"], coding["body"]["value"]) == ("classifying", "=danger/water")
    assert (death["body"]["value"], grief["target"]) == (
        "distressing: death", note["id"].rpartition(":")[0] + ":" + written.conversations[0],
    )  # fmt: skip


def test_coded_passages_are_a_table_whose_citations_resolve(desk, written):
    _, content = actions.export(desk, None, to="codings")
    (row,) = rows(content)
    assert (row["quote"], row["code"], row["by"], row["turn"]) == ("water", "'=danger/water", ADA, "1"), "no formula"
    assert from_token(row["citation"].removeprefix("/cite/")).exact == "water"
    actions.describe(desk, written.conversations[0], agent=ADA, fields={"terms": "for us", "forbids": "citation"})
    assert rows(actions.export(desk, None, to="codings")[1])[0]["citation"] == ""
    actions.describe(desk, written.conversations[0], agent=ADA, fields={"access": "restricted"})
    for to in ("codings", "annotations"):
        with pytest.raises(Refused):
            actions.export(desk, [written.conversations[0]], to=to)


def test_a_codebook_goes_out_and_comes_into_another_archive(desk, written, tmp_path):
    content = actions.write_codebook(desk)
    assert [(row["code"], row["means"], row["passages"]) for row in rows(content)] == [
        ("'=danger", "", "1"), ("'=danger/water", "The sea comes in.", "1"),
    ]  # fmt: skip
    with actions.init(tmp_path / "other") as other:
        actions.add_code(other, "family", agent=ADA)
        done = actions.read_codebook(other, content, agent=ADA)
        assert [(code.path, code.definition) for code in actions.codebook(other).codes] == [
            ("=danger", ""), ("=danger/water", "The sea comes in."), ("family", ""),
        ]  # fmt: skip
        with pytest.raises(BadInput):
            actions.read_codebook(other, content, agent=ADA)  # all are there already
        actions.undo(other, done.act, agent=ADA)
        assert [code.path for code in actions.codebook(other).codes] == ["family"]
        for wrong in (b"name,means\nx,y\n", b"code\n//\n", b"\xff\xfe", b""):
            with pytest.raises(BadInput):
                actions.read_codebook(other, wrong, agent=ADA)
