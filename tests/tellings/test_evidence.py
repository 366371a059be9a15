"""How strongly turns look like the same words."""

from earwitness.model import Turn
from earwitness.tellings.evidence import Evidence, Habits
from earwitness.tellings.lexicon import shipped
from earwitness.tellings.words import Said, said


def says(*lines: str) -> list[Said]:
    """Returns what lines like `A: words` say."""
    return [said(Turn(id="1", number=1, speakers=(line[0],), text=line[3:]), "en", shipped()) for line in lines]


OURS = says("A: Where is the lantern?", "B: In the shed.", "B: Under the oars.", "A: Fetch it.")
THEIRS = says("X: Where did the lantern go?", "Y: It's in the shed, under the oars.", "X: Bring it here.")


def test_counterparts_have_more_evidence_than_others() -> None:
    evidence = Evidence(OURS, THEIRS, Habits())
    assert 0 < evidence.group(0, 1, 0, 1)
    assert evidence.group(0, 1, 2, 1) < 0


def test_a_parted_turn_has_more_evidence_whole() -> None:
    evidence = Evidence(OURS, THEIRS, Habits())
    assert max(evidence.group(1, 1, 1, 1), evidence.group(2, 1, 1, 1)) < evidence.group(1, 2, 1, 1)


def test_turns_of_two_voices_are_seldom_one() -> None:
    same = Evidence(OURS, THEIRS, Habits()).group(1, 2, 1, 1)
    apart = Evidence([OURS[0], OURS[1], OURS[2]._replace(voices=("A",)), OURS[3]], THEIRS, Habits()).group(1, 2, 1, 1)
    assert apart + 2 < same


def test_a_known_voice_speaks_for_its_twin() -> None:
    known = Habits(voices={("A", "X"): 1.0, ("A", "Y"): -1.0})
    before, after = Evidence(OURS, THEIRS, Habits()), Evidence(OURS, THEIRS, known)
    assert round(after.group(0, 1, 0, 1) - before.group(0, 1, 0, 1), 6) == 1.0
    assert round(after.group(0, 1, 1, 1) - before.group(0, 1, 1, 1), 6) == -1.0


def test_a_rare_word_says_more_than_a_common_one() -> None:
    ours = says("A: the gasket again", "A: you went again", "A: nothing at all")
    theirs = says("X: this gasket", "X: you see", "X: quite so")
    evidence = Evidence(ours, theirs, Habits())
    assert evidence.wording(1, 1, 1, 1) < evidence.wording(0, 1, 0, 1)


def test_each_word_is_met_as_far_as_it_is() -> None:
    evidence = Evidence(says("A: lantern"), says("X: lantern oars"), Habits())
    ours, theirs = evidence.met_by_side(0, 1, 0, 1)
    assert [(kind, far) for kind, far, _ in ours] == [("word", 1.0)]
    assert [(kind, far) for kind, far, _ in theirs] == [("word", 1.0), ("word", 0.0)]
    assert len(list(evidence.met(0, 1, 0, 1))) == 3
