"""`diff`: two revisions of a transcript, turn by turn and word by word."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.edits import Drop, Merge, Move, Times, Voices, Words
from earwitness.errors import NotFound, WrongUsage

ADA = "Ada Example"


def test_what_changed_is_told_word_by_word(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    edits = [
        Words(turn=f"{id}.3", line="A hundred and eighty passengers, and nine of us. (sighs)"),
        Voices(turn=f"{id}.4", speakers=("Bridge",)), Times(turn=f"{id}.4", start=61_000),
        Merge(turn=f"{id}.1", into="next", speakers=("Bridge",)), Move(turn=f"{id}.4", to="first"),
    ]  # fmt: skip
    actions.correct(desk, edits, agent=ADA)
    actions.speaker(desk, f"{id}.p1", agent=ADA, label="Captain")
    shown = actions.diff(desk, id, 1)
    assert (shown.a, shown.b) == (1, 3)
    told = {each.turn.partition(".")[2]: each for each in shown.turns}
    assert [(each.turn.partition(".")[2], each.kind, each.before, each.after) for each in shown.turns] == [
        ("4", "changed", 4, 1), ("1", "changed", 1, 2), ("2", "removed", 2, None), ("3", "changed", 3, 3),
    ]  # fmt: skip
    assert [(piece.kind, piece.words) for piece in told["3"].pieces] == [
        ("same", "A hundred and "), ("gone", "eighteen"), ("new", "eighty"), ("same", " passengers, and nine of us."),
        ("new", " (sighs)"),
    ]  # fmt: skip
    assert told["4"].speakers == ("Watch", "Captain")
    assert told["4"].times == ("", "1:01")
    assert shown.speakers == (("p1", ("Bridge",), ("Captain", "Bridge")),)
    assert [(each.revision, each.verb) for each in shown.revisions] == [(1, "add"), (2, "correct"), (3, "speaker")]
    newest = actions.diff(desk, id)
    assert (newest.a, newest.b, {each.kind for each in newest.turns}) == (2, 3, {"changed"})


def test_a_turn_that_only_moved_is_told_so(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    actions.correct(desk, [Move(turn=f"{id}.4", to="first")], agent=ADA)
    assert [(each.kind, each.turn) for each in actions.diff(desk, id).turns] == [("moved", f"{id}.4")]


def test_a_revision_that_is_none_is_not_found(desk: Desk, filed) -> None:  # type: ignore[no-untyped-def]
    (id,) = filed.transcripts
    assert actions.diff(desk, id).turns == ()
    done = actions.correct(desk, [Drop(turn=f"{id}.1")], agent=ADA, reason="said twice")
    actions.undo(desk, str(done.act), agent=ADA)
    undone = actions.diff(desk, id, 1, 2)
    assert [each.kind for each in undone.turns] == ["removed"], "an undone revision can still be looked at"
    assert undone.revisions[-1].undone
    for number in (0, 9):
        with pytest.raises(NotFound):
            actions.diff(desk, id, number)
    with pytest.raises(WrongUsage):
        actions.diff(desk, f"{id}.1")
