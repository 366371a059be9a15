"""Where two passages that should say the same do not: material signs that stand against each other, and denials."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..language.tokens import fold
from .answers import answers, orders
from .denials import denials
from .frames import framed_denials
from .links import WINDOW, Difference, Links, Spot, links_between, spot_of, turned
from .materials import Passage, Sign
from .sameness import agree, composed
from .senses import Kind
from .sentences import Sentences, framed
from .shortened import is_shortened
from .swaps import crossed
from .terms import Term
from .thesaurus import near, sorts, tree
from .uses import is_translated

NEED = 1.1
"""What ties two differing signs: a word that both contexts share counts 1, standing at like places up to 0.9."""
ALONE = 0.7
"""The same where each telling has but one such sign left."""
FRAME = 0.15
"""What counts each word of the frame that both stand in: at your sister's, at your mother's."""
LOOSE = frozenset(
    (
        "against",
        "inside",
        "more",
        "all",
        "order",
        "turn",
        "often",
        "toward",
        "with",
        "beyond",
        "lock",
        "agree",
        "height",
        "edge",
    )
)
"""Classes whose words have many uses: these stand against each other only before the same word."""
STRICT = frozenset(
    ("side", "clock", "switch", "compass", "date", "month", "ago", "name", "patronymic", "relative", "feast", "season")
)
"""Classes whose words never stand for each other."""


class Around(NamedTuple):
    """What the neighbouring turns of both tellings hold: a sign found there was moved, not changed."""

    a: tuple[Sign, ...] = ()
    b: tuple[Sign, ...] = ()
    said_a: frozenset[str] = frozenset()
    """The heads of the telling words there."""
    said_b: frozenset[str] = frozenset()


NOTHING = Around()


def compare(a: Passage, b: Passage, around: Around = NOTHING) -> tuple[Difference, ...]:
    """Returns where the passages stand against each other in a material way, and where their signs agree."""
    links = links_between(a.terms, b.terms)
    beside: Sentences | None = None
    found: list[Difference] = []
    by_class: dict[str, tuple[list[Sign], list[Sign]]] = defaultdict(lambda: ([], []))
    for side, signs in enumerate((a.signs, b.signs)):
        for sign in signs:
            by_class[sign.group][side].append(sign)
    for group, (ours, theirs) in by_class.items():
        if group in LOOSE:
            found.extend(_loose(ours, theirs, a, b, links))
            continue
        pairs, left, right = _matched(ours, theirs, a, b)
        found.extend(_difference(one, other, agree=True) for one, other in pairs)
        if group == "duration":
            continue  # half an hour may be thirty minutes: units of time count behind the same number only, below
        found.extend(crossed(pairs, a, b, links))
        left = [sign for sign in left if not _elsewhere(sign, around.b, a, b, links)]
        right = [sign for sign in right if not _elsewhere(sign, around.a, b, a, turned(links))]
        if left and right:
            beside = beside or Sentences.between(a, b, links)
            found.extend(_opposed(left, right, a, b, links, beside))
    found.extend(_units(by_class, a, b))
    found.extend(denials(a, b, links))
    if a.language == b.language == "en":
        found.extend(_unless_denied([*answers(a, b), *orders(a, b, links), *framed_denials(a, b)], found))
    return _without_doubles(found)


def _unless_denied(said: Sequence[Difference], found: Sequence[Difference]) -> list[Difference]:
    """Returns the answers and orders of turns in which no word was found to be denied: that shows it better."""
    shown = {
        (one.a.turn, one.b.turn)
        for one in found
        if one.group == "negation" or (one.kind == "negation" and not one.agree)
    }
    return [one for one in said if (one.a.turn, one.b.turn) not in shown][:1]


def shared_words(a: Passage, b: Passage) -> frozenset[int]:
    """Returns the places of the telling words of one passage that the other says too, in the same or other words."""
    return frozenset(links_between(a.terms, b.terms))


def _difference(one: Sign, other: Sign, *, agree: bool = False, kind: Kind | None = None) -> Difference:
    return Difference(kind or one.kind, one.group, spot_of(one), spot_of(other), agree)


def _matched(
    ours: Sequence[Sign], theirs: Sequence[Sign], a: Passage, b: Passage
) -> tuple[list[tuple[Sign, Sign]], list[Sign], list[Sign]]:
    """Returns the signs that agree, pairwise, and what is left of either side; one said twice agrees with one said once."""
    pairs: list[tuple[Sign, Sign]] = []
    met_a: set[int] = set()
    met_b: set[int] = set()
    closest = sorted(
        (not one.values & other.values, abs(_where(one, a) - _where(other, b)), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if agree(one, other)
    )
    for other_words, _, i, j in closest:
        if other_words and (i in met_a or j in met_b):
            continue  # four o'clock may be sixteen, but not where the other telling has its four already
        if i not in met_a and j not in met_b:
            pairs.append((ours[i], theirs[j]))
        met_a.add(i)
        met_b.add(j)
    for one, other, mine, yours in ((ours, theirs, met_a, met_b), (theirs, ours, met_b, met_a)):
        for parts, whole in composed(one, other):
            mine.update(parts)
            yours.add(whole)
    return (
        pairs,
        [sign for place, sign in enumerate(ours) if place not in met_a],
        [sign for place, sign in enumerate(theirs) if place not in met_b],
    )


def _where(sign: Sign, passage: Passage) -> float:
    return sign.order / max(1, len(passage.terms))


def _elsewhere(sign: Sign, signs: Sequence[Sign], own: Passage, other: Passage, links: Links) -> bool:
    """Says whether a sign stands in a neighbouring turn of the other telling, or in this one under another class."""
    if sign.kind not in ("certainty", "negation") and any(
        near.group == sign.group and agree(sign, near) for near in signs
    ):
        return True
    if sign.kind in ("number", "body part") or sign.group in STRICT:
        return False
    inside = [term for term in _words(sign, own) if term.telling]
    return bool(inside) and all(
        any(term.heads & other.terms[twin].heads for twin in links.get(term.order, ())) for term in inside
    )


def _opposed(
    left: Sequence[Sign], right: Sequence[Sign], a: Passage, b: Passage, links: Links, beside: Sentences
) -> Iterator[Difference]:
    scored = sorted(
        (
            (_ties(one, other, a, b, links, beside), -i, -j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        ),
        reverse=True,
    )
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    need = ALONE if len(left) == len(right) == 1 else NEED
    for ties, i, j in scored:
        if need <= ties and i not in taken_a and j not in taken_b:
            taken_a.add(i)
            taken_b.add(j)
            kind: Kind = "body part" if "body part" in (left[-i].kind, right[-j].kind) else left[-i].kind
            yield _difference(left[-i], right[-j], kind=kind)


def _ties(one: Sign, other: Sign, a: Passage, b: Passage, links: Links, beside: Sentences) -> float:
    """Returns how much ties two signs together: words that stand near both, and how like their places are."""
    if a.language != b.language and one.group == "number" and {1.0} in (one.values, other.values):
        return 0.0  # one is an article in one language and nothing in another
    if one.kind in ("object", "place", "name") and one.group not in STRICT and _linked(one, other, a, b, links):
        return 0.0  # a mountain and a hill are one word in another language
    if one.group == "relative" and _converse(one, other, a, b):
        return 0.0  # his wife is he whose wife she is: my husband
    if one.group == "name" and (is_shortened(one.words, other.words) or is_translated(one.words, other.words)):
        return 0.0
    if one.group == "name" and _put_over(one, a, b) != _put_over(other, a, b):
        return 0.0
    if a.language != b.language and one.kind in ("object", "place", "body part") and one.group not in STRICT:
        if any(near(str(left), str(right)) for left in one.values for right in other.values):
            return 0.0  # which of two near words a translator takes is his choice
    near_a = _near(one, a)
    near_b = {term.order for term in _near(other, b)}
    shared = sum(1 for term in near_a if links.get(term.order, frozenset()) & near_b)
    likeness = max(1 - abs(_where(one, a) - _where(other, b)), beside.likeness(one.order, other.order))
    short = max(len(a.terms), len(b.terms)) <= 14
    frame = FRAME * framed((one.order, a), (other.order, b)) if a.language == b.language else 0.0
    return shared + 0.9 * likeness**2 + frame + (0.4 if short else 0.0)


_PAIRS = [
    frozenset(pair.split()) for pair in ("husband wife", "mother son", "mother daughter", "father son", "father daughter",
    "uncle nephew", "uncle niece", "aunt nephew", "aunt niece", "brother sister")
]  # fmt: skip
_OWNERS = frozenset("my your his her our their".split())


def _converse(one: Sign, other: Sign, a: Passage, b: Passage) -> bool:
    """Says whether two relatives are the two ends of one relation, each seen from another person."""
    if not any({left, right} == pair for pair in _PAIRS for left in one.values for right in other.values):
        return False
    owners = [_owner(sign, passage) for sign, passage in ((one, a), (other, b))]
    return owners[0] != owners[1]


def _owner(sign: Sign, passage: Passage) -> str:
    """Returns whose relative it is, as far as the word before says: my, his…"""
    before = fold(passage.terms[sign.order - 1].words) if sign.order else ""
    return before if before in _OWNERS else ""


def _put_over(name: Sign, a: Passage, b: Passage) -> bool:
    """Says whether a name is an English word, as a translator makes of a call sign or a nickname: Swift, Beekeeper."""
    word = fold(name.words)
    return bool(sorts(word) & {"animal", "plant", "artifact"}) if a.language == b.language else word in tree().nouns


def _linked(one: Sign, other: Sign, a: Passage, b: Passage, links: Links) -> bool:
    ours = [term for term in _words(one, a) if term.telling]
    theirs = {term.order for term in _words(other, b)}
    return bool(ours) and all(links.get(term.order, frozenset()) & theirs for term in ours)


def _words(sign: Sign, passage: Passage) -> list[Term]:
    return [term for term in passage.terms if term.turn == sign.turn and sign.start <= term.start < sign.end]


def _near(sign: Sign, passage: Passage) -> list[Term]:
    return [
        term
        for term in passage.terms[max(0, sign.order - WINDOW) : sign.order + WINDOW + 3]
        if term.turn != sign.turn or not sign.start <= term.start < sign.end
    ]


def _loose(ours: Sequence[Sign], theirs: Sequence[Sign], a: Passage, b: Passage, links: Links) -> Iterator[Difference]:
    """Yields words of many uses that stand against each other before the same word: on, against my instruction."""
    pairs = [(one, other) for one in ours for other in theirs if _before_alike(one, other, a, b, links)]
    fine = {id(sign) for pair in pairs if agree(*pair) for sign in pair}
    for one, other in pairs:
        if id(one) not in fine and id(other) not in fine:
            yield _difference(one, other)


def _before_alike(one: Sign, other: Sign, a: Passage, b: Passage, links: Links) -> bool:
    """Says whether the next telling word after both is the same; of an amount, the last one before them too."""
    found = [_next(one, a, 1), _next(other, b, 1)], [_next(one, a, -1), _next(other, b, -1)]
    pairs = found if one.group == "more" else found[:1]
    return any(left and right and right.order in links.get(left.order, ()) for left, right in pairs)


def _next(sign: Sign, passage: Passage, step: int) -> Term | None:
    inside = _words(sign, passage)
    places = (
        range(inside[-1].order + 1, inside[-1].order + 4) if step == 1 else range(sign.order - 1, sign.order - 4, -1)
    )
    terms = (passage.terms[place] for place in places if 0 <= place < len(passage.terms))
    return next((term for term in terms if term.telling and term.turn == sign.turn), None)


def _units(classes: Mapping[str, tuple[list[Sign], list[Sign]]], a: Passage, b: Passage) -> Iterator[Difference]:
    """Yields units that differ behind the same number: five hours, five days."""
    ours, theirs = classes.get("number", ([], []))
    units = [[sign for sign in passage.signs if sign.kind == "unit"] for passage in (a, b)]
    for one in ours:
        for other in theirs:
            if one.values & other.values:
                yield from _hours(one, other, units, a, b)
                left, right = _behind(one, units[0], a), _behind(other, units[1], b)
                if left and right and _comparable(left, right) and not left.values & right.values:
                    yield _difference(left, right)


def _hours(one: Sign, other: Sign, units: Sequence[Sequence[Sign]], a: Passage, b: Passage) -> Iterator[Difference]:
    """Yields a number that is an hour of the day in one telling and counts hours in the other: by one o'clock, in an hour."""
    for first, second, passage, beside, counted in ((one, other, a, b, units[1]), (other, one, b, a, units[0])):
        unit = _behind(second, counted, beside) or next((sign for sign in counted if _within(sign, second)), None)
        if _O_CLOCK.match(passage.texts[first.turn], first.end) and unit is not None and unit.group == "duration":
            yield _difference(one, other, kind="time")


