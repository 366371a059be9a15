"""Verdicts: a quotation and a call in, the verdict with its changes out. The call is invented."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from earwitness.formats.drafts import Paragraph
from earwitness.model import Mark, Speaker, Transcript, Turn
from earwitness.tellings.quotations import find_quotations
from earwitness.tellings.verdicts import Finding, judge


def telling(id: str, *turns: tuple[str, str]) -> Transcript:
    labels = list(dict.fromkeys(label for label, _ in turns))
    return Transcript(
        id=id,
        conversation="c1",
        language="en",
        speakers=tuple(Speaker(id=f"p{number}", labels=(label,)) for number, label in enumerate(labels)),
        turns=tuple(
            Turn(id=str(number), number=number, speakers=(f"p{labels.index(label)}",), text=text)
            for number, (label, text) in enumerate(turns, 1)
        ),
    )


CALL = telling(
    "t1",
    ("Bridge", "This is the Meridian, we have water on the car deck."),
    ("Watch", "How many souls are aboard?"),
    ("Bridge", "A hundred and eighteen passengers, and nine of us on the ship tonight."),
    ("Watch", "Stay on this channel and keep your people near the boats."),
    ("Bridge", "The bosun f*cking closed the bow door, I saw him do it."),
)


def judged(text: str, *tellings: Transcript) -> Finding:
    (quotation,) = find_quotations([Paragraph(text=text)])
    return judge(quotation, tellings or (CALL,))


@pytest.mark.parametrize(
    ("text", "verdict", "changes", "turns"),
    [
        ("“We have water on the car deck,” said the bridge.", "word for word", [], [1]),
        ("“We have water,” the bridge said, “on the car deck.”", "word for word", [], [1]),
        ("“A hundred and eighteen passengers … on the ship tonight”", "word for word", [], [3]),
        ("“[The bosun] closed the bow door, I saw him do it”", "word for word", [], [5]),
        ("“[A] hundred and eighteen passengers [sic], and nine of us”", "word for word", [], [3]),
        ("“The bosun fucking closed the bow door”", "word for word", [], [5]),
        ("“we have water on the deck”", "cut", [("left out", "", "car")], [1]),
        ("“A hundred passengers, and nine of us”", "cut", [("left out", "", "and eighteen")], [3]),
        ("“A hundred and eighty passengers, and nine of us”", "altered", [("other", "eighty", "eighteen")], [3]),
        ("“Do not stay on this channel”", "altered", [("added", "Do not", "")], [4]),
        ("“How many souls are aboard.”", "altered", [("other", ".", "?")], [2]),
        ("“We have water on the car deck, and nine of us on the ship tonight.”", "joined", [], [1, 3]),
        ("“Keep your people near the boats,” said the bridge.", "wrong voice", [], [4]),
        ("Bridge: “Stay on this channel.”", "wrong voice", [], [4]),
        ("“We shall all die in this storm,” he said.", "not found", [], []),
        ("He called it “heroic” then.", "too short", [], []),
        ("She reads “The Harbour Post” daily.", "too short", [], []),
        ("There were “nine of us” then.", "word for word", [], [3]),
    ],
)
def test_verdicts(text: str, verdict: str, changes: list[tuple[str, str, str]], turns: list[int]) -> None:
    finding = judged(text)
    assert finding.verdict == verdict
    assert [(change.kind, change.quoted, change.said) for change in finding.changes] == changes
    assert [origin.turn.number for origin in finding.origins] == turns


LONG = telling(
    "t7",
    ("Bridge", "I will open the second gate now and leave the third alone."),
    ("Bridge", "Gutya is on his way with two men and a rope."),
    ("Watch", "Then the boats go down to the water first."),
)
"""One voice over two turns, as a version that starts a line with each breath has it."""


@pytest.mark.parametrize(
    ("text", "verdict", "left_out"),
    [
        ("“Leave the third alone. Gutya is on his way with two men”", "word for word", []),
        ("“Leave the third alone. Gutya is on his way with two men,” said the watch.", "wrong voice", []),
        ("“I will open the second gate now … Gutya is on his way”", "word for word", []),
        ("“I will open the second gate now. Gutya is on his way”", "cut", ["and leave the third alone"]),
        ("“with two men and a rope. Then the boats go down to the water”", "joined", []),
    ],
)
def test_one_voice_goes_on_in_the_next_turn(text: str, verdict: str, left_out: list[str]) -> None:
    finding = judged(text, LONG)
    assert (finding.verdict, [change.said for change in finding.changes]) == (verdict, left_out)
    assert len(finding.origins) == 2


def test_a_change_says_where_it_stands() -> None:
    (quotation,) = find_quotations([Paragraph(text="“[A] hundred and eighty passengers … and ten of us on the ship”")])
    changes = judge(quotation, (CALL,)).changes
    assert [(quotation.text[each.start : each.end], each.said) for each in changes] == [
        ("eighty", "eighteen"), ("ten", "nine"),
    ]  # fmt: skip
    (quotation,) = find_quotations([Paragraph(text="“we have water on the deck”")])
    (change,) = judge(quotation, (CALL,)).changes
    assert (change.start, change.end, quotation.text[change.start :]) == (21, 21, "deck")


def test_a_last_word_that_is_another_says_what_the_turn_has() -> None:
    (change,) = judged("“the bosun f*cking closed the bow window”", CALL).changes
    assert (change.kind, change.quoted, change.said) == ("other", "window", "door")


def test_the_name_of_a_work_gets_no_verdict() -> None:
    assert judged("The film “Nights without any trains” was shown.").verdict == "too short"
    assert judged("He wrote “nights without any trains” there.").verdict == "not found", "the control"
    assert judged("The film “stay on this channel” was shown.").verdict == "word for word"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("“Stay on this channel” — Bridge.", "wrong voice"),
        ("“Stay on this channel” — Watch.", "word for word"),
        ("According to the bridge, “stay on this channel”.", "wrong voice"),
        ("The bridge put it this way: “Stay on this channel.”", "wrong voice"),
        ("The watch put it this way: “Stay on this channel.”", "word for word"),
        ("A tape found later had this: “Stay on this channel.”", "word for word"),
    ],
)
def test_a_voice_is_named_without_a_verb_of_saying(text: str, verdict: str) -> None:
    assert judged(text).verdict == verdict


def test_an_origin_holds_the_words_as_they_stand() -> None:
    (origin,) = judged("“we have water on the car deck”").origins
    assert (origin.transcript, origin.start, origin.end, origin.words) == (
        "t1",
        22,
        51,
        "we have water on the car deck",
    )


def test_words_that_one_telling_has_are_word_for_word_whatever_another_has() -> None:
    other = telling("t2", ("B", "Meridian here, the car deck is under water."), ("C", "How many people have you got?"))
    assert judged("“the car deck is under water”", CALL).verdict in ("altered", "not found")
    finding = judged("“the car deck is under water”", CALL, other)
    assert (finding.verdict, [origin.transcript for origin in finding.origins]) == ("word for word", ["t2"])


def test_words_that_the_transcriber_supplied_may_be_left_out() -> None:
    text = "The bosun was wounded in the leg that night."
    turn = Turn(id="1", number=1, text=text)
    call = Transcript(id="t3", conversation="c3", language="en", turns=(turn,))
    assert judged("“The bosun was in the leg that night”", call).verdict == "cut"
    start = text.index("wounded")
    marked = replace(turn, marks=(Mark(type="supplied", start=start, end=start + 7, words="wounded"),))
    assert judged("“The bosun was in the leg that night”", replace(call, turns=(marked,))).verdict == "word for word"


def test_a_role_names_the_voice_in_any_language() -> None:
    call = Transcript(
        id="t4",
        conversation="c4",
        language="en",
        speakers=(Speaker(id="p1", labels=("М",), role="мать"), Speaker(id="p2", labels=("С",), role="солдат")),
        turns=(Turn(id="1", number=1, speakers=("p1",), text="Did you eat anything warm at all today?"),),
    )
    assert judged("“Did you eat anything warm at all today?” the mother asked.", call).verdict == "word for word"
    assert judged("“Did you eat anything warm at all today?” the soldier asked.", call).verdict == "wrong voice"
    assert judged("“Did you eat anything warm at all today?” Petrov asked.", call).verdict == "word for word"


def test_a_long_turn_is_looked_through_and_joined_with_itself_is_a_cut() -> None:
    long = " ".join(f"word{number} and" for number in range(4_000))
    call = Transcript(id="t5", conversation="c5", language="en", turns=(Turn(id="1", number=1, text=long),))
    assert judged("“word3500 and word3501 and word3502”", call).verdict == "word for word"
    assert judged("“word3500 and word3501 and nothing and word3503”", call).verdict == "altered"


def test_without_any_turn_nothing_is_found() -> None:
    (quotation,) = find_quotations([Paragraph(text="“We have water on the car deck.”")])
    assert judge(quotation, ()) == Finding(verdict="not found")


def test_a_long_passage_is_compared_within_seconds() -> None:
    import time

    said = " ".join(f"word{number} and" for number in range(300))
    call = Transcript(id="t6", conversation="c6", language="en", turns=(Turn(id="1", number=1, text=said),))
    started = time.process_time()
    assert judged(f"“{said}”", call).verdict == "word for word"
    (change,) = judged(f"“{said.replace('word150', 'nothing')}”", call).changes
    assert (change.quoted, change.said) == ("nothing", "word150")
    assert time.process_time() - started < 20
