"""Where two passages name different things of one kind at the same place: what the table of senses does not list."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from ..language.tokens import fold
from .links import Difference, Links, Spot, links_between, spot_of, turned
from .materials import Passage
from .negation import denies
from .oppositions import NOTHING, Around
from .sentences import Sentences, framed
from .slots import Slots
from .terms import Term, classes
from .thesaurus import near, one_thing, opposite
from .things import Thing, kind_of, kinship, one_with, stands_for, things

WINDOW, BESIDE = 5, 2
"""Words on either side that are a word's context, and those that stand next to it."""
KIND, SORT, PERSON = 1.2, 0.6, -0.8
"""What counts how narrow the kind is that two things share (vegetables, buildings, instruments), that they are of one sort,
and that the sort is people or the body, of whom much is said in passing."""
NARROW, WIDE = 15, 5000
"""Words of the narrowest kind and of one that tells nothing any more."""
SHARED, CLOSE, LIKE, ALONE, SHORT, BEHIND, KEPT, SENTENCE = 0.1, 0.2, 1.5, 1.0, 0.8, 0.4, 1.0, 0.3
"""What counts a word that both contexts share (four at most), one next to both, like places in the passages, being the only
things without a counterpart, standing in passages of few words, behind one preposition, in passages that share their words,
and in sentences that share more words with each other than with any other."""
ONE_WORD, TWO_WORDS, NO_WORD, FOR_ONE = -1.0, 0.3, -0.5, 0.3
"""What counts that one word of the original bears out both things, that two words do, that none does, that it bears out one."""
FRAME = 0.3
"""What counts each word of the frame that both stand in: in my boot, in my glove."""
NEED = 3.5
"""What makes two things a difference."""
OTHER_SORTS = 0.6
"""How much more is needed where they are of no sort that both share."""
OPPOSED_SHARED, OPPOSED_LIKE, OPPOSED_SHORT, OPPOSED_SENTENCE = 0.5, 0.9, 0.4, 0.3
"""The same for opposites, and what sentences count that stand for each other."""
FEW = 14
"""Words of a short passage."""
VERY_SHORT = 0.3
"""How much less opposites need in passages of half as many words."""


Witness = Callable[[int, int], frozenset[frozenset[str]]]
"""The numbers of two turns → the English lemmas that each word of the original may mean there."""


class Contrast(NamedTuple):
    """Two words that may be different readings of one place, and how much speaks for that."""

    one: Thing
    other: Thing
    score: float


def contrasts(
    a: Passage,
    b: Passage,
    settled: Collection[Spot],
    around: Around = NOTHING,
    witness: Witness | None = None,
) -> tuple[Difference, ...]:
    """Returns where things of one kind, or opposites, stand against each other within one language.

    `settled` is what the table found; the `witness` says what the original may mean at two turns.
    """
    if a.language != b.language:
        return ()
    links = links_between(a.terms, b.terms)
    taken = {(spot.turn, spot.start) for spot in settled}
    found = []
    for contrast in sorted(_things(a, b, links, taken, around), key=lambda one: -one.score):
        left, right = contrast.one.term, contrast.other.term
        said: frozenset[frozenset[str]] = witness(left.turn, right.turn) if witness is not None else frozenset()
        if NEED <= contrast.score + _borne_out(contrast, said) and not {_place(left), _place(right)} & taken:
            taken |= {_place(left), _place(right)}
            found.append(Difference(kind_of(contrast.one, contrast.other), "thing", spot_of(left), spot_of(right)))
    found.extend(_opposites(a, b, links, taken))
    return tuple(found)


def _borne_out(contrast: Contrast, said: frozenset[frozenset[str]]) -> float:
    """Returns what the original adds: whether it has a word for the one thing, for the other, or one word for both."""
    if not said:
        return 0.0
    one, other = (
        {
            meant
            for meant in said
            if any(one_thing(lemma, word) or near(lemma, word) for lemma in thing.lemmas for word in meant)
        }
        for thing in (contrast.one, contrast.other)
    )
    if one & other:
        return ONE_WORD
    return TWO_WORDS if one and other else FOR_ONE if one or other else NO_WORD


def _things(
    a: Passage, b: Passage, links: Links, taken: Collection[tuple[int, int]], around: Around
) -> Iterator[Contrast]:
    mine, yours = things(a), things(b)
    back = turned(links)
    ours = _unanswered(mine, yours, links, back, taken, around.said_b)
    theirs = _unanswered(yours, mine, back, links, taken, around.said_a)
    if not ours or not theirs:
        return
    slots = Slots.between(a, b, links)
    common = ALONE / (len(ours) * len(theirs)) + SHORT * slots.short + KEPT * slots.kept
    for one in ours:
        for other in theirs:
            shared, close = _context(one.term, other.term, a, links)
            score = common + _of_kind(one, other) + SHARED * min(4, shared) + CLOSE * min(1, close)
            score += LIKE * slots.likeness(one.term, other.term) ** 2
            score += FRAME * framed((one.term.order, a), (other.term.order, b))
            score += SENTENCE * slots.best(one.term, other.term) + BEHIND * slots.behind(one.term, other.term)
            yield Contrast(one, other, score)


