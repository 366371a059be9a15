"""What people wrote and settled follows its words through corrections, or says that it is orphaned. All of it is invented."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk, Passage
from earwitness.actions.edits import Drop, Merge, Move, Split, Words
from earwitness.model import Match

ADA = "Ada Example"
CALL = """Bridge and coast guard

Bridge: Yes. We have water on the deck. Yes.
Watch: Yes.
Bridge: A hundred and eighteen passengers, and nine of us.
Watch: Yes.
Bridge: Hold on.
"""


@pytest.fixture
def id(desk: Desk, add, page) -> str:  # type: ignore[no-untyped-def]
    (item,) = add(page("call.txt", CALL)).added
    return str(item.transcripts[0])


def place(desk: Desk, id: str) -> list[tuple[str, int | None, str]]:
    """Where each note stands: the turn's local id, the place in it, how it was found."""
    shown = actions.remarks_on(desk, desk.archive.catalog.transcript(id).conversation)
    remarks = (*shown.notes, *shown.codings, *shown.cautions)
    return [(each.turn_id.partition(".")[2], each.start, each.state) for remark in remarks for each in remark.places]


def note(desk: Desk, turn: str, words: str | None = None, prefix: str = "", suffix: str = "") -> None:
    actions.note(desk, [Passage(turn=turn, words=words, prefix=prefix, suffix=suffix)], "A note.", agent=ADA)


def mend(desk: Desk, *edits) -> str:  # type: ignore[no-untyped-def]
    return str(actions.correct(desk, edits, agent=ADA, reason="so it is").act)


def test_words_go_with_the_half_that_has_them_and_come_back_with_an_undo(desk: Desk, id: str) -> None:
    note(desk, f"{id}.3", "nine of us")
    note(desk, f"{id}.3", "A hundred")
    act = mend(desk, Split(turn=f"{id}.3", second="and nine"))
    assert place(desk, id) == [("6", 4, "moved"), ("3", 0, "exact")]
    mend(desk, Words(turn=f"{id}.6", line="and ninety-nine of us."), Move(turn=f"{id}.6", to="first"))
    assert place(desk, id)[0] == ("6", 4, "changed") or place(desk, id)[0][0] == "6"
    actions.undo(desk, actions.log(desk).acts[0].id, agent=ADA)
    actions.undo(desk, act, agent=ADA)
    assert place(desk, id) == [("3", 39, "exact"), ("3", 0, "exact")]


def test_a_short_word_goes_with_its_own_half_not_with_the_one_that_also_has_it(desk: Desk, id: str) -> None:
    note(desk, f"{id}.1", "Yes", prefix="on the deck. ")
    assert place(desk, id) == [("1", 32, "exact")]
    mend(desk, Split(turn=f"{id}.1", second="We have"))
    assert place(desk, id) == [("6", 27, "moved")]
    mend(desk, Merge(turn=f"{id}.6", into="previous"))
    assert place(desk, id) == [("1", 32, "exact")]


def test_a_short_turn_that_was_merged_is_found_in_the_one_that_took_it(desk: Desk, id: str) -> None:
    note(desk, f"{id}.4")
    assert place(desk, id) == [("4", 0, "exact")]
    act = mend(desk, Merge(turn=f"{id}.4", into="next", speakers=("Watch",)))
    # “Yes.” stands in three other turns; only one of them took over the words of this.
    assert place(desk, id) == [("4", 0, "exact")]
    actions.undo(desk, act, agent=ADA)
    act = mend(desk, Merge(turn=f"{id}.4", into="previous", speakers=("Watch",)))
    assert place(desk, id) == [("3", 51, "moved")]
    actions.undo(desk, act, agent=ADA)
    assert place(desk, id) == [("4", 0, "exact")]


def test_words_through_which_a_split_runs_keep_the_larger_part(desk: Desk, id: str) -> None:
    note(desk, f"{id}.3")
    mend(desk, Split(turn=f"{id}.3", second="and nine"))
    assert place(desk, id) == [("3", 0, "changed")]


def test_words_that_are_gone_are_orphaned_and_never_put_elsewhere(desk: Desk, id: str) -> None:
    note(desk, f"{id}.2")
    note(desk, f"{id}.3", "nine of us")
    mend(desk, Drop(turn=f"{id}.2"), Words(turn=f"{id}.3", line="A hundred and eighteen."))
    assert [(turn, state) for turn, _, state in place(desk, id)] == [("2", "orphaned"), ("3", "orphaned")]


