"""Words that one telling denies and the other says plainly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..language.tokens import fold
from .links import WINDOW, Difference, Links, Spot, spot_of
from .materials import Passage
from .negation import REACH, denies, flavoured
from .terms import Term
from .thesaurus import tree

_UNDENIED_WORDS = """
more many all still even any other else so one here there out in up down off back away around about over now then well too
let get go come thing way people man her his him them
"""
UNDENIED = frozenset("en:" + word for word in _UNDENIED_WORDS.split())
"""Words that stand beside a denial without being denied."""


def denials(a: Passage, b: Passage, links: Links) -> Iterator[Difference]:
    """Yields words that one telling denies and the other says plainly: in a clause of which nothing else denies."""
    links = {**links, **_common_verbs(a, b)}
    marked = {(sign.turn, sign.start) for sign in a.signs if sign.kind in ("number", "name", "time")}
    for place, others in links.items():
        term = a.terms[place]
        if (term.turn, term.start) in marked or denies(fold(term.words)) or _stands_beside(term):
            continue
        twins = [b.terms[other] for other in sorted(others) if term.heads & b.terms[other].heads]
        if not twins or {twin.negated for twin in twins} != {not term.negated}:
            continue
        twin = twins[0]
        common = not term.telling
        if (not twin.telling and not common) or denies(fold(twin.words)) or _weakly_denied(term, twin, a, b, links):
            continue
        back = [one for one in a.terms if one.heads & twin.heads]
        if {one.negated for one in back} != {term.negated}:
            continue
        plain, said_by = (twins, b) if term.negated else (back, a)
        spoken = _without_just(_spoken_with(plain, said_by, a, b, close=_alike(term, twin, a, b, links)))
        if not any(flavoured(word) or word == "leave" for word in spoken):
            yield Difference("negation", "negation", _denied(term, a), _denied(twin, b))


def _without_just(words: Sequence[str]) -> list[str]:
    """Returns the words without an `only` that says when: only just, only now, it only was."""
    return [word for place, word in enumerate(words) if word != "only" or not _WHEN & set(words[place + 1 : place + 2])]


_WHEN = frozenset(("just", "now", "yesterday", "today", "recently"))
_COMMON_WORDS = "see hear want find tell give open wait work sleep eat write read sign call wake pay ask answer believe"
_COMMON = frozenset("en:" + word for word in _COMMON_WORDS.split())


def _common_verbs(a: Passage, b: Passage) -> Links:
    """Returns common verbs that each passage has once, where one denies more often than the other: what is it that differs?"""
    counts = [sum(denies(fold(term.words)) for term in passage.terms) for passage in (a, b)]
    if a.language != b.language or counts[0] == counts[1]:
        return {}
    found: dict[int, frozenset[int]] = {}
    for head in _COMMON:
        ours, theirs = ([term for term in passage.terms if head in term.heads] for passage in (a, b))
        if len(ours) == len(theirs) == 1 and not ours[0].telling and not theirs[0].telling:
            found[ours[0].order] = frozenset((theirs[0].order,))
    return found


def _stands_beside(term: Term) -> bool:
    """Says whether all that a word may mean in English stands beside a denial without being denied."""
    meant = {head for head in term.heads if head.startswith("en:")}
    return bool(meant) and meant <= UNDENIED


def _denied(term: Term, passage: Passage) -> Spot:
    """Returns where a word stands, with the negation that reaches it and what is between them."""
    if term.negated:
        for before in reversed(passage.terms[max(0, term.order - REACH) : term.order]):
            if before.turn == term.turn and denies(fold(before.words)):
                return Spot(term.turn, before.start, term.end)
    return spot_of(term)


def _weakly_denied(term: Term, twin: Term, a: Passage, b: Passage, links: Links) -> bool:
    """Says whether a denial near a word may belong to another: it is a noun (across languages, no verb) with no `not` next."""
    both = (*term.heads, *twin.heads)
    if a.language == b.language:
        if _alike(term, twin, a, b, links) or not any(
            NOUN <= tree().nouns.get(head.removeprefix("en:"), 0) for head in both
        ):
            return False
    elif any(map(_VERB.search, both)):
        return False
    denied, passage = (term, a) if term.negated else (twin, b)
    return not denied.order or not denies(fold(passage.terms[denied.order - 1].words))


NOUN = 6
"""Ninths of its uses in which a word is a noun, from which on it is taken for one."""
_VERB = re.compile(r"^(?:ru|uk):.*(?:[^с]ть|[тч]ись|ться|ти|чь)$")
"""How a Russian or Ukrainian verb ends; воды, of which there is none, does not."""


def _alike(term: Term, twin: Term, a: Passage, b: Passage, links: Links) -> bool:
    """Says whether two words stand among at least two words that the other passage has near them too."""
    beside = range(twin.order - WINDOW, twin.order + WINDOW + 1)
    others = (one for one in a.terms[max(0, term.order - WINDOW) : term.order + WINDOW + 1] if one is not term)
    return 2 <= sum(1 for one in others if any(place in beside for place in links.get(one.order, ())))


def _spoken_with(plain: Sequence[Term], said_by: Passage, a: Passage, b: Passage, *, close: bool) -> list[str]:
    """Returns the folded words of the clause, of the sentence where other words are told freely, of all across languages."""
    if a.language == b.language:
        sentence = [fold(word) for one in plain for word in said_by.sentence(one)]
        if not close or "if" in sentence:
            return sentence
        return [fold(word) for one in plain for word in said_by.clause(one)]
    return [fold(term.words) for term in said_by.terms if term not in plain]
