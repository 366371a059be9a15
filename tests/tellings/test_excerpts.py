"""Excerpts: a few quotations and their page in, the conversation they are from out. All calls are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec import structs

from earwitness.formats.page.around import read_around
from earwitness.model import Transcript, Turn
from earwitness.tellings.circumstances import Facts
from earwitness.tellings.excerpts import (
    MISSED,
    SURER,
    Family,
    as_family,
    as_told_by,
    judge_among,
    judge_excerpt,
    look,
    surely,
)
from earwitness.tellings.hearing import heard
from earwitness.tellings.judgement import Judgement

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings-find"


def telling(name: str, which: str) -> Transcript:
    gold = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    turns = tuple(
        Turn(id=str(number), number=number, speakers=(voice,), text=text)
        for number, (voice, text) in enumerate(gold[which], 1)
    )
    language = gold["language"] if which == "original" else "en"
    return Transcript(id=f"{name}:{which}", conversation=name, language=language, turns=turns)


def excerpt(*quotes: str) -> Transcript:
    turns = tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(quotes, 1))
    return Transcript(id="press", conversation="press", language="en", kind="excerpt", turns=turns)


def family(name: str) -> Family:
    gathered = as_family([telling(name, which) for which in ("original", "en1", "en2")])
    assert gathered is not None
    return gathered


@pytest.fixture(scope="module")
def calls() -> dict[str, Family]:
    return {
        f"{scene}-{number}": family(f"{scene}-{number}") for scene in ("harbour", "hospital") for number in range(1, 5)
    }


def among(press: Transcript, calls: dict[str, Family], *, facts: Facts | None = None) -> dict[str, Judgement]:
    return dict(zip(calls, judge_among(press, list(calls.values()), facts=facts), strict=True))


def same(judged: dict[str, Judgement]) -> list[str]:
    return [name for name, each in judged.items() if each.verdict == "same"]


FREE = excerpt(
    "He'd been called again and again and not a word, and then he was through my plates",
    "Make a note that this was your idea, in all my years at sea I've kept her keel wet",
)
PROSE = (
    "Aground at the lighthouse, by permission",
    "There are eleven on board, he says, and one of them, the boatswain, has a broken arm. He has a single pump. "
    "Asked whether the water is rising he gives centimetres, and a berth is refused him because of a tanker.",
)


def test_free_quotations_are_found_by_what_the_page_says_around_them(calls: dict[str, Family]) -> None:
    assert same(among(FREE, calls)) == []  # the control: the quotations alone do not tell
    told = among(FREE, calls, facts=Facts(around=PROSE))
    assert same(told) == ["harbour-1"]
    reasons = {reason.what: reason.example for reason in told["harbour-1"].reasons}
    assert "boatswain" in reasons["what the page says around the quotations"]
    assert "it stands out from the next likeliest conversation" in reasons


def test_a_page_whose_call_is_not_there_is_from_none(calls: dict[str, Family]) -> None:
    others = {name: each for name, each in calls.items() if name != "harbour-1"}
    assert same(among(FREE, others, facts=Facts(around=PROSE))) == []


def test_prose_alone_makes_nothing_the_same(calls: dict[str, Family]) -> None:
    strange = excerpt("The marmalade is on the upper shelf, dear", "Nobody has fed the parrot since Whitsun")
    judged = among(strange, calls, facts=Facts(around=PROSE[:1]))
    assert same(judged) == []


def test_each_quotation_is_found_in_any_of_the_tellings() -> None:
    # One turn in the words of either translation; neither has both.
    press = excerpt("Sand beats the seabed", "Twenty years and I've never once gone aground")
    whole = [telling("harbour-1", which) for which in ("en1", "en2")]
    together = judge_excerpt(press, whole)
    assert together.verdict == "same"
    assert all(judge_excerpt(press, [one]).score < together.score for one in whole)
    assert {stretch.a: stretch.b for stretch in together.stretches} == {(1,): (12,), (2,): (13,)}


def test_stretches_are_told_as_each_telling_numbers_its_turns() -> None:
    long = telling("harbour-1", "en1")
    part = Transcript(id="part", conversation="c", language="en", turns=telling("harbour-1", "en2").turns[8:])
    gathered = as_family([long, part])
    assert gathered is not None
    (judged,) = judge_among(excerpt("Sand beats the seabed, run aground at the lighthouse"), [gathered])
    assert [stretch.b for stretch in as_told_by(judged, gathered, long.id).stretches] == [(12,)]
    assert [stretch.b for stretch in as_told_by(judged, gathered, "part").stretches] == [(12,)]  # its own number
    assert as_told_by(judged, gathered, "nobody").stretches == ()


def test_a_round_up_of_two_calls_is_the_same_as_both(calls: dict[str, Family]) -> None:
    press = excerpt(
        "If the bulkhead stays up, I'll make it to daybreak",
        "Sand is better than the seabed, put her aground by the lighthouse",
        "Your thirty bottles haven't been paid for from September on",
        "The gate is made of wood, and the hinges are ancient",
    )
    judged = among(press, calls)
    assert same(judged) == ["harbour-1", "hospital-2"]
    assert {stretch.a for stretch in judged["harbour-1"].stretches} <= {(1,), (2,)}
    assert {stretch.a for stretch in judged["hospital-2"].stretches} <= {(3,), (4,)}


@pytest.mark.parametrize(
    "poor", [excerpt(), excerpt(""), excerpt("…", "?!"), excerpt("Yes."), excerpt("Hello?", "Hello. Yes.")]
)
def test_what_says_nothing_is_from_no_call(poor: Transcript, calls: dict[str, Family]) -> None:
    assert same(among(poor, calls)) == []
    assert same(among(poor, calls, facts=Facts(around=("", "…", "A call was heard.")))) == []


def test_near_identical_calls_leave_an_excerpt_without_a_home() -> None:
    def call(number: int) -> Family:
        turns = list(telling("flat-4", "en1").turns)
        turns[1] = Turn(id="2", number=2, text=f"Is my mother with you? Room {number}, eighty-one years old.")
        gathered = as_family(
            [Transcript(id=f"c{number}", conversation=f"c{number}", language="en", turns=tuple(turns))]
        )
        assert gathered is not None
        return gathered

    press = excerpt(
        "Yesterday she wanted compote, and somebody called Nina", "I don't want to climb in, I want to sing"
    )
    judged = judge_among(press, [call(number) for number in range(20)])
    assert len({each.score for each in judged}) == 1, "none stands out"
    assert judged[0].score < judge_among(press, [call(1)])[0].score


def test_a_wrong_language_label_hides_no_quotation(calls: dict[str, Family]) -> None:
    press = excerpt("If the bulkhead stays up, I'll make it to daybreak", "Sand is better than the seabed")
    for wrong in ("ru", "uk", None):
        labelled = Transcript(id="p", conversation="p", language=wrong, kind="excerpt", turns=press.turns)
        assert same(among(labelled, calls)) == ["harbour-1"], wrong


PAGE = """<html><head><title>Sand, not seabed | The Mercury</title></head><body><article><h1>Sand, not seabed</h1>
<p>The master is calm. “Sand beats the seabed,” says the shore.</p><p>He has «one pump» and "eleven" men.</p>
</article></body></html>"""


def test_a_page_is_read_around_its_quotations() -> None:
    assert read_around(PAGE.encode(), form="html") == (
        "Sand, not seabed",
        "The master is calm.  …  says the shore.",
        "He has  …  and  …  men.",
    )
    assert "master" not in " ".join(read_around(PAGE.encode(), form="html", spoken=["The master is calm."]))
    assert read_around(PAGE.encode(), form="srt") == ()


def test_a_quotation_that_no_call_has_asks_for_a_surer_rest(calls: dict[str, Family]) -> None:
    quotes = [
        "He'd been called again and again and not a word, and then he was through my plates",
        "My sister's greenhouse was gone by the time the beekeepers found the goat",
    ]
    known = look(heard(excerpt(*quotes)), list(calls.values()), Facts(around=PROSE))
    found, missed = known[0].quoted.found
    assert missed.score < MISSED < found.score
    judged = Judgement(verdict="same", score=SURER - 0.01, kind="excerpt")
    assert surely(judged, known[0], known[1:]).verdict == "maybe"
    assert surely(structs.replace(judged, score=SURER), known[0], known[1:]).verdict == "same"
    whole = structs.replace(known[0], quoted=structs.replace(known[0].quoted, found=(found, found)))
    assert surely(judged, whole, known[1:]).verdict == "same"
