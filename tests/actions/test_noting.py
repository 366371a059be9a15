"""`note`, `code`, `caution`: what people write on passages, found again with its words, and taken off."""

import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Passage
from earwitness.actions.placing import by_turn
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage
from earwitness.model import Transcript

from .conftest import ADA

BORIS = "Boris Example"


def turn(filed, number):
    return f"{filed.transcripts[0]}.{number}"


def mend(desk, filed, number, text):
    """Puts another text in the place of a turn's, as a new revision."""
    standing = desk.archive.catalog.transcript(filed.transcripts[0])
    turns = tuple(replace(each, text=text) if each.number == number else each for each in standing.turns)
    with actions.desk.writing(desk) as pen:
        revised: Transcript = replace(standing, revision=standing.revision + 1, turns=turns)
        pen.act("correct", [revised], agent=ADA, subjects=[standing.id])


def on(desk, filed):
    return actions.remarks_on(desk, filed.conversations[0])


def test_a_note_stands_on_its_words_and_moves_with_them(desk, filed):
    words = Passage(turn=turn(filed, 1), words="water on the car deck")
    done = actions.note(desk, [words], "The bow door, then?\nAsk.", agent=ADA)
    (note,) = on(desk, filed).notes
    assert (note.text, note.agent, note.act, note.can_undo) == ("The bow door, then?\nAsk.", ADA, done.act, True)
    (place,) = note.places
    text = desk.archive.catalog.turn(turn(filed, 1)).turn.text
    assert (text[place.start : place.end], place.state) == ("water on the car deck", "exact")
    mend(desk, filed, 1, "Meridian here. We have water on the car deck, a lot.")
    (place,) = on(desk, filed).notes[0].places
    assert (place.start, place.words, place.state) == (23, "water on the car deck", "exact")
    mend(desk, filed, 1, "Meridian here. We have water on the upper deck, a lot.")
    (place,) = on(desk, filed).notes[0].places
    assert (place.words, place.state) == ("water on the upper deck", "changed")
    mend(desk, filed, 1, "Nothing to report.")
    (place,) = on(desk, filed).notes[0].places
    assert (place.turn, place.start, place.words, place.state) == (None, None, "water on the car deck", "orphaned")
    assert place.turn_id == turn(filed, 1), "it says where it stood"


def test_a_selection_over_turns_is_one_note_with_a_quote_of_each(desk, filed):
    passages = (Passage(turn=turn(filed, 2), words="aboard?"), Passage(turn=turn(filed, 1), words="car deck."))
    actions.note(desk, passages, "Both.", agent=ADA)
    (note,) = on(desk, filed).notes
    assert [(place.turn, place.words) for place in note.places] == [(1, "car deck."), (2, "aboard?")]
    found = by_turn(on(desk, filed))
    assert {id: [each.id for each, _ in pairs] for id, pairs in found.items()} == {
        turn(filed, 1): [note.id], turn(filed, 2): [note.id],
    }  # fmt: skip
    run = actions.run_of(desk, turn(filed, 2), turn(filed, 4))
    assert [passage.turn for passage in run] == [turn(filed, number) for number in (2, 3, 4)]


def test_an_answer_a_new_wording_and_taking_off(desk, filed):
    done = actions.note(desk, [Passage(turn=turn(filed, 3))], "118 or 180?", agent=ADA)
    asked = done.subjects[0]
    actions.answer(desk, asked, "The manifest says 118.", agent=BORIS)
    first, second = on(desk, filed).notes
    assert (second.answers, second.agent, second.places) == (asked, BORIS, first.places)
    assert not first.can_undo, "an answer stands on it"
    with pytest.raises(Conflict):
        actions.undo(desk, done.act, agent=ADA)
    actions.reword(desk, asked, "118, or 180?", agent=BORIS, expected="118 or 180?")
    with pytest.raises(Conflict) as refused:
        actions.reword(desk, asked, "Which?", agent=ADA, expected="118 or 180?")
    assert refused.value.found == "118, or 180?"
    first = on(desk, filed).notes[0]
    assert (first.text, first.changed_by) == ("118, or 180?", BORIS)
    off = actions.withdraw(desk, second.id, agent=BORIS)
    assert [note.id for note in on(desk, filed).notes] == [asked]
    with pytest.raises(Conflict):
        actions.withdraw(desk, second.id, agent=ADA)
    actions.undo(desk, off.act, agent=ADA)
    assert [note.id for note in on(desk, filed).notes] == [asked, second.id]


