"""Negation: the words that deny, and how far each reaches in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.tokens import Token, fold

_ENGLISH_WORDS = """
not no never nobody none nothing nowhere neither nor without cannot can't hardly scarcely barely ain't unable refuse
refused refuses fail failed fails
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_SLAVIC_WORDS = """
не ни нет нету никто никого никому ничего ничто нигде никуда никогда нельзя без нечего некому некогда нечем ні нема
немає ніхто нікого нікому нічого ніщо ніде нікуди ніколи неможна ніяк никак нікому ніхто
"""
_SLAVIC = frozenset(_SLAVIC_WORDS.split())
_CLAUSE = re.compile(r"[.!?…;:,—–()\[\]\"«»“”]|(?<=\s)-(?=\s)")
_JOINS = frozenset(("but", "and", "or", "because", "so", "that", "which", "who", "if", "when", "а", "но", "и", "що",
                    "что", "але", "і", "й", "та", "бо", "если", "якщо", "когда", "коли", "чтобы", "щоб"))  # fmt: skip
REACH = 4
"""Words after a negation that it reaches, within its clause."""
_OF_NOUNS = frozenset(("no", "without", "без", "нет", "немає", "нема"))
_OBJECTS = frozenset(("nothing", "nobody", "nowhere"))
"""Denials that stand behind what they deny: I signed nothing."""
NEAR = 2
"""Words after a `no` that it reaches: what there is none of."""
_ASKED = frozenset(("i", "you", "he", "she", "it", "we", "they", "that", "there"))
"""After `don't` in a question these make it a question that expects a yes: it denies nothing."""


_BUT = frozenset("trouble problem difficulty doubt wonder matter less more fewer".split())
"""What there is none of where nothing is denied: no doubt, no trouble, no less."""
_WHETHER = frozenset(("ли", "чи"))
"""Beside these a `не` asks: whether he drank."""


def denies(word: str) -> bool:
    """Says whether a folded word is a negation: not, never, n't, не, нет, без…"""
    return word.removesuffix("'s") in _ENGLISH or word in _SLAVIC or word.endswith("n't")


def negators(text: str, words: Sequence[Token]) -> tuple[int, ...]:
    """Returns the places of the words that deny; a lone answer (`No,`) and a question's tag deny nothing."""
    found = []
    for place, token in enumerate(words):
        word = fold(token.word)
        if not denies(word):
            continue
        after = text[token.end : token.end + 1]
        opens = place == 0 or bool(_CLAUSE.search(text[words[place - 1].end : token.start]))
        if word in ("no", "нет", "ні", "нету") and opens and (not after.strip() or after in ",.!?…"):
            if after.strip() or place + 1 == len(words):
                continue
        if word == "не" and _WHETHER & {fold(near.word) for near in words[max(0, place - 4) : place + 4]}:
            continue
        if word == "not" and opens and "?" in text[token.end :].split(".")[0]:
            continue  # Not Uncle Yefim again?
        if word in ("no", "without") and place + 1 < len(words) and fold(words[place + 1].word) in _BUT:
            continue
        asked = place + 1 < len(words) and fold(words[place + 1].word) in _ASKED
        if word.endswith("n't") and asked and "?" in text[token.end :]:
            continue
        found.append(place)
    return tuple(found)


def scopes(text: str, words: Sequence[Token], language: str | None) -> frozenset[int]:
    """Returns the places of the words that a negation reaches: those near it in its clause."""
    reached: set[int] = set()
    for place in negators(text, words):
        if (
            place
            and fold(words[place].word) in _OBJECTS
            and not _CLAUSE.search(text[words[place - 1].end : words[place].start])
        ):
            reached.add(place - 1)
        reach = NEAR if fold(words[place].word) in _OF_NOUNS else REACH
        for following in range(place + 1, min(len(words), place + reach + 1)):
            between = text[words[following - 1].end : words[following].start]
            if _CLAUSE.search(between) or fold(words[following].word) in _JOINS:
                break
            reached.add(following)
    return frozenset(reached)


_FLAVOURED_WORDS = """
dead empty closed shut stop stopped keep clear instead out lack lacking miss missing forget forgot far little few
impossible unlikely inaccessible hasn without cease ceased prevent prevented avoid avoided quit gave
rather than if unless only until till late ban banned hard else another
"""
_FLAVOURED = frozenset(_FLAVOURED_WORDS.split())


def flavoured(word: str) -> bool:
    """Says whether a folded word may deny without being a negation: stop, keep clear, far from, instead, un-…"""
    return word in _FLAVOURED or denies(word)