def _within(sign: Sign, number: Sign) -> bool:
    """Says whether a unit is part of a number as it is said: an hour."""
    return sign.turn == number.turn and number.start <= sign.start < number.end


def _comparable(one: Sign, other: Sign) -> bool:
    """Says whether two units may measure one thing: hours and days, tonnes and sacks, but no tonnes and roubles."""
    return one.group == other.group or {one.group, other.group} <= AMOUNTS


_O_CLOCK = re.compile(r"\s+o['’]clock", re.IGNORECASE)
AMOUNTS = frozenset(("weight", "volume", "pack"))


def _behind(number: Sign, units: Sequence[Sign], passage: Passage) -> Sign | None:
    """Returns the unit that a number counts: the next within four words and the same clause."""
    following = (unit for unit in units if unit.turn == number.turn and number.end <= unit.start)
    unit = next((unit for unit in following if unit.order - number.order <= 4), None)
    if unit is None or set(passage.texts[unit.turn][number.end : unit.start]) & set(",.;:!?…"):
        return None
    return unit


def _without_doubles(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Returns each pair of stretches once, a disagreement before an agreement; one denial a pair of turns."""
    kept: dict[tuple[Spot, Spot], Difference] = {}
    denied: set[tuple[int, int]] = set()
    for difference in sorted(found, key=lambda one: one.agree):
        if difference.group == "negation":
            turns = (difference.a.turn, difference.b.turn)
            if turns in denied:
                continue
            denied.add(turns)
        kept.setdefault((difference.a, difference.b), difference)
    return tuple(kept.values())
