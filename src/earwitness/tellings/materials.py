"""What in a turn is material: its numbers, names, units, times, places, body parts, objects, certainty and negations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..language.tokens import fold, tokens
from ..model import Turn
from .clocks import find_clocks
from .lexicon import Lexicon
from .names import find_names, name_lemma, sound
from .negation import denies
from .numbers import find_numbers
from .senses import LONGEST, Kind, senses
from .terms import Term, classes, phrase_senses, terms_of, word_senses
from .uses import counts_one, is_name, is_patronymic, is_side


class Sign(NamedTuple):
    """A material word or phrase: of which kind and class, and with which value."""

    kind: Kind
    group: str
    """Only signs of one class can disagree: `date`, `number`, `name`."""
    values: frozenset[str | float]
    """What it may mean; two signs agree where they share one."""
    turn: int
    start: int
    end: int
    words: str
    order: int


TURNED = frozenset(("alive", "allow", "more", "guilt", "agree"))
"""Classes in which a denied word is the other one: not allowed is forbidden, not more than is at most."""
_CLAUSE = re.compile(r"[.!?…;,:—–]|\b(?:but|and|while|because|when|if|though)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…;]")


class Passage(NamedTuple):
    """Turns of one telling that say together what turns of another say."""

    terms: tuple[Term, ...]
    signs: tuple[Sign, ...]
    language: str | None
    texts: Mapping[int, str]
    """The text of each turn by its number."""

    def sentence(self, term: Term) -> list[str]:
        """Returns the other words of the sentence in which a word stands."""
        return self._around(term, _SENTENCE)

    def clause(self, term: Term) -> list[str]:
        """Returns the other words of the clause in which a word stands, as far as commas and conjunctions tell."""
        return self._around(term, _CLAUSE)

    def _around(self, term: Term, border: re.Pattern[str]) -> list[str]:
        text = self.texts[term.turn]
        start = max((match.end() for match in border.finditer(text, 0, term.start)), default=0)
        end = next((match.start() for match in border.finditer(text, term.end)), len(text))
        return [token.word for part in (text[start : term.start], text[term.end : end]) for token in tokens(part)]


def passage(turns: Sequence[Turn], language: str | None, lexicon: Lexicon) -> Passage:
    """Returns what those turns, one after another, hold of words and of material signs."""
    terms: list[Term] = []
    signs: list[Sign] = []
    for turn in turns:
        spoken = turn.language or language
        own = list(terms_of(turn, spoken, lexicon, len(terms)))
        signs.extend(_signs(turn, spoken, own, lexicon))
        terms.extend(own)
    return Passage(tuple(terms), tuple(signs), language, {turn.number: turn.text for turn in turns})


def _signs(turn: Turn, language: str | None, terms: Sequence[Term], lexicon: Lexicon) -> Iterator[Sign]:
    taken: set[int] = set()
    text = turn.text
    at = {term.start: place for place, term in enumerate(terms)}
    for clock in find_clocks(text, language):
        inside = [place for place, term in enumerate(terms) if clock.start <= term.start < clock.end]
        if inside and not taken.intersection(inside):
            taken.update(inside)
            yield _sign("time", "clock", {clock.minutes}, turn, clock.start, clock.end, terms[inside[0]].order)
    numbers = [
        number for number in find_numbers(text, language) if number.start in at and at[number.start] not in taken
    ]
    for number in numbers:
        if fold(number.words).startswith("друг"):
            continue  # the second, in Ukrainian, is also the other
        if number.value == 1 and not counts_one(text, terms, at[number.start], language):
            continue
        inside = [place for place, term in enumerate(terms) if number.start <= term.start < number.end]
        taken.update(inside)
        values = {number.value}
        before = fold(terms[inside[0] - 1].words) if inside[0] else ""
        if before in ("a", "one") and 3 <= number.value <= 10 and fold(number.words).endswith(("rd", "th")):
            values |= {1 / number.value, round(100 / number.value)}  # a fifth is twenty per cent
        if before == "пол" or before.startswith(("полови", "пів")):
            values.add(number.value - 1)  # половина шестого, the half of the sixth hour, is half past five
        yield _sign("number", "number", values, turn, number.start, number.end, terms[inside[0]].order)
        yield from _ago(turn, terms, number.value, inside)
    for token in find_names(text, language):
        place = at.get(token.start)
        if place is None or place in taken or not is_name(text, terms, place, language, lexicon):
            continue
        heard = {sound(name_lemma(fold(token.word), language)), sound(fold(token.word).removesuffix("'s"))}
        if 2 < min(map(len, heard)):
            taken.add(place)
            group = "patronymic" if any(map(is_patronymic, heard)) else "name"
            yield _sign("name", group, set(heard), turn, token.start, token.end, terms[place].order)
    yield from _articles(turn, terms, taken)
    yield from _sensed(turn, terms, taken)


def _ago(turn: Turn, terms: Sequence[Term], value: float, inside: Sequence[int]) -> Iterator[Sign]:
    """Yields `five years ago` as one time, so that it can stand against `last year`."""
    rest = terms[inside[-1] + 1 : inside[-1] + 3]
    if len(rest) == 2 and fold(rest[1].words) in ("ago", "назад", "тому"):
        unit = next((sense.value for sense in word_senses(rest[0]) if sense.group == "duration"), None)
        if unit is not None:
            when = f"last {unit}" if value == 1 else f"{value:g} {unit}"
            yield _sign("time", "ago", {when}, turn, terms[inside[0]].start, rest[1].end, terms[inside[0]].order)


_ABOUT = frozenset("about in within for than nearly almost after under over only just around another some by".split())
_SINCE = frozenset("ago later away left off back from earlier".split())
_MEASURED = frozenset("a an per each every".split())
_MEASURES = frozenset(("duration", "length", "weight", "volume"))


def _articles(turn: Turn, terms: Sequence[Term], taken: set[int]) -> Iterator[Sign]:
    """Yields the numbers that no number word says: about an hour, a kilometre away, a quarter of an hour."""
    for place, term in enumerate(terms):
        word = fold(term.words)
        before, after = _spelled(terms, place - 1), _spelled(terms, place + 1)
        if word == "quarter" and after == "of" and "duration" in classes(terms[min(place + 3, len(terms) - 1)]):
            yield _sign("number", "number", {0.25, 15.0}, turn, term.start, term.end, term.order)
        elif word in ("a", "an") and place + 1 < len(terms) and _MEASURES & classes(terms[place + 1]):
            whole = _spelled(terms, place + 2), _spelled(terms, place + 4)
            if whole == ("and", "half"):
                yield _sign("number", "number", {1.5}, turn, term.start, terms[place + 4].end, term.order)
                taken.add(place + 4)
            elif before in _ABOUT or (
                before not in ("half", "quarter", "of", "twice", "times") and _spelled(terms, place + 2) in _SINCE
            ):
                yield _sign("number", "number", {1.0}, turn, term.start, terms[place + 1].end, term.order)


def _spelled(terms: Sequence[Term], place: int) -> str:
    return fold(terms[place].words) if 0 <= place < len(terms) else ""


def _sensed(turn: Turn, terms: Sequence[Term], taken: set[int]) -> Iterator[Sign]:
    """Yields the signs of the table, the longest phrase first; one word may have several senses."""
    place = 0
    while place < len(terms):
        for length in range(min(LONGEST, len(terms) - place), 0, -1):
            part = terms[place : place + length]
            found = (
                phrase_senses(turn.text, part)
                if 1 < length
                else word_senses(terms[place])
                if place not in taken
                else ()
            )
            if found:
                break
        else:
            place += 1
            continue
        by_group: dict[tuple[Kind, str], set[str | float]] = {}
        for sense in found:
            if sense.group != "side" or is_side(turn.text, terms, place):
                by_group.setdefault((sense.kind, sense.group), set()).add(sense.value)
        for (kind, group), values in by_group.items():
            if group == "pack" and not _counted(terms, place):
                continue
            if group == "side" and any("body" in classes(term) for term in terms[place + 1 : place + 3]):
                kind = "body part"
            if part[0].negated and not denies(fold(part[0].words)) and group in TURNED:
                values = _denied(group, values)
            yield _sign(kind, group, values, turn, part[0].start, part[-1].end, part[0].order)
        place += length


def _counted(terms: Sequence[Term], place: int) -> bool:
    """Says whether a box or a bottle is a measure here: so many of them, one for so much, one of something."""
    before = [fold(term.words) for term in terms[max(0, place - 2) : place]]
    of = _spelled(terms, place + 1) in ("of", "for", "per", "each")
    return (
        of or any(word in _MEASURED or find_numbers(word, None) for word in before) or not terms[place].words.isascii()
    )


def _sign(
    kind: Kind,
    group: str,
    values: set[str | float] | set[str] | set[float],
    turn: Turn,
    start: int,
    end: int,
    order: int,
) -> Sign:
    return Sign(kind, group, frozenset(values), turn.number, start, end, turn.text[start:end], order)


def _denied(group: str, values: set[str | float]) -> set[str | float]:
    """Returns what is meant where it is denied: in a class of two, the other (not allowed is forbidden)."""
    every = {sense.value for found in senses().values() for sense in found if sense.group == group}
    return set(every - values) if len(every) == 2 else values
