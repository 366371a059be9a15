"""`link` proposes, and `--apply` links the sure ones. The calls are the invented ones of `tests/fixtures/tellings-find`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions.proposing import ELSEWHERE, SERIES, Proposal
from earwitness.errors import NotFound

from .conftest import ADA

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings-find"
NAMES = {"A": "Anna", "B": "Boris", "C": "Clara", "D": "Daria", "": "Anna"}


def told(name: str, which: str) -> list[tuple[str, str]]:
    """Returns the turns of a telling: who speaks and what is said."""
    gold = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return [(NAMES.get(voice, voice), text) for voice, text in gold[which]]


@pytest.fixture
def file(page, add) -> Callable[..., str]:
    """Adds turns as a transcript of its own and returns its conversation."""
    number = 0

    def call(turns: list[tuple[str, str]], **said: object) -> str:
        nonlocal number
        number += 1
        content = "".join(f"{voice}: {text}\n" for voice, text in turns)
        (item,) = add(page(f"call-{number}.txt", content), **said).added
        assert (item.status, item.turns) == ("added", len(turns)), item
        return item.conversations[0]

    return call


def pairs(proposals: tuple[Proposal, ...], verdict: str = "same") -> set[frozenset[str]]:
    return {frozenset((one.a, one.b)) for one in proposals if one.verdict == verdict}


def conversations(desk) -> set[str]:
    return {listed.id for listed in actions.list_conversations(desk).conversations}


def test_a_call_in_other_words_is_proposed_with_reasons_and_one_of_the_same_scene_is_not(desk, file):
    first, second = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    file(told("harbour-2", "en1"))
    file(told("harbour-3", "en1"))
    found = actions.propose(desk)
    assert found.total == 1
    (one,) = found.proposals
    assert ({one.a, one.b}, one.verdict, one.kind) == ({first, second}, "same", "telling")
    assert 0.9 < one.score <= 1
    assert all(reason.what and isinstance(reason.weight, float) for reason in one.reasons)
    assert "elizarov" in next(each.example for each in one.reasons if each.what == "names in the same places")
    assert len(conversations(desk)) == 4, "proposing changes nothing"


def test_a_call_and_its_translation_though_the_language_label_is_wrong(desk, file):
    original, english = file(told("flat-2", "original"), language="uk"), file(told("flat-2", "en2"))
    file(told("flat-1", "en1"), language="ru")
    file(told("flat-3", "en1"), language="fr")
    assert pairs(actions.propose(desk).proposals) == {frozenset((original, english))}


def test_one_conversation_is_asked_about(desk, file):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    c, d = file(told("flat-1", "en1")), file(told("flat-1", "en2"))
    assert pairs(actions.propose(desk).proposals) == {frozenset((a, b)), frozenset((c, d))}
    (one,) = actions.propose(desk, id=d).proposals
    assert (one.a, one.b) == (d, c), "the one that was asked about stands first"
    (transcript,) = actions.show(desk, a).transcripts
    assert pairs(actions.propose(desk, id=transcript.id).proposals) == {frozenset((a, b))}
    assert actions.propose(desk, limit=1).total == 2
    assert len(actions.propose(desk, limit=1).proposals) == 1
    assert actions.propose(desk, minimum=1.1).proposals == ()
    with pytest.raises(NotFound):
        actions.propose(desk, id="c0000000000")


def test_what_is_one_already_or_was_rejected_is_not_proposed_and_undo_proposes_it_again(desk, file):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    no = actions.reject(desk, a, b, agent=ADA)
    assert actions.propose(desk).proposals == ()
    assert actions.apply_proposals(desk, agent=ADA).joined == ()
    actions.undo(desk, no.act, agent=ADA)
    assert pairs(actions.propose(desk).proposals) == {frozenset((a, b))}
    actions.link(desk, a, b, agent=ADA)
    assert actions.propose(desk).proposals == ()
    actions.unlink(desk, a, b, agent=ADA)
    assert pairs(actions.propose(desk).proposals) == {frozenset((a, b))}


def test_apply_joins_the_sure_ones_says_which_and_every_link_is_undone_by_itself(desk, file):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    c, d = file(told("flat-1", "en1")), file(told("flat-1", "en2"))
    e = file(told("power-1", "en1"))
    assert actions.apply_proposals(desk, agent=ADA, minimum=1.1).joined == ()
    assert len(conversations(desk)) == 5
    done = actions.apply_proposals(desk, agent=ADA)
    assert {frozenset((one.a, one.b)) for one in done.joined} == {frozenset((a, b)), frozenset((c, d))}
    assert len({one.act for one in done.joined}) == 2
    assert done.left == done.proposals == ()
    assert conversations(desk) == {a, c, e}
    assert {hit.conversation for hit in actions.search(desk, "Yelizarov").hits} == {a}, "the index has followed"
    for one in done.joined:
        actions.undo(desk, one.act, agent=ADA)
    assert conversations(desk) == {a, b, c, d, e}


SCRIPT = (
    "Good afternoon, this is the warranty department of your vehicle manufacturer calling.",
    "Our records show that the warranty of your vehicle is about to expire this week.",
    "May I have the number of the card that you paid for the vehicle with, please?",
    "Thank you, the supervisor will now confirm the amount and extend your protection.",
)
ANSWERS = (
    ("My grandson sold that old van.", "What week? It's Lent.", "I keep my savings in a jar.", "Is he tall?"),
    ("Who gave you this line?", "I ride a horse, young man.", "Never! Ring the bank at Torvin.", "I've a kettle on."),
)


def by_script(answers: tuple[str, ...]) -> list[tuple[str, str]]:
    return [row for said, answer in zip(SCRIPT, answers, strict=True) for row in (("Caller", said), ("Lady", answer))]


def test_two_calls_by_one_script_are_never_applied(desk, file):
    file(by_script(ANSWERS[0]))
    file(by_script(ANSWERS[1]))
    done = actions.apply_proposals(desk, agent=ADA)
    assert done.joined == ()
    assert len(conversations(desk)) == 2


def test_the_same_transcript_twice_is_a_repost(desk, file):
    turns = told("power-2", "en1")
    a, b = file(turns), file([*turns[:-1], (turns[-1][0], turns[-1][1] + " Over.")])
    (one,) = actions.propose(desk).proposals
    assert ({one.a, one.b}, one.verdict, one.kind) == ({a, b}, "same", "repost")


def test_an_excerpt_is_proposed_as_one_and_joins_only_its_own(desk, file):
    whole = told("harbour-1", "en1")
    a, b = file(whole), file(told("hospital-2", "en1"))
    press = file(whole[3:6], kind="excerpt")
    (one,) = actions.propose(desk).proposals
    assert ({one.a, one.b}, one.verdict, one.kind) == ({a, press}, "same", "excerpt")
    actions.apply_proposals(desk, agent=ADA)
    assert conversations(desk) == {a, b}
    assert actions.propose(desk).proposals == ()


def test_a_round_up_of_two_calls_is_linked_to_both_by_its_turns_and_joins_neither(desk, file):
    one, other = told("harbour-1", "en1"), told("hospital-2", "en1")
    a, b = file(one), file(other)
    press = file([*one[3:5], *other[3:5]], kind="excerpt")
    (telling,) = actions.show(desk, press).transcripts
    found = {each.b if each.a == press else each.a: each for each in actions.propose(desk).proposals}
    assert {home: (each.verdict, each.turns) for home, each in found.items()} == {
        a: ("same", (f"{telling.id}.1", f"{telling.id}.2")),
        b: ("same", (f"{telling.id}.3", f"{telling.id}.4")),
    }
    done = actions.apply_proposals(desk, agent=ADA)
    assert len(done.joined) == 2
    assert conversations(desk) == {a, b, press}
    quoting = actions.show(desk, a).transcripts[-1]
    assert (quoting.id, [turn.text for turn in quoting.turns]) == (telling.id, [text for _, text in one[3:5]])
    assert actions.propose(desk).proposals == ()
    assert actions.list_conversations(desk).conversations[0].transcripts == 2, "it is one more publication of it"
    for each in done.joined:
        actions.undo(desk, each.act, agent=ADA)
    assert len(actions.show(desk, a).transcripts) == 1
    assert len(actions.propose(desk).proposals) == 2


def test_an_excerpt_that_two_calls_contend_for_is_for_a_person(desk, file):
    whole = told("harbour-1", "en1")
    a = file(whole)
    # Another evening, the same words in the middle, all else strange: neither can be told to be the one it is from.
    b = file([*told("hospital-3", "en1"), *whole[3:5]])
    press = file(whole[3:5], kind="excerpt")
    found = [each for each in actions.propose(desk).proposals if press in (each.a, each.b)]
    assert {frozenset((each.a, each.b)) for each in found} == {frozenset((press, a)), frozenset((press, b))}
    assert {each.verdict for each in found} == {"maybe"}
    assert all(each.reasons[0].what == ELSEWHERE for each in found)
    assert actions.apply_proposals(desk, agent=ADA).joined == ()
    # A person may still say where it belongs; then it is proposed nowhere else.
    actions.link(desk, press, a, agent=ADA)
    assert [each for each in actions.propose(desk).proposals if press in (each.a, each.b)] == []


def test_an_excerpt_of_a_call_with_two_tellings_goes_to_both_once_they_are_one(desk, file):
    whole = told("harbour-1", "en1")
    a, b = file(whole), file(told("harbour-1", "en2"))
    press = file(whole[3:7], kind="excerpt")
    done = actions.apply_proposals(desk, agent=ADA)
    assert conversations(desk) == {a}
    assert [one.kind for one in done.joined] == ["telling", "excerpt"]
    assert actions.show(desk, press).id == actions.show(desk, b).id == a


def test_apply_respects_what_was_rejected_even_through_a_third(desk, file):
    whole = told("harbour-1", "en1")
    a, c = file(whole), file(told("harbour-1", "original"))
    file(told("harbour-1", "en2"))
    actions.reject(desk, a, c, agent=ADA)
    done = actions.apply_proposals(desk, agent=ADA)
    assert len(done.joined) == 1
    assert len(done.left) == 1
    assert "not the same" in done.left[0].why
    assert actions.show(desk, a).id != actions.show(desk, c).id
    assert len(conversations(desk)) == 2


def test_what_hardly_says_anything_is_never_the_same(desk, page, add, file):
    file(told("flat-1", "en1"))
    for number, content in enumerate(("A: Yes.\nB: Hello. Yes.\n", "A: …\nB: ?!\n", "A: Hello?\nB: Yes. Hello.\n")):
        add(page(f"poor-{number}.txt", content))
    assert pairs(actions.propose(desk).proposals) == set()
    assert actions.apply_proposals(desk, agent=ADA).joined == ()


def test_an_empty_archive_has_nothing_to_propose(desk):
    assert actions.propose(desk).proposals == ()
    assert actions.apply_proposals(desk, agent=ADA).joined == ()


def test_of_a_series_of_nearly_the_same_calls_nothing_is_merged(desk, page, add):
    def prank(number: int) -> str:
        return (
            f"Prankster: Is your refrigerator running this fine evening, madam {number}?\n"
            "Shop: It is, why do you ask me that?\nPrankster: Then you had better go and catch it!\n"
            "Shop: Oh very funny, I shall tell your mother.\nPrankster: She is laughing beside me.\n"
        )

    add(*(page(f"prank-{number}.txt", prank(number)) for number in range(24)))
    started = time.process_time()
    done = actions.apply_proposals(desk, agent=ADA)
    assert time.process_time() - started < 60
    assert done.joined == ()
    assert len(conversations(desk)) == 24
    assert {one.verdict for one in done.proposals} == {"maybe"}
    assert SERIES in {one.reasons[0].what for one in done.proposals}


@pytest.fixture
def press(page, add) -> Callable[..., str]:
    """Adds the press page about a call and returns its conversation."""

    def call(name: str) -> str:
        (item,) = add(page(f"{name}.html", (FIXTURES / "press" / f"{name}.html").read_text(encoding="utf-8"))).added
        assert item.status == "added", item
        return item.conversations[0]

    return call


def test_a_press_page_is_proposed_with_every_version_of_its_call_and_with_no_other(desk, file, press):
    versions = [file(told("harbour-1", which)) for which in ("original", "en1", "en2")]
    for other in ("harbour-2", "harbour-3", "harbour-4"):
        file(told(other, "en1"))
    article = press("harbour-1")
    found = actions.propose(desk, limit=None).proposals
    assert {pair for pair in pairs(found) if article in pair} == {frozenset((article, one)) for one in versions}
    shown = [one for one in found if article in (one.a, one.b)]
    assert {one.kind for one in shown} == {"excerpt"}
    assert any("boatswain" in reason.example for one in shown for reason in one.reasons)
    asked = actions.propose(desk, id=article, limit=None).proposals
    assert pairs(asked) == {pair for pair in pairs(found) if article in pair}, "asked alone it is told the same"
    actions.apply_proposals(desk, agent=ADA)
    assert {actions.show(desk, one).id for one in (*versions, article)} == {versions[0]}


def test_a_press_page_whose_call_is_not_there_is_linked_to_none(desk, file, press):
    for other in ("harbour-2", "harbour-3", "harbour-4"):
        file(told(other, "en1"))
        file(told(other, "original"))
    article = press("harbour-1")
    assert not any(article in pair for pair in pairs(actions.propose(desk, limit=None).proposals))
    assert not any(article in (one.a, one.b) for one in actions.apply_proposals(desk, agent=ADA).joined)


def test_a_page_that_cannot_be_read_again_is_judged_by_its_quotations(desk, file, press):
    whole = file(told("harbour-1", "en1"))
    file(told("harbour-2", "en1"))
    article = press("harbour-1")
    (source,) = actions.show(desk, article).sources
    place = desk.archive.objects.place(source.sha256)
    place.chmod(0o600)
    place.write_bytes(b"something else")
    found = actions.propose(desk, limit=None).proposals
    assert frozenset((article, whole)) not in pairs(found)
