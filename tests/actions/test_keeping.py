"""The search record: a search is kept with what answered it, asked again, compared, taken off, erased."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import keeping
from earwitness.errors import BadInput, BadQuery, Conflict, NotFound, WrongUsage

from .conftest import ADA, CALL, KITCHEN

DECK = """Deck and engine room. A fictional call.

Deck: The bow door is shut.
Engine: Shut, or shut and locked?
Deck: I closed it, I did not lock it.
"""


@pytest.fixture
def calls(desk, page):
    """An archive with one invented call, two to add, and the search for its door kept before either."""
    actions.add(desk, [page("bridge.txt", CALL)], agent=ADA)
    return desk


def kept(desk, query, **given):
    return actions.keep_search(desk, query, agent=ADA, **given).subjects[0]


def test_a_search_is_kept_with_what_it_asked_of_which_archive_and_what_answered(calls):
    position = calls.archive.catalog.position
    done = actions.keep_search(
        calls, ' "fictional door" OR water ', agent=ADA, name="Water", note="asked by counsel",
        narrowed={"speaker": "Bridge", "language": "", "since": None},
    )  # fmt: skip
    (shown,) = actions.searches(calls).searches
    assert (shown.id, shown.name, shown.query, shown.note) == (
        done.subjects[0],
        "Water",
        '"fictional door" OR water',
        "asked by counsel",
    )
    assert (shown.narrowed, shown.exact, shown.without) == ({"speaker": "Bridge"}, False, ())
    assert (shown.passages, shown.turns, shown.conversations, shown.whole) == (1, 1, 1, True)
    assert (shown.sequence, shown.head) == (position.sequence, position.digest)
    assert (shown.agent, shown.act) == (ADA, done.act)
    assert shown.engine.startswith("earwitness ")
    assert done.messages == (f"kept as {shown.id}: 1 passage(s), at act {position.sequence}",)


def test_nothing_found_is_kept_too(calls):
    kept(calls, "zeppelin")
    (shown,) = actions.searches(calls).searches
    assert (shown.called, shown.passages, shown.turns) == ("zeppelin", 0, 0)


def test_the_journal_says_nothing_of_what_was_asked(calls):
    kept(calls, "zeppelin", name="airships")
    journal = (calls.path / "journal.jsonl").read_text(encoding="utf-8")
    assert "zeppelin" not in journal
    assert "airships" not in journal
    objects = b"".join(file.read_bytes() for file in (calls.path / "objects").rglob("*") if file.is_file())
    assert b"zeppelin" in objects, "the control: it is in an object"


def test_what_is_new_since_and_what_is_gone(calls, page):
    kept(calls, "door OR water", name="Door")
    added = actions.add(calls, [page("kitchen.txt", KITCHEN), page("deck.txt", DECK)], agent="Bo Example")
    found = actions.compare_search(calls, "door")
    assert (found.new, found.gone, found.same, found.passages) == (2, 0, 1, 3)
    assert sorted(each.text for each in found.new_passages) == [
        "Did you close the bow door?",
        "The bow door is shut.",
    ]
    assert {(each.agent, each.act) for each in found.new_passages} == {("Bo Example", added.act)}
    bridge = next(listed.id for listed in actions.list_conversations(calls).conversations if "Bridge" in listed.title)
    erased = actions.erase(calls, actions.show(calls, bridge).sources[0].id, agent=ADA)
    found = actions.compare_search(calls, "Door")
    assert (found.new, found.gone, found.same) == (2, 1, 0)
    (gone,) = found.gone_passages
    assert (gone.why, gone.act, gone.text) == ("erased", erased.act, "")


def test_what_was_taken_back_is_gone_and_says_why(calls, page):
    added = actions.add(calls, [page("deck.txt", DECK)], agent=ADA)
    kept(calls, "door")
    actions.undo(calls, added.act, agent="Bo Example")
    (gone,) = actions.compare_search(calls, "door").gone_passages
    assert (gone.why, gone.agent) == ("undone", "Bo Example")


def test_one_passage_in_two_versions_is_not_new_when_the_other_is_added(calls, page):
    """The control is above: another passage with the word is new."""
    kept(calls, "water")
    home = actions.list_conversations(calls).conversations[0].id
    actions.add(calls, [page("bridge2.txt", CALL.replace("Watch", "Guard"))], agent=ADA, conversation=home)
    found = actions.compare_search(calls, "water")
    assert (found.turns, found.passages, found.new, found.gone) == (2, 1, 0, 0)


def test_a_search_is_asked_again_and_then_compared_with_that(calls, page):
    first = kept(calls, "door", name="Door")
    actions.add(calls, [page("deck.txt", DECK)], agent=ADA)
    assert actions.compare_search(calls, "Door").new == 1
    again = actions.run_again(calls, "Door", agent="Bo Example").subjects[0]
    assert actions.compare_search(calls, "Door").new == 0
    assert actions.compare_search(calls, first).new == 0
    (shown,) = actions.searches(calls).searches
    assert (shown.id, shown.runs, actions.searches(calls, runs=True).total) == (first, 1, 2)
    asked, runs = actions.kept_of(calls, "Door")
    assert (asked.passages, [(run.id, run.passages, run.agent) for run in runs]) == (0, [(again, 1, "Bo Example")])
    assert [hit.text for hit in actions.ask_again(calls, "Door").hits] == ["The bow door is shut."]


def test_it_is_named_noted_forgotten_and_brought_back(calls):
    id = kept(calls, "water")
    actions.rename_search(calls, "water", "  Water  on deck ", agent=ADA)
    actions.note_search(calls, id, "for the report", agent=ADA)
    (shown,) = actions.searches(calls).searches
    assert (shown.name, shown.note, shown.called) == ("Water on deck", "for the report", "Water on deck")
    with pytest.raises(Conflict, match="is called “Water on deck” already"):
        kept(calls, "deck", name="water ON deck")
    forgotten = actions.forget_search(calls, "Water on deck", agent=ADA)
    assert actions.searches(calls).total == 0
    actions.undo(calls, forgotten.act, agent=ADA)
    assert actions.searches(calls).searches == (shown,)


def test_keeping_is_taken_back_but_not_from_under_a_later_asking(calls):
    done = actions.keep_search(calls, "water", agent=ADA)
    again = actions.run_again(calls, "water", agent=ADA)
    with pytest.raises(Conflict, match=again.act):
        actions.undo(calls, done.act, agent=ADA)
    actions.undo(calls, again.act, agent=ADA)
    undone = actions.undo(calls, done.act, agent=ADA)
    assert actions.searches(calls).total == 0
    actions.undo(calls, undone.act, agent=ADA)
    assert actions.searches(calls).total == 1


def test_the_record_survives_a_rebuild_and_the_archive_verifies(calls):
    kept(calls, "water", name="Water")
    actions.run_again(calls, "Water", agent=ADA)
    before = calls.archive.catalog.content_digest()
    record = actions.searches(calls, runs=True)
    actions.rebuild(calls)
    assert calls.archive.catalog.content_digest() == before
    assert actions.searches(calls, runs=True) == record
    assert actions.verify(calls).faults == ()


def test_a_record_that_was_tampered_with_is_found(calls):
    import sqlite3

    kept(calls, "water")
    calls.archive.catalog.close()
    with sqlite3.connect(calls.path / "catalog.sqlite") as connection:
        connection.execute("UPDATE searches SET found = ''")
    assert any("search q" in str(fault.expected) for fault in actions.verify(calls).faults)


def test_an_erased_search_leaves_no_word_of_itself(calls):
    id = kept(calls, "zeppelin", name="airships", reason="a tip")
    actions.note_search(calls, id, "about hydrogen", agent=ADA)
    run = actions.run_again(calls, id, agent=ADA).subjects[0]
    done = actions.erase(calls, id, agent=ADA)
    assert set(done.subjects) == {id, run}
    assert actions.searches(calls, runs=True).total == 0
    everything = b"".join(file.read_bytes() for file in calls.path.rglob("*") if file.is_file())
    for word in (b"zeppelin", b"airships", b"hydrogen", b"a tip"):
        assert word not in everything, word
    assert actions.verify(calls).faults == ()
    with pytest.raises(NotFound):
        actions.compare_search(calls, id)


def test_others_are_counted_only_what_they_may_see(calls, page):
    kept(calls, "door OR water", name="Door")
    private = actions.add(calls, [page("kitchen.txt", KITCHEN)], agent=ADA, access="restricted")
    actions.add(calls, [page("deck.txt", DECK)], agent=ADA)
    actions.run_again(calls, "Door", agent=ADA)
    mine, theirs = (actions.searches(calls, runs=True, audience=each).searches[0] for each in ("keeper", "others"))
    assert (mine.passages, theirs.passages, theirs.conversations, theirs.turns) == (3, 2, 2, None)
    compared = actions.compare_search(calls, "Door", audience="others")
    assert (compared.passages, compared.new, compared.gone) == (2, 0, 0)
    first = actions.searches(calls).searches[0].id
    closed = actions.list_conversations(calls).conversations
    deck = next(listed.id for listed in closed if "Deck" in listed.title)
    actions.describe(calls, deck, agent=ADA, fields={"access": "restricted"})
    compared = actions.compare_search(calls, first, audience="others")
    assert (compared.passages, compared.gone, compared.gone_passages) == (1, 0, ()), "what is withheld never was there"
    assert private.added[0].conversations[0] not in actions.write_searches(calls, "json", audience="others").decode()
    assert actions.compare_search(calls, "Door").same == 3, "the control"


def test_a_search_of_what_is_gone_finds_nothing_and_says_so(calls, page):
    added = actions.add(calls, [page("deck.txt", DECK)], agent=ADA)
    home = added.added[0].conversations[0]
    kept(calls, "door", name="Door", narrowed={"in": home})
    actions.erase(calls, added.added[0].source, agent=ADA)
    found = actions.compare_search(calls, "Door")
    assert (found.passages, found.gone) == (0, 1)
    assert home in found.notices[0]


def test_too_much_to_be_told_keeps_the_counts(calls, monkeypatch):
    monkeypatch.setattr("earwitness.actions.answered.MOST", 1)
    done = actions.keep_search(calls, "the OR on OR many", agent=ADA, name="Many")
    assert "only the counts" in done.messages[0]
    (shown,) = actions.searches(calls).searches
    assert (shown.passages, shown.whole) == (3, False)
    assert calls.archive.catalog.found_by(shown.id) == ()
    found = actions.compare_search(calls, "Many")
    assert (found.whole, found.new, found.passages) == (False, 0, 3)


def test_the_glossary_is_part_of_what_was_asked(calls):
    term = {
        "term": "souls",
        "language": ["en"],
        "forms": ["passenger"],
        "meaning": "People aboard.",
        "source": "a test",
    }
    kept(calls, "souls", name="Souls")
    kept(calls, "souls", name="Souls alone", without=("glossary",))
    actions.add_term(calls, term, agent=ADA)
    found = actions.compare_search(calls, "Souls")
    assert (found.new, [each.text[:30] for each in found.new_passages]) == (1, ["A hundred and eighteen passeng"])
    assert found.notices == ("the glossary was changed since, so other words may be found for its terms",)
    alone = actions.compare_search(calls, "Souls alone")
    assert (alone.new, alone.notices) == (0, ())


def test_news_names_what_finds_more_and_nothing_else(calls, page):
    from earwitness.actions.renewed import news

    kept(calls, "door", name="Door")
    kept(calls, "zeppelin")
    assert news(calls) == ()
    actions.add(calls, [page("deck.txt", DECK)], agent=ADA)
    assert [(shown.name, new) for shown, new in news(calls)] == [("Door", 1)]
    actions.run_again(calls, "Door", agent=ADA)
    assert news(calls) == ()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"query": "  "}, BadInput),
        ({"query": '"open'}, BadQuery),
        ({"query": "a", "name": "x" * 121}, BadInput),
        ({"query": "a", "name": "q0123456789"}, BadInput),
        ({"query": "a", "note": "\x07"}, BadInput),
        ({"query": "a", "narrowed": {"colour": "red"}}, WrongUsage),
        ({"query": "a", "narrowed": {"in": "c0123456789"}}, NotFound),
        ({"query": "a", "without": ("reason",)}, WrongUsage),
        ({"query": "a", "agent": " "}, WrongUsage),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_written(calls, given, error):
    before = calls.archive.catalog.position
    with pytest.raises(error):
        actions.keep_search(calls, **{"agent": ADA, **given})
    assert calls.archive.catalog.position == before


def test_an_unknown_search_has_near_ones(calls):
    kept(calls, "water", name="Water on deck")
    with pytest.raises(NotFound) as raised:
        keeping.one_of(calls, "water on the deck")
    assert raised.value.near == ("Water on deck",)
