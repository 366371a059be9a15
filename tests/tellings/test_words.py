"""What a turn says, as features that can be compared."""

from earwitness.model import Mark, Turn
from earwitness.tellings.lexicon import EMPTY, shipped
from earwitness.tellings.words import Said, said


def says(text: str, language: str = "en", **known: object) -> Said:
    return said(Turn(id="1", number=1, text=text, **known), language, shipped())  # type: ignore[arg-type]


def shared(one: Said, other: Said) -> set[str]:
    """Returns the concepts that two turns have in common."""
    theirs = {concept for word in other.words for concept in word.concepts}
    return {concept for word in one.words for concept in word.concepts} & theirs


def test_words_names_and_numbers_are_told_apart() -> None:
    turn = says("Burtsev broke two chains.")
    assert {(word.key, word.kind) for word in turn.words} == {
        ("@burcev", "name"),
        ("en:break", "word"),
        ("#2", "number"),
        ("en:chain", "word"),
    }


def test_a_word_said_twice_counts_once() -> None:
    assert len(says("chain, chain, chains").words) == 1


def test_signs_and_voices() -> None:
    turn = says("Who? Stop! I…", speakers=("p1",), inferred=True, marks=(Mark(type="unclear", start=5, end=5),))
    assert turn.signs == {"question", "exclamation", "trailing", "unclear"}
    assert turn.voices == ("p1",)
    assert not turn.firm
    assert turn.length == len("WhoStopI")


def test_russian_meets_english_in_words_names_and_numbers() -> None:
    met = shared(says("Пустовалов сбил цепь, нас пятеро", "ru"), says("Pustovalov broke the chain, five of us"))
    assert {"@pustovalov", "en:chain", "#5"} <= met


def test_without_a_lexicon_names_numbers_and_like_sounds_still_meet() -> None:
    russian = said(Turn(id="1", number=1, text="У Пустовалова компрессор 14"), "ru", EMPTY)
    english = said(Turn(id="1", number=1, text="Pustovalov's compressor, fourteen"), "en", EMPTY)
    assert shared(russian, english) == {"~kmpr", "~pstv", "@pustovalov", "@pust-", "#14"}


def test_a_year_said_in_two_parts_is_a_year() -> None:
    assert "#1991" in shared(says("in nineteen ninety-one"), says("back in 1991"))
    assert "#91" in shared(says("у дев'яносто першому", "uk"), says("back in 1991"))


def test_nothing_said_is_nothing() -> None:
    assert says("") == Said(words=(), length=0, signs=frozenset(), voices=(), firm=True)


def test_rare_words_have_small_chances() -> None:
    chances = {word.key: word.chance for word in says("you never mend the gasket").words}
    assert chances["en:gasket"] < chances["en:never"] < chances["en:you"]
