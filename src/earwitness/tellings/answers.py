"""Answers and orders that one telling gives the other way round: I have, not yet; he won't sign, yes, he'll do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from ..language.tokens import fold
from .links import Difference, Links, Spot
from .materials import Passage
from .negation import denies, flavoured

SHORT = 6
"""Words of a plain statement that may stand against a denial of few words."""
SHARED = 2
"""Telling words that what is not to be done and what stands against it share."""
_BE = r"(?:am|is|are|was|were|have|has|had|do|does|did|will|would|can|could|shall|should|must)"
_WHO = r"(?:i|you|he|she|it|we|they|there)"
_END = r"(?=\s*(?:[,.!;…—]|$))"
_LEAD = r"(?:(?:oh|well|ah|why)[,\s]+)?"
_YES_WORD = r"(?:yes|yeah|yep|yup|aye|certainly|of course|sure|naturally|indeed)\b"
_YES = re.compile(rf"{_LEAD}(?:{_YES_WORD}|{_WHO} {_BE}\b{_END})")
_NOT = rf"{_WHO} (?:{_BE}n't|won't|can't|cannot|{_BE} not)\b"
_NO = re.compile(rf"{_LEAD}(?:not yet\b|(?:yes|no)?,?\s*{_NOT}|never\b{_END})")
_ELLIPSIS = re.compile(rf"(?:not yet|(?P<who>{_WHO}) (?:{_BE}(?:n't| not)|won't|can't)){_END}")
"""A denial without its verb, which the question has."""
_ORDER = re.compile(r"\b(?:don't|do not|never)\s+(?!you\b|i\b|we\b|they\b|mind\b)[a-z]+", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?…;]+[.!?…;]*")
_ASKED = re.compile(r"\?\s*$")
_LEFT = frozenset("leave stay drop hold quit skip spare".split())
"""Words that order not to do something without a denial."""
_UNDONE = frozenset("should ought must could would might may".split())
"""Words beside which nothing is done yet: you should have brought it."""


class _Said(NamedTuple):
    stance: Literal["yes", "no", "plain", ""]
    spot: Spot


def answers(a: Passage, b: Passage) -> Iterator[Difference]:
    """Yields answers that say yes in one telling and no in the other, in the first sentence of both."""
    one, other = _first(a), _first(b)
    if one is None or other is None:
        return
    against = {one.stance, other.stance}
    plain, denied = (_text(one, a), _text(other, b)) if one.stance == "plain" else (_text(other, b), _text(one, a))
    if against == {"yes", "no"} or (against == {"plain", "no"} and _without(plain, denied)):
        yield Difference("negation", "answer", one.spot, other.spot)


def _without(plain: str, denied: str) -> bool:
    """Says whether a denial has no verb of its own and is said of the same as a plain statement."""
    bare = _ELLIPSIS.match(denied)
    return bare is not None and (bare["who"] is None or plain.startswith(f"{bare['who']} "))


def _text(said: _Said, passage: Passage) -> str:
    return fold(passage.texts[said.spot.turn][said.spot.start : said.spot.end])


def _first(passage: Passage) -> _Said | None:
    """Returns the first sentence of a passage and what it says to what was asked; None where it asks itself."""
    turn, text = next(iter(passage.texts.items()))
    match = _SENTENCE.search(text)
    if match is None or _ASKED.search(match.group()):
        return None
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    spot = Spot(turn, start, match.start() + len(match.group().rstrip()))
    said = fold(text[spot.start : spot.end]).replace("’", "'")
    words = re.findall(r"[\w'’-]+", said)
    if _NO.match(said):
        return _Said("no", spot)
    if any(map(denies, words)):
        return _Said("", spot)
    if _YES.match(said):
        return _Said("yes", spot)
    plain = 2 <= len(words) <= SHORT and re.match(_WHO + r"\b", said) and not any(map(flavoured, words))
    return _Said("plain" if plain else "", spot)


def orders(a: Passage, b: Passage, links: Links) -> Iterator[Difference]:
    """Yields orders not to do what the other telling says plainly, where both speak of the same."""
    for mine, yours, turned in ((a, b, False), (b, a, True)):
        for turn, text in mine.texts.items():
            for sentence in _SENTENCE.finditer(text):
                order = _ORDER.search(sentence.group())
                if order is None or _ASKED.search(sentence.group()):
                    continue
                spot = Spot(turn, sentence.start() + order.start(), sentence.start() + order.end())
                end = sentence.end()
                places = [term.order for term in mine.terms if term.turn == turn and spot.start <= term.start < end]
                found = _counterpart(places, yours, _seen_from(links, turned))
                if found is not None:
                    yield Difference("negation", "answer", found if turned else spot, spot if turned else found)


def _seen_from(links: Links, turned: bool) -> Links:
    if not turned:
        return links
    back: dict[int, set[int]] = {}
    for place, others in links.items():
        for other in others:
            back.setdefault(other, set()).add(place)
    return {place: frozenset(others) for place, others in back.items()}


def _counterpart(places: list[int], passage: Passage, links: Links) -> Spot | None:
    """Returns the sentence that shares most words with an order, where nothing is denied in it or beside it."""
    best: tuple[int, Spot] | None = None
    for turn, text in passage.texts.items():
        for sentence in _SENTENCE.finditer(text):
            start, end = sentence.span()
            inside = {term.order for term in passage.terms if term.turn == turn and start <= term.start < end}
            shared = sum(1 for place in places if links.get(place, frozenset()) & inside)
            if _ASKED.search(sentence.group()) or _UNDONE & {fold(passage.terms[place].words) for place in inside}:
                continue
            if SHARED <= shared and (best is None or best[0] < shared):
                lead = len(sentence.group()) - len(sentence.group().lstrip())
                best = shared, Spot(turn, start + lead, end)
    if best is None:
        return None
    words = [fold(term.words) for term in passage.terms if term.turn == best[1].turn]
    return None if any(flavoured(word) or word in _LEFT for word in words) else best[1]
