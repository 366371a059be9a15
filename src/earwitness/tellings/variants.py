"""Variants: where the tellings of one conversation differ, the differences that change the meaning told apart.

Pairs of aligned passages are compared word by word; what they find is then joined over all tellings, so that one variant
shows every reading of the same place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from ..digests import sha256
from ..model import Transcript, Turn
from .align import Alignment, Group
from .contrasts import Witness, contrasts
from .lexicon import Lexicon, shipped
from .links import Difference, Spot
from .materials import Passage, passage
from .oppositions import Around, compare, shared_words
from .senses import Kind
from .voices import match_voices
from .witnesses import witness
from .wording import Change, changes

METHOD = "signs 5"
SURE = 0.5
"""How sure two voices must be one before a turn in another mouth is a variant."""


class Reading(Struct, frozen=True, kw_only=True):
    """What one telling has at the place of a variant."""

    transcript: str
    turn: int
    """The turn's number."""
    start: int
    """Code points into the turn's text."""
    end: int
    """Equal to `start` where this telling has no words there."""
    words: str


class Variant(Struct, frozen=True, kw_only=True):
    """A place where tellings differ."""

    id: str
    """Made from the readings: the same readings have the same id, whatever else changed."""
    material: bool
    """True where a number, negation, name, unit, time, place, body part, object, the certainty or the voice differs."""
    kind: Kind
    readings: tuple[Reading, ...]
    """In the order of the transcripts; a telling may have none, or two where its words fall into two turns."""
    chosen: str | None = None
    """The transcript whose reading a person settled on; None while nobody did."""


class Place(NamedTuple):
    """A stretch of a transcript."""

    transcript: str
    spot: Spot


class Node(NamedTuple):
    """Places that one comparison found to belong together, and of which class."""

    kind: Kind
    group: str
    places: tuple[Place, ...]
    agree: bool


def collate(
    transcripts: Sequence[Transcript], alignments: Sequence[Alignment], *, lexicon: Lexicon | None = None
) -> tuple[Variant, ...]:
    """Returns the variants of some tellings, the material ones first, each in the order of the first telling that has it.

    `alignments` are those between them, in any order; pairs without one are not compared. Across languages only material
    differences are looked for; a difference in wording needs one language. Turns no other telling has are no variants:
    `gaps` names them.
    """
    known = shipped() if lexicon is None else lexicon
    by_id = {transcript.id: transcript for transcript in transcripts}
    nodes: list[Node] = []
    for alignment in alignments:
        if alignment.a in by_id and alignment.b in by_id and alignment.a != alignment.b:
            pair = by_id[alignment.a], by_id[alignment.b]
            nodes.extend(_compared(*pair, alignment, known, witness(*pair, by_id, alignments, known)))
    order = {transcript.id: place for place, transcript in enumerate(transcripts)}
    texts = {(transcript.id, turn.number): turn.text for transcript in transcripts for turn in transcript.turns}
    found = [_variant(kind, places, texts, order) for kind, places in _joined(nodes)]
    return tuple(sorted(found, key=lambda variant: (not variant.material, _first(variant, order))))


def _first(variant: Variant, order: Mapping[str, int]) -> tuple[int, int, int]:
    reading = variant.readings[0]
    return order[reading.transcript], reading.turn, reading.start


def _compared(
    a: Transcript, b: Transcript, alignment: Alignment, lexicon: Lexicon, said: Witness | None = None
) -> Iterator[Node]:
    ours = {turn.number: turn for turn in a.turns}
    theirs = {turn.number: turn for turn in b.turns}
    groups = [
        (
            group,
            [ours[number] for number in group.a if number in ours],
            [theirs[number] for number in group.b if number in theirs],
        )
        for group in alignment.groups
    ]
    one_language = a.language is not None and a.language == b.language
    pairs = ((passage(left, a.language, lexicon), passage(right, b.language, lexicon)) for _, left, right in groups)
    for mine, yours, around in _with_neighbours(pairs):
        if not mine.texts or not yours.texts:
            continue
        differences: Sequence[Difference] = compare(mine, yours, around)
        settled = {spot for difference in differences for spot in (difference.a, difference.b)}
        differences = (*differences, *contrasts(mine, yours, settled, around, said))
        words = changes(mine, yours) if one_language else ()
        denied = {spot.turn for change in words if change.kind == "negation" for spot in change.a}
        # Where the very `not` is shown, the word that it denies need not be shown again.
        differences = [one for one in differences if one.group != "negation" or one.a.turn not in denied]
        yield from (_node(difference, a, b) for difference in differences)
        yield from _worded(words, a, b, [difference for difference in differences if not difference.agree])
    yield from _voices(a, b, alignment, [group for group, _, _ in groups], lexicon)


def _with_neighbours(pairs: Iterator[tuple[Passage, Passage]]) -> Iterator[tuple[Passage, Passage, Around]]:
    """Yields each pair of passages with what stands around it; three pairs are held at a time, however long the talk."""
    before: tuple[Passage, Passage] | None = None
    here = next(pairs, None)
    while here is not None:
        after = next(pairs, None)
        near = [pair for pair in (before, after) if pair is not None]
        around = Around(
            tuple(sign for mine, _ in near for sign in mine.signs),
            tuple(sign for _, yours in near for sign in yours.signs),
            frozenset(head for mine, _ in near for term in mine.terms if term.telling for head in term.heads),
            frozenset(head for _, yours in near for term in yours.terms if term.telling for head in term.heads),
        )
        yield *here, around
        before, here = here, after


def _node(difference: Difference, a: Transcript, b: Transcript) -> Node:
    places = (Place(a.id, difference.a), Place(b.id, difference.b))
    return Node(difference.kind, difference.group, places, difference.agree)