def test_codes_are_put_on_passages_and_the_codebook_counts_them(desk, filed):
    actions.add_code(desk, "danger/water", agent=ADA, means="The sea comes in.")
    one = actions.code(desk, [Passage(turn=turn(filed, 1), words="water")], "danger/water", agent=ADA)
    actions.code(desk, [Passage(turn=turn(filed, 2))], "Danger", agent=BORIS)
    actions.code(desk, [Passage(turn=turn(filed, 3))], "people/count", agent=BORIS, create=True)
    assert [(code.path, code.depth, code.passages, code.passages_below) for code in actions.codebook(desk).codes] == [
        ("danger", 0, 1, 2), ("danger/water", 1, 1, 1), ("people", 0, 0, 1), ("people/count", 1, 1, 1),
    ]  # fmt: skip
    assert [(each.path, each.colour, each.places[0].words) for each in on(desk, filed).codings][:1] == [
        ("danger/water", 1, "water")
    ]
    with pytest.raises(Conflict) as twice:
        actions.code(desk, [Passage(turn=turn(filed, 1), words="water")], "water", agent=BORIS)
    assert twice.value.found == one.subjects[0]
    with pytest.raises(NotFound) as unknown:
        actions.code(desk, [Passage(turn=turn(filed, 1))], "dangers", agent=ADA)
    assert unknown.value.near[0] == "danger"
    assert [each.path for each in actions.notes(desk, code="danger").codings] == ["danger", "danger/water"]
    assert actions.notes(desk, code="danger", by=BORIS.lower()).total == 1
    assert actions.notes(desk, in_=filed.conversations[0], what="notes").total == 0


def test_the_codebook_is_renamed_moved_merged_and_retired(desk, filed):
    for path in ("grief/loss", "mourning/wake", "family"):
        actions.add_code(desk, path, agent=ADA)
    actions.code(desk, [Passage(turn=turn(filed, 1))], "mourning", agent=ADA)
    actions.rename_code(desk, "loss", "bereavement", agent=ADA, expected="loss")
    with pytest.raises(Conflict) as meanwhile:
        actions.rename_code(desk, actions.codebook(desk).codes[2].id, "absence", agent=BORIS, expected="loss")
    assert (meanwhile.value.expected, meanwhile.value.found) == ("loss", "bereavement")
    actions.move_code(desk, "bereavement", "family", agent=ADA)
    merged = actions.merge_codes(desk, "mourning", "grief", agent=ADA)
    assert [code.path for code in actions.codebook(desk).codes] == [
        "family", "family/bereavement", "grief", "grief/wake",
    ]  # fmt: skip
    assert [each.path for each in on(desk, filed).codings] == ["grief"]
    actions.undo(desk, merged.act, agent=ADA)
    assert [each.path for each in on(desk, filed).codings] == ["mourning"]
    actions.retire_code(desk, "family", agent=ADA)
    with pytest.raises(Conflict):
        actions.code(desk, [Passage(turn=turn(filed, 2))], "family", agent=ADA)
    actions.retire_code(desk, "family", agent=ADA, restore=True)
    actions.code(desk, [Passage(turn=turn(filed, 2))], "family", agent=ADA)
    for wrong in (
        lambda: actions.move_code(desk, "family", "bereavement", agent=ADA),
        lambda: actions.merge_codes(desk, "family", "family", agent=ADA),
    ):
        with pytest.raises(WrongUsage):
            wrong()
    with pytest.raises(Conflict):
        actions.rename_code(desk, "grief", "Family", agent=ADA)
    with pytest.raises(Conflict):
        actions.add_code(desk, "family/bereavement", agent=ADA)
    with pytest.raises(BadInput):
        actions.rename_code(desk, "grief", "a/b", agent=ADA)


def test_a_caution_covers_its_turn_even_when_the_words_are_mended(desk, filed):
    actions.caution(desk, [Passage(turn=turn(filed, 4), words="Stay")], "Child-harmed", agent=ADA)
    whole = actions.caution(desk, (), "grief", agent=ADA, whole=filed.conversations[0])
    first, second = on(desk, filed).cautions
    assert (first.kind, first.places[0].words, second.kind, second.whole) == (
        "child harmed", "Stay", "grief", filed.conversations[0],
    )  # fmt: skip
    mend(desk, filed, 4, "Other words.")
    (place,) = on(desk, filed).cautions[0].places
    assert (place.turn, place.words, place.state) == (4, "Other words.", "orphaned"), "it fails towards covering"
    actions.undo(desk, whole.act, agent=ADA)
    assert len(on(desk, filed).cautions) == 1
    with pytest.raises(BadInput):
        actions.caution(desk, [Passage(turn=turn(filed, 4))], "sad", agent=ADA)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001, "a\x00b"])
def test_a_note_without_words_is_refused(desk, filed, text):
    with pytest.raises(BadInput):
        actions.note(desk, [Passage(turn=turn(filed, 1))], text, agent=ADA)
    assert desk.archive.catalog.annotations() == ()


def test_passages_that_are_none_are_refused(desk, filed):
    for passages, error in (
        ((), WrongUsage),
        ([Passage(turn=turn(filed, 1), words="no such words")], NotFound),
        ([Passage(turn=turn(filed, 99))], NotFound),
        ([Passage(turn=filed.transcripts[0])], WrongUsage),
        ([Passage(turn=turn(filed, 1))] * 201, WrongUsage),
    ):
        with pytest.raises(error):
            actions.note(desk, passages, "Note.", agent=ADA)
    with pytest.raises(WrongUsage):
        actions.run_of(desk, turn(filed, 1), turn(filed, 2), "words")


def test_what_is_written_survives_a_rebuild_and_reading_again(desk, filed):
    actions.note(desk, [Passage(turn=turn(filed, 1), words="car deck")], "Here.", agent=ADA)
    before = on(desk, filed)
    actions.rebuild(desk)
    assert on(desk, filed) == before
    actions.reread(desk, filed.source, agent=ADA)
    assert on(desk, filed).notes[0].places == before.notes[0].places