def test_a_warning_covers_every_turn_that_has_words_of_what_it_covered(desk: Desk, id: str) -> None:
    actions.caution(desk, [Passage(turn=f"{id}.3")], "death", agent=ADA)
    mend(desk, Split(turn=f"{id}.3", second="and nine"))
    assert [turn for turn, _, _ in place(desk, id)] == ["3", "6"]
    mend(desk, Merge(turn=f"{id}.3", into="previous", speakers=("Watch",)), Words(turn=f"{id}.6", line="and ten."))
    assert [turn for turn, _, _ in place(desk, id)] == ["2", "6"]
    shown = actions.show(desk, id)
    from earwitness.actions.covering import Covering

    assert [turn.id.partition(".")[2] for turn in shown.transcripts[0].turns if Covering(shown).on(turn.id)] == [
        "2",
        "6",
    ]


def test_a_citation_is_found_again(desk: Desk, id: str) -> None:
    cited = actions.cite(desk, f"{id}.3", words="nine of us")
    mend(desk, Split(turn=f"{id}.3", second="and nine"), Move(turn=f"{id}.6", to="first"))
    found = actions.resolve(desk, cited.token)
    assert (found.state, found.words, found.corrected, found.turn) == ("moved", "nine of us", True, 1)


def test_what_was_said_of_matching_turns_holds_for_those_that_have_their_words(desk: Desk, add, page, id: str) -> None:  # type: ignore[no-untyped-def]
    conversation = desk.archive.catalog.transcript(id).conversation
    (other,) = add(page("other.txt", CALL.replace("Yes.", "Aye.")), conversation=conversation).added
    (theirs,) = other.transcripts
    actions.match(desk, [f"{id}.3"], [f"{theirs}.3"], agent=ADA)

    def matched() -> tuple[tuple[str, ...], tuple[str, ...]]:
        (one,) = desk.archive.catalog.decisions([id, theirs])
        assert isinstance(one.decision, Match)
        return one.decision.a_turns, one.decision.b_turns

    act = mend(
        desk, Split(turn=f"{id}.3", second="and nine"), Merge(turn=f"{theirs}.3", into="previous", speakers=("Watch",))
    )
    assert matched() == (("3", "6"), ("2",))
    pairs = actions.collate(desk, conversation).alignments[0].pairs
    assert ((3, 4), (2,)) in pairs
    actions.undo(desk, act, agent=ADA)
    assert matched() == (("3",), ("3",))


def test_an_excerpt_s_link_holds_for_both_halves(desk: Desk, add, page, id: str) -> None:  # type: ignore[no-untyped-def]
    conversation = desk.archive.catalog.transcript(id).conversation
    (press,) = add(
        page(
            "press.txt", "The press\n\nBridge: A hundred and eighteen passengers, and nine of us.\nMate: Other words.\n"
        )
    ).added
    (excerpt,) = press.transcripts
    actions.describe(desk, excerpt, agent=ADA, fields={"kind": "excerpt"})
    actions.link(desk, press.conversations[0], conversation, agent=ADA, turns=[f"{excerpt}.1"])
    mend(desk, Split(turn=f"{excerpt}.1", second="and nine"))
    quoted = actions.show(desk, conversation).transcripts[-1]
    assert [turn.text for turn in quoted.turns] == ["A hundred and eighteen passengers,", "and nine of us."]
    mend(desk, Merge(turn=f"{excerpt}.3", into="next", speakers=("Bridge",)))
    quoted = actions.show(desk, conversation).transcripts[-1]
    assert [turn.text for turn in quoted.turns] == [
        "A hundred and eighteen passengers,",
        "and nine of us. Other words.",
    ]


def test_a_comparison_is_of_the_words_that_stand_whatever_was_taken_back(desk: Desk, add, page, id: str) -> None:  # type: ignore[no-untyped-def]
    conversation = desk.archive.catalog.transcript(id).conversation
    (other,) = add(page("other.txt", CALL.replace("nine of us", "ten of us")), conversation=conversation).added
    turn = f"{other.transcripts[0]}.3"

    def readings() -> set[str]:
        return {each.words for variant in actions.collate(desk, conversation).variants for each in variant.readings}

    act = mend(desk, Words(turn=turn, line="A hundred and eighteen passengers, and twelve of us."))
    assert "twelve" in " ".join(readings())
    actions.undo(desk, act, agent=ADA)
    mend(desk, Words(turn=turn, line="A hundred and eighteen passengers, and thirty of us."))
    assert "thirty" in " ".join(readings()) and "twelve" not in " ".join(readings())