def _worded(words: Sequence[Change], a: Transcript, b: Transcript, against: Sequence[Difference]) -> Iterator[Node]:
    """Yields the changes of words; one that only repeats a material difference is left out."""
    for change in words:
        told = any(_overlap(difference.a, spot) for difference in against for spot in change.a)
        told = told or any(_overlap(difference.b, spot) for difference in against for spot in change.b)
        if told and (change.kind != "wording" or (len(against) == 1 and max(len(change.a), len(change.b)) == 1)):
            continue
        places = (*(Place(a.id, spot) for spot in change.a), *(Place(b.id, spot) for spot in change.b))
        yield Node(change.kind, "wording" if change.kind == "wording" else "added", places, False)


def _voices(
    a: Transcript, b: Transcript, alignment: Alignment, groups: Sequence[Group], lexicon: Lexicon
) -> Iterator[Node]:
    """Yields turns that the other telling puts in another mouth; a voice that was inferred is no witness."""
    sure = [(voice, twin) for voice, twin, certainty in match_voices(a, b, alignment) if SURE <= certainty]
    for one, other, twins in ((a, b, dict(sure)), (b, a, {twin: voice for voice, twin in sure})):
        ours = {turn.number: turn for turn in one.turns}
        theirs = {turn.number: turn for turn in other.turns}
        for group in groups:
            left = [ours[number] for number in (group.a if one is a else group.b) if number in ours]
            right = [theirs[number] for number in (group.b if one is a else group.a) if number in theirs]
            if not right or any(turn.inferred for turn in (*left, *right)):
                continue
            mouths = {voice for turn in right for voice in turn.speakers}
            for turn in left:
                if (
                    mouths <= set(twins.values())
                    and len(turn.speakers) == 1
                    and twins.get(turn.speakers[0]) not in (None, *mouths)
                ):
                    twin = _says_the_same(turn, right, one, other, lexicon)
                    if twin is not None:
                        here = Place(one.id, Spot(turn.number, 0, len(turn.text)))
                        there = Place(other.id, Spot(twin.number, 0, len(twin.text)))
                        yield Node("speaker", "speaker", (here, there), False)


def _says_the_same(turn: Turn, others: Sequence[Turn], a: Transcript, b: Transcript, lexicon: Lexicon) -> Turn | None:
    """Returns the turn that shares most words with this one; None where none shares two."""
    mine = passage([turn], a.language, lexicon)
    shared = [
        (len(shared_words(mine, passage([other], b.language, lexicon))), -other.number, other) for other in others
    ]
    most, _, best = max(shared, key=lambda one: one[:2], default=(0, 0, None))
    return best if 2 <= most else None


def _overlap(one: Spot, other: Spot) -> bool:
    if one.turn != other.turn:
        return False
    return (one.start < other.end and other.start < one.end) or (one.start, one.end) == (other.start, other.end)


def _joined(nodes: Sequence[Node]) -> Iterator[tuple[Kind, tuple[Place, ...]]]:
    """Yields the places of each variant: differences that share a place and a class, and the readings that agree with one."""
    differing = [node for node in nodes if not node.agree]
    touching: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    root = list(range(len(differing)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for number, node in enumerate(differing):
        for place in node.places:
            key = (_class(node), place.transcript, place.spot.turn)
            for other in touching[key]:
                if any(_same(place, known, node.group) for known in differing[other].places):
                    root[find(number)] = find(other)
            touching[key].append(number)
    clusters: dict[int, list[Node]] = defaultdict(list)
    for number, node in enumerate(differing):
        clusters[find(number)].append(node)
    agreeing: dict[tuple[str, str, int], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.agree:
            for place in node.places:
                agreeing[_class(node), place.transcript, place.spot.turn].append(node)
    for members in clusters.values():
        places = {place for node in members for place in node.places}
        held = {place.transcript for place in places}
        for place in sorted(places):
            for node in agreeing[_class(members[0]), place.transcript, place.spot.turn]:
                if any(_same(place, known, node.group) for known in node.places):
                    places.update(known for known in node.places if known.transcript not in held)
        yield members[0].kind, tuple(sorted(places))


def _class(node: Node) -> str:
    return node.group


def _same(one: Place, other: Place, group: str) -> bool:
    if one.transcript != other.transcript:
        return False
    return one.spot == other.spot if group == "wording" else _overlap(one.spot, other.spot)


def _variant(
    kind: Kind, places: Sequence[Place], texts: Mapping[tuple[str, int], str], order: Mapping[str, int]
) -> Variant:
    readings = tuple(
        sorted(_readings(places, texts), key=lambda reading: (order[reading.transcript], reading.turn, reading.start))
    )
    said = "\n".join(f"{reading.transcript} {reading.turn} {reading.start} {reading.words}" for reading in readings)
    return Variant(
        id="v" + sha256(f"{kind}\n{said}".encode())[:12],
        material=kind != "wording",
        kind=kind,
        readings=readings,
    )


def _readings(places: Sequence[Place], texts: Mapping[tuple[str, int], str]) -> Iterator[Reading]:
    """Yields one reading for each turn that a variant touches: overlapping stretches of it are one."""
    spots: dict[tuple[str, int], Spot] = {}
    for place in places:
        key = (place.transcript, place.spot.turn)
        known = spots.get(key, place.spot)
        spots[key] = Spot(known.turn, min(known.start, place.spot.start), max(known.end, place.spot.end))
    for (id, number), spot in spots.items():
        text = texts[id, number]
        yield Reading(transcript=id, turn=number, start=spot.start, end=spot.end, words=text[spot.start : spot.end])
