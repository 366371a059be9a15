"""`correct`: a person mends what a transcript says. Two people at once lose nothing. The ship and all on it are invented."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.correcting import Corrected
from earwitness.actions.edits import (
    Drop,
    Edit,
    Insert,
    Language,
    Marked,
    Merge,
    Move,
    Split,
    Times,
    Voices,
    Words,
    read_edits,
)
from earwitness.errors import BadInput, Conflict, NotFound, Overtaken, WrongUsage
from earwitness.model import Access, Doubt, Mark, Word

ADA, BORIS = "Ada Example", "Boris Example"
AS_READ = [
    ("1", "Bridge", "This is the Meridian, we have water on the car deck."),
    ("2", "Watch", "How many souls are aboard?"),
    ("3", "Bridge", "A hundred and eighteen passengers, and nine of us."),
    ("4", "Watch", "Stay on this channel."),
]


def lines(desk: Desk, id: str, revision: int | None = None) -> list[tuple[str, str, str]]:
    transcript = desk.archive.catalog.transcript(id, revision)
    names = {speaker.id: "/".join(speaker.labels) for speaker in transcript.speakers}
    assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
    return [(turn.id, "+".join(names[each] for each in turn.speakers), turn.text) for turn in transcript.turns]


@pytest.fixture
def id(filed) -> str:  # type: ignore[no-untyped-def]
    return str(filed.transcripts[0])


def mend(desk: Desk, *edits: Edit, agent: str = ADA, reason: str = "") -> Corrected:
    return actions.correct(desk, edits, agent=agent, reason=reason)


def with_one(rows: list[tuple[str, str, str]], place: int, *new: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [*rows[:place], *new, *rows[place + 1 :]]


def test_the_words_of_a_turn_are_mended_and_its_id_lasts(desk: Desk, id: str) -> None:
    done = mend(desk, Words(turn=f"{id}.3", line="A hundred and eighty passengers, and nine of us. (sighs)"))
    assert (done.transcripts[0].transcript, done.transcripts[0].revision) == (id, 2)
    mended = ("3", "Bridge", "A hundred and eighty passengers, and nine of us.")
    assert lines(desk, id) == with_one(AS_READ, 2, mended)
    head = desk.archive.catalog.transcript(id)
    assert head.turns[2].marks == (Mark(type="vocal", start=48, end=48, words="sighs"),)
    assert (head.revision, head.reader) == (2, f"person:{ADA}")
    assert lines(desk, id, 1) == AS_READ, "a revision is immutable"
    assert desk.archive.catalog.acts()[-1].verb == "correct"
    actions.undo(desk, str(done.act), agent=ADA)
    assert lines(desk, id) == AS_READ


def test_a_turn_is_split_and_the_new_one_gets_the_next_free_number(desk: Desk, id: str) -> None:
    done = mend(desk, Split(turn=f"{id}.3", second="and nine", speakers=("Watch",)))
    assert done.new == (f"{id}.5",)
    assert lines(desk, id) == with_one(
        AS_READ, 2, ("3", "Bridge", "A hundred and eighteen passengers,"), ("5", "Watch", "and nine of us.")
    )
    assert desk.archive.catalog.transcript(id).turns[3].once == ("3",)


def test_split_merge_and_split_again_never_give_an_id_twice(desk: Desk, id: str) -> None:
    mend(desk, Split(turn=f"{id}.1", second="we have"))
    mend(desk, Merge(turn=f"{id}.5"))
    assert lines(desk, id) == AS_READ
    assert mend(desk, Split(turn=f"{id}.1", second="we have")).new == (f"{id}.6",)


def test_an_undone_turn_s_id_is_not_given_to_another(desk: Desk, id: str) -> None:
    act = mend(desk, Split(turn=f"{id}.1", second="we have")).act
    actions.undo(desk, str(act), agent=ADA)
    assert mend(desk, Insert(turn=id, line="Mayday.", speakers=("Bridge",))).new == (f"{id}.6",)
    assert lines(desk, id) == [("6", "Bridge", "Mayday."), *AS_READ]


def test_words_marks_and_times_are_divided_and_put_together_again(desk: Desk, id: str) -> None:
    head = desk.archive.catalog.transcript(id)
    timed = replace(
        head.turns[1], start=1000, end=5000,
        marks=(Mark(type="vocal", start=8, end=8, words="coughs"), Mark(type="quote", start=4, end=18)),
        words=(Word(0, 3, 1000, 1500), Word(4, 8, 1500, 2000), Word(9, 14, 3000, 3500), Word(15, 18, 3500, 4000)),
    )  # fmt: skip
    put(desk, id, 1, timed)
    mend(desk, Split(turn=f"{id}.2", at=9))
    first, second = desk.archive.catalog.transcript(id).turns[1:3]
    assert (first.text, first.start, first.end) == ("How many", 1000, 2000)
    assert (second.text, second.start, second.end) == ("souls are aboard?", 3000, 5000)
    assert [(mark.type, mark.start, mark.end) for mark in first.marks] == [("quote", 4, 8), ("vocal", 8, 8)]
    assert [(mark.type, mark.start, mark.end) for mark in second.marks] == [("quote", 0, 9)]
    assert second.words == (Word(0, 5, 3000, 3500), Word(6, 9, 3500, 4000))
    mend(desk, Merge(turn=f"{id}.2", into="next"))
    (one,) = [turn for turn in desk.archive.catalog.transcript(id).turns if turn.id == "2"]
    assert (one.text, one.start, one.end, one.words) == (timed.text, 1000, 5000, timed.words)
    assert one.once == ("5",)


def put(desk: Desk, id: str, place: int, turn, **fields) -> None:  # type: ignore[no-untyped-def]
    """Puts a turn in as a reader would have read it."""
    from earwitness.actions.desk import writing

    with writing(desk) as pen:
        head = desk.archive.catalog.recorded(id)
        turns = [*head.turns[:place], turn, *head.turns[place + 1 :]]
        after = replace(head, turns=tuple(turns), revision=head.revision + 1, **fields)
        pen.act("reread", [after], agent="reader", subjects=[id])


def test_turns_are_merged_moved_put_in_and_dropped(desk: Desk, id: str) -> None:
    with pytest.raises(WrongUsage, match="turns 1 and 2 are of different voices"):
        mend(desk, Merge(turn=f"{id}.2"))
    mend(
        desk, Merge(turn=f"{id}.2", speakers=("Bridge",)), Move(turn=f"{id}.4", to="up"),
        Insert(turn=f"{id}.4", line="Say again. [inaudible]", speakers=("Harbour",), start=61_000, language="en"),
        Drop(turn=f"{id}.3"), reason="3 is 118, said twice",
    )  # fmt: skip
    assert lines(desk, id) == [
        ("1", "Bridge", "This is the Meridian, we have water on the car deck. How many souls are aboard?"),
        ("4", "Watch", "Stay on this channel."),
        ("5", "Harbour", "Say again."),
    ]
    inserted = desk.archive.catalog.transcript(id).turns[2]
    assert (inserted.start, inserted.language) == (61_000, "en")
    assert inserted.marks == (Mark(type="gap", start=10, end=10, words="inaudible"),)
    with pytest.raises(WrongUsage, match="the last already"):
        mend(desk, Move(turn=f"{id}.5", to="down"))
    mend(desk, Move(turn=f"{id}.5", to="first"))
    assert [turn for turn, _, _ in lines(desk, id)] == ["5", "1", "4"]
    mend(desk, Move(turn=f"{id}.5", to=f"{id}.1"))
    assert [turn for turn, _, _ in lines(desk, id)] == ["1", "5", "4"]
    with pytest.raises(WrongUsage, match="dropped for a reason"):
        mend(desk, Drop(turn=f"{id}.1"))


def test_times_language_marks_and_voices(desk: Desk, id: str) -> None:
    mend(
        desk, Times(turn=f"{id}.1", start=1500, end=4000), Language(turn=f"{id}.1", language="ru"),
        Marked(turn=f"{id}.1", type="unclear", start=12, end=20), Voices(turn=f"{id}.1", speakers=("p2", "A passenger")),
    )  # fmt: skip
    turn = desk.archive.catalog.transcript(id).turns[0]
    assert (turn.start, turn.end, turn.language) == (1500, 4000, "ru")
    assert turn.marks == (Mark(type="unclear", start=12, end=20),)
    assert lines(desk, id)[0][1] == "Watch+A passenger"
    mend(desk, Marked(turn=f"{id}.1", type="unclear", start=12, end=20, remove=True), Times(turn=f"{id}.1", end=None))
    turn = desk.archive.catalog.transcript(id).turns[0]
    assert (turn.marks, turn.start, turn.end) == ((), 1500, None)


def test_what_is_so_already_makes_no_revision(desk: Desk, id: str) -> None:
    done = mend(desk, Words(turn=f"{id}.3", line=AS_READ[2][2]), Voices(turn=f"{id}.3", speakers=("Bridge",)))
    assert (done.act, done.transcripts, done.already) == (None, (), (f"{id}.3",))
    assert desk.archive.catalog.transcript(id).revision == 1


@pytest.mark.parametrize(
    ("edit", "error"),
    [
        (lambda id: Words(turn=f"{id}.9", line="x"), NotFound),
        (lambda id: Words(turn="t0000000000.1", line="x"), NotFound),
        (lambda id: Words(turn=f"{id}.1", line="x" * 100_001), BadInput),
        (lambda id: Words(turn=f"{id}.1", line="half \ud800"), BadInput),
        (lambda id: Words(turn=f"{id}.1"), WrongUsage),
        (lambda id: Words(turn=f"{id}.1", text="x", marks=(Mark(type="gap", start=5, end=5),)), BadInput),
        (lambda id: Split(turn=f"{id}.1", at=0), BadInput),
        (lambda id: Split(turn=f"{id}.1", at=900), BadInput),
        (lambda id: Split(turn=f"{id}.1", second="nowhere"), NotFound),
        (lambda id: Split(turn=f"{id}.1"), WrongUsage),
        (lambda id: Merge(turn=f"{id}.1"), WrongUsage),
        (lambda id: Merge(turn=f"{id}.1", into=f"{id}.4"), WrongUsage),
        (lambda id: Move(turn=f"{id}.1", to=f"{id}.99"), NotFound),
        (lambda id: Times(turn=f"{id}.1", start=5, end=4), BadInput),
        (lambda id: Times(turn=f"{id}.1", start=-5), BadInput),
        (lambda id: Language(turn=f"{id}.1", language="no language!"), BadInput),
        (lambda id: Marked(turn=f"{id}.1", type="gap", start=4, end=3), BadInput),
        (lambda id: Marked(turn=f"{id}.1", type="gap", start=4, end=4, remove=True), NotFound),
        (lambda id: Voices(turn=f"{id}.1", speakers=(" ",)), BadInput),
        (lambda id: Insert(turn=id, line=" "), BadInput),
    ],
)
def test_an_edit_that_cannot_be_carried_out_takes_the_whole_act_with_it(desk: Desk, id: str, edit, error) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(error):
        mend(desk, Words(turn=f"{id}.4", line="Stay here."), edit(id))
    assert lines(desk, id) == AS_READ
    assert len(desk.archive.catalog.acts()) == 1


# Two people at once


def test_who_was_slower_is_carried_out_where_nobody_changed_the_turn(desk: Desk, id: str) -> None:
    mend(desk, Words(turn=f"{id}.1", line="This is the Meridian.", revision=1))
    mend(desk, Split(turn=f"{id}.4", second="on this", revision=1))
    done = mend(desk, Words(turn=f"{id}.3", line="Eighty.", revision=1), agent=BORIS)
    assert (done.rebased, done.transcripts[0].revision) == ((f"{id}.3",), 4)
    assert [text for _, _, text in lines(desk, id)] == [
        "This is the Meridian.", "How many souls are aboard?", "Eighty.", "Stay", "on this channel.",
    ]  # fmt: skip


def test_of_two_who_change_one_turn_the_second_sees_both_and_decides(desk: Desk, id: str) -> None:
    mend(desk, Words(turn=f"{id}.3", line="A hundred and eighty passengers.", revision=1))
    other = Words(turn=f"{id}.3", line="A hundred and eight passengers.", revision=1)
    with pytest.raises(Overtaken) as caught:
        mend(desk, Words(turn=f"{id}.4", line="Stay here.", revision=1), other, agent=BORIS)
    (clash,) = caught.value.clashes
    assert clash.before == "Bridge: A hundred and eighteen passengers, and nine of us."
    assert clash.found == "Bridge: A hundred and eighty passengers."
    assert clash.yours == "A hundred and eight passengers."
    assert (clash.revision, clash.revision_now, clash.line) == (1, 2, "A hundred and eighty passengers.")
    assert (caught.value.exit_code, isinstance(caught.value, Conflict)) == (3, True)
    assert caught.value.facts()["clashes"][0]["turn"] == f"{id}.3"
    assert lines(desk, id)[3][2] == "Stay on this channel.", "all or nothing"
    mend(desk, replace(other, revision=2), agent=BORIS)
    assert lines(desk, id)[2][2] == "A hundred and eight passengers."


@pytest.mark.parametrize(
    "first",
    [
        lambda id: Merge(turn=f"{id}.3", speakers=("Bridge",)),
        lambda id: Drop(turn=f"{id}.3"),
        lambda id: Split(turn=f"{id}.3", second="and nine"),
        lambda id: Voices(turn=f"{id}.3", speakers=("Watch",)),
        lambda id: Times(turn=f"{id}.3", start=400),
    ],
)
def test_whatever_the_first_did_to_the_turn_the_second_is_told(desk: Desk, id: str, first) -> None:  # type: ignore[no-untyped-def]
    mend(desk, first(id), reason="it is so")
    with pytest.raises(Overtaken):
        mend(desk, Words(turn=f"{id}.3", line="Eighty.", revision=1), agent=BORIS)
    with pytest.raises(Overtaken):
        mend(desk, Merge(turn=f"{id}.4", speakers=("Watch",), revision=1), agent=BORIS)


def test_what_a_person_saw_is_compared_even_where_a_revision_of_that_number_was_undone(desk: Desk, id: str) -> None:
    act = mend(desk, Words(turn=f"{id}.3", line="Eighty.")).act
    actions.undo(desk, str(act), agent=ADA)
    mend(desk, Words(turn=f"{id}.3", line="Eight."))
    with pytest.raises(Overtaken):
        mend(desk, Words(turn=f"{id}.3", line="Eighty-one.", revision=2, was="Eighty."), agent=BORIS)
    mend(desk, Words(turn=f"{id}.3", line="Eighty-one.", revision=2, was="Eight."), agent=BORIS)


@pytest.mark.parametrize(
    "edits",
    [
        lambda id: [Words(turn=f"{id}.3", line="Eighty.", revision=1), Voices(turn=f"{id}.3", speakers=("Mate",), revision=1),
                    Times(turn=f"{id}.3", start=5, revision=1)],
        lambda id: [Split(turn=f"{id}.3", lines=("A hundred.", "And nine."), revision=1)],
        lambda id: [Merge(turn=f"{id}.2", speakers=("Bridge",), revision=1)],
        lambda id: [Insert(turn=f"{id}.2", line="Say again.", revision=1)],
        lambda id: [Drop(turn=f"{id}.2", revision=1)],
    ],
)  # fmt: skip
def test_what_is_sent_twice_is_done_once(desk: Desk, id: str, edits) -> None:  # type: ignore[no-untyped-def]
    mend(desk, *edits(id), reason="so it is")
    stands = lines(desk, id)
    again = mend(desk, *edits(id), reason="so it is")
    assert (again.act, again.transcripts) == (None, ())
    assert lines(desk, id) == stands


# What hangs on turns


def test_a_doubt_stays_on_its_turn(desk: Desk, id: str) -> None:
    head = desk.archive.catalog.recorded(id)
    put(
        desk,
        id,
        0,
        head.turns[0],
        doubts=(Doubt(what="a doubt", turn=4), Doubt(what="of all"), Doubt(what="2", turn=2)),
    )
    mend(desk, Split(turn=f"{id}.1", second="we have"), Drop(turn=f"{id}.2"), reason="not said")
    assert desk.archive.catalog.transcript(id).doubts == (Doubt(what="a doubt", turn=4), Doubt(what="of all"))
    mend(desk, Merge(turn=f"{id}.4", speakers=("Watch",)))
    assert desk.archive.catalog.transcript(id).doubts == (Doubt(what="a doubt", turn=3), Doubt(what="of all"))


def test_no_word_that_was_held_back_gets_free(desk: Desk, id: str) -> None:
    actions.describe(desk, f"{id}.3", agent=ADA, fields={"access": "restricted"})
    actions.describe(desk, f"{id}.2", agent=ADA, fields={"access": "open"})
    mend(desk, Split(turn=f"{id}.3", second="and nine"))
    mend(desk, Merge(turn=f"{id}.3", speakers=("Bridge",)))
    mend(desk, Words(turn=f"{id}.5", line="and ten of us."))
    held = {turn.id: turn.access for turn in desk.archive.catalog.transcript(id).turns}
    assert held["2"] == held["5"] == Access(kind="restricted")
    actions.describe(desk, f"{id}.p2", agent=ADA, fields={"access": "restricted"})
    mend(desk, Voices(turn=f"{id}.4", speakers=("Bridge",)))
    assert desk.archive.catalog.transcript(id).turns[-1].access == Access(kind="restricted")


def test_reading_the_source_again_keeps_what_was_corrected(desk: Desk, filed, id: str) -> None:  # type: ignore[no-untyped-def]
    mend(
        desk, Split(turn=f"{id}.1", second="we have"), Merge(turn=f"{id}.4", speakers=("Bridge",)),
        Words(turn=f"{id}.2", line="How many?"), Insert(turn=f"{id}.2", line="Well? (sighs)", speakers=("Mate",)),
    )  # fmt: skip
    stands = lines(desk, id)
    actions.reread(desk, filed.source, agent=ADA)
    assert lines(desk, id) == stands


def test_several_versions_are_mended_in_one_act(desk: Desk, add, page, id: str) -> None:  # type: ignore[no-untyped-def]
    (kitchen,) = add(page("kitchen.txt", "A call\n\nAnna: Come home.\nBoris: I cannot.\n")).added
    other = kitchen.transcripts[0]
    done = mend(desk, Words(turn=f"{id}.1", line="This is it."), Words(turn=f"{other}.1", line="Come home now."))
    assert {each.transcript for each in done.transcripts} == {id, other}
    actions.undo(desk, str(done.act), agent=ADA)
    assert lines(desk, id) == AS_READ


def test_edits_are_json_lines(id: str) -> None:
    edits = (Words(turn=f"{id}.1", line="So."), Times(turn=f"{id}.1", start=None), Merge(turn=f"{id}.2"))
    written = b"\n".join(map(msgspec.json.encode, edits)) + b"\n\n"
    assert read_edits(written, name="edits.jsonl") == edits
    with pytest.raises(BadInput, match="line 2: this is no edit"):
        read_edits(b'{"edit": "drop", "turn": "t.1"}\n{"edit": "wipe"}', name="edits.jsonl")
