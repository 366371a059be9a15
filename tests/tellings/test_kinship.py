"""Kinship: two transcripts in, a verdict with its reasons out. Calls of one scene are the trap; a false “same” is the worst."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.model import Speaker, Transcript, TranscriptKind, Turn
from earwitness.tellings.circumstances import Facts
from earwitness.tellings.kinship import MEANT, hear, judge, judge_excerpt
from earwitness.tellings.weights import WEIGHINGS

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings-find"
FACTS = Facts(held="2034-03-06", certainty="stated", place="Lumna Bay", published="2034-03-09")


def transcript(
    *rows: tuple[str, str], language: str | None = "en", kind: TranscriptKind = "transcription", name: str = "t"
) -> Transcript:
    turns = tuple(
        Turn(id=str(number), number=number, speakers=(voice,) if voice else (), text=text)
        for number, (voice, text) in enumerate(rows, 1)
    )
    voices = dict.fromkeys(voice for voice, _ in rows if voice)
    return Transcript(
        id=name, conversation=name, language=language, kind=kind, turns=turns,
        speakers=tuple(Speaker(id=voice) for voice in voices),
    )  # fmt: skip


def telling(name: str, which: str) -> Transcript:
    gold = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return transcript(
        *((voice, text) for voice, text in gold[which]),
        language=gold["language"] if which == "original" else "en",
        kind="excerpt" if which == "press" else "transcription",
        name=f"{name}:{which}",
    )


SCENES = ("harbour", "hospital", "power", "flat", "robbery")


@pytest.mark.parametrize(("a", "b"), [("en1", "en2"), ("original", "en1"), ("original", "en2")])
@pytest.mark.parametrize("scene", SCENES)
def test_tellings_of_one_call_are_the_same_and_calls_of_one_scene_never(scene: str, a: str, b: str) -> None:
    for one, other in itertools.product(range(1, 5), repeat=2):
        found = judge(telling(f"{scene}-{one}", a), telling(f"{scene}-{other}", b))
        if one == other:
            assert (found.verdict, found.kind) == ("same", "telling"), (one, found)
        else:
            assert found.verdict == "different", (one, other, found)


def test_reasons_are_in_words_and_numbers() -> None:
    found = judge(telling("harbour-1", "original"), telling("harbour-1", "en2"), facts_a=FACTS, facts_b=FACTS)
    reasons = {reason.what: reason for reason in found.reasons}
    assert "elizarov" in reasons["names in the same places"].example
    assert "11 (turns 5 and 5)" in reasons["numbers in the same places"].example
    assert reasons["one day"].example == "2034-03-06"
    assert [abs(reason.weight) for reason in found.reasons] == sorted(
        (abs(reason.weight) for reason in found.reasons), reverse=True
    )


def test_a_repost_a_clip_and_a_quotation_word_for_word() -> None:
    whole = telling("power-2", "en1")
    rows = [(turn.speakers[0], turn.text) for turn in whole.turns]
    assert (judge(whole, transcript(*rows)).verdict, judge(whole, transcript(*rows)).kind) == ("same", "repost")
    clip = judge(whole, transcript(*rows[3:8]))
    assert (clip.verdict, clip.kind) == ("same", "clip")
    quoted = judge(whole, transcript(*rows[3:5], kind="excerpt"))
    assert (quoted.verdict, quoted.kind) == ("same", "excerpt")
    assert judge(telling("power-1", "en1"), transcript(*rows[3:8])).verdict == "different"  # the control


def test_an_excerpt_links_by_stretches() -> None:
    press, call = telling("harbour-1", "press"), telling("harbour-1", "en2")
    found = judge(press, call)
    assert (found.verdict, found.kind) == ("same", "excerpt")
    assert 12 in {stretch.a: stretch.b for stretch in found.stretches}[(3,)]  # “Sand beats the seabed.”
    assert 2 <= len(found.stretches)
    turned = judge(call, press)
    assert [(stretch.b, stretch.a) for stretch in turned.stretches] == [(s.a, s.b) for s in found.stretches]


@pytest.mark.parametrize("scene", SCENES)
def test_an_excerpt_is_found_in_its_own_family_only(scene: str) -> None:
    families = {
        number: [telling(f"{scene}-{number}", which) for which in ("original", "en1", "en2")] for number in range(1, 5)
    }
    for number in families:
        press = telling(f"{scene}-{number}", "press")
        verdicts = {other: judge_excerpt(press, family).verdict for other, family in families.items()}
        assert verdicts[number] != "different", (number, verdicts)
        assert [other for other, verdict in verdicts.items() if verdict == "same"] in ([number], []), verdicts
    assert judge_excerpt(press, []).verdict == "different"


def test_a_round_up_of_two_calls_has_each_by_its_own_stretch() -> None:
    one, other = telling("harbour-1", "press").turns, telling("hospital-2", "press").turns
    rows = [("", turn.text) for turn in (*one, *other)]
    round_up = transcript(*rows, kind="excerpt")
    first = judge_excerpt(round_up, [telling("harbour-1", which) for which in ("en1", "en2")])
    second = judge_excerpt(round_up, [telling("hospital-2", which) for which in ("en1", "en2")])
    assert {stretch.a for stretch in first.stretches} >= {(1,), (3,)}
    assert {stretch.a for stretch in second.stretches} >= {(4,), (5,)}
    assert not {(4,), (5,)} & {stretch.a for stretch in first.stretches}
    assert not {(1,), (2,), (3,)} & {stretch.a for stretch in second.stretches}


def test_which_is_first_does_not_matter() -> None:
    a, b = telling("flat-2", "en1"), telling("flat-2", "original")
    assert judge(a, b) == judge(b, a)


def test_a_wrong_language_label_changes_no_verdict() -> None:
    a, b = telling("flat-2", "original"), telling("flat-2", "en2")
    for wrong in ("uk", "en", None, "fr"):
        mislabelled = transcript(*((turn.speakers[0], turn.text) for turn in a.turns), language=wrong)
        assert judge(mislabelled, b).verdict == "same", wrong


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


def _by_script(answers: tuple[str, ...]) -> Transcript:
    return transcript(*(row for said, told in zip(SCRIPT, answers, strict=True) for row in (("C", said), ("V", told))))


def test_two_calls_by_one_script_are_for_a_person_to_judge() -> None:
    found = judge(_by_script(ANSWERS[0]), _by_script(ANSWERS[1]))
    assert found.verdict != "same"
    assert judge(_by_script(ANSWERS[0]), _by_script(ANSWERS[0])).verdict == "same"  # the control


def test_days_that_cannot_be_one_speak_against() -> None:
    a, b = telling("flat-3", "en1"), telling("flat-3", "en2")
    other_day = Facts(held="2034-05-01", certainty="stated")
    apart = judge(a, b, facts_a=FACTS, facts_b=other_day)
    assert apart.score < judge(a, b).score
    assert any(reason.what == "other days" and reason.weight < 0 for reason in apart.reasons)
    night = Facts(held="2034-03-07", certainty="stated")
    assert not any("days" in reason.what for reason in judge(a, b, facts_a=FACTS, facts_b=night).reasons)
    early = Facts(published="2034-02-01")
    assert any("published" in reason.what for reason in judge(a, b, facts_a=FACTS, facts_b=early).reasons)


def test_facts_alone_make_nothing_the_same() -> None:
    facts = Facts(held="2034-03-06", certainty="stated", place="Lumna Bay", source="s1")
    found = judge(telling("harbour-1", "en1"), telling("harbour-2", "en2"), facts_a=facts, facts_b=facts)
    assert found.verdict == "different"


@pytest.mark.parametrize(
    "poor", [(), (("A", ""),), (("A", "…"), ("B", "?!")), (("A", "Yes."),), (("A", "Hello?"), ("B", "Hello. Yes."))]
)
def test_what_says_nothing_is_the_same_as_nothing(poor: tuple[tuple[str, str], ...]) -> None:
    assert judge(transcript(*poor), telling("flat-1", "en1")).verdict != "same"
    assert judge(transcript(*poor), transcript(*poor)).verdict != "same"


def test_an_hour_is_judged_and_does_not_hang() -> None:
    rows = [
        ("AB"[number % 2], f"Item {number}: the crate of {number * 7} pears left dock {number % 9}.")
        for number in range(900)
    ]
    started = time.process_time()
    assert judge(transcript(*rows), transcript(*rows[100:600], name="u")).verdict == "same"
    other = [("AB"[number % 2], f"Nothing was said of {number} at all, sister.") for number in range(900)]
    assert judge(transcript(*rows), transcript(*other, name="u")).verdict != "same"
    assert time.process_time() - started < 120


def test_every_weight_says_what_it_is_for() -> None:
    assert set(WEIGHINGS) == {"one tongue", "two tongues", "excerpt", "excerpt among others"}
    for weighing in WEIGHINGS.values():
        assert weighing.signs
        assert 0 < weighing.maybe < weighing.same < 1


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.text(max_size=40)), max_size=8), st.sampled_from(["en", "ru", "xx"])
)
@settings(max_examples=40, deadline=None)
def test_any_text_is_judged(rows: list[tuple[str, str]], language: str) -> None:
    found = judge(transcript(*rows, language=language), telling("flat-1", "original"))
    assert 0 <= found.score <= 1
    assert found.verdict != "same"


class Topics:
    """A model of the test: it knows two topics by a word each, and finds all else alike."""

    name = "topics"

    def encode(self, sentences: Sequence[str]) -> tuple[tuple[float, ...], ...]:
        rows = ((float("boat" in text), float("hen" in text), 0.5) for text in sentences)
        return tuple(tuple(value / sum(x * x for x in row) ** 0.5 for value in row) for row in rows)


def test_a_model_adds_what_is_meant_and_nothing_without_vectors_changes() -> None:
    ours = transcript(*((("AB"[n % 2]), f"{'boat' if n % 3 else 'hen'} number {n}") for n in range(8)))
    theirs = transcript(*((("AB"[n % 2]), f"{'boat' if n % 3 else 'hen'} no. {n}") for n in range(8)), name="u")
    plain = judge(ours, theirs)
    asked = judge(hear(ours, encoder=Topics()), hear(theirs, encoder=Topics()))
    (meant,) = [reason for reason in asked.reasons if reason not in plain.reasons]
    assert meant.what == MEANT
    assert 0 < meant.weight
    assert judge(hear(ours, encoder=Topics()), theirs) == plain, "one of the two has no vectors"
    russian = telling("flat-1", "original")
    assert judge(hear(russian, encoder=Topics()), hear(telling("flat-1", "en1"), encoder=Topics())) == judge(
        russian, telling("flat-1", "en1")
    ), "a model may know one language and not the other"
