"""Things of one kind that stand against each other without a row in the table: peppers with cucumbers, a silo with a well.

What kind a thing is comes from the thesaurus. Two words are no difference where one may stand for the other; else they
are one the surer, the narrower the kind that they share, the more words around both say the same, and the fewer other
things of the two passages are left without a counterpart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..language.tokens import fold
from .materials import Passage
from .senses import Kind
from .terms import Term
from .thesaurus import breadth, concrete, near, one_thing, sorts, tree

NOUN, PLAIN_NOUN, BARE_NOUN = 3, 6, 3
"""Ninths of its uses as a noun that must name a thing; ninths of all its uses as a noun where nothing before it says so, and
where it stands between signs."""
STEM = 5
"""Letters that two words begin with alike, from which on they are a translator's choice."""
_VAGUE_WORDS = """
thing stuff object item place spot bit piece lot kind part end top bottom back front line man people person guy fellow
body head hand way home ground rest set side here there world earth life time day night sort site point area party
machine unit system half pair couple need nobody somebody anybody soul finger tongue bit
"""
VAGUE = frozenset(_VAGUE_WORDS.split())
"""Words of so many uses that they stand for anything."""
_BEFORE_NOUN_WORDS = """
a an the my your his her our their its this that these those some any no every each one another in on under with without
of from by behind near at into onto over through beside for like two three four five six seven eight nine ten
eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
ninety hundred thousand dozen several few many both enough more most
"""
_BEFORE_NOUN = frozenset(_BEFORE_NOUN_WORDS.split())
_BEFORE_VERB = frozenset(
    "to i you he she it we they who will can would could did do does don't didn't let's must".split()
)
_BROAD = dict.fromkeys(("artifact", "substance", "food", "plant", "animal", "document"), "thing")
_PLURALS = ("s", "men", "feet", "teeth", "geese", "mice", "children", "people", "oxen")
_KINDS: dict[str, Kind] = {"person": "name", "body": "body part", "place": "place"}


class Thing(NamedTuple):
    """A word that names something to be pointed at, and what that may be in English."""

    term: Term
    lemmas: tuple[str, ...]
    sorts: frozenset[str]


def things(passage: Passage) -> list[Thing]:
    """Returns the things of a passage, in order: of two nouns side by side the second is the thing (ventilation shaft)."""
    pairs = {thing.term.order: thing for thing in _paired(passage)}
    inside = {order - 1 for order in pairs}
    alone = (thing for thing in _named(passage) if thing.term.order not in pairs and thing.term.order not in inside)
    found = sorted((*alone, *pairs.values()), key=lambda thing: thing.term.order)
    first = {
        one.term.order
        for one, other in pairwise(found)
        if one.term.words.isascii()
        and one.term.order + 1 == other.term.order
        and not passage.texts[one.term.turn][one.term.end : other.term.start].strip()
    }
    return [thing for thing in found if thing.term.order not in first]


def _named(passage: Passage) -> Iterator[Thing]:
    """Yields all nouns of things; what the grammar makes a verb, and words that may stand for anything, are left out."""
    for term in passage.terms:
        if not term.telling or term.words[:1].isdigit():
            continue
        lemmas = tuple(lemma for lemma in sorted(_english(term)) if lemma not in VAGUE and NOUN <= concrete(lemma))
        if lemmas and (not term.words.isascii() or _is_noun(term, lemmas, passage)):
            yield Thing(term, lemmas, _sorts(lemmas))


def _paired(passage: Passage) -> Iterator[Thing]:
    """Yields the things whose names are two words: a rolling pin is no pin."""
    for first, second in pairwise(passage.terms):
        if first.turn != second.turn or passage.texts[first.turn][first.end : second.start] not in (" ", "-"):
            continue
        spelled = fold(first.words)
        lemmas = tuple(name for lemma in sorted(_english(second)) if concrete(name := f"{spelled}_{lemma}"))
        if lemmas:
            yield Thing(second, lemmas, _sorts(lemmas))


def _sorts(lemmas: Sequence[str]) -> frozenset[str]:
    return frozenset(_BROAD.get(sort, sort) for lemma in lemmas for sort in sorts(lemma))


def _english(term: Term) -> set[str]:
    """Returns what a word may be in English; a plural that no dictionary knows is taken apart."""
    found = {head[3:] for head in term.heads if head.startswith("en:")}
    return found | {word[:-1] for word in found if word.endswith("s") and not concrete(word)}


def _is_noun(term: Term, lemmas: Sequence[str], passage: Passage) -> bool:
    """Says whether an English word is a noun where it stands: by the word before it, or for want of one by its uses."""
    before = passage.terms[term.order - 1] if term.order else None
    word = fold(before.words) if before is not None and before.turn == term.turn else ""
    if word in _BEFORE_VERB:
        return False
    most = max(tree().nouns.get(lemma, 0) for lemma in lemmas)
    spelled = fold(term.words).removesuffix("'s")
    if spelled not in lemmas and not spelled.endswith(_PLURALS):
        return False  # blew is no blow
    if PLAIN_NOUN <= most or (1 <= most and (word in _BEFORE_NOUN or word.endswith("'s"))):
        return True
    return BARE_NOUN <= most and _stands_alone(term, passage)


def _stands_alone(term: Term, passage: Passage) -> bool:
    """Says whether a word has signs on both sides: it is an answer (“Slate.”)."""
    text = passage.texts[term.turn]
    before, after = text[: term.start].rstrip()[-1:], text[term.end :].lstrip()[:1]
    return not before.isalnum() and not after.isalnum()


def one_with(one: Thing, other: Thing) -> bool:
    """Says whether two things may be one: any of what the one may be is, or covers, any of what the other may be."""
    return any(one_thing(left, right) for left in one.lemmas for right in other.lemmas)


def stands_for(one: Thing, other: Thing) -> bool:
    """Says whether a translator may take one for the other: they may be one, or are near to each other."""
    return one_with(one, other) or any(
        near(left, right) or _one_stem(left, right) for left in one.lemmas for right in other.lemmas
    )


def _one_stem(one: str, other: str) -> bool:
    """Says whether two words begin alike, as compounds of one first part do: nightshirt, nightdress; bath, bathhouse."""
    shorter = min(one, other, key=len)
    alike = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) == 2), len(shorter)
    )
    return STEM <= alike or (STEM - 1 <= alike == len(shorter))


def kinship(one: Thing, other: Thing) -> int | None:
    """Returns how many words the narrowest kind that both share has; of several meanings the nearest counts."""
    shared = [breadth(left, right) for left in one.lemmas for right in other.lemmas]
    return min((size for size in shared if size is not None), default=None)


def kind_of(one: Thing, other: Thing) -> Kind:
    """Returns the kind of variant that a difference between two things is."""
    shared = one.sorts & other.sorts or one.sorts | other.sorts
    return next((_KINDS[name] for name in ("body", "person", "place") if name in shared), "object")
