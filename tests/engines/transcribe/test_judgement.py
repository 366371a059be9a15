"""Which words are doubtful, and that none is dropped for it."""

from __future__ import annotations

import pytest

from earwitness.engines.transcribe import Heard, HeardSegment, HeardWord
from earwitness.engines.transcribe.judgement import judge
from earwitness.engines.transcribe.soundness import sound
from earwitness.engines.transcribe.telling import turns_of, unheard
from earwitness.errors import EngineFailed
from earwitness.model import Mark, Turn
from earwitness.times import Span


def segment(text: str, start: int | None = 0, end: int | None = None, **more: object) -> HeardSegment:
    end = start + 1000 if end is None and start is not None else end
    return HeardSegment(start=start, end=end, text=text, **more)  # type: ignore[arg-type]


def said(*words: tuple[str, int, int, float]) -> HeardSegment:
    heard = tuple(HeardWord(*word) for word in words)
    return segment(" ".join(word.text for word in heard), words[0][1], words[-1][2], words=heard)


def whole(*segments: HeardSegment, notes: tuple[str, ...] = ()) -> Heard:
    return Heard(engine="fake", model="m", version="1", language="en", segments=segments, notes=notes)


def turns(*segments: HeardSegment, speech: tuple[Span, ...] | None = None) -> tuple[Turn, ...]:
    return turns_of(whole(*segments), speech)[0]


def unclear(turn: Turn) -> list[str]:
    assert all(mark.type == "unclear" for mark in turn.marks)
    return [turn.text[mark.start : mark.end] for mark in turn.marks]


def test_a_word_the_engine_is_not_sure_of_is_marked_and_no_other() -> None:
    (turn,) = turns(
        said(("We", 0, 200, 0.98), ("left", 200, 500, 0.31), ("Harbour", 500, 900, 0.22), ("now.", 900, 990, 0.9))
    )
    assert turn.text == "We left Harbour now."
    assert unclear(turn) == ["left Harbour"]
    assert turn.marks == (Mark(type="unclear", start=3, end=15),)
    assert [(word.first, word.last, word.start, word.confidence) for word in turn.words][1] == (3, 7, 200, 0.31)


def test_words_where_nobody_speaks_are_marked() -> None:
    spoken = (Span(0, 1000),)
    both = said(
        ("Over.", 300, 800, 0.9), ("Thanks", 4000, 4300, 0.9), ("for", 4300, 4500, 0.9), ("watching.", 4500, 5000, 0.9)
    )
    assert unclear(turns(both, speech=spoken)[0]) == ["Thanks for watching."]
    assert unclear(turns(both, speech=None)[0]) == [], "where speech was not looked for, nothing is said of it"
    assert unclear(turns(segment("Thanks for watching.", 4000, 5000), speech=spoken)[0]) == ["Thanks for watching."]
    assert unclear(turns(said(("late", 1300, 1450, 0.9)), speech=spoken)[0]) == [], (
        "half a second off is how engines are"
    )


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("no, no, no, no, get out", []),
        ("no " * 9 + "get out", ["no " * 7 + "no"]),
        ("thank you " * 5 + "bye", [("thank you " * 4).strip()]),
        (
            "and then we went home and then we went home and then we went home",
            ["and then we went home and then we went home"],
        ),
        ("and then we went home and then we went home", []),
        ("- - - - - - - - -", []),
    ],
)
def test_what_goes_round_and_round_is_a_loop_and_its_first_round_is_not(text: str, marked: list[str]) -> None:
    (turn,) = turns(segment(text.strip()))
    assert turn.text == text.strip()
    assert unclear(turn) == marked


def test_a_loop_is_found_across_segments() -> None:
    found = turns(*(segment("Субтитры сделал Димон", start) for start in range(0, 4000, 1000)))
    assert [unclear(turn) for turn in found] == [[], *[["Субтитры сделал Димон"]] * 3]