def _of_kind(one: Thing, other: Thing) -> float:
    """Returns what it counts how near in kind two things are."""
    size = kinship(one, other)
    shared = one.sorts & other.sorts
    nearness = 0.0 if size is None else math.log(WIDE / max(NARROW, size)) / math.log(WIDE / NARROW)
    return KIND * max(0.0, nearness) + (SORT if shared else -OTHER_SORTS) + PERSON * bool(shared & {"person", "body"})


def _unanswered(
    mine: Sequence[Thing],
    yours: Sequence[Thing],
    links: Links,
    back: Links,
    taken: Collection[tuple[int, int]],
    said: frozenset[str],
) -> list[Thing]:
    """Returns the things that the other passage and its neighbours do not name in any words.

    A word that is near to one of these only answers it where it has no counterpart of its own.
    """
    return [
        thing
        for thing in mine
        if not links.get(thing.term.order)
        and _place(thing.term) not in taken
        and not thing.term.heads & said
        and not any(one_with(thing, twin) if back.get(twin.term.order) else stands_for(thing, twin) for twin in yours)
    ]


def _context(one: Term, other: Term, a: Passage, links: Links) -> tuple[int, int]:
    """Returns how many words near the one are said near the other too, and how many of them next to both."""
    shared = close = 0
    for term in a.terms[max(0, one.order - WINDOW) : one.order + WINDOW + 3]:
        away = [abs(place - other.order) for place in links.get(term.order, ()) if place != other.order]
        if term.order != one.order and away:
            shared += min(away) <= WINDOW + 2
            close += min(away) <= BESIDE and abs(term.order - one.order) <= BESIDE
    return shared, close


_NO_SIDE_WORDS = """
one first second third last light here there come go leave up down over under in out back forth this that now then on off
above below away well right left like good bad much little more less get take give bring
"""
_NO_SIDES = frozenset("en:" + word for word in _NO_SIDE_WORDS.split())
"""Opposites of which a translator takes either, as the sentence goes: come from there, go there."""


def _opposites(a: Passage, b: Passage, links: Links, taken: Collection[tuple[int, int]]) -> Iterator[Difference]:
    """Yields words that are opposites and both said plainly, or both denied, of the same."""
    short = max(len(a.terms), len(b.terms)) <= FEW
    sentences: Sentences | None = None
    named = {_place(thing.term) for passage in (a, b) for thing in things(passage)}
    ours, theirs = _only(a, b, taken), _only(b, a, taken)
    for one in ours:
        for other in theirs:
            parts = "n" if {_place(one), _place(other)} & named else "avnr"
            how = max((_against(left, right, parts) for left in one.heads for right in other.heads), default=0)
            if not how or one.negated != other.negated or "relative" in classes(one) & classes(other):
                continue
            shared, close = _context(one, other, a, links)
            likeness = 1 - abs(one.order / len(a.terms) - other.order / len(b.terms))
            tied = OPPOSED_SHARED * min(3, shared) + close + OPPOSED_LIKE * likeness**2 + OPPOSED_SHORT * short
            need = OPPOSED[how] - VERY_SHORT * (max(len(a.terms), len(b.terms)) <= FEW // 2)
            if tied < need <= tied + OPPOSED_SENTENCE:
                sentences = sentences or Sentences.between(a, b, links)
                tied += OPPOSED_SENTENCE * (0 < sentences.likeness(one.order, other.order))
            if need <= tied:
                yield Difference("negation", "opposite", spot_of(one), spot_of(other))


_REFUSED = frozenset(("en:refuse", "en:fail"))
"""Verbs that deny, and have opposites all the same."""
_AMOUNTS = frozenset(("en:more", "en:less", "en:much", "en:little"))


def _only(passage: Passage, other: Passage, taken: Collection[tuple[int, int]]) -> list[Term]:
    """Returns the words that the other passage does not have."""
    said = {head for term in other.terms for head in term.heads} | (_NO_SIDES - _AMOUNTS)
    return [
        term
        for term in passage.terms
        if _place(term) not in taken
        and not term.heads & said
        and (not denies(fold(term.words)) or _REFUSED & term.heads)
    ]


OPPOSED = {2: 1.6, 1: 2.3}
"""What must tie opposites together, and words that stand near opposites."""


def _against(one: str, other: str, parts: str) -> int:
    if not (one.startswith("en:") and other.startswith("en:")):
        return 0
    return max(opposite(one[3:], other[3:], part) for part in parts)


def _place(term: Term) -> tuple[int, int]:
    return term.turn, term.start
