"""`notes --from`: W3C Web Annotations come in as notes, codings and cautions, or are told as not placed."""

import json

import pytest

from earwitness import actions
from earwitness.actions import Passage
from earwitness.errors import BadInput, NotFound

from .conftest import ADA, CALL

INES = {"type": "Person", "name": "Ines Marlow"}


def take(desk, given, **said):
    return actions.read_annotations(desk, json.dumps(given).encode(), agent=ADA, **said)


def on_words(exact, body="Which?", *, id="https://elsewhere.example/1", **said):
    target = {
        "source": "https://elsewhere.example/call",
        "selector": {"type": "TextQuoteSelector", "exact": exact, **said},
    }
    return {
        "id": id,
        "type": "Annotation",
        "creator": INES,
        "created": "2031-11-16T09:00:00Z",
        "body": body,
        "target": target,
    }


def on(desk, filed):
    return actions.remarks_on(desk, filed.conversations[0])


def test_what_is_exported_comes_back_once_in_this_archive_and_in_another(desk, filed, page, tmp_path):
    turn = f"{filed.transcripts[0]}.1"
    noted = actions.note(desk, [Passage(turn=turn, words="car deck")], "Which?", agent=ADA).subjects[0]
    actions.answer(desk, noted, "The lower one.", agent="Boris Example")
    actions.code(desk, [Passage(turn=turn, words="water")], "danger/water", agent=ADA, create=True)
    actions.caution(desk, [Passage(turn=f"{filed.transcripts[0]}.3")], "death", agent=ADA)
    before = on(desk, filed)
    _, content = actions.export(desk, [filed.conversations[0]], to="annotations")
    again = actions.read_annotations(desk, content, agent=ADA)
    assert ([item.status for item in again.items], again.act) == (["already"] * 4, None)
    assert on(desk, filed) == before
    with actions.init(tmp_path / "other") as other:
        (item,) = actions.add(other, [page("same.txt", CALL)], agent=ADA).added
        taken = actions.read_annotations(other, content, agent="Clara Example")
        assert [each.status for each in taken.items] == ["placed"] * 4
        remarks = on(other, item)
        first, second = remarks.notes
        assert (first.places[0].words, second.answers, first.agent) == ("car deck", first.id, "Clara Example")
        assert first.text.startswith("Which?\n\n— Ada Example, ")
        assert [(each.path, each.places[0].words) for each in remarks.codings] == [("danger/water", "water")]
        assert [(each.kind, each.places[0].turn) for each in remarks.cautions] == [("death", 3)]
        assert {each.status for each in actions.read_annotations(other, content, agent=ADA).items} == {"already"}
        actions.undo(other, taken.act, agent=ADA)
        assert on(other, item) == type(remarks)()
        assert {each.status for each in actions.read_annotations(other, content, agent=ADA).items} == {"placed"}
        assert len(on(other, item).notes) == 2


def test_words_of_strangers_are_placed_where_one_place_fits_and_never_guessed(desk, filed):
    given = [
        on_words("this  channel", prefix="Stay on "),
        on_words("on", id="b"),
        on_words("on", id="c", prefix="Watch: Stay ", suffix=" this channel."),
        on_words("no such words", id="d"),
        on_words("How many", id="e", suffix=" bodies"),
    ]
    taken = take(desk, given, dry_run=True)
    assert on(desk, filed).notes == () and taken.act is None
    taken = take(desk, {"type": "AnnotationPage", "items": given}, in_=filed.conversations)
    assert [(item.status, item.why) for item in taken.items] == [
        ("placed", ""), ("not placed", "the words stand at several places"), ("placed", ""),
        ("not placed", "the words are nowhere here"), ("not placed", "the words are nowhere here"),
    ]  # fmt: skip
    assert {(each.text, each.places[0].turn, each.places[0].words) for each in on(desk, filed).notes} == {
        ("Which?\n\n— Ines Marlow, 2031-11-16", 4, "this channel"), ("Which?\n\n— Ines Marlow, 2031-11-16", 4, "on"),
    }  # fmt: skip
    assert {item.status for item in take(desk, given[0]).items} == {"already"}


def test_an_answer_waits_for_what_it_answers(desk, filed):
    answer = {"id": "b", "motivation": "replying", "body": "Yes.", "target": "a"}
    lost = {"id": "c", "motivation": "replying", "body": "No.", "target": "z"}
    taken = take(desk, [answer, on_words("car deck", id="a"), lost])
    assert [item.status for item in taken.items] == ["placed", "placed", "not placed"]
    asked = next(each for each in on(desk, filed).notes if each.answers is None)
    assert [each.text for each in on(desk, filed).notes if each.answers == asked.id] == ["Yes."]


@pytest.mark.parametrize(
    "item",
    [
        None, 7, "x", [], {}, {"target": []}, {"body": 3, "target": 4}, {"id": 5, "body": {"value": {}}, "target": {}},
        {"body": "x", "target": {"source": [], "selector": [[], 3, {"type": [], "refinedBy": 3}]}},
        {"body": {"value": "x", "purpose": {}}, "motivation": 3, "target": "t0000000000.1"},
        {"body": "x", "target": "c0000000000"}, on_words("car deck", ""), on_words("car deck", "x" * 30_000),
        on_words("car deck", {"value": "a//b", "purpose": "classifying"}),
        on_words("car deck", {"value": "distressing: mood", "purpose": "tagging"}),
        on_words("car deck", {"value": "x", "purpose": "linking"}), on_words("car deck" * 1_000),
        on_words(7), on_words("car deck", prefix=7, body="\x00"),
    ],
)  # fmt: skip
def test_what_is_none_is_listed_and_the_good_ones_are_kept(desk, filed, item):
    taken = take(desk, [item, on_words("car deck", id="good")])
    assert [each.status for each in taken.items] == ["not placed", "placed"]
    assert taken.items[0].why
    assert actions.codebook(desk).codes == ()


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"{}", b"3", b"[" * 100_000, b'{"first": {"items": [], "next": "p2"}}']
)
def test_a_file_that_is_none_is_refused(desk, filed, content):
    with pytest.raises(BadInput):
        actions.read_annotations(desk, content, agent=ADA)
    with pytest.raises(NotFound):
        take(desk, [], in_=["c0000000000"])