def test_a_text_that_packs_too_well_or_that_the_engine_itself_gives_up_is_marked_whole() -> None:
    assert unclear(turns(segment("some words", compression=3.1))[0]) == ["some words"]
    assert unclear(turns(segment("some words", compression=1.9))[0]) == []
    assert unclear(turns(segment("some words", logprob=-1.4))[0]) == ["some words"]
    assert unclear(turns(segment("some words", logprob=-1.4, no_speech=0.9))[0]) == ["some words"]
    assert unclear(turns(segment("some words", logprob=-0.3, no_speech=0.9))[0]) == []


def test_each_doubt_says_why() -> None:
    heard = whole(said(("maybe", 5000, 5200, 0.1)), notes=("the language was guessed",))
    _, doubts = turns_of(heard, (Span(0, 1000),))
    assert [(doubt.turn, doubt.what) for doubt in doubts] == [
        (None, "the language was guessed"),
        (1, "“maybe”: words where no speech was found"),
        (1, "“maybe”: the engine is not sure"),
    ]


def test_words_that_are_not_in_the_text_do_not_change_it() -> None:
    """faster-whisper gives words that reach into the next segment, or that are spelt otherwise."""
    odd = HeardSegment(
        start=0, end=900, text="six and a half",
        words=(HeardWord("six", 0, 200, 0.9), HeardWord("&", 200, 300, 0.1), HeardWord("half", 300, 900, 0.9)),
    )  # fmt: skip
    (turn,) = turns(odd)
    assert turn.text == "six and a half"
    assert unclear(turn) == ["and a"]
    assert [turn.text[word.first : word.last] for word in turn.words] == ["six", "and a", "half"]


def test_a_repeated_word_is_found_where_it_is_said() -> None:
    (turn,) = turns(said(("a", 0, 1, 0.9), ("b", 1, 2, 0.1), ("a", 2, 3, 0.9)))
    assert [(word.first, word.start) for word in turn.words] == [(0, 0), (2, 1), (4, 2)]


def test_times_are_brought_within_the_recording_and_told() -> None:
    found = sound(whole(segment("one", 0, 900), segment("two", 900, 29_980)), 1500)
    assert [(each.start, each.end) for each in found.segments] == [(0, 900), (900, 1500)]
    assert found.notes == (
        "segments that run past the end of the recording (0:01): 1; their times were cut there, their words stay",
    )
    assert sound(whole(segment("one", 0, 1900)), 1500).notes == (), "less than a second is not worth a word"


def test_a_word_with_impossible_times_or_confidence_keeps_its_letters() -> None:
    odd = segment("back and forth", words=(HeardWord("back", 900, 100, 7.0), HeardWord("and", 90_000, 90_100, 0.5)))
    (found,) = sound(whole(odd), 1000).segments
    assert found.words == (HeardWord("back"), HeardWord("and", None, None, 0.5))


def test_segments_come_in_the_order_of_their_times() -> None:
    found = sound(whole(segment("two", 500, 900), segment("one", 0, 400), segment("one and a half", None, None)), 1000)
    assert [each.text for each in found.segments] == ["one", "one and a half", "two"]
    assert found.notes == ("the segments did not come in the order of their times; they were put into it",)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (segment("late", 61_000, 62_000), "the recording is only 0:01 long"),
        (segment("back", 900, 100), "ends .* before it begins"),
        (segment("early", -5000, 100), "before the recording begins"),
        (segment("\x1b[2Jgone", 0, 100), "control characters"),
        (segment("x" * 30_000, 0, 100), "without end"),
    ],
)
def test_what_cannot_be_so_is_an_error(bad: HeardSegment, why: str) -> None:
    with pytest.raises(EngineFailed, match=why):
        sound(whole(segment("fine", 0, 100), bad), 1000)


def test_nothing_heard_is_believed_only_of_silence() -> None:
    assert unheard(whole(), ()) == ""
    assert unheard(whole(), (Span(0, 61_000),)) == "fake heard nothing, though somebody speaks for 1:01"
    assert unheard(whole(segment("a word")), (Span(0, 61_000),)) == ""


def test_no_sign_no_flag() -> None:
    assert judge([segment("We left the harbour.", 0, 1000, logprob=-0.2, no_speech=0.1)], (Span(0, 1000),)) == ()
