"""After any acts the index is what a rebuild makes, also where an act cost it only the turns that were written on."""

import tantivy

from earwitness import actions
from earwitness.actions import Passage
from earwitness.index import fields
from earwitness.index.position import whole

from .conftest import ADA, CALL


def known(desk):
    """Returns every document of the index as its terms and values, field by field, in the lasting order."""
    folder = desk.path / "search"
    index = tantivy.Index.open(str(folder / whole(folder).folder))
    index.reload()
    searcher = index.searcher()
    every = [address for _, address in searcher.search(tantivy.Query.all_query(), 1000).hits]
    keys, orders = (searcher.fast_field_values(name, every) for name in ("passage", "order"))
    found = {order: {("passage", key)} for key, order in zip(keys, orders, strict=True)}
    for name in ("text", "exact", "speaker", "note", "note_exact", "code", "code_label", "note_there", "conversation"):
        for term, _ in searcher.terms_with_prefix(name, ""):
            matching = searcher.search(tantivy.Query.term_query(index.schema, name, term), 1000).hits
            for order in searcher.fast_field_values("order", [address for _, address in matching]) if matching else ():
                found[order].add((name, term))
    assert len(found) == len(every), "each turn is there once"
    return found


def held_against_a_rebuild(desk):
    followed = known(desk)
    actions.rebuild(desk)
    assert followed == known(desk)
    return followed


def test_what_is_written_leaves_the_index_as_a_rebuild_makes_it(desk, filed):
    turn = f"{filed.transcripts[0]}.1"
    other = f"{filed.transcripts[0]}.3"
    bare = held_against_a_rebuild(desk)
    noted = actions.note(desk, [Passage(turn=turn)], "The bow door.", agent=ADA).subjects[0]
    assert held_against_a_rebuild(desk) != bare, "the control: the index tells of notes"
    actions.code(desk, [Passage(turn=other)], "danger/water", agent=ADA, create=True)
    actions.reword(desk, noted, "The stern gate.", agent=ADA)
    actions.rename_code(desk, "danger", "peril", agent=ADA)
    held_against_a_rebuild(desk)
    off = actions.withdraw(desk, noted, agent=ADA)
    held_against_a_rebuild(desk)
    actions.undo(desk, off.act, agent=ADA)
    held_against_a_rebuild(desk)
    again = actions.note(desk, [Passage(turn=other)], "Once more.", agent=ADA)
    actions.undo(desk, again.act, agent=ADA)
    held_against_a_rebuild(desk)
    actions.describe(desk, turn, agent=ADA, fields={"access": "restricted"})
    actions.note(desk, [Passage(turn=other)], "After another act.", agent=ADA)
    held_against_a_rebuild(desk)


def test_a_note_costs_the_turns_that_are_written_on(desk, filed, monkeypatch):
    told = []
    made = fields.documents
    monkeypatch.setattr("earwitness.index.build.documents", lambda *given: told.extend(made(*given)) or told)
    actions.note(desk, [Passage(turn=f"{filed.transcripts[0]}.2")], "One turn.", agent=ADA)
    assert [document["number"] for document in told] == [2]


def test_turns_stay_in_their_passages_when_something_is_written_on_them(desk, page):
    first = actions.add(desk, [page("one.txt", CALL)], agent=ADA).added[0]
    second = actions.add(
        desk, [page("two.txt", CALL + "Watch: Out.\n")], agent=ADA, conversation=first.conversations[0]
    )
    found = actions.search(desk, "channel")
    assert (found.total, found.turns) == (1, 2), "two versions of one turn"
    actions.note(desk, [Passage(turn=f"{first.transcripts[0]}.4")], "Both have it.", agent=ADA)
    found = actions.search(desk, "channel")
    assert (found.total, found.turns) == (1, 2)
    assert (
        actions.search(desk, "note:both").hits[0].transcript == first.transcripts[0] != second.added[0].transcripts[0]
    )
    held_against_a_rebuild(desk)


def test_an_index_far_behind_is_made_anew_and_keeps_what_was_worked_out(desk, filed, page, monkeypatch):
    monkeypatch.setattr("earwitness.actions.indexing.MANY", 1)
    desk.kept.put("proposals", "archive", "1 x", "kept")
    before = whole(desk.path / "search").folder
    actions.add(desk, [page("one.txt", CALL + "Watch: Over.\n")], agent=ADA)
    assert whole(desk.path / "search").folder == before, "the control: one of two is brought up to date"
    actions.describe(desk, filed.conversations[0], agent=ADA, fields={"genre": "call"})
    for name in ("two", "three", "four"):
        page(f"{name}.txt", CALL + f"Watch: {name}.\n")
    actions.add(desk, [str(desk.path.parent / f"{name}.txt") for name in ("two", "three", "four")], agent=ADA)
    assert whole(desk.path / "search").folder != before
    assert desk.kept.keys("proposals")
    held_against_a_rebuild(desk)
