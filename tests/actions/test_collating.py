"""`collate`: two tellings of a call in an archive, linked, and what differs."""

import json
from xml.etree import ElementTree

import msgspec
import pytest

from earwitness import actions
from earwitness.errors import NotFound, Refused, WrongUsage

from .conftest import ADA, CALL

RETOLD = """The bridge and the coast guard

Captain: Meridian here. There is water on the car deck.
Station: How many souls are aboard?
Captain: A hundred and eighty passengers and nine of us.
"""
"""The same call, told by another: one number differs and the last turn is gone."""


@pytest.fixture
def pair(desk, page, add):
    """The conversation of the call in two tellings, by its id."""
    first, second = (
        added.conversations[0] for added in (*add(page("a.txt", CALL)).added, *add(page("b.txt", RETOLD)).added)
    )
    actions.link(desk, first, second, agent=ADA)
    return first


def test_two_tellings(desk, pair):
    found = actions.collate(desk, pair)
    document = json.loads(msgspec.json.encode(found))
    one, other = document["transcripts"]
    (alignment,) = document["alignments"]
    assert alignment["pairs"] == [[[1], [1]], [[2], [2]], [[3], [3]], [[4], []]]
    material = [variant for variant in document["variants"] if variant["material"]]
    assert [
        (variant["kind"], variant["chosen"], [(r["transcript"], r["turn"], r["words"]) for r in variant["readings"]])
        for variant in material
    ] == [("number", None, [(one, 3, "hundred and eighteen"), (other, 3, "hundred and eighty")])]
    assert document["gaps"] == [{"transcript": other, "other": one, "turns": [4], "alone": [4]}]
    assert document["fullest"] == one
    for reading in material[0]["readings"]:
        shown = next(each for each in actions.show(desk, pair).transcripts if each.id == reading["transcript"])
        assert shown.turns[reading["turn"] - 1].text[reading["start"] : reading["end"]] == reading["words"]


def test_a_transcript_names_its_conversation_and_the_same_answer_comes_twice(desk, pair):
    found = actions.collate(desk, pair)
    assert actions.collate(desk, found.transcripts[1]) == found


def test_one_telling_has_nothing_to_differ_from(desk, page, add):
    (only,) = add(page("a.txt", CALL)).added[0].conversations
    found = actions.collate(desk, only)
    assert (len(found.transcripts), found.alignments, found.variants) == (1, (), ())


def test_every_format_is_written(desk, pair, tmp_path):
    html = actions.collate_to(desk, pair, to="html")[1].decode()
    assert '<mark class="material" title="number">hundred and eighty</mark>' in html
    assert "hundred and eighteen" in actions.collate_to(desk, pair, to="csv")[1].decode("utf-8-sig")
    readings = ElementTree.fromstring(actions.collate_to(desk, pair, to="tei")[1]).iter(
        "{http://www.tei-c.org/ns/1.0}rdg"
    )
    assert "hundred and eighteen" in [reading.text for reading in readings]
    collation, content = actions.collate_to(desk, pair, to="json", output=tmp_path / "versions.json")
    assert content == b""
    written = msgspec.json.decode((tmp_path / "versions.json").read_bytes())
    assert written == json.loads(msgspec.json.encode(collation))


def test_what_is_held_back_is_not_written_and_the_keeper_still_sees_it(desk, pair):
    actions.describe(desk, pair, agent=ADA, fields={"access": "restricted"})
    with pytest.raises(Refused):
        actions.collate_to(desk, pair, to="html")
    assert actions.collate(desk, pair).variants


def test_wrong_words_are_refused(desk, pair):
    with pytest.raises(WrongUsage):
        actions.collate_to(desk, pair, to="pdf")
    with pytest.raises(NotFound):
        actions.collate(desk, "c0000000000")
